"""Natural batching: a handler that is given all that has arrived, one batch after the other.

It never waits for more, but for what is in no hurry: that may wait a moment for company.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from services.kit.bus.decision import Decision
from services.kit.bus.delivery import Delivery

log = structlog.get_logger()

HandleMany = Callable[[Sequence[Delivery]], Awaitable[Sequence[Decision]]]
Outcome = Decision | Exception
"""A decision, or what the handler raised about that delivery alone."""
Group = Sequence[Delivery]
Patience = Callable[[Group], float]
"""Says how many seconds a group may wait for others to share its batch."""


def in_a_hurry(_: Group) -> float:
    """Wait for nobody."""
    return 0.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A group, whoever waits for it, and the moment (of the loop's clock) from which it waits no longer for others."""

    group: Group
    until: float
    decided: asyncio.Future[list[Outcome]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Batched:
    """Makes batches of what comes in groups, such as the events of a message.

    While a batch is being handled, what arrives gathers for the next one. A batch whose handler raises is handled
    again one by one, so that a poison event harms only itself.
    """

    def __init__(
        self,
        handle: HandleMany,
        most: int,
        ready: Callable[[], Awaitable[None]] | None = None,
        patience: Patience = in_a_hurry,
    ) -> None:
        """`handle` answers one decision per delivery, in their order.

        `most` bounds the deliveries in a batch, unless a single group has more. `ready` is awaited before each batch is
        made up: for a moment in which others go first. `patience` lets a group wait for company.
        """
        self._handle = handle
        self._most = most
        self._ready = ready
        self._patience = patience
        self._waiting: deque[_Waiting] = deque()
        self._arrived = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

    async def __call__(self, group: Group) -> list[Outcome]:
        """Handle a group as part of a batch; returns an outcome for each delivery, in their order."""
        waiting = _Waiting(group, asyncio.get_running_loop().time() + self._patience(group))
        self._waiting.append(waiting)
        self._arrived.set()
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        return await waiting.decided

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._gather()
                if self._ready is not None:
                    await self._ready()
                if not (batch := self._take()):
                    continue
                outcomes = await self._outcomes([delivery for each in batch for delivery in each.group])
                place = 0
                for each in batch:
                    if not each.decided.done():
                        each.decided.set_result(outcomes[place : place + len(each.group)])
                    place += len(each.group)
        finally:
            self._worker = None

    async def _gather(self) -> None:
        """Wait until one group has waited long enough, or a batch is full."""
        now = asyncio.get_running_loop().time
        while (left := min(each.until for each in self._waiting) - now()) > 0:
            if sum(len(each.group) for each in self._waiting) >= self._most:
                return
            self._arrived.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._arrived.wait()

    def _take(self) -> list[_Waiting]:
        """Take what goes into the next batch; what nobody waits for any more is left out."""
        batch: list[_Waiting] = []
        size = 0
        while self._waiting and (not batch or size + len(self._waiting[0].group) <= self._most):
            waiting = self._waiting.popleft()
            if not waiting.decided.done():
                batch.append(waiting)
                size += len(waiting.group)
        return batch

    async def _outcomes(self, deliveries: Group) -> list[Outcome]:
        try:
            decisions = await self._handle(deliveries)
            return [decision for _, decision in zip(deliveries, decisions, strict=True)]
        except Exception as error:  # noqa: BLE001 - given to the one delivery it belongs to
            if len(deliveries) == 1:
                return [error]
            log.warning("batch_failed", count=len(deliveries), reason=f"{type(error).__name__}: {error}")
        return [outcome for delivery in deliveries for outcome in await self._outcomes([delivery])]
