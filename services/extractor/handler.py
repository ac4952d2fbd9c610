"""The policy: what the extractor does with a turn, from delivery to decision. No channel and no HTTP in here."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

import structlog
from structlog.contextvars import bound_contextvars

from contracts.envelope import TURN_RECORDED, Event, TurnRecordedEvent
from contracts.events import ErrorClass, Fact, Rejection, TurnRecorded, UserMessage
from services.extractor.answer import OfferedFact
from services.extractor.breaker import Breaker, Leave
from services.extractor.errors import Blame
from services.extractor.events import extracted, started
from services.extractor.failures import Failure, classify
from services.extractor.grounding import check
from services.extractor.metrics import ERRORS, NAMES, OUTCOMES
from services.extractor.model import Reply
from services.extractor.policy import Policy, Record
from services.extractor.prompt import MESSAGE_ALIAS
from services.kit.bus.decision import Dead, Decision, Done
from services.kit.bus.delivery import Delivery
from services.kit.bus.errors import BusError

log = structlog.get_logger()

FACTS_EXTRACTED: Final = "facts_extracted"
FACTS_REJECTED: Final = "facts_rejected"
EXTRACTION_FAILED: Final = "extraction_failed"
START_UNANNOUNCED: Final = "start_unannounced"

LONG: Final = 8_000
"""Characters that can be folded in a few milliseconds."""


class AsksModel(Protocol):
    """Asks a model for the facts of a turn (`services.extractor.model`)."""

    async def ask(self, turn: TurnRecorded) -> Reply:
        """Return what the model offers; errors as in `services.extractor.model.Model.ask`."""


class Extraction:
    """Handles the turns of a lane."""

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
        self._announce = announce
        self._policy = policy
        self._breaker = breaker
        self._worker = worker

    async def __call__(self, delivery: Delivery) -> Decision:
        """Decide about one delivery."""
        decision = await self._decide(delivery)
        OUTCOMES.labels(NAMES[type(decision)]).inc()
        return decision

    async def _decide(self, delivery: Delivery) -> Decision:
        if not isinstance(delivery.event, TurnRecordedEvent):
            return Dead(ErrorClass.CONTRACT_VIOLATION, f"A lane takes {TURN_RECORDED} and nothing else.")
        leave = self._breaker.admit()
        if leave is None:
            return self._policy.wait(delivery, self._breaker, delivery.note)
        turn = delivery.event.data
        with bound_contextvars(turn_id=str(turn.turn_id), attempt=delivery.attempt):
            announcing = asyncio.create_task(self._announce_start(turn, delivery.attempt))
            try:
                return await self._extract(turn, delivery.attempt, leave)
            except Exception as error:  # noqa: BLE001 - what we do not know is raised again
                return self._decide_failure(error, turn, delivery, leave)
            finally:
                self._breaker.abandoned(leave)
                # A start that has not gone out yet must not come after what it started.
                announcing.cancel()

    async def _extract(self, turn: TurnRecorded, attempt: int, leave: Leave) -> Decision:
        begun = time.monotonic()
        reply = await self._model.ask(turn)
        self._breaker.answered(leave)
        seconds = time.monotonic() - begun
        facts, rejected = await ground(reply.facts, turn.message)
        _log_rejections(rejected)
        log.info(FACTS_EXTRACTED, count=len(facts), rejected=len(rejected))
        return Done((extracted(turn, attempt, reply, (facts, rejected), seconds),))

    def _decide_failure(self, error: Exception, turn: TurnRecorded, delivery: Delivery, leave: Leave) -> Decision:
        failure = classify(error)
        if failure is None:
            raise error
        ERRORS.labels(failure.error_class.value).inc()
        decision = self._weigh(failure, turn, delivery, leave)
        log.warning(
            EXTRACTION_FAILED,
            error_class=failure.error_class.value,
            decision=type(decision).__name__,
            held=delivery.held,
        )
        return decision

    def _weigh(self, failure: Failure, turn: TurnRecorded, delivery: Delivery, leave: Leave) -> Decision:
        record = delivery.note if isinstance(delivery.note, Record) else Record(0, leave.tally)
        if failure.blame is Blame.TURN:
            self._breaker.answered(leave)
        else:
            own = self._breaker.failed(leave, failure, turn.turn_id, record.tally)
            record = Record(record.own + own, self._breaker.tally)
            if self._breaker.open:
                return self._policy.wait(delivery, self._breaker, record)
        return self._policy.decide(failure, turn, delivery, record)

    async def _announce_start(self, turn: TurnRecorded, attempt: int) -> None:
        try:
            await self._announce(started(turn, attempt, self._worker))
        except BusError as error:
            log.warning(START_UNANNOUNCED, reason=str(error))


def _log_rejections(rejected: Sequence[Rejection]) -> None:
    if rejected:
        log.info(FACTS_REJECTED, **Counter(each.reason for each in rejected))


async def ground(offered: Sequence[OfferedFact], message: UserMessage) -> tuple[list[Fact], list[Rejection]]:
    """Check what is offered, in a thread when that could take long enough for others to notice."""
    if len(message.content) + sum(len(each.quote) for each in offered) <= LONG:
        return check(offered, message, MESSAGE_ALIAS)
    return await asyncio.to_thread(check, offered, message, MESSAGE_ALIAS)
