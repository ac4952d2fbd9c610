"""Outages of the provider, on a real broker: no attempt is spent, nothing dies, and all is done afterwards."""

import asyncio
import json
from collections import Counter

import httpx2
import pytest
from aio_pika.abc import AbstractChannel

from contracts.envelope import BATCH, ExtractionRetryingEvent, FactsExtractedEvent, TurnDeadEvent, TurnRecordedEvent
from contracts.events import ErrorClass, Lane
from contracts.topology import LANE_QUEUES, STORE_DEAD
from services.extractor.metrics import BREAKER_OPEN, ERRORS, OUTCOMES
from tests.bus import depth, recorded, take, until
from tests.conftest import DELAYS
from tests.integration.extractor import scripted_model as act
from tests.integration.extractor.conftest import Extractors, Said, given_back, left_in, say
from tests.integration.extractor.scripted_model import Act, Request, ScriptedModel
from tests.integration.extractor.test_extractor import NOTHING_LEFT, _free_port

OFTEN = 5_000


@pytest.fixture(autouse=True)
def _closed_breaker() -> None:
    """The gauge is the process's, and an extractor of another test may have stopped in its outage."""
    BREAKER_OPEN.set(0)


class Outage:
    """A fault that every call meets while it lasts; counts whom it hit."""

    def __init__(self, fault: Act) -> None:
        self.over = asyncio.Event()
        self.hits: Counter[str] = Counter()
        self._fault = fault

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if self.over.is_set():
            await act.answer()(request, writer)
        else:
            self.hits[request.content] += 1
            await self._fault(request, writer)


def counted(metric: object, label: str) -> float:
    value: float = metric.labels(label)._value.get()  # type: ignore[attr-defined]
    return value


async def all_done(said: Said, turns: list[TurnRecordedEvent]) -> None:
    """Wait for the facts of each turn; nothing was spent on the way."""
    events = await said.until(FactsExtractedEvent, len(turns))
    assert {each.data.turn_id for each in events} == {each.data.turn_id for each in turns}
    assert {each.data.attempt for each in events} == {1}
    assert not said.of(ExtractionRetryingEvent)


FAULTS = {
    "500": act.status(500),
    "429": act.status(429, {}, retry_after="1"),
    "401": act.status(401),
}


@pytest.mark.parametrize("fault", ["500", "429", "401"])
async def test_an_outage_with_three_hundred_turns_spends_no_attempt_and_kills_nothing(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said, fault: str
):
    outage = Outage(FAULTS[fault])
    model.on("", *[outage] * OFTEN)
    turns = [recorded(f"turn {number}", lane=Lane.BULK if number % 3 == 0 else Lane.LIVE) for number in range(300)]
    extractors.start(probe_seconds=0.2, prefetch=100, concurrency=100)
    await say(amqp, *turns)
    await until(lambda: BREAKER_OPEN._value.get() == 1, "the breaker opened")
    before = sum(outage.hits.values())
    await until(lambda: sum(outage.hits.values()) >= before + 3, "it was probed three times")
    outage.over.set()

    await all_done(said, turns)

    assert sum(outage.hits.values()) < 300, "the breaker spared the provider"
    assert BREAKER_OPEN._value.get() == 0
    await extractors.stop()
    assert await left_in(amqp) == NOTHING_LEFT
    assert await depth(amqp, STORE_DEAD) == 0


