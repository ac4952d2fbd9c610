"""Recalls go first: a chat waits for each of them, and nobody for a batch of events."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

LONGEST: Final = 0.02
"""Seconds that a batch gives way at most; what arrives meanwhile makes it larger, which costs less for each event."""


class Precedence:
    """Knows how many recalls are being answered, and lets a batch wait until none is, for a moment."""

    def __init__(self, longest: float = LONGEST) -> None:
        """`longest` is in seconds."""
        self._longest = longest
        self._under_way = 0
        self._none = asyncio.Event()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Go first, for the block."""
        self._under_way += 1
        self._none.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._none.set()

    async def give_way(self) -> None:
        """Wait until nobody goes first, but not for long: recalls that never end must not stop the store."""
        if self._under_way:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._longest):
                    await self._none.wait()
