"""How long chats go on asking a store that does not answer: after failures in a row none of them waits for it.

While nobody waits, one question every half second goes out beside a chat; its answer has everybody ask again. No I/O.
"""

import time
from collections.abc import Callable
from typing import Final

import structlog

log = structlog.get_logger()

FAILURES: Final = 3
"""Failures in a row after which nobody waits."""
PAUSE_SECONDS: Final = 0.5
"""Between two questions that find out whether the store is back."""


class Patience:
    """There until it is lost by failures in a row; won back by the first answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` is in seconds and never goes back."""
        self._clock = clock
        self._failures = 0
        self._try_at = 0.0
        self.is_lost = False

    def may_try(self) -> bool:
        """Tell whether to find out now if the store is back, beside a chat that does not wait; the only one to try."""
        if not self.is_lost or self._clock() < self._try_at:
            return False
        self._try_at = self._clock() + PAUSE_SECONDS
        return True

    def answered(self) -> None:
        """Note that the store answered."""
        self._failures = 0
        if self.is_lost:
            self.is_lost = False
            log.info("recall_resumed")

    def failed(self) -> None:
        """Note that the store did not answer in time, or cannot."""
        self._failures += 1
        self._try_at = self._clock() + PAUSE_SECONDS
        if self._failures >= FAILURES and not self.is_lost:
            self.is_lost = True
            log.warning("recall_suspended", failures=self._failures)
