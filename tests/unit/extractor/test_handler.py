"""The policy without I/O: which decision a turn ends with, and what is said about it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from contracts.envelope import (
    Event,
    ExtractionRetryingEvent,
    ExtractionStartedEvent,
    FactsExtractedEvent,
    encode,
    encode_batch,
    wrap,
)
from contracts.events import ErrorClass, ExtractionStarted, TurnEvent, TurnRecorded, Usage
from services.extractor import handler
from services.extractor.answer import OfferedFact
from services.extractor.breaker import Breaker
from services.extractor.errors import (
    BrokenAnswerError,
    ExtractorError,
    NoModelError,
    RefusedTurnError,
    UnparsableAnswerError,
)
from services.extractor.handler import LONG, Extraction
from services.extractor.model import Reply
from services.extractor.policy import Policy
from services.kit.bus.decision import Dead, Decision, Done, Hold, Pause, RetryLater
from services.kit.bus.delivery import Delivery
from services.kit.bus.errors import BrokerUnavailable
from tests.bus import recorded

POLICY = Policy(delays=(5.0, 30.0, 180.0), probe_seconds=5.0, turn_outages=3, park_after=600.0)
OFFER = OfferedFact(
    slot="home_city",
    value="Lisbon",
    statement="The user lives in Lisbon.",
    operation="assert",
    confidence=0.9,
    quote="live in lisbon",
    message_id="m1",
)


@pytest.fixture(autouse=True)
def announced_soon(monkeypatch):
    """A start is announced after a moment already, so that no test waits for long."""
    monkeypatch.setattr(handler, "ANNOUNCED_AFTER", 0.02)


class FakeModel:
    """Answers with what it was given, or raises it."""

    def __init__(self, outcome: Reply | Exception, held: asyncio.Event | None = None) -> None:
        self.asked: list[list[TurnRecorded]] = []
        self.came = asyncio.Event()
        self._outcome = outcome
        self._held = held

    async def ask(self, turns: Sequence[TurnRecorded]) -> Reply:
        self.asked.append(list(turns))
        self.came.set()
        if self._held is not None:
            await self._held.wait()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


class Announcements:
    """Notes what is announced; blocks or fails when told to."""

    def __init__(self, failure: Exception | None = None, held: asyncio.Event | None = None) -> None:
        self.events: list[Event] = []
        self.called = asyncio.Event()
        self.came = asyncio.Event()
        self._failure = failure
        self._held = held

    async def __call__(self, event: Event) -> None:
        self.called.set()
        if self._failure is not None:
            raise self._failure
        if self._held is not None:
            await self._held.wait()
        self.events.append(event)
        self.came.set()


def delivery(event: Event, attempt: int = 1) -> Delivery:
    return Delivery(event=event, source=encode_batch([encode(event)]), attempt=attempt)


def alone(handle: Extraction) -> Callable[[Delivery], Awaitable[Decision]]:
    """Ask `handle` about one delivery."""

    async def ask(delivery: Delivery) -> Decision:
        [decision] = await handle([delivery])
        return decision

    return ask


def extraction(
    outcome: Reply | Exception, announce: Announcements | None = None, breaker: Breaker | None = None
) -> Callable[[Delivery], Awaitable[Decision]]:
    breaker = breaker or Breaker(failures=5, probe_seconds=5.0)
    return alone(Extraction(FakeModel(outcome), announce or Announcements(), POLICY, breaker, "host/1"))


async def test_a_turn_that_was_understood_is_done_with_its_facts():
    turn = recorded("I live in Lisbon.")
    decision = await extraction(Reply([OFFER], "m", Usage(input_tokens=3, output_tokens=2)))(delivery(turn, 2))

    assert isinstance(decision, Done)
    [event] = decision.publish
    assert isinstance(event, FactsExtractedEvent)
    assert event.source == "/extractor"
    assert event.data.attempt == 2
    assert [each.quote for each in event.data.facts] == ["live in Lisbon"]
    assert event.data.usage == Usage(input_tokens=3, output_tokens=2)
    for name in TurnEvent.model_fields:
        assert getattr(event.data, name) == getattr(turn.data, name)


async def test_a_turn_without_facts_is_done_as_well():
    decision = await extraction(Reply([], "m", None))(delivery(recorded()))

    assert isinstance(decision, Done)
    assert isinstance(decision.publish[0], FactsExtractedEvent)
    assert decision.publish[0].data.facts == ()


@pytest.mark.parametrize("error", [BrokenAnswerError(), UnparsableAnswerError("x")])
async def test_a_passing_fault_waits_longer_each_time_and_then_the_turn_dies(error: ExtractorError):
    decisions = [await extraction(error)(delivery(recorded(), attempt)) for attempt in (1, 2, 3, 4)]

    assert [each.delay for each in decisions if isinstance(each, RetryLater)] == [5.0, 30.0, 180.0]
    assert decisions[3] == Dead(error.error_class, str(error))
    first = decisions[0]
    assert isinstance(first, RetryLater)
    [said] = first.publish
    assert isinstance(said, ExtractionRetryingEvent)
    assert (said.data.attempt, said.data.error_class, said.data.message) == (1, error.error_class, str(error))


async def test_a_turn_that_is_refused_dies_at_once():
    assert await extraction(RefusedTurnError("x"))(delivery(recorded())) == Dead(
        ErrorClass.REFUSED, "The model or its provider refuses to read this turn. (x)"
    )


async def test_a_failure_that_could_be_anybody_s_holds_the_turn_whatever_the_attempt():
    decision = await extraction(TimeoutError())(delivery(recorded(), 9))

    assert isinstance(decision, Hold)
    assert decision.reason == "The provider did not answer in time."


async def test_a_failure_that_every_turn_would_meet_stops_all_calls_at_once():
    breaker = Breaker(failures=5, probe_seconds=5.0)
    model = FakeModel(NoModelError())
    handle = alone(Extraction(model, Announcements(), POLICY, breaker, "host/1"))

    decisions = [await handle(delivery(recorded())) for _ in range(3)]

    assert all(isinstance(each, Pause) for each in decisions)
    assert len(model.asked) == 1
    assert breaker.problem.startswith("paused: What answers is no chat model")


async def test_a_stopped_probe_makes_room_for_the_next():
    now = 0.0
    breaker, never = Breaker(1, 5.0, clock=lambda: now), asyncio.Event()
    await extraction(NoModelError(), breaker=breaker)(delivery(recorded()))
    now = 5.0
    model = FakeModel(Reply([], "m", None), never)
    probing = asyncio.create_task(Extraction(model, Announcements(), POLICY, breaker, "w")([delivery(recorded())]))
    async with asyncio.timeout(5):
        await model.came.wait()
    assert breaker.admit() is None
    probing.cancel()
    await asyncio.gather(probing, return_exceptions=True)

    assert isinstance(await extraction(Reply([], "m", None), breaker=breaker)(delivery(recorded())), Done)
    assert not breaker.open


async def test_a_bug_while_probing_makes_room_for_the_next():
    now = 0.0
    breaker = Breaker(1, 5.0, clock=lambda: now)
    await extraction(NoModelError(), breaker=breaker)(delivery(recorded()))
    now = 5.0
    with pytest.raises(KeyError):
        await extraction(KeyError("bug"), breaker=breaker)(delivery(recorded()))

    assert breaker.admit() is not None


async def test_a_long_message_is_checked_beside_the_event_loop():
    turn = recorded("Je suis né à Genève. " * (LONG // 10))
    offer = OFFER.model_copy(update={"quote": "je suis ne a geneve", "value": "x"})

    decision = await extraction(Reply([offer, OFFER], "m", None))(delivery(turn))

    assert isinstance(decision, Done)
    assert isinstance(decision.publish[0], FactsExtractedEvent)
    assert [each.reason for each in decision.publish[0].data.rejected] == ["quote_not_in_message"] * 2


async def test_another_event_is_a_contract_violation_and_is_not_announced():
    place = recorded().data.model_dump(exclude={"message", "context"})
    announcements = Announcements()
    stray = wrap(ExtractionStarted(**place, attempt=1, worker="w"), "/extractor")

    decision = await extraction(Reply([], "m", None), announcements)(delivery(stray))

    assert isinstance(decision, Dead)
    assert decision.error_class is ErrorClass.CONTRACT_VIOLATION
    assert announcements.events == []


async def test_a_bug_of_ours_is_raised_for_the_consumer_to_report():
    with pytest.raises(KeyError):
        await extraction(KeyError("bug"))(delivery(recorded()))


async def test_the_start_is_announced_while_the_model_works():
    held, announcements = asyncio.Event(), Announcements()
    handle = Extraction(FakeModel(Reply([], "m", None), held), announcements, POLICY, Breaker(5, 5.0), "host/1")
    working = asyncio.create_task(handle([delivery(recorded(), 2)]))
    async with asyncio.timeout(5):
        await announcements.came.wait()
    held.set()
    await working

    [event] = announcements.events
    assert isinstance(event, ExtractionStartedEvent)
    assert (event.data.attempt, event.data.worker) == (2, "host/1")


async def test_the_start_of_a_quick_call_is_not_announced():
    announcements = Announcements()

    decision = await extraction(Reply([], "m", None), announcements)(delivery(recorded()))
    await asyncio.sleep(2 * handler.ANNOUNCED_AFTER)

    assert isinstance(decision, Done)
    assert announcements.events == []


async def test_an_announcement_that_is_late_is_dropped_and_holds_nothing_up():
    held, never = asyncio.Event(), asyncio.Event()
    announcements = Announcements(held=never)
    handle = Extraction(FakeModel(Reply([], "m", None), held), announcements, POLICY, Breaker(5, 5.0), "host/1")

    working = asyncio.create_task(handle([delivery(recorded())]))
    async with asyncio.timeout(5):
        await announcements.called.wait()
    held.set()
    [decision] = await working

    assert isinstance(decision, Done)
    never.set()
    await asyncio.sleep(0)
    assert announcements.events == []


async def test_an_announcement_that_fails_harms_nothing():
    held, announcements = asyncio.Event(), Announcements(failure=BrokerUnavailable("down"))
    handle = Extraction(FakeModel(Reply([], "m", None), held), announcements, POLICY, Breaker(5, 5.0), "host/1")

    working = asyncio.create_task(handle([delivery(recorded())]))
    async with asyncio.timeout(5):
        await announcements.called.wait()
    held.set()
    [decision] = await working

    assert isinstance(decision, Done)
