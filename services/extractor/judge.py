"""What becomes of turns whose call failed or may not be made: the breaker is told, and the policy asked.

A call with several turns says nothing about any of them, so nobody is blamed for it (docs/adr/0008).
"""

from collections.abc import Sequence
from typing import Final

import structlog

from contracts.events import TurnRecorded
from services.extractor.breaker import Breaker, Leave
from services.extractor.errors import Blame
from services.extractor.failures import Failure
from services.extractor.metrics import ERRORS
from services.extractor.policy import Policy, Record
from services.kit.bus.decision import Decision
from services.kit.bus.delivery import Delivery

log = structlog.get_logger()

EXTRACTION_FAILED: Final = "extraction_failed"
NOBODYS: Final = frozenset({Blame.LOAD, Blame.PROVIDER})
"""Failures that no turn can be the cause of."""


class Judge:
    """Decides about turns by what the breaker knows of all others."""

    def __init__(self, policy: Policy, breaker: Breaker) -> None:
        self._policy = policy
        self._breaker = breaker

    def keep_waiting(self, deliveries: Sequence[Delivery]) -> list[Decision]:
        """Decide about turns that may not be asked about now, because the breaker is open."""
        return [self._policy.wait(each, self._breaker, each.note) for each in deliveries]

    def decide(
        self, failure: Failure, turns: Sequence[TurnRecorded], deliveries: Sequence[Delivery], leave: Leave
    ) -> list[Decision]:
        """Decide about the `turns` of `deliveries` after the one call about them has failed."""
        ERRORS.labels(failure.error_class.value).inc()
        if len(turns) == 1:
            decisions = [self._weigh(failure, turns[0], deliveries[0], leave)]
        else:
            decisions = self._part(failure, turns, deliveries, leave)
        for turn, delivery, decision in zip(turns, deliveries, decisions, strict=True):
            log.warning(
                EXTRACTION_FAILED,
                turn_id=str(turn.turn_id),
                attempt=delivery.attempt,
                error_class=failure.error_class.value,
                decision=type(decision).__name__,
                held=delivery.held,
                turns_in_call=len(turns),
            )
        return decisions

    def _weigh(self, failure: Failure, turn: TurnRecorded, delivery: Delivery, leave: Leave) -> Decision:
        alone = failure.blame not in NOBODYS
        record = Record(0, leave.tally, alone)
        if isinstance(delivery.note, Record):
            record = Record(delivery.note.own, delivery.note.tally, delivery.note.alone or alone)
        if failure.blame is Blame.TURN:
            self._breaker.answered(leave)
        else:
            own = self._breaker.failed(leave, failure, turn.turn_id, record.tally)
            record = Record(record.own + own, self._breaker.tally, record.alone)
            if self._breaker.open:
                return self._policy.wait(delivery, self._breaker, record)
        return self._policy.decide(failure, turn, delivery, record)

    def _part(
        self, failure: Failure, turns: Sequence[TurnRecorded], deliveries: Sequence[Delivery], leave: Leave
    ) -> list[Decision]:
        """Decide about turns any or none of which may be at fault: where one may be, each is asked about alone."""
        if failure.blame is Blame.TURN:
            self._breaker.answered(leave)
        else:
            self._breaker.failed(leave, failure, turns[0].turn_id, leave.tally)
        record = Record(0, self._breaker.tally, alone=failure.blame not in NOBODYS)
        if self._breaker.open and failure.blame is not Blame.TURN:
            return [self._policy.wait(each, self._breaker, record) for each in deliveries]
        return [self._policy.part(failure, turn, each, record) for turn, each in zip(turns, deliveries, strict=True)]
