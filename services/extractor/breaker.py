"""The breaker before the model: opens after several provider errors in a row, and lets one probe at a time through.

Shared by both lanes. It also says who is to blame for a failure that could be the provider's or the turn's: the turn,
if the provider answered others meanwhile. No I/O; the clock is given.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

from services.extractor.errors import Blame
from services.extractor.failures import Failure

log = structlog.get_logger()

BREAKER_OPENED: Final = "breaker_opened"
BREAKER_CLOSED: Final = "breaker_closed"
SHORTEST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 300.0
"""Seconds that a Retry-After can keep us from probing: a wrong one must not stop memory for a day."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many calls were answered and how many failed, up to some moment."""

    answered: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave to make one call. `tally` is that of the moment, `probe` tells whether the breaker was open."""

    tally: Tally
    probe: bool


class Breaker:
    """Counts provider errors over all turns, and stops the calls while the provider is down."""

    def __init__(
        self,
        failures: int,
        probe_seconds: float,
        *,
        changed: Callable[[bool], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open after `failures` in a row, then probe every `probe_seconds`; `changed` is told of both."""
        self.reason = ""
        self._failures = failures
        self._probe_seconds = probe_seconds
        self._changed = changed
        self._clock = clock
        self._tally = Tally()
        self._suspects: set[object] = set()
        self._probing: Leave | None = None
        self._probe_at = 0.0

    @property
    def open(self) -> bool:
        """Tell whether calls are stopped."""
        return bool(self.reason)

    @property
    def problem(self) -> str:
        """Say why no turn is extracted now, or nothing."""
        return f"paused: {self.reason}" if self.reason else ""

    @property
    def tally(self) -> Tally:
        """All calls so far."""
        return self._tally

    @property
    def wait(self) -> float:
        """Seconds until it is worth asking for leave again."""
        if self._probing is not None:
            return self._probe_seconds
        return max(self._probe_at - self._clock(), 0.0)

    def admit(self) -> Leave | None:
        """Give leave to make a call, or None. Each leave must be handed back: `answered`, `failed` or `abandoned`."""
        if not self.reason:
            return Leave(self._tally, probe=False)
        if self._probing is not None or self._clock() < self._probe_at:
            return None
        self._probing = Leave(self._tally, probe=True)
        return self._probing

    def answered(self, leave: Leave) -> None:
        """Note that the provider answered, whatever it said about the turn."""
        self._tally = Tally(self._tally.answered + 1, self._tally.failed)
        if not self.reason:
            self._suspects.clear()
        elif leave is self._probing:
            self._close()

    def failed(self, leave: Leave, failure: Failure, turn: UUID, since: Tally) -> bool:
        """Note that the provider failed; tells whether the turn is to blame.

        `since` is the tally at the turn's previous failure, or at its leave.
        """
        own = failure.blame is Blame.UNCLEAR and not self.reason and self._answers_since(since)
        self._tally = Tally(self._tally.answered, self._tally.failed + 1)
        if own:
            return True
        # A turn that fails again and again says less about the provider than another turn that fails.
        self._suspects.add(turn if failure.blame is Blame.UNCLEAR else object())
        if self.reason:
            self._stay_open(leave, failure)
        elif failure.blame is Blame.PROVIDER or len(self._suspects) >= self._failures:
            self._open(failure)
        return False

    def abandoned(self, leave: Leave) -> None:
        """Note that the call ended without an outcome: it was cancelled, or a bug of ours ended it."""
        if leave is self._probing:
            self._probing = None

    def _answers_since(self, since: Tally) -> bool:
        return self._tally.answered - since.answered > self._tally.failed - since.failed

    def _open(self, failure: Failure) -> None:
        self.reason = failure.message
        self._probe_at = self._clock() + self._interval(failure)
        log.error(BREAKER_OPENED, reason=failure.message, probe_in=self._probe_at - self._clock())
        self._changed(True)

    def _stay_open(self, leave: Leave, failure: Failure) -> None:
        probe_at = self._clock() + self._interval(failure)
        if leave is self._probing:
            self._probing = None
            self.reason = failure.message
            self._probe_at = probe_at
        elif failure.retry_after is not None:
            # The calls that were under way when it opened may know better when to come back.
            self._probe_at = max(self._probe_at, probe_at)

    def _close(self) -> None:
        self.reason = ""
        self._probing = None
        self._suspects.clear()
        log.info(BREAKER_CLOSED)
        self._changed(False)

    def _interval(self, failure: Failure) -> float:
        if failure.retry_after is None:
            return self._probe_seconds
        return min(max(failure.retry_after, SHORTEST_WAIT), LONGEST_WAIT)
