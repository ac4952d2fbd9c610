"""What the extractor does with turns, from delivery to decision. No channel and no HTTP in here.

Read `judge` for what becomes of turns whose call failed.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final, Protocol

import structlog

from contracts.envelope import TURN_RECORDED, Event, ExtractionRetryingEvent, TurnRecordedEvent
from contracts.events import ErrorClass, Fact, Rejection, TurnRecorded, UserMessage
from contracts.topology import LANE_QUEUES
from services.extractor.answer import OfferedFact
from services.extractor.breaker import Breaker, Leave
from services.extractor.events import extracted, started
from services.extractor.failures import classify
from services.extractor.grounding import check
from services.extractor.judge import Judge
from services.extractor.metrics import FACTS, NAMES, OUTCOME_OF, REJECTED
from services.extractor.model import Reply
from services.extractor.policy import Policy
from services.extractor.shares import Share, share_out
from services.kit.bus.decision import Dead, Decision, Done, RetryLater
from services.kit.bus.delivery import Delivery
from services.kit.bus.errors import BusError
from services.kit.tracing import spans
from services.kit.tracing.spans import MaybeSpan

log = structlog.get_logger()

FACTS_EXTRACTED: Final = "facts_extracted"
FACTS_REJECTED: Final = "facts_rejected"
START_UNANNOUNCED: Final = "start_unannounced"

ANNOUNCED_AFTER: Final = 1.0
"""Seconds after which the start of a call is said.

Of a quicker one nobody would see it, and each turn would pay for it with a message and a write of its job.
"""
LONG: Final = 8_000
"""Characters that can be folded in a few milliseconds."""


class AsksModel(Protocol):
    """Asks a model for the facts of turns (`services.extractor.model`)."""

    async def ask(self, turns: Sequence[TurnRecorded]) -> Reply:
        """Return what the model offers; errors as in `services.extractor.model.Model.ask`."""


class Extraction:
    """Handles the turns of a lane: those of a session that have gathered, or one alone."""

    def __init__(
        self,
        model: AsksModel,
        announce: Callable[[Event], Awaitable[None]],
        policy: Policy,
        breaker: Breaker,
        worker: str,
    ) -> None:
        """`announce` publishes an event that nothing waits for; `worker` names this process in it."""
        self._model = model
        self._publish = announce
        self._judge = Judge(policy, breaker)
        self._breaker = breaker
        self._worker = worker
        # Bound once: what a module holds is bound anew for each event, also for one below the level that is written.
        self._log: structlog.typing.FilteringBoundLogger = log.bind()

    async def __call__(self, deliveries: Sequence[Delivery]) -> list[Decision]:
        """Decide about each delivery; the turns of all of them are asked about in one call."""
        with spans.process(deliveries, _queue_of(deliveries[0])) as marked:
            decisions = await self._decide(deliveries, marked)
            for decision in decisions:
                OUTCOME_OF[type(decision)].inc()
            return [_traced(decision, span) for decision, span in zip(decisions, marked, strict=True)]

    async def _decide(self, deliveries: Sequence[Delivery], marked: Sequence[MaybeSpan]) -> list[Decision]:
        turns = [each.event.data for each in deliveries if isinstance(each.event, TurnRecordedEvent)]
        if len(turns) < len(deliveries):
            # What is no turn belongs to no session, so it is here alone.
            return [Dead(ErrorClass.CONTRACT_VIOLATION, f"A lane takes {TURN_RECORDED} and nothing else.")]
        leave = self._breaker.admit()
        if leave is None:
            return self._judge.keep_waiting(deliveries)
        announcing: list[asyncio.Task[None]] = []
        starts = tuple(zip(turns, deliveries, marked, strict=True))
        slow = asyncio.get_running_loop().call_later(ANNOUNCED_AFTER, self._announce, starts, announcing)
        try:
            return await self._extract(turns, deliveries, marked, leave)
        except Exception as error:
            failure = classify(error)
            if failure is None:
                raise
            return self._judge.decide(failure, turns, deliveries, leave)
        finally:
            self._breaker.abandoned(leave)
            # A start that has not gone out yet must not come after what it started.
            slow.cancel()
            for task in announcing:
                task.cancel()

    async def _extract(
        self,
        turns: Sequence[TurnRecorded],
        deliveries: Sequence[Delivery],
        marked: Sequence[MaybeSpan],
        leave: Leave,
    ) -> list[Decision]:
        begun = time.monotonic()
        with spans.together("extract", marked):
            reply = await self._model.ask(turns)
        self._breaker.answered(leave)
        seconds = time.monotonic() - begun
        decisions: list[Decision] = []
        for answer, delivery, span in zip(share_out(reply, turns), deliveries, marked, strict=True):
            with spans.within(span):
                facts, rejected = await ground(answer.facts, answer.turn.message, answer.alias)
                self._tell(delivery, answer, facts, rejected)
            decisions.append(Done((extracted(answer, delivery.attempt, (facts, rejected), seconds),)))
        return decisions

    def _tell(self, delivery: Delivery, answer: Share, facts: Sequence[Fact], rejected: Sequence[Rejection]) -> None:
        FACTS.inc(len(facts))
        about = {"turn_id": str(answer.turn.turn_id), "attempt": delivery.attempt}
        if rejected:
            reasons = Counter(each.reason for each in rejected)
            self._log.info(FACTS_REJECTED, **about, **reasons)
            for reason, count in reasons.items():
                REJECTED.labels(reason).inc(count)
        self._log.info(
            FACTS_EXTRACTED, **about, count=len(facts), rejected=len(rejected), turns_in_call=answer.turns_in_call
        )

    def _announce(
        self, starts: Sequence[tuple[TurnRecorded, Delivery, MaybeSpan]], announcing: list[asyncio.Task[None]]
    ) -> None:
        for turn, delivery, span in starts:
            event = spans.create(started(turn, delivery.attempt, self._worker), span)
            announcing.append(asyncio.create_task(self._announce_start(event)))

    async def _announce_start(self, event: Event) -> None:
        try:
            await self._publish(event)
        except BusError as error:
            log.warning(START_UNANNOUNCED, reason=str(error))


def _queue_of(delivery: Delivery) -> str:
    """Return the queue it came from: a consumer has one lane."""
    event = delivery.event
    return LANE_QUEUES[event.data.lane] if isinstance(event, TurnRecordedEvent) else ""


def _traced(decision: Decision, span: MaybeSpan) -> Decision:
    """Return the decision with its events as part of the turn's trace; the same when traces are off."""
    if span is None:
        return decision
    error = ""
    if isinstance(decision, Done | RetryLater):
        error = next((e.data.error_class for e in decision.publish if isinstance(e, ExtractionRetryingEvent)), "")
        decision = replace(decision, publish=tuple(spans.create(each, span) for each in decision.publish))
    elif isinstance(decision, Dead):
        error = decision.error_class
    spans.note(span, {"afterthought.outcome": NAMES[type(decision)]}, str(error))
    return decision


async def ground(
    offered: Sequence[OfferedFact], message: UserMessage, alias: str
) -> tuple[list[Fact], list[Rejection]]:
    """Check what is offered, in a thread when that could take long enough for others to notice."""
    if len(message.content) + sum(len(each.quote) for each in offered) <= LONG:
        return check(offered, message, alias)
    return await asyncio.to_thread(check, offered, message, alias)
