"""What a handler may decide about a delivery. The consumer's one `match` turns it into publishes and an ack."""

from dataclasses import dataclass

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
    """Trying again is of no use: the event goes to the dead letters with its cause."""

    error_class: ErrorClass
    message: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Nobody's event is at fault: take no more work, keep what is in hand, look again after `delay` seconds."""

    reason: str
    delay: float = 1.0


Decision = Done | RetryLater | Dead | Pause
