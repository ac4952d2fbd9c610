"""The policy without I/O: which decision a turn ends with, and what is said about it."""

import asyncio

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
from services.extractor.answer import OfferedFact
from services.extractor.errors import (
    BrokenAnswerError,
    ExtractorError,
    NoModelError,
    RefusedTurnError,
    UnparsableAnswerError,
)
from services.extractor.failures import ACTIONS, Failure, Policy
from services.extractor.handler import Extraction
from services.extractor.model import Reply
from services.kit.bus.decision import Dead, Done, Pause, RetryLater
from services.kit.bus.delivery import Delivery
from services.kit.bus.errors import BrokerUnavailable
from tests.bus import recorded

POLICY = Policy(delays=(5.0, 30.0, 180.0), probe_seconds=5.0)
OFFER = OfferedFact(
    slot="home_city",
    value="Lisbon",
    statement="The user lives in Lisbon.",
    operation="assert",
    confidence=0.9,
    quote="live in lisbon",
    message_id="m1",
)


class FakeModel:
    """Answers with what it was given, or raises it."""

    def __init__(self, outcome: Reply | Exception, held: asyncio.Event | None = None) -> None:
        self.asked: list[TurnRecorded] = []
        self._outcome = outcome
        self._held = held

    async def ask(self, turn: TurnRecorded) -> Reply:
        self.asked.append(turn)
        if self._held is not None:
            await self._held.wait()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


class Announcements:
    """Notes what is announced; blocks or fails when told to."""

    def __init__(self, failure: Exception | None = None, held: asyncio.Event | None = None) -> None:
        self.events: list[Event] = []
        self.came = asyncio.Event()
        self._failure = failure
        self._held = held

    async def __call__(self, event: Event) -> None:
        if self._failure is not None:
            raise self._failure
        if self._held is not None:
            await self._held.wait()
        self.events.append(event)
        self.came.set()


def delivery(event: Event, attempt: int = 1) -> Delivery:
    return Delivery(event=event, source=encode_batch([encode(event)]), attempt=attempt)


def extraction(outcome: Reply | Exception, announce: Announcements | None = None) -> Extraction:
    return Extraction(FakeModel(outcome), announce or Announcements(), POLICY, "host/1")


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


@pytest.mark.parametrize("error", [NoModelError(), TimeoutError()])
async def test_an_outage_pauses_whatever_the_attempt(error: Exception):
    decision = await extraction(error)(delivery(recorded(), 9))

    assert isinstance(decision, Pause)
    assert decision.delay == 5.0


@pytest.mark.parametrize(
    ("asked", "waits"), [(None, 5.0), (0.0, 1.0), (-3.0, 1.0), (7.0, 7.0), (59.0, 59.0), (3_600.0, 60.0)]
)
def test_the_provider_s_delay_is_honoured_within_bounds(asked: float | None, waits: float):
    failure = Failure(ErrorClass.PROVIDER_OUTAGE, "429", asked)

    assert POLICY.decide(failure, recorded().data, 1) == Pause("429", waits)


async def test_without_delays_the_first_failure_is_the_last():
    failure = Failure(ErrorClass.UNPARSABLE, "x")

    assert Policy((), 5.0).decide(failure, recorded().data, 1) == Dead(ErrorClass.UNPARSABLE, "x")


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
    handle = Extraction(FakeModel(Reply([], "m", None), held), announcements, POLICY, "host/1")
    working = asyncio.create_task(handle(delivery(recorded(), 2)))
    async with asyncio.timeout(5):
        await announcements.came.wait()
    held.set()
    await working

    [event] = announcements.events
    assert isinstance(event, ExtractionStartedEvent)
    assert (event.data.attempt, event.data.worker) == (2, "host/1")


async def test_an_announcement_that_is_late_is_dropped_and_holds_nothing_up():
    never = asyncio.Event()
    announcements = Announcements(held=never)

    decision = await extraction(Reply([], "m", None), announcements)(delivery(recorded()))

    assert isinstance(decision, Done)
    never.set()
    await asyncio.sleep(0)
    assert announcements.events == []


async def test_an_announcement_that_fails_harms_nothing():
    announcements = Announcements(failure=BrokerUnavailable("down"))

    decision = await extraction(Reply([], "m", None), announcements)(delivery(recorded()))

    assert isinstance(decision, Done)


def test_every_class_that_an_attempt_can_fail_with_has_an_action():
    # These three never come from a model call: the consumer and the broker give them.
    others = {ErrorClass.CONTRACT_VIOLATION, ErrorClass.DELIVERY_LIMIT, ErrorClass.OUR_FAULT}

    assert set(ACTIONS) == set(ErrorClass) - others
