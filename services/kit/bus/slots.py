"""Slots for handler calls, given out in the order in which they were asked for."""

import asyncio
from collections import deque


class Slots:
    """A semaphore for thousands that wait.

    A slot that is given back goes to the first in line, who is then out of it: `asyncio.Semaphore` looks through all
    that it has woken before, which with a long line costs more than the work.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._line: deque[asyncio.Future[None]] = deque()

    async def acquire(self) -> None:
        """Take a slot, or wait for one."""
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                # It was handed over at the same moment.
                self.release()
            raise

    def release(self) -> None:
        """Give a slot back: to the first that still waits, if anybody does."""
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *_: object) -> None:
        self.release()
