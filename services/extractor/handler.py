"""The policy: what the extractor does with a turn, from delivery to decision. No channel and no HTTP in here."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

import structlog
from structlog.contextvars import bound_contextvars

from contracts.envelope import TURN_RECORDED, Event, TurnRecordedEvent
from contracts.events import ErrorClass, Rejection, TurnRecorded
from services.extractor.events import extracted, started
from services.extractor.failures import Policy, classify
from services.extractor.grounding import check
from services.extractor.model import Reply
from services.extractor.prompt import MESSAGE_ALIAS
from services.kit.bus.decision import Dead, Decision, Done
from services.kit.bus.delivery import Delivery
from services.kit.bus.errors import BusError

log = structlog.get_logger()

FACTS_EXTRACTED: Final = "facts_extracted"
FACTS_REJECTED: Final = "facts_rejected"
EXTRACTION_FAILED: Final = "extraction_failed"
START_UNANNOUNCED: Final = "start_unannounced"


class AsksModel(Protocol):
    """Asks a model for the facts of a turn (`services.extractor.model`)."""

    async def ask(self, turn: TurnRecorded) -> Reply:
        """Return what the model offers; errors as in `services.extractor.model.Model.ask`."""


class Extraction:
    """Handles the turns of a lane."""

    def __init__(
        self, model: AsksModel, announce: Callable[[Event], Awaitable[None]], policy: Policy, worker: str
    ) -> None:
        """`announce` publishes an event that nothing waits for; `worker` names this process in it."""
        self._model = model
        self._announce = announce
        self._policy = policy
        self._worker = worker

    async def __call__(self, delivery: Delivery) -> Decision:
        """Decide about one delivery."""
        if not isinstance(delivery.event, TurnRecordedEvent):
            return Dead(ErrorClass.CONTRACT_VIOLATION, f"A lane takes {TURN_RECORDED} and nothing else.")
        turn = delivery.event.data
        with bound_contextvars(turn_id=str(turn.turn_id), attempt=delivery.attempt):
            announcing = asyncio.create_task(self._announce_start(turn, delivery.attempt))
            try:
                return await self._extract(turn, delivery.attempt)
            except Exception as error:  # noqa: BLE001 - what we do not know is raised again
                return self._decide_failure(error, turn, delivery.attempt)
            finally:
                # A start that has not gone out yet must not come after what it started.
                announcing.cancel()

    async def _extract(self, turn: TurnRecorded, attempt: int) -> Decision:
        begun = time.monotonic()
        reply = await self._model.ask(turn)
        facts, rejected = check(reply.facts, turn.message, MESSAGE_ALIAS)
        _log_rejections(rejected)
        log.info(FACTS_EXTRACTED, count=len(facts), rejected=len(rejected))
        return Done((extracted(turn, attempt, reply, (facts, rejected), time.monotonic() - begun),))

    def _decide_failure(self, error: Exception, turn: TurnRecorded, attempt: int) -> Decision:
        failure = classify(error)
        if failure is None:
            raise error
        decision = self._policy.decide(failure, turn, attempt)
        log.warning(EXTRACTION_FAILED, error_class=failure.error_class.value, decision=type(decision).__name__)
        return decision

    async def _announce_start(self, turn: TurnRecorded, attempt: int) -> None:
        try:
            await self._announce(started(turn, attempt, self._worker))
        except BusError as error:
            log.warning(START_UNANNOUNCED, reason=str(error))


def _log_rejections(rejected: Sequence[Rejection]) -> None:
    if rejected:
        log.info(FACTS_REJECTED, **Counter(each.reason for each in rejected))
