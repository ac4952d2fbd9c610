"""The labelled set is what its README says: well-formed, disjoint, balanced, large enough, and true to itself."""

import json
from collections import Counter

import pytest

from contracts.slots import SLOTS
from tests.eval.errors import LabelError
from tests.eval.history import consolidate_all
from tests.eval.labels import BLIND, CATEGORIES, KEPT, OPEN, TUNE, half, read_people
from tests.eval.scoring import score
from tests.unit.eval.heard import fact, heard

LINE = {
    "person": "p001",
    "english": "british",
    "turn": "p001-01",
    "said_at": "2025-01-08T16:24:00Z",
    "category": "plain",
    "text": "I live in Leeds.",
    "facts": [{"slot": ["home_city"], "value": ["Leeds"]}],
}
LATER = {**LINE, "turn": "p001-02", "said_at": "2025-02-08T16:24:00Z"}
OTHER = {**LINE, "person": "p003", "turn": "p003-01"}


def turns(which):
    return [turn for person in half(which) for turn in person.turns]


@pytest.mark.parametrize("aside", [KEPT, BLIND])
@pytest.mark.parametrize("which", sorted(OPEN))
def test_what_may_be_looked_at_shares_no_turn_and_no_sentence_with_what_is_kept_aside(which, aside):
    shown, kept = turns(which), turns(aside)
    assert len(shown) >= 170
    assert {turn.turn for turn in shown}.isdisjoint(turn.turn for turn in kept)
    assert {turn.text.casefold() for turn in shown}.isdisjoint(turn.text.casefold() for turn in kept)


@pytest.mark.parametrize("which", [TUNE, KEPT])
def test_each_half_is_large_and_mostly_but_not_only_holds_facts(which):
    said = turns(which)
    empty = sum(not turn.facts for turn in said) / len(said)

    assert len(said) >= 170
    assert 0.33 <= empty <= 0.42
    assert {turn.category for turn in said} == set(CATEGORIES)


def test_the_halves_share_no_person_no_turn_and_no_sentence():
    tune, kept = turns(TUNE), turns(KEPT)

    assert all(int(turn.person[1:]) % 2 == 1 for turn in tune)
    assert all(int(turn.person[1:]) % 2 == 0 for turn in kept)
    assert {turn.turn for turn in tune}.isdisjoint(turn.turn for turn in kept)
    assert {turn.text.casefold() for turn in tune}.isdisjoint(turn.text.casefold() for turn in kept)


def test_people_come_in_pairs_of_a_kind():
    tune, kept = half(TUNE), half(KEPT)

    assert Counter(person.turns[0].english for person in tune) == Counter(person.turns[0].english for person in kept)
    assert [int(person.person[1:]) + 1 for person in tune] == [int(person.person[1:]) for person in kept]


def test_the_halves_have_the_categories_in_like_numbers():
    tune, kept = (Counter(turn.category for turn in turns(which)) for which in (TUNE, KEPT))

    assert {name: tune[name] for name in CATEGORIES if abs(tune[name] - kept[name]) > 3} == {}


def test_every_slot_is_expected_or_allowed_somewhere():
    used = {slot for turn in turns("all") for expected in (*turn.facts, *turn.optional) for slot in expected.slot}

    assert used == {slot.name for slot in SLOTS}


@pytest.mark.parametrize("which", [TUNE, KEPT])
def test_a_model_that_answers_as_the_labels_say_gets_full_marks(which):
    people = half(which)
    answers = {
        turn.turn: heard(
            turn,
            *(fact(each.slot[0], each.value[0], quote=turn.text, operation=each.operation) for each in turn.facts),
        )
        for person in people
        for turn in person.turns
    }
    ends = [(person, consolidate_all(answers[turn.turn].extracted for turn in person.turns)) for person in people]
    result = score(list(answers.values()), ends)

    assert (result.total.precision, result.total.recall, result.total.junk) == (1, 1, 0)
    assert result.ungrounded == 0
    assert (result.wrong_supersedes, result.stale) == ([], [])
    unknown = [
        (person.person, expected)
        for person, facts in ends
        for expected in person.current
        if not score([], [(person.model_copy(update={"current": (expected,)}), facts)]).known
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([LINE, {**LATER, "turn": "p001-01"}], "line 2: the turn p001-01 is there twice"),
        ([{**LINE, "facts": [{"slot": ["town"], "value": ["Leeds"]}]}], "there is no slot town"),
        ([{**LINE, "category": "odd"}], "there is no category odd"),
        ([{**LINE, "said_at": "2025-01-08T16:24:00"}], "said_at"),
        ([LATER, {**LINE, "turn": "p001-03"}], "p001: Value error, the turns are not in the order of time"),
        ([LINE, OTHER, LATER], "line 3: the lines of p001 do not stand together"),
        ([{**LINE, "labels": []}], "labels"),
    ],
    ids=["twice", "slot", "category", "zone", "order", "apart", "field"],
)
def test_a_file_with_a_mistake_is_refused_by_line(tmp_path, lines, problem):
    file = tmp_path / "people.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))

    with pytest.raises(LabelError, match=problem):
        read_people(file)


def test_a_line_that_is_no_json_is_named(tmp_path):
    file = tmp_path / "people.jsonl"
    file.write_text(json.dumps(LINE) + "\n{")

    with pytest.raises(LabelError, match=r"people\.jsonl, line 2 is no JSON"):
        read_people(file)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LabelError, match=r"no file .*none\.jsonl"):
        read_people(tmp_path / "none.jsonl")
