"""What is saved of a damaged answer: whole facts in their order, and never a part of one."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.answer import OfferedFact, parse
from services.extractor.errors import UnparsableAnswerError
from services.extractor.salvage import salvage

# Text that looks like the structure around it is what a reader of broken JSON stumbles over.
TRAP = st.sampled_from(['{"facts": [', "]}", '"', "\\", "{", "}", '{"slot": "pet"}', ",", "\n", "\u2028", "ü"])
WORDS = st.lists(st.one_of(TRAP, st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=4).map(
    "".join
)
FACT = st.fixed_dictionaries(
    {
        "slot": WORDS,
        "value": WORDS,
        "statement": WORDS,
        "operation": st.sampled_from(["assert", "retract"]),
        "confidence": st.floats(0, 1),
        "quote": WORDS,
        "message_id": WORDS,
    }
)
FACTS = st.lists(FACT, max_size=4)
LAYOUT = st.sampled_from([{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}])


def written(facts: list[dict[str, Any]], layout: dict[str, Any]) -> str:
    return json.dumps({"facts": facts}, **layout)


def read(facts: list[dict[str, Any]]) -> list[OfferedFact]:
    return [OfferedFact.model_validate(each) for each in facts]


def is_subsequence(part: list[OfferedFact], whole: list[OfferedFact]) -> bool:
    rest = iter(whole)
    return all(any(each == other for other in rest) for each in part)


@given(FACTS, LAYOUT)
def test_a_whole_answer_is_saved_whole(facts: list[dict[str, Any]], layout: dict[str, Any]):
    answer = written(facts, layout)

    assert salvage(answer) == parse(answer) == read(facts)


@given(FACTS, LAYOUT, st.data())
def test_of_a_cut_answer_the_facts_before_the_cut_are_saved(
    facts: list[dict[str, Any]], layout: dict[str, Any], data: st.DataObject
):
    answer = written(facts, layout)
    cut = data.draw(st.integers(0, len(answer)))

    saved = salvage(answer[:cut])

    assert saved == read(facts)[: len(saved)]
    ends = [len(written(facts[: count + 1], layout)) for count in range(len(facts))] if layout == {} else []
    assert not ends or len(saved) >= sum(end <= cut for end in ends)


@given(FACTS, st.data(), st.characters(exclude_categories=["Cs"]))
def test_one_damaged_character_costs_one_fact_at_most_and_alters_no_other(
    facts: list[dict[str, Any]], data: st.DataObject, damage: str
):
    answer = written(facts, {"ensure_ascii": False})
    start = len('{"facts": [')
    at = data.draw(st.integers(start, len(answer) - 1))

    saved = salvage(answer[:at] + damage + answer[at + 1 :])

    altered = [each for each in saved if each not in read(facts)]
    assert len(altered) <= 1
    assert is_subsequence([each for each in saved if each not in altered], read(facts))


@given(FACTS, st.data(), st.binary(max_size=3))
def test_damage_anywhere_is_an_unreadable_answer_at_worst(
    facts: list[dict[str, Any]], data: st.DataObject, damage: bytes
):
    raw = bytearray(written(facts, {"ensure_ascii": False}).encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at : at + data.draw(st.integers(0, 3))] = damage
    answer = raw.decode(errors="replace")

    assert len(salvage(answer)) <= len(facts)
    with suppress(UnparsableAnswerError):
        assert len(parse(answer)) <= len(facts)


@given(st.text())
def test_anything_can_be_looked_at(answer: str):
    assert salvage(answer) == []


WHOLE = {
    "slot": "pet",
    "value": "Rex",
    "statement": "The user has Rex.",
    "operation": "assert",
    "confidence": 1,
    "quote": "Rex",
    "message_id": "m1",
}
TEXT = json.dumps(WHOLE)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (f'{{"facts": [{TEXT}, {{"slot": "pet", "value": "Ma', 1),
        (f'{{"facts": [{TEXT}, \ufffd#]{{ot": "x"}}, {TEXT}]}}', 2),
        (f'```json\n{{"facts": [{TEXT}]}}\n```', 1),
        (f'I think {{"facts": [{TEXT}, {TEXT}]}} is wrong. {{"facts": [{TEXT}', 1),
        (f'{{"facts": [{TEXT}], "rejected": [{TEXT}]', 1),
        (f"[{TEXT}]", 0),
        (f'{{"facts": [{json.dumps(WHOLE | {"mood": "sunny"})}', 0),
        (f'{{"facts": [{json.dumps(WHOLE | {"confidence": "high"})}', 0),
        (f'{{"facts": [{json.dumps(WHOLE | {"quote": TEXT})[:-1]}', 0),
        (f'{{"facts": [[[[[{"[" * 100_000}', 0),
    ],
)
def test_only_whole_facts_of_the_last_list_count(answer: str, count: int):
    assert salvage(answer) == read([WHOLE] * count)
