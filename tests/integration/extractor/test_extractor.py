"""The extractor on a real broker: a turn goes in, its facts come out, and every failure ends where it should."""

import asyncio
import json
import socket

import httpx2
import pytest
from aio_pika.abc import AbstractChannel

from contracts.envelope import (
    BATCH,
    ExtractionRetryingEvent,
    ExtractionStartedEvent,
    FactsExtractedEvent,
    TurnDeadEvent,
    TurnRecordedEvent,
    encode,
    encode_batch,
)
from contracts.events import ErrorClass, Lane
from contracts.topology import (
    ATTEMPT_HEADER,
    ERROR_CLASS_HEADER,
    EXCHANGE,
    LANE_QUEUES,
    ORIGIN_HEADER,
    RETRY_EXCHANGE,
    STORE_DEAD,
)
from services.extractor import events as said_by_extractor
from services.extractor.model import Model
from tests.bus import put, recorded, take, until
from tests.conftest import DELAYS
from tests.integration.extractor import scripted_model as act
from tests.integration.extractor.conftest import Extractors, Said, given_back, left_in, say
from tests.integration.extractor.scripted_model import ScriptedModel, fact, scripted_model

NOTHING_LEFT = dict.fromkeys(LANE_QUEUES.values(), 0)


async def _dead(amqp: AbstractChannel) -> tuple[TurnDeadEvent, dict[str, object]]:
    message = (await take(amqp, STORE_DEAD, 1))[0]
    [event] = BATCH.validate_json(message.body)
    assert isinstance(event, TurnDeadEvent)
    return event, dict(message.headers)


