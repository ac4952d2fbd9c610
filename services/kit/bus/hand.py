"""What a consumer has in hand: the tasks that work on deliveries, which of them rest, and the messages behind them."""

import asyncio
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager

import structlog

from services.kit.bus.delivery import Settlement

log = structlog.get_logger()


class LetGo(Exception):  # noqa: N818 - reads as what it is
    """A delivery is not to be settled: its message is given back, or the broker has taken it back already."""


class Hand:
    """Keeps tasks until they are done, and messages until they are settled."""

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._tasks: dict[asyncio.Task[None], Settlement] = {}
        self._resting: set[asyncio.Task[None]] = set()
        self._unsettled: set[Settlement] = set()
        self._ending = False

    def take(self, work: Coroutine[None, None, None], settlement: Settlement) -> None:
        """Start `work`, which settles one event of a message, or raises `LetGo`."""
        self._unsettled.add(settlement)
        task = asyncio.create_task(work)
        self._tasks[task] = settlement
        task.add_done_callback(self._finished)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Mark the current task as one that only waits: a stop need not wait for it. Raises `LetGo` during a stop."""
        if self._ending:
            raise LetGo
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - there is one wherever something is awaited
        self._resting.add(task)
        try:
            yield
        finally:
            self._resting.discard(task)

    async def empty(self, within: float) -> int:
        """Give back at once what only rests, finish the rest for `within` seconds; tells how many went back."""
        self._ending = True
        await _cancel(self._resting)
        under_way = set(self._tasks.values())
        given_back = await self._give_back(self._unsettled - under_way)
        if self._tasks:
            log.info("work_finishing", queue=self._queue, count=len(self._tasks), within=within)
            await asyncio.wait(self._tasks, timeout=within)
        await _cancel(self._tasks)
        return given_back + await self._give_back(set(self._unsettled))

    async def _give_back(self, settlements: set[Settlement]) -> int:
        self._unsettled -= settlements
        for settlement in settlements:
            await settlement.give_back()
        return len(settlements)

    def _finished(self, task: asyncio.Task[None]) -> None:
        settlement = self._tasks.pop(task)
        if settlement.open == 0 or settlement.lost:
            self._unsettled.discard(settlement)
        if task.cancelled() or (error := task.exception()) is None or isinstance(error, LetGo):
            return
        log.error("delivery_abandoned", queue=self._queue, exc_info=error)


async def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    chosen = list(tasks)
    for task in chosen:
        task.cancel()
    await asyncio.gather(*chosen, return_exceptions=True)
