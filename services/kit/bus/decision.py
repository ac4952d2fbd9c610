"""What a handler may decide about a delivery. The consumer's one `match` turns it into publishes and an ack."""

from dataclasses import dataclass
from math import inf

from contracts.envelope import Event
from contracts.events import ErrorClass


@dataclass(frozen=True, slots=True)
class Done:
    """The delivery had its effect; `publish` follows from it and is confirmed before the ack."""

    publish: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class RetryLater:
    """The attempt failed; the same event comes back after `delay` seconds with the next attempt number."""

    delay: float
    publish: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Dead:
    """Trying again is of no use: the event goes to the dead letters with its cause.

    `answer` is what came from outside and could not be used, for whoever looks into it.
    """

    error_class: ErrorClass
    message: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """This one delivery stays in hand and is asked again after `delay` seconds; everybody else goes on.

    `note` comes back with the delivery (`Delivery.note`).
    """

    reason: str
    delay: float
    note: object = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Nobody's event is at fault: take no more work, keep what is in hand, look again after `delay` seconds.

    One of what is held probes then; the others are asked when it succeeds, or after `at_most` seconds. `note` comes
    back with the delivery (`Delivery.note`).
    """

    reason: str
    delay: float = 1.0
    at_most: float = inf
    note: object = None


@dataclass(frozen=True, slots=True)
class Park:
    """The delivery was held for long enough: it goes to the end of its queue as it is, its attempt unchanged."""

    reason: str


Decision = Done | RetryLater | Dead | Hold | Pause | Park
