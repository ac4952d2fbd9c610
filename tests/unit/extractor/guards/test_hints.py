"""A guard that is not asked would not have objected: all that its patterns find holds one of the words it names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.guards import (
    clauses,
    hypothesis,
    instruction,
    material,
    negation,
    past,
    quotation,
    recalled,
    sarcasm,
    someone,
)
from services.extractor.guards.table import GUARDS
from services.kit.hints import any_of

FINDS = [
    *[(getattr(hypothesis, name), hypothesis.HINTS) for name in ("_PRETENCE", "_WISH", "_GUESS", "_LASTING", "_WANTS")],
    *[(getattr(hypothesis, name), hypothesis.HINTS) for name in ("_CONDITION", "_IF", "_CONDITIONAL")],
    (instruction._ORDERS, instruction.ORDER_HINTS),
    (instruction._FORGED, instruction._FORGED_HINTS),
    (negation._RAISED, negation.HINTS),
    (negation._NEGATION, negation.HINTS),
    (past._ONCE, past.HINTS),
    (quotation._MARKED, quotation.HINTS),
    *[(getattr(material, name), quotation.HINTS) for name in ("_CODE", "_BLOCK", "_MAIL", "_TASK")],
    (material._TASK, (":",)),
    (material._MAIL, (":", "message")),
    (recalled._FACT, ("{",)),
    (recalled._FACT, ('"',)),
    (sarcasm._TAKEN_BACK, sarcasm.HINTS),
    (sarcasm._WINK, sarcasm.HINTS),
    (sarcasm._MARKS, sarcasm._SIGNS),
    (sarcasm._MARKS, sarcasm.HINTS),
    (re.compile(someone._SAY), someone.HINTS),
]
WORDS = st.text("abc", min_size=1, max_size=3)


@pytest.mark.parametrize(("pattern", "hints"), FINDS)
@given(st.data())
def test_what_a_pattern_finds_holds_a_hint(pattern: re.Pattern[str], hints: tuple[str, ...], data: st.DataObject):
    text = data.draw(st.from_regex(pattern))
    found = pattern.search(text)

    assert found is not None
    assert any(hint in found[0] for hint in hints)


@given(st.from_regex(recalled._HEADLINE))
def test_a_headline_holds_its_hint_however_it_is_written(text: str):
    assert recalled._HINT in text.lower()


@given(st.from_regex(clauses._BREAK))
def test_a_break_begins_where_one_is_looked_for(text: str):
    found = clauses._BREAK.search(text)

    assert found is not None
    assert clauses._BREAKS.match(text, found.start())


@given(st.lists(WORDS), st.text("abcd"))
def test_any_of_the_words_is_found_wherever_it_stands(words: list[str], text: str):
    assert bool(any_of(words).search(text)) == any(word in text for word in words)


def test_hints_are_searched_in_small_letters():
    assert all(hint == hint.lower() for row in GUARDS for hint in row.said + row.told)
