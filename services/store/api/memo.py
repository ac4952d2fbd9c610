"""Answers that cost a look at many rows: counted once for all who ask, and the longer it took, the longer they hold.

So such a count takes a twentieth of one connection at most, and more only when it takes longer than a second and a
half: an answer is never older than half a minute. Each says by `as_of` when it was counted.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

SHARE: Final = 20
"""An answer holds so many times as long as it took to count."""
LONGEST_SECONDS: Final = 30.0
"""Whoever watches must not be told for longer that all is well: the page judges by these figures."""


class Memo(Generic[T]):
    """The last answer for each key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` is in seconds and never goes back."""
        self._clock = clock
        self._answers: dict[Hashable, tuple[float, T]] = {}
        self._counting: dict[Hashable, asyncio.Lock] = {}

    async def get(self, key: Hashable, count: Callable[[], Awaitable[T]]) -> T:
        """Return the answer for `key`, counting if there is none that still holds; one counts, the others wait."""
        async with self._counting.setdefault(key, asyncio.Lock()):
            until, answer = self._answers.get(key, (0.0, None))
            started = self._clock()
            if answer is not None and started < until:
                return answer
            answer = await count()
            ended = self._clock()
            self._answers[key] = ended + min(SHARE * (ended - started), LONGEST_SECONDS), answer
            return answer
