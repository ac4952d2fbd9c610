"""Slots for work, given out in the order in which they were asked for."""

import asyncio
from collections import deque


class Slots:
    """A semaphore for thousands that wait.

    A slot that is given back goes to the first in line, who is then out of it: `asyncio.Semaphore` looks through all
    that it has woken before, which with a long line costs more than the work.

    What asks for several at once gets them as soon as one is free: the last may take more than there are, so that
    nobody waits for ever, and nobody is overtaken.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._line: deque[tuple[asyncio.Future[None], int]] = deque()

    async def acquire(self, count: int = 1) -> None:
        """Take `count` slots, or wait for them."""
        if self._free > 0:
            self._free -= count
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append((turn, count))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                # They were handed over at the same moment.
                self.release(count)
            raise

    def release(self, count: int = 1) -> None:
        """Give `count` slots back: to the first that still wait, if anybody does."""
        self._free += count
        while self._free > 0 and self._line:
            turn, wanted = self._line.popleft()
            if not turn.done():
                self._free -= wanted
                turn.set_result(None)

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *_: object) -> None:
        self.release()
