"""What becomes of a turn whose call failed: the design's "What to do with an error", as a pure function."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from contracts.events import ErrorClass, TurnRecorded
from services.extractor.breaker import LONGEST_WAIT, SHORTEST_WAIT, Breaker, Tally
from services.extractor.events import retrying
from services.extractor.failures import Failure
from services.kit.bus.decision import Dead, Decision, Hold, Park, Pause, RetryLater
from services.kit.bus.delivery import Delivery

ALONE: Final = "Others were answered meanwhile."
HELD_TOO_LONG: Final = "held for long enough"


class Action(Enum):
    """What becomes of a turn whose extraction failed."""

    WAIT = "wait"
    RETRY = "retry"
    BURY = "bury"


ACTIONS: Final[Mapping[ErrorClass, Action]] = {
    ErrorClass.PROVIDER_OUTAGE: Action.WAIT,
    ErrorClass.INTERRUPTED: Action.RETRY,
    ErrorClass.UNPARSABLE: Action.RETRY,
    ErrorClass.CONTEXT_TOO_LONG: Action.BURY,
    ErrorClass.REFUSED: Action.BURY,
    ErrorClass.REQUEST_REJECTED: Action.BURY,
}


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of a held turn: failures that were its own, and all calls at the time of the last one.

    `alone` tells that it may have been the cause of a failure, and shares no call any more.
    """

    own: int
    tally: Tally
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a turn is tried, and how patiently.

    `delays` are the seconds before each further attempt, `probe_seconds` the longest wait between two calls of a held
    turn that nobody asked us to delay. After `turn_outages` holds for failures of its own, or with one of them after
    `park_after` seconds in hand, it spends an attempt.
    """

    delays: tuple[float, ...]
    probe_seconds: float
    turn_outages: int
    park_after: float

    def wait(self, delivery: Delivery, breaker: Breaker, note: object) -> Pause | Park:
        """Return what becomes of a turn while the breaker is open."""
        left = self.park_after - delivery.in_hand
        if left <= 0:
            return Park(HELD_TOO_LONG)
        return Pause(breaker.reason, breaker.wait, at_most=left, note=note)

    def decide(self, failure: Failure, turn: TurnRecorded, delivery: Delivery, record: Record) -> Decision:
        """Return what becomes of `turn` after a call failed that did not leave the breaker open."""
        match ACTIONS[failure.error_class]:
            case Action.WAIT:
                return self._hold(failure, turn, delivery, record)
            case Action.RETRY:
                return self._retry(failure, turn, delivery.attempt)
            case Action.BURY:
                return Dead(failure.error_class, failure.message, failure.answer)

    def part(self, failure: Failure, turn: TurnRecorded, delivery: Delivery, record: Record) -> Decision:
        """Return what becomes of one of several turns whose common call failed: it waits, or is asked about alone."""
        if ACTIONS[failure.error_class] is Action.WAIT:
            return self._hold(failure, turn, delivery, record)
        return Hold(failure.message, 0, note=record)

    def _hold(self, failure: Failure, turn: TurnRecorded, delivery: Delivery, record: Record) -> Decision:
        overdue = delivery.in_hand >= self.park_after
        if record.own > self.turn_outages or (overdue and record.own):
            own = Failure(ErrorClass.INTERRUPTED, f"{failure.message} {ALONE}")
            return self._retry(own, turn, delivery.attempt)
        if overdue:
            return Park(HELD_TOO_LONG)
        asked = SHORTEST_WAIT * 2 ** min(delivery.held, 10) if failure.retry_after is None else failure.retry_after
        longest = self.probe_seconds if failure.retry_after is None else LONGEST_WAIT
        return Hold(failure.message, min(max(asked, SHORTEST_WAIT), longest), note=record)

    def _retry(self, failure: Failure, turn: TurnRecorded, attempt: int) -> Decision:
        if attempt > len(self.delays):
            return Dead(failure.error_class, failure.message, failure.answer)
        delay = self.delays[attempt - 1]
        return RetryLater(delay, (retrying(turn, attempt, failure, delay),))
