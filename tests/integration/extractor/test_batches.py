"""Turns of a session in one call, on a real broker: what goes together, what goes alone, and what a fault leaves."""

import asyncio
import json
from collections import Counter
from datetime import timedelta

import pytest
from aio_pika.abc import AbstractChannel

from contracts.envelope import (
    BATCH,
    ExtractionRetryingEvent,
    FactsExtractedEvent,
    TurnDeadEvent,
    TurnRecordedEvent,
)
from contracts.events import Lane
from contracts.topology import LANE_QUEUES, STORE_DEAD
from services.extractor.metrics import BREAKER_OPEN
from tests.bus import depth, recorded, take, until
from tests.conftest import DELAYS, Broker
from tests.integration.extractor import scripted_model as act
from tests.integration.extractor.conftest import Extractors, Said, given_back, left_in, say
from tests.integration.extractor.scripted_model import ScriptedModel
from tests.integration.extractor.test_extractor import NOTHING_LEFT
from tests.integration.kit.test_consumer import _close

LIVE = LANE_QUEUES[Lane.LIVE]


def conversation(*said: str, session: str = "s", user: str = "ada", lane: Lane = Lane.LIVE) -> list[TurnRecordedEvent]:
    return [recorded(words, session=session, user=user, lane=lane) for words in said]


def asked(model: ScriptedModel) -> list[list[str]]:
    """The messages of each request."""
    return [list(request.said.values()) for request in model.requests]


async def in_hand(amqp: AbstractChannel, queue: str = LIVE) -> None:
    """Wait until all messages of a lane have been delivered."""
    await until(lambda: _empty(amqp, queue), "all was delivered")


async def _empty(amqp: AbstractChannel, queue: str) -> bool:
    return await depth(amqp, queue) == 0