async def test_a_turn_goes_in_and_its_grounded_facts_come_out(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    turn = recorded("Hi! I live in LISBON, with Rex.")
    offered = [
        fact("i live in lisbon", slot="home_city", value="Lisbon"),
        fact("with Rex", slot="pet", value="Rex"),
        fact("I live in Rome", slot="home_city", value="Rome"),
        fact("with Rex", slot="zodiac", value="lion"),
        fact("with Rex", slot="pet", value="Rex", message_id="m2"),
    ]
    model.on("", act.answer(offered))
    extractors.start()
    await say(amqp, turn)

    [event] = await said.until(FactsExtractedEvent)

    data = event.data
    assert [(each.slot, each.quote, each.message_id) for each in data.facts] == [
        ("home_city", "I live in LISBON", turn.data.message.id),
        ("pet", "with Rex", turn.data.message.id),
    ]
    assert [(each.reason, each.slot, each.value) for each in data.rejected] == [
        ("quote_not_in_message", "home_city", "Rome"),
        ("unknown_slot", "zodiac", "lion"),
        ("unknown_message", "pet", "Rex"),
    ]
    assert (data.turn_id, data.tenant_id, data.user_id, data.said_at) == (
        turn.data.turn_id,
        "default",
        "ada",
        turn.data.said_at,
    )
    assert (data.attempt, data.model, data.prompt_version) == (1, "scripted-1", "facts-2")
    assert (data.usage.input_tokens, data.usage.output_tokens) == (100, 10)
    await extractors.stop()
    assert await left_in(amqp) == NOTHING_LEFT


async def test_of_a_call_that_takes_long_the_start_is_said_first(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    turn, released = recorded("I live in Lisbon."), asyncio.Event()
    model.on("", act.hold(released))
    extractors.start()
    await say(amqp, turn)

    [started] = await said.until(ExtractionStartedEvent)
    released.set()
    [event] = await said.until(FactsExtractedEvent)

    assert (started.data.turn_id, started.data.attempt) == (turn.data.turn_id, 1)
    assert said.events.index(started) < said.events.index(event)


async def test_a_turn_that_fails_twice_succeeds_through_the_delay_queues(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    damaged = act.content("{")
    model.on("", act.reset(), damaged, damaged)
    extractors.start()
    await say(amqp, recorded())

    [event] = await said.until(FactsExtractedEvent)

    assert event.data.attempt == 3
    retries = await said.until(ExtractionRetryingEvent, 2)
    assert [(each.data.attempt, each.data.error_class) for each in retries] == [
        (1, ErrorClass.INTERRUPTED),
        (2, ErrorClass.UNPARSABLE),
    ]
    waits = [(each.data.next_attempt_at - each.time).total_seconds() for each in retries]
    assert waits == pytest.approx(DELAYS[:2], abs=0.1)


@pytest.mark.parametrize("lane", list(Lane))
async def test_a_turn_that_always_fails_dies_after_the_last_delay(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said, lane: Lane
):
    turn = recorded(lane=lane)
    model.on("", *[act.reset()] * 10)
    extractors.start()
    await say(amqp, turn)

    event, headers = await _dead(amqp)

    assert (event.data.attempt, event.data.error_class) == (len(DELAYS) + 1, ErrorClass.INTERRUPTED)
    assert event.data.turn == turn.data
    assert headers[ERROR_CLASS_HEADER] == "interrupted"
    assert headers[ORIGIN_HEADER] == LANE_QUEUES[lane]
    assert len(model.requests) == len(DELAYS) + 1
    assert len(said.of(ExtractionRetryingEvent)) == len(DELAYS)
    await extractors.stop()
    assert await left_in(amqp) == NOTHING_LEFT


FATAL = {
    ErrorClass.REFUSED: act.content(None, refusal="I cannot help with that"),
    ErrorClass.CONTEXT_TOO_LONG: act.status(400, {"code": "context_length_exceeded"}),
    ErrorClass.REQUEST_REJECTED: act.status(422),
}


@pytest.mark.parametrize("error_class", FATAL)
async def test_a_turn_that_can_never_succeed_dies_at_once_and_harms_no_other(
    extractors: Extractors,
    model: ScriptedModel,
    amqp: AbstractChannel,
    said: Said,
    error_class: ErrorClass,
):
    poison, innocent = recorded("poison"), recorded("I live in Lisbon.")
    model.on("poison", FATAL[error_class])
    extractors.start()
    await put(amqp, EXCHANGE, "turn.recorded.v1.live", encode_batch([encode(poison), encode(innocent)]))

    event, _ = await _dead(amqp)
    [facts] = await said.until(FactsExtractedEvent)

    assert (event.data.turn_id, event.data.attempt, event.data.error_class) == (poison.data.turn_id, 1, error_class)
    assert facts.data.turn_id == innocent.data.turn_id
    assert not said.of(ExtractionRetryingEvent)


async def test_an_outage_spends_no_attempt_and_kills_nothing(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    turns = [recorded(f"turn {number}") for number in range(5)]
    model.on("", *[act.status(code, {}, retry_after="1") for code in (429, 500, 401, 503, 403)], act.status(502))
    extractors.start(probe_seconds=1)
    await say(amqp, *turns)

    events = await said.until(FactsExtractedEvent, len(turns))

    assert {each.data.turn_id for each in events} == {each.data.turn_id for each in turns}
    assert {each.data.attempt for each in events} == {1}
    assert len(model.requests) > len(turns)
    assert not said.of(ExtractionRetryingEvent)
    await extractors.stop()
    assert await left_in(amqp) == NOTHING_LEFT


async def test_readiness_names_the_outage_and_returns_with_the_provider(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said, monkeypatch: pytest.MonkeyPatch
):
    async with scripted_model() as gone:
        monkeypatch.setenv("OFFLINE_MODEL_URL", gone.url)
    port = _free_port()
    extractors.start(port=port, probe_seconds=1)

    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as probe:

        async def ready() -> httpx2.Response | None:
            try:
                return await probe.get("/readyz")
            except httpx2.TransportError:
                return None

        async def answers(code: int) -> bool:
            response = await ready()
            return response is not None and response.status_code == code

        await until(lambda: answers(200), "the extractor was ready")
        await say(amqp, recorded())
        await until(lambda: answers(503), "the outage showed")
        response = await ready()
        assert response is not None
        assert "cannot be reached" in response.json()["problems"]["live"]
        assert (await probe.get("/healthz")).status_code == 200
        async with scripted_model(int(gone.url.split(":")[2].split("/")[0])):
            await said.until(FactsExtractedEvent)
            await until(lambda: answers(200), "the extractor was ready again")


async def test_bulk_does_not_delay_live(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("bulk", *[act.hold(released)] * 10)
    extractors.start(bulk_concurrency=2, bulk_prefetch=10, concurrency=2)
    await say(amqp, *(recorded(f"bulk {number}", lane=Lane.BULK) for number in range(10)))
    await model.holds(2)
    live = recorded("I live in Lisbon.")
    await say(amqp, live)

    [event] = await said.until(FactsExtractedEvent)

    assert event.data.turn_id == live.data.turn_id
    assert sum("bulk" in each.content for each in model.requests) == 2
    released.set()
    await said.until(FactsExtractedEvent, 11)


async def test_one_process_holds_two_hundred_calls_at_once(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("", *[act.hold(released)] * 200)
    extractors.start()
    turns = [recorded(f"turn {number}") for number in range(200)]
    await say(amqp, *turns)

    await model.holds(200)
    released.set()

    events = await said.until(FactsExtractedEvent, 200)
    assert {each.data.turn_id for each in events} == {each.data.turn_id for each in turns}


async def test_two_extractors_share_a_lane_without_configuration(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released = asyncio.Event()
    model.on("", *[act.hold(released)] * 2)
    extractors.start(concurrency=1, prefetch=1)
    extractors.start()
    await say(amqp, *(recorded(f"turn {number}") for number in range(6)))

    # Each takes one call at a time: two at once are two extractors.
    await model.holds(2)
    released.set()

    assert len(await said.until(FactsExtractedEvent, 6)) == 6


async def test_an_undecodable_message_is_a_dead_letter_and_stops_nobody(
    extractors: Extractors, amqp: AbstractChannel, said: Said
):
    extractors.start()
    await put(amqp, RETRY_EXCHANGE, LANE_QUEUES[Lane.LIVE], b"\xff not JSON", **{ATTEMPT_HEADER: "first"})
    await say(amqp, recorded())

    message = (await take(amqp, STORE_DEAD, 1))[0]

    assert message.body == b"\xff not JSON"
    assert message.headers[ERROR_CLASS_HEADER] == "contract_violation"
    await said.until(FactsExtractedEvent)


async def test_an_attempt_that_no_one_of_us_counted_is_the_first(
    extractors: Extractors, amqp: AbstractChannel, said: Said
):
    extractors.start()
    body = encode_batch([encode(recorded())])
    await put(amqp, RETRY_EXCHANGE, LANE_QUEUES[Lane.LIVE], body, **{ATTEMPT_HEADER: 1_000_000})

    [event] = await said.until(FactsExtractedEvent)

    assert event.data.attempt == 1


async def test_an_error_that_no_event_can_hold_is_a_dead_letter_all_the_same(
    extractors: Extractors, amqp: AbstractChannel, monkeypatch: pytest.MonkeyPatch
):
    async def fail(*_: object) -> None:
        raise RuntimeError("a\x00b")

    monkeypatch.setattr(Model, "ask", fail)
    extractors.start()
    await say(amqp, recorded())

    event, _ = await _dead(amqp)

    assert (event.data.error_class, event.data.message) == (ErrorClass.OUR_FAULT, "RuntimeError: ab")


async def test_another_event_in_a_lane_is_a_dead_letter(extractors: Extractors, amqp: AbstractChannel):
    stray = encode(said_by_extractor.started(recorded().data, 1, "w"))
    extractors.start()
    await put(amqp, RETRY_EXCHANGE, LANE_QUEUES[Lane.BULK], encode_batch([stray]))

    message = (await take(amqp, STORE_DEAD, 1))[0]

    assert json.loads(message.body) == [json.loads(stray)]
    assert message.headers[ERROR_CLASS_HEADER] == "contract_violation"


async def test_a_stop_finishes_what_is_in_hand(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    released, port = asyncio.Event(), _free_port()
    model.on("", act.hold(released), act.hold(released))
    extractors.start(port=port)
    await say(amqp, recorded(), recorded(lane=Lane.BULK))
    await model.holds(2)

    stopping = asyncio.create_task(extractors.stop())
    # The probes end first, so that nobody sends work to a process that stops.
    await until(lambda: _is_closed(port), "the stop began")
    assert not stopping.done()
    released.set()
    await stopping

    assert len(await said.until(FactsExtractedEvent, 2)) == 2
    assert await left_in(amqp) == NOTHING_LEFT


async def test_a_stop_gives_back_what_it_cannot_finish(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    never = asyncio.Event()
    turn = recorded()
    model.on("", act.hold(never))
    extractors.start(stop_seconds=0)
    await say(amqp, turn)
    await model.holds(1)

    await extractors.stop()

    await given_back(amqp, {**NOTHING_LEFT, LANE_QUEUES[Lane.LIVE]: 1})
    assert not said.of(FactsExtractedEvent)
    extractors.start()
    [event] = await said.until(FactsExtractedEvent)
    assert (event.data.turn_id, event.data.attempt) == (turn.data.turn_id, 1)


async def test_turns_that_travelled_together_are_settled_each_on_its_own(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    turns: list[TurnRecordedEvent] = [recorded(f"turn {number}") for number in range(20)]
    model.on("turn 7", act.reset())
    extractors.start()
    await put(amqp, EXCHANGE, "turn.recorded.v1.live", encode_batch([encode(each) for each in turns]))

    events = await said.until(FactsExtractedEvent, len(turns))

    again = [each.data.turn_id for each in events if each.data.attempt == 2]
    assert again == [turns[7].data.turn_id]
    assert len({each.data.turn_id for each in events}) == len(turns)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _is_closed(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
