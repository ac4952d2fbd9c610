"""What of the ranked facts goes into the prompt: each thing once, within the budget; and pairs of unspaced scripts."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store.budget import FRAME_TOKENS, tokens, within_budget
from services.store.grams import MOST, grams_of
from services.store.ranking import Candidate
from services.store.sameness import each_once
from tests.store import DAY


def said(slot, value, statement="", number=1):
    return Candidate(UUID(int=number), slot, value, statement or f"{slot} is {value}", DAY, None, 0, 0.0)


def once(*facts):
    return [(fact.slot, fact.value) for fact in each_once(facts)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (said("likes", "climbing"), said("hobby", "Climbing!")),
        (said("plan", "move to Berlin"), said("goal", "move to Berlin")),
        (said("hobby", "the piano"), said("other", "piano")),
        (said("other", "plays chess"), said("likes", "plays chess")),
        (said("likes", "tea", "The user likes tea."), said("other", "tea drinker", "the user likes  TEA")),
        (said("likes", "café"), said("hobby", "cafe\u0301")),
        (said("pet", "Rex (dog)"), said("pet", "Rex")),
    ],
)
def test_what_says_the_same_is_told_once(first, second):
    assert once(first, second) == [(first.slot, first.value)]


def test_the_fact_with_the_note_is_told_even_if_it_ranks_lower():
    assert once(said("pet", "Rex"), said("pet", "Rex (dog)")) == [("pet", "Rex (dog)")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (said("home_city", "Lisbon"), said("hometown", "Lisbon")),
        (said("dislikes", "peanuts"), said("allergy", "peanuts")),
        (said("likes", "Acme"), said("employer", "Acme")),
        (said("family", "Mia (daughter)"), said("family", "Mia (niece)")),
        (said("other", "x", "Ana's boss is Tom."), said("other", "y", "Tom's boss is Ana.")),
        (said("likes", "tea", "The user likes tea."), said("dislikes", "tea", "The user does not like tea.")),
        (said("likes", "C"), said("likes", "C++", "The user likes C++.")),
        (said("other", ":)"), said("other", ":(")),
    ],
)
def test_what_only_looks_the_same_is_told_twice(first, second):
    assert len(once(first, second)) == 2


def test_a_fact_too_long_for_what_is_left_makes_room_for_the_next():
    facts = [said("likes", "x" * length, number=number) for number, length in ((1, 10), (2, 4_000), (3, 10))]
    assert [fact.fact_id.int for fact in within_budget(facts, 80)] == [1, 3]


def test_the_same_number_of_characters_costs_more_where_models_need_more_tokens():
    english, russian, chinese, emoji = (tokens(each * 100) for each in ("a", "я", "住", "😀"))
    assert (english, russian, chinese, emoji) == (25, 50, 100, 200)
    assert tokens('"\n') == 1, "as written in JSON"


@given(st.lists(st.text(min_size=1, max_size=40)), st.integers(1, 500))
def test_the_budget_is_kept(values, budget):
    facts = [said("likes", value, "s") for value in values]
    kept = list(within_budget(facts, budget))
    assert sum(FRAME_TOKENS + sum(map(tokens, (f.slot, f.value, f.statement))) for f in kept) <= budget
    assert [fact for fact in facts if fact in kept] == [fact for fact in facts if fact in set(kept)]


def test_unspaced_scripts_are_read_in_pairs():
    assert grams_of("我住在 Lisbon 吗") == ["我住", "住在"]
    assert grams_of("Where do I live?") == []
    assert grams_of("ฉันอยู่")[:2] == ["ฉั", "ัน"]
    assert len(grams_of("我住在里斯本" * 1 + "".join(map(chr, range(0x4E00, 0x4F00))))) == MOST
