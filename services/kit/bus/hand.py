"""What a consumer has in hand: the tasks that work on deliveries, which of them rest, and the messages behind them."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable

import structlog

from services.kit.bus.delivery import LetGo, Settlement, give_back

log = structlog.get_logger()


class Rest:
    """The current task only waits: a stop need not wait for it. Raises `LetGo` during a stop.

    As a block, it rests until the end of the block. What has begun to rest may also `end` it from outside.
    """

    __slots__ = ("_resting", "_task")

    def __init__(self, resting: set[asyncio.Task[None]]) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - there is one wherever something is awaited
        self._task = task
        self._resting = resting
        resting.add(task)

    def end(self) -> None:
        """Rest no more."""
        self._resting.discard(self._task)

    def __enter__(self) -> "Rest":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


class Hand:
    """Keeps tasks until they are done, and messages until they are settled.

    There is `room` for so many events; whenever some end, `freed` is called.
    """

    def __init__(self, queue: str, room: int, freed: Callable[[], None]) -> None:
        self._queue = queue
        self._room = room
        self._freed = freed
        self._tasks: dict[asyncio.Task[None], tuple[Settlement, int]] = {}
        self._resting: set[asyncio.Task[None]] = set()
        self._unsettled: set[Settlement] = set()
        self._ending = False

    @property
    def has_room(self) -> bool:
        """Tell whether there is room for one more event."""
        return self._room > 0

    def take(self, work: Coroutine[None, None, None], settlement: Settlement, events: int = 1) -> None:
        """Start `work`, which settles `events` of a message, or raises `LetGo`; also when there is no room for all."""
        self._unsettled.add(settlement)
        self._room -= events
        task = asyncio.create_task(work)
        self._tasks[task] = settlement, events
        task.add_done_callback(self._finished)

    def resting(self) -> Rest:
        """Mark the current task as one that only waits, for a block; raises `LetGo` during a stop."""
        if self._ending:
            raise LetGo
        return Rest(self._resting)

    async def empty(self, within: float) -> int:
        """Give back at once what only rests, finish the rest for `within` seconds; tells how many went back."""
        self._ending = True
        await _cancel(self._resting)
        under_way = {settlement for settlement, _ in self._tasks.values()}
        given_back = await self._give_back(self._unsettled - under_way)
        if self._tasks:
            log.info("work_finishing", queue=self._queue, count=len(self._tasks), within=within)
        until = time.monotonic() + within
        # What is finished may leave something to be finished.
        while self._tasks and (left := until - time.monotonic()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        await _cancel(self._tasks)
        return given_back + await self._give_back(set(self._unsettled))

    async def _give_back(self, settlements: set[Settlement]) -> int:
        self._unsettled -= settlements
        for settlement in settlements:
            await give_back(settlement.message)
        return len(settlements)

    def _finished(self, task: asyncio.Task[None]) -> None:
        settlement, events = self._tasks.pop(task)
        self._room += events
        if settlement.open == 0 or settlement.lost:
            self._unsettled.discard(settlement)
        self._freed()
        if task.cancelled() or (error := task.exception()) is None or isinstance(error, LetGo):
            return
        log.error("delivery_abandoned", queue=self._queue, exc_info=error)


async def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    chosen = list(tasks)
    for task in chosen:
        task.cancel()
    await asyncio.gather(*chosen, return_exceptions=True)
