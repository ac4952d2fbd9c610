"""The publish breaker: while the broker does not confirm, no turn waits for it. No I/O; its rules: docs/adr/0004."""

import time
from collections.abc import Callable
from typing import Final

import structlog

log = structlog.get_logger()

FAILURES: Final = 3
"""Failures in a row that open it."""
QUIET_SECONDS: Final = 2.0
"""While it is open one live turn is let through when nobody has tried for so long; the relay tries each second."""


class PublishBreaker:
    """Closed while publishing works; opened by failures in a row, closed by the first confirm."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` is in seconds and never goes back."""
        self._clock = clock
        self._failures = 0
        self._last_attempt = clock()
        self.is_open = False

    @property
    def problem(self) -> str:
        """Say that the next turn will not be published at once, or nothing.

        After a quiet time there is nothing to say any more: nobody knows how the broker is, and the next turn may try.
        """
        return "open: RabbitMQ does not confirm, so turns go to the outbox" if self.is_open and not self._is_due else ""

    @property
    def is_doubtful(self) -> bool:
        """Tell whether the last publish failed: then the next should not be a large one."""
        return self._failures > 0

    def admits(self) -> bool:
        """Tell whether a turn may be published now; while open that is an attempt, and the only one for a while."""
        if not self.is_open:
            return True
        if not self._is_due:
            return False
        self.attempted()
        return True

    @property
    def _is_due(self) -> bool:
        return self._clock() - self._last_attempt >= QUIET_SECONDS

    def attempted(self) -> None:
        """Note that somebody tries, so that nobody else has to."""
        self._last_attempt = self._clock()

    def succeeded(self) -> None:
        """Note a confirm."""
        self._failures = 0
        if self.is_open:
            self.is_open = False
            log.info("publish_breaker_closed")

    def failed(self) -> None:
        """Note a publish that was not confirmed in time."""
        self._failures += 1
        self._last_attempt = self._clock()
        if self._failures >= FAILURES and not self.is_open:
            self.is_open = True
            log.warning("publish_breaker_opened", failures=self._failures)
