"""From claims to facts: one current value, one fact for each of many values, retractions, repeats, late claims."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.identifiers import fact_id_for
from contracts.slots import BY_NAME
from services.store import consolidation
from services.store.claims import CROWDED_OUT, RETRACTED, SUPERSEDED
from services.store.consolidation import consolidate as consolidate_by
from services.store.plan import claims_of
from services.store.rules import Rules, group_key_for
from services.store.values import normalise
from tests.claims import LIMIT, small
from tests.store import Told, fact, moment

RULES = Rules()


def consolidate(claims, current=()):
    return consolidate_by(claims, RULES, current)


def claims(*said, slot="home_city"):
    """Claims of one turn each: (second, value) asserts, (second, value, "retract") retracts."""
    return [
        claim
        for second, value, *operation in said
        for claim in claims_of(
            Told(f"{slot} {second} {value}", said=second).extracted(fact(slot, value, *operation)).data, moment(second)
        )
    ]


def shown(facts):
    return [(each.value, each.valid_from, each.valid_to, each.ended_as) for each in facts]


def test_a_new_value_supersedes_the_older_one():
    facts = consolidate(claims((1, "Porto"), (2, "Lisbon")))
    assert shown(facts) == [("Porto", moment(1), moment(2), SUPERSEDED), ("Lisbon", moment(2), None, None)]
    assert facts[0].ended_by == facts[1].turn_id
    assert facts[1].supersedes == facts[0].fact_id


def test_the_same_value_again_confirms():
    (kept,) = consolidate(claims((1, "Lisbon"), (5, "lisbon."), (9, "Lisbon")))
    assert (kept.value, kept.confirmed_at, kept.confirmations) == ("Lisbon", moment(9), 2)
    assert kept.valid_to is None


def test_a_fact_has_the_id_of_the_claim_that_opened_it():
    (claim,) = claims((1, "Lisbon"))
    (opened,) = consolidate([claim])
    assert opened.fact_id == fact_id_for(claim.turn_id, claim.ordinal)
    assert (opened.confirmed_at, opened.confirmations) == (None, 0)


@pytest.mark.parametrize("retracted", ["Acme", "ACME Corp", "the Acme Corp of Porto", "acme corp!"])
def test_a_retraction_closes_what_it_names(retracted):
    facts = consolidate(claims((1, "Acme Corp"), (2, retracted, "retract"), slot="employer"))
    assert shown(facts) == [("Acme Corp", moment(1), moment(2), RETRACTED)]


@pytest.mark.parametrize("retracted", ["Acm", "Globex", "Corpus"])
def test_a_retraction_of_something_else_closes_nothing(retracted):
    (kept,) = consolidate(claims((1, "Acme Corp"), (2, retracted, "retract"), slot="employer"))
    assert kept.valid_to is None


def test_a_retraction_without_a_fact_does_nothing():
    assert consolidate(claims((1, "Acme", "retract"))) == []


def test_what_was_retracted_can_be_said_again():
    facts = consolidate(claims((1, "jazz"), (2, "jazz", "retract"), (3, "jazz"), slot="likes"))
    assert shown(facts) == [("jazz", moment(1), moment(2), RETRACTED), ("jazz", moment(3), None, None)]
    assert facts[1].supersedes is None


def test_two_claims_of_one_moment_leave_an_empty_interval():
    turn = Told(said=1)
    said = turn.extracted(fact("home_city", "Porto"), fact("home_city", "Lisbon")).data
    facts = consolidate(claims_of(said, moment(1)))
    assert shown(facts) == [("Porto", moment(1), moment(1), SUPERSEDED), ("Lisbon", moment(1), None, None)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Beatles!", "beatles"),
        ("  New\tYork ", "new york"),
        ("ﬁshing", "Fishing"),
        ("a cargo bike", "Cargo bike"),
        ("“Tom”", "tom"),
        ("STRASSE", "straße"),
    ],
)
def test_spellings_of_one_value_are_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C", "C#"), ("an", "a n"), ("!", "?"), ("Rex (dog)", "Rex")])
def test_different_values_stay_different(one, other):
    assert normalise(one) != normalise(other)


@given(st.text(min_size=1))
def test_a_normalised_value_is_never_empty_unless_the_value_is_blank(value):
    assert normalise(value) or not value.split()


def test_a_single_valued_slot_is_one_group_and_each_of_many_values_its_own():
    assert group_key_for("home_city", "lisbon") == ""
    assert group_key_for("likes", "jazz") == "jazz"


def test_a_group_key_fits_into_an_index_however_long_the_value():
    assert len(group_key_for("likes", "😀" * 512).encode()) <= 200
    assert group_key_for("likes", "😀" * 512) != group_key_for("likes", "😀" * 511)


sayings = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from(["Porto", "Lisbon", "lisbon", "New York"]), st.booleans()), max_size=8
)


@given(sayings, st.integers(0, 8))
def test_going_on_from_the_current_fact_ends_as_computing_all_again(said, cut):
    ordered = sorted(
        claims(*((second, value, "retract" if gone else "assert") for second, value, gone in said)),
        key=lambda claim: claim.order,
    )
    whole = consolidate(ordered)
    before = consolidate(ordered[:cut])
    current = [each for each in before if each.valid_to is None]
    after = {each.fact_id: each for each in before + consolidate(ordered[cut:], current)}
    assert list(after.values()) == whole


@given(sayings)
def test_a_group_has_one_current_fact_and_no_gaps_in_its_order(said):
    facts = consolidate(
        sorted(claims(*((s, v, "retract" if gone else "assert") for s, v, gone in said)), key=lambda claim: claim.order)
    )
    assert sum(each.valid_to is None for each in facts) <= 1
    for earlier, later in pairwise(facts):
        assert earlier.valid_to is not None
        assert earlier.valid_from <= earlier.valid_to <= later.valid_from


@pytest.fixture
def full(monkeypatch):
    """Let a many-valued slot hold no more than `LIMIT` values."""
    monkeypatch.setattr(consolidation, "BY_NAME", {name: small(slot) for name, slot in BY_NAME.items()})


def left(*said):
    """What is current of the slot `likes`, and what was crowded out of it and when, in order of having been said."""
    facts = sorted(consolidate(claims(*said, slot="likes")), key=lambda each: each.said_at)
    ended = [(each.value, each.valid_to) for each in facts if each.ended_as == CROWDED_OUT]
    return [each.value for each in facts if each.valid_to is None], ended


FULL = [(second, f"game {second}") for second in range(1, LIMIT + 1)]
NEW = (LIMIT + 10, "jazz")


@pytest.mark.usefixtures("full")
def test_one_value_too_many_closes_the_oldest():
    names = [value for _, value in FULL]
    assert left(*FULL) == (names, [])
    assert left(*FULL, NEW) == ([*names[1:], "jazz"], [(names[0], moment(NEW[0]))])


@pytest.mark.usefixtures("full")
def test_what_was_confirmed_stays_while_anything_was_not():
    names = [value for _, value in FULL]
    # Before the others were said even once.
    first, *others = FULL
    assert left(first, (1.5, names[0]), *others, NEW) == ([names[0], *names[2:], "jazz"], [(names[1], moment(NEW[0]))])


@pytest.mark.usefixtures("full")
def test_of_all_confirmed_ones_the_one_confirmed_longest_ago_goes_and_never_the_new_one():
    names = [value for _, value in FULL]
    again = [(LIMIT + 1 + place, value) for place, value in enumerate(reversed(names))]
    assert left(*FULL, *again, NEW) == ([*names[:-1], "jazz"], [(names[-1], moment(NEW[0]))])