async def test_resets_are_an_outage_when_everybody_meets_them(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    outage = Outage(act.reset())
    model.on("", *[outage] * OFTEN)
    turns = [recorded(f"turn {number}") for number in range(50)]
    extractors.start(probe_seconds=0.2, concurrency=1)
    await say(amqp, *turns)
    await until(lambda: BREAKER_OPEN._value.get() == 1, "the breaker opened")
    outage.over.set()

    events = await said.until(FactsExtractedEvent, len(turns))

    assert {each.data.turn_id for each in events} == {each.data.turn_id for each in turns}
    # Before the fifth in a row it might have been those turns.
    assert len(said.of(ExtractionRetryingEvent)) == 4
    assert await depth(amqp, STORE_DEAD) == 0


async def test_the_provider_s_delay_keeps_everybody_waiting_and_readiness_says_so(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    model.on("", *[act.status(429, {"code": "insufficient_quota"}, retry_after="250")] * OFTEN)
    port = _free_port()
    paused, failed = counted(OUTCOMES, "paused"), counted(ERRORS, "provider_outage")
    extractors.start(port=port, probe_seconds=0.01)
    await say(amqp, recorded())
    await until(lambda: BREAKER_OPEN._value.get() == 1, "the breaker opened")
    await say(amqp, recorded(lane=Lane.BULK))
    await until(lambda: counted(OUTCOMES, "paused") >= paused + 2, "both lanes pause")
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as probe:
        problems = (await probe.get("/readyz")).json()["problems"]
        exposed = (await probe.get("/metrics")).text
    await extractors.stop()

    assert problems["model"].startswith("paused: ")
    assert "insufficient_quota" in problems["model"]
    assert {"live", "bulk"} <= problems.keys()
    assert "extractor_breaker_open 1.0" in exposed
    assert 'extractor_outcomes_total{outcome="paused"}' in exposed
    assert counted(ERRORS, "provider_outage") == failed + 1
    assert len(model.requests) == 1
    await given_back(amqp, dict.fromkeys(LANE_QUEUES.values(), 1))
    assert not said.of(ExtractionRetryingEvent)


async def test_calls_that_hang_hold_up_nobody_and_spend_nothing(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    never = asyncio.Event()
    turns = [recorded(f"{'hangs' if number % 10 == 0 else 'goes on'} {number}") for number in range(100)]
    hanging = Outage(act.hold(never))
    model.on("hangs", *[hanging] * 10)
    extractors.start(model_timeout=2, concurrency=20)
    await say(amqp, *turns)

    others = await said.until(FactsExtractedEvent, 90)

    assert len(hanging.hits) == 10
    assert {each.data.turn_id for each in others[:90]} == {
        each.data.turn_id for number, each in enumerate(turns) if number % 10
    }
    hanging.over.set()
    await all_done(said, turns)
    assert await depth(amqp, STORE_DEAD) == 0


async def test_a_turn_that_always_hangs_dies_of_it_alone(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    hanging = Outage(act.hold(asyncio.Event()))
    model.on("poison", *[hanging] * OFTEN)
    extractors.start(model_timeout=1, turn_outages=1, probe_seconds=0.05)
    poison = recorded("poison")
    await say(amqp, poison)
    others: list[TurnRecordedEvent] = []

    while not await depth(amqp, STORE_DEAD):
        others.append(recorded(f"turn {len(others)}"))
        await say(amqp, others[-1])
        await said.until(FactsExtractedEvent, len(others))

    [letter] = await take(amqp, STORE_DEAD, 1)
    [dead] = BATCH.validate_json(letter.body)
    assert isinstance(dead, TurnDeadEvent)
    assert (dead.data.turn_id, dead.data.attempt) == (poison.data.turn_id, len(DELAYS) + 1)
    assert dead.data.error_class is ErrorClass.INTERRUPTED
    assert dead.data.message == "The provider did not answer in time. Others were answered meanwhile."
    # Each attempt holds it once before it counts.
    assert hanging.hits["poison"] == 2 * (len(DELAYS) + 1)
    assert {each.data.turn_id for each in said.of(FactsExtractedEvent)} == {each.data.turn_id for each in others}
    assert BREAKER_OPEN._value.get() == 0


async def test_turns_that_are_held_for_too_long_are_parked_and_done_in_the_end(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    outage = Outage(act.status(503))
    model.on("", *[outage] * OFTEN)
    turns = [recorded(f"turn {number}") for number in range(40)]
    parked = counted(OUTCOMES, "parked")
    extractors.start(probe_seconds=0.2, park_after=0.5, prefetch=10, retry_delays="")
    await say(amqp, *turns)
    await until(lambda: counted(OUTCOMES, "parked") >= parked + 30, "turns were parked")
    outage.over.set()

    await all_done(said, turns)

    await extractors.stop()
    assert await left_in(amqp) == NOTHING_LEFT
    assert await depth(amqp, STORE_DEAD) == 0


async def test_a_stop_in_an_outage_gives_all_back_as_it_was(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    outage = Outage(act.status(401))
    model.on("", *[outage] * OFTEN)
    turns = [recorded(f"turn {number}") for number in range(30)]
    extractors.start(probe_seconds=60, stop_seconds=600)
    await say(amqp, *turns)
    await until(lambda: BREAKER_OPEN._value.get() == 1, "the breaker opened")

    await extractors.stop()

    await given_back(amqp, {**NOTHING_LEFT, LANE_QUEUES[Lane.LIVE]: 30})
    outage.over.set()
    extractors.start()
    await all_done(said, turns)


async def test_a_turn_whose_answers_are_always_cut_dies_with_what_was_answered(
    extractors: Extractors, model: ScriptedModel, amqp: AbstractChannel, said: Said
):
    cut = json.dumps({"facts": [act.fact("I live"), act.fact("in Lisbon")]})[:-20]
    model.on("", *[act.content(cut, "length")] * OFTEN)
    extractors.start()
    await say(amqp, recorded("I live in Lisbon."))

    [letter] = await take(amqp, STORE_DEAD, 1)

    [dead] = BATCH.validate_json(letter.body)
    assert isinstance(dead, TurnDeadEvent)
    assert (dead.data.error_class, dead.data.attempt) == (ErrorClass.UNPARSABLE, len(DELAYS) + 1)
    assert dead.data.answer is not None
    assert dead.data.answer.startswith(cut)
    assert [each.data.answer for each in await said.until(ExtractionRetryingEvent, 3)] == [dead.data.answer] * 3
    assert not said.of(FactsExtractedEvent), "half an answer is not stored"