async def test_what_waits_while_a_call_is_under_way_goes_together_in_the_order_it_was_said(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("zero", act.hold(released))
    zero, *rest = conversation("zero", "one", "two", "three")
    extractors.start()
    await say(amqp, zero)
    await model.holds(1)
    await say(amqp, *reversed(rest))
    await in_hand(amqp)
    released.set()

    events = await said.until(FactsExtractedEvent, 4)

    assert asked(model) == [["zero"], ["one", "two", "three"]]
    by_turn = {event.data.turn_id: event.data for event in events}
    for turn in rest:
        data = by_turn[turn.data.turn_id]
        [fact] = data.facts
        assert (fact.quote, fact.message_id) == (turn.data.message.content, turn.data.message.id)
        assert (data.calls, data.turns_in_call, data.attempt) == (1, 3, 1)
    assert sum(by_turn[turn.data.turn_id].usage.input_tokens for turn in rest) == 100
    assert sum(by_turn[turn.data.turn_id].usage.output_tokens for turn in rest) == 10


async def test_tenants_users_sessions_and_lanes_are_never_mixed(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    others = [
        *conversation("ada s 0", "ada s 1", "ada s 2"),
        *conversation("ada t 0", "ada t 1", session="t"),
        *conversation("bob s 0", "bob s 1", user="bob"),
        *conversation("bulk s 0", "bulk s 1", "bulk s 2", lane=Lane.BULK),
    ]
    model.on("", *[act.hold(released)] * 4)
    extractors.start()
    await say(amqp, *others)
    await model.holds(4)
    await in_hand(amqp)
    await in_hand(amqp, LANE_QUEUES[Lane.BULK])
    released.set()

    await said.until(FactsExtractedEvent, len(others))

    for call in asked(model):
        assert len({words[:-2] for words in call}) == 1, call
    asked_about = Counter(words for call in asked(model) for words in call)
    assert asked_about == {turn.data.message.content: 1 for turn in others}
    assert any(len(call) > 1 for call in asked(model))


async def test_a_poison_turn_in_a_batch_spends_its_own_attempts_only(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("first", act.hold(released))
    model.on("poison", *[act.content("{")] * 100)
    first, *rest = conversation("first", "one", "poison", "three")
    extractors.start()
    await say(amqp, first)
    await model.holds(1)
    await say(amqp, *rest)
    await in_hand(amqp)
    released.set()

    [letter] = await take(amqp, STORE_DEAD, 1)

    [dead] = BATCH.validate_json(letter.body)
    assert isinstance(dead, TurnDeadEvent)
    assert (dead.data.turn_id, dead.data.attempt) == (rest[1].data.turn_id, len(DELAYS) + 1)
    events = await said.until(FactsExtractedEvent, 3)
    assert {event.data.attempt for event in events} == {1}
    assert {each.data.turn_id for each in said.of(ExtractionRetryingEvent)} == {rest[1].data.turn_id}
    calls = asked(model)
    assert calls[1:3] == [["one", "poison", "three"]] * 2, "once, and its repair"
    assert all(len(call) == 1 for call in calls[3:]), "alone from then on"
    assert Counter(call[0] for call in calls[3:]) == {"one": 1, "poison": 2 * (len(DELAYS) + 1), "three": 1}


@pytest.mark.parametrize(
    "fault",
    [
        act.status(400, {"code": "context_length_exceeded"}),
        act.status(422),
        act.reset(),
        act.content(None, refusal="no"),
    ],
    ids=["too long", "rejected", "reset", "refused"],
)
async def test_a_batch_that_fails_is_asked_about_one_by_one_and_nothing_is_spent(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said, fault: act.Act
):
    released = asyncio.Event()
    model.on("first", act.hold(released))
    model.on("one", fault)
    first, *rest = conversation("first", "one", "two", "three")
    extractors.start()
    await say(amqp, first)
    await model.holds(1)
    await say(amqp, *rest)
    await in_hand(amqp)
    released.set()

    events = await said.until(FactsExtractedEvent, 4)

    assert {event.data.attempt for event in events} == {1}
    assert sorted(asked(model)[2:]) == [["one"], ["three"], ["two"]]
    assert not said.of(ExtractionRetryingEvent)
    assert await depth(amqp, STORE_DEAD) == 0


async def test_complete_facts_of_a_cut_answer_are_kept_for_the_messages_they_name(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("first", act.hold(released))
    whole = json.dumps({"reasoning": "r", "facts": [act.fact("one"), act.fact("two", message_id="m2")]})
    model.on("one", act.content(whole[:-4], "length"), act.answer([act.fact("two", message_id="m2")]))
    first, *rest = conversation("first", "one", "two")
    extractors.start()
    await say(amqp, first)
    await model.holds(1)
    await say(amqp, *rest)
    await in_hand(amqp)
    released.set()

    events = await said.until(FactsExtractedEvent, 3)

    found = {event.data.turn_id: event.data for event in events}
    assert [[fact.quote for fact in found[turn.data.turn_id].facts] for turn in rest] == [["one"], ["two"]]
    assert {found[turn.data.turn_id].calls for turn in rest} == {2}
    assert sum(found[turn.data.turn_id].usage.input_tokens for turn in rest) == 200
    assert [each["quote"] for each in model.requests[2].document["understood"]] == ["one"]


async def test_a_call_that_hangs_keeps_its_own_session_waiting_and_no_other(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    never = asyncio.Event()
    model.on("hangs", act.hold(never))
    hanging, *waiting = conversation("hangs", "after", "after that", session="slow")
    extractors.start(concurrency=2, stop_seconds=0)
    await say(amqp, hanging)
    await model.holds(1)
    await say(amqp, *waiting)
    others = [recorded(f"turn {number}") for number in range(10)]
    await say(amqp, *others)

    events = await said.until(FactsExtractedEvent, 10)

    assert {event.data.turn_id for event in events} == {turn.data.turn_id for turn in others}
    assert not any("after" in words for call in asked(model) for words in call)
    await extractors.stop()
    await given_back(amqp, {**NOTHING_LEFT, LIVE: 3})


async def test_a_stop_gives_back_what_gathers_and_finishes_what_is_under_way(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("first", act.hold(released))
    first, *rest = conversation("first", "one", "two")
    extractors.start(stop_seconds=60)
    await say(amqp, first)
    await model.holds(1)
    await say(amqp, *rest)
    await in_hand(amqp)
    stopping = asyncio.create_task(extractors.stop())
    await until(lambda: _waits(amqp, 2), "what gathered was given back at once")
    assert not stopping.done()
    released.set()
    await stopping

    [event] = await said.until(FactsExtractedEvent)
    assert event.data.turn_id == first.data.turn_id
    extractors.start()
    await said.until(FactsExtractedEvent, 3)
    assert sorted(asked(model)[1:]) == [["one"], ["two"]], "redelivered turns go alone"


async def _waits(amqp: AbstractChannel, count: int) -> bool:
    return await depth(amqp, LIVE) == count


async def test_what_gathered_when_the_connection_was_lost_is_asked_about_once(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said, broker: Broker
):
    released = asyncio.Event()
    model.on("first", *[act.hold(released)] * 2)
    first, *rest = conversation("first", "one", "two")
    extractors.start()
    await say(amqp, first)
    await model.holds(1)
    await say(amqp, *rest)
    await in_hand(amqp)
    await until(lambda: _close(broker, f"extractor.{LIVE}"), "the connection was closed")
    # All three come again, as redelivered ones, and go alone.
    await model.got(4)
    released.set()

    await until(lambda: len({each.data.turn_id for each in said.of(FactsExtractedEvent)}) == 3, "all were done")
    await extractors.stop()

    assert sorted(asked(model)) == [["first"], ["first"], ["one"], ["two"]]
    assert await left_in(amqp) == NOTHING_LEFT
    assert not said.of(ExtractionRetryingEvent)


async def test_an_outage_that_begins_while_turns_gather_spends_nothing(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    BREAKER_OPEN.set(0)
    released = asyncio.Event()
    model.on("first", act.hold(released))
    model.on("other", *[act.status(401)] * 3)
    first, *rest = conversation("first", "one", "two", "three")
    extractors.start(probe_seconds=0.2)
    await say(amqp, first)
    await model.holds(1)
    await say(amqp, *rest)
    await in_hand(amqp)
    await say(amqp, recorded("other"))
    await until(lambda: BREAKER_OPEN._value.get() == 1, "the breaker opened")
    released.set()

    events = await said.until(FactsExtractedEvent, 5)

    assert {event.data.attempt for event in events} == {1}
    assert BREAKER_OPEN._value.get() == 0
    assert not said.of(ExtractionRetryingEvent)
    await extractors.stop()
    assert await left_in(amqp) == NOTHING_LEFT
    assert await depth(amqp, STORE_DEAD) == 0


async def test_a_batch_that_gets_no_answer_in_time_is_held_and_then_alone(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released, never = asyncio.Event(), asyncio.Event()
    model.on("first", act.hold(released))
    model.on("one", act.hold(never))
    first, *rest = conversation("first", "one", "two")
    extractors.start(model_timeout=1)
    await say(amqp, first)
    await model.holds(1)
    await say(amqp, *rest)
    await in_hand(amqp)
    released.set()

    events = await said.until(FactsExtractedEvent, 3)

    assert {event.data.attempt for event in events} == {1}
    assert sorted(asked(model)[2:]) == [["one"], ["two"]]


async def test_a_message_that_is_too_long_for_one_call_is_asked_about_in_pieces(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    sentences = [f"In {1950 + number} I moved to town number {number}. " for number in range(40)]
    turn = recorded("".join(sentences))
    extractors.start(call_tokens=200)
    await say(amqp, turn)

    [event] = await said.until(FactsExtractedEvent)

    assert "".join(request.content for request in model.requests) == turn.data.message.content
    assert len(model.requests) > 3
    assert all(request.content.endswith(". ") for request in model.requests), "no sentence was divided"
    assert [fact.quote for fact in event.data.facts] == [request.content.strip() for request in model.requests]
    assert (event.data.calls, event.data.usage.input_tokens) == (len(model.requests), 100 * len(model.requests))


async def test_turns_in_a_call_are_bounded_by_settings_and_one_switches_it_off(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("first", act.hold(released))
    turns = conversation("first", *(f"turn {number}" for number in range(4)))
    extractors.start(call_turns=1)
    await say(amqp, *turns)
    # With nothing to gather, none waits for another.
    await said.until(FactsExtractedEvent, 4)
    released.set()
    await said.until(FactsExtractedEvent, 5)

    assert all(len(call) == 1 for call in asked(model))


async def test_a_late_clock_of_another_machine_changes_the_order_and_nothing_else(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("first", act.hold(released))
    first, second = conversation("first", "second")
    earlier = second.data.model_copy(update={"said_at": first.data.said_at - timedelta(days=1)})
    second = second.model_copy(update={"data": earlier})
    extractors.start()
    await say(amqp, first)
    await model.holds(1)
    third = recorded("third", session="s")
    await say(amqp, third, second)
    await in_hand(amqp)
    released.set()
    await said.until(FactsExtractedEvent, 3)

    assert asked(model)[1] == ["second", "third"]
    document = model.requests[1].document
    assert document["said_at"] < document["messages"][1]["said_at"]
