"""Saves turns to the outbox: those that arrive while a statement is under way share the next one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.chat.outbox import Deferred

TURNS: Final = 1_000
BYTES: Final = 8 * 1_048_576
"""A statement takes no further turn once it has so many of them, or so many bytes."""

Keep = Callable[[Sequence[Deferred]], Awaitable[None]]


@dataclass(slots=True, eq=False)
class _Waiting:
    turn: Deferred
    deadline: float
    saved: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Saver:
    """Gives each turn an outcome of its own, by its own deadline."""

    def __init__(self, keep: Keep) -> None:
        """`keep` makes turns durable, all or none (`Outbox.keep`)."""
        self._keep = keep
        self._waiting: deque[_Waiting] = deque()
        self._worker: asyncio.Task[None] | None = None

    async def save(self, turn: Deferred, within: float) -> None:
        """Return once `turn` is durable.

        Raises `TimeoutError` after `within` seconds (it may be durable all the same), else what keeping it raised.
        """
        item = _Waiting(turn, asyncio.get_running_loop().time() + within)
        self._waiting.append(item)
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        async with asyncio.timeout(within):
            await item.saved

    async def _work(self) -> None:
        try:
            while self._waiting:
                if batch := self._take():
                    await self._save(batch)
        finally:
            self._worker = None

    def _take(self) -> list[_Waiting]:
        """Take what goes into the next statement; what nobody waits for any more is left out."""
        batch: list[_Waiting] = []
        size = 0
        while self._waiting and len(batch) < TURNS and size < BYTES:
            item = self._waiting.popleft()
            if not item.saved.done():
                batch.append(item)
                size += len(item.turn.event)
        return batch

    async def _save(self, batch: list[_Waiting]) -> None:
        error: Exception | None = None
        try:
            async with asyncio.timeout_at(max(item.deadline for item in batch)):
                await self._keep_or_again([item.turn for item in batch])
        except Exception as raised:  # noqa: BLE001 - given to those whose turns these are
            error = raised
        for item in batch:
            if item.saved.done():
                continue
            if error is None:
                item.saved.set_result(None)
            else:
                item.saved.set_exception(error)

    async def _keep_or_again(self, turns: list[Deferred]) -> None:
        try:
            await self._keep(turns)
        except TimeoutError:
            raise
        except Exception:  # noqa: BLE001 - most likely a connection that had died unnoticed; if not, it is raised again
            await self._keep(turns)
