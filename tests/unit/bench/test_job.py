"""The job of the bench: what each contender gets is the same, and no two turns say the same."""

import json
from uuid import UUID

import pytest

from tests.bench.http.model_stub import _facts
from tests.bench.pipeline.job import FACTS, SAVE, SAVE_NAMED, extract, make_turns, named_parameters, turn_number


def test_turns_are_numbered_through_and_all_different():
    turns = make_turns(0, 50) + make_turns(50, 50)
    assert [turn_number(UUID(turn.turn_id)) for turn in turns] == list(range(100))
    assert len({fact for turn in turns for fact in extract(turn.content)}) == 100 * FACTS


def test_a_burst_is_of_one_session_and_one_user():
    turns = make_turns(0, 30, burst=3)
    assert len({turn.session_id for turn in turns}) == 10
    assert len({(turn.session_id, turn.user_id) for turn in turns}) == 10


def test_every_fact_has_a_quote_that_stands_in_the_message():
    for turn in make_turns(0, 20):
        assert all(quote in turn.content for *_, quote in extract(turn.content))


def test_both_forms_of_the_statement_take_the_same_parameters():
    names = named_parameters(make_turns(0, 1)[0].fields())
    assert all(f"%({name})s" in SAVE_NAMED for name in names)
    assert SAVE.count("$") == SAVE_NAMED.count("%(")


@pytest.mark.parametrize("count", [1, 3])
def test_the_model_stub_answers_for_every_message(count):
    messages = [{"id": f"m{place}", "content": turn.content} for place, turn in enumerate(make_turns(0, count))]
    facts = json.loads(_facts(json.dumps({"messages": messages})))["facts"]
    assert [fact["message_id"] for fact in facts] == [each["id"] for each in messages for _ in range(FACTS)]
