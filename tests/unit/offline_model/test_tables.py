"""The tables of patterns: rows that could never give a fact, and cleaners that no row asks for."""

from contracts.slots import BY_NAME
from services.offline_model.grammar.cleaners import CLEANERS
from services.offline_model.grammar.compose import COMPOSERS
from services.offline_model.grammar.pattern import table
from services.offline_model.grammar.reader import _SLOT_OF
from services.offline_model.grammar.tables import FAMILIES

ROWS = [rule for rules in FAMILIES.values() for rule in rules]
USED_BY_COMPOSERS = {"any_school", "person", "people", "beings", "degree_field", "education_school"}


def test_every_row_gives_a_fact_of_a_known_slot():
    for row in ROWS:
        slots = {_SLOT_OF.get(name, name) for name in row.kinds} | set(row.fixed)
        assert slots & BY_NAME.keys() or row.kinds.keys() & COMPOSERS.keys(), row.source
        assert set(row.fixed) <= BY_NAME.keys(), row.source


def test_every_slot_has_a_row():
    given = {_SLOT_OF.get(name, name) for row in ROWS for name in row.kinds} | {
        slot for row in ROWS for slot in row.fixed
    }
    assert given >= BY_NAME.keys()


def test_every_cleaner_is_asked_for():
    asked = {kind for row in ROWS for kind in row.kinds.values()}
    assert CLEANERS.keys() - asked - USED_BY_COMPOSERS - BY_NAME.keys() == set()


def test_no_row_stands_twice_in_a_family():
    for family, rules in FAMILIES.items():
        sources = [rule.source for rule in rules]
        twice = {source for source in sources if sources.count(source) > 1}
        assert not twice, (family, twice)


def test_the_notation_chooses_leaves_out_and_catches():
    (row,) = table("I work (for|at my uncle's) [dear] <employer> as <occupation:any_job>")
    match = row.pattern.match("I work at my uncle's dear Acme as clerk")
    assert match is not None
    assert match.group("employer") == "Acme"
    assert row.pattern.match("I work for Acme as clerk") is not None
    assert row.pattern.match("I work in Acme as clerk") is None
    assert row.kinds == {"employer": "employer", "occupation": "any_job"}
    assert row.keys == {"i work"}


def test_a_row_goes_on_where_the_next_line_is_indented():
    rows = table("""
        not: I (like|
            love) <dislikes>
        I am married -> relationship: married
    """)
    assert [row.source for row in rows] == ["not: I (like|love) <dislikes>", "I am married -> relationship: married"]
    assert [row.mark for row in rows] == ["not", ""]
    assert rows[1].fixed == {"relationship": "married"}
