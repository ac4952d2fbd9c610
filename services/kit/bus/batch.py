"""Natural batching: a handler that is given all that has arrived, one batch after the other, never waiting for more."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

import structlog

from services.kit.bus.decision import Decision
from services.kit.bus.delivery import Delivery

log = structlog.get_logger()

HandleMany = Callable[[Sequence[Delivery]], Awaitable[Sequence[Decision]]]
Outcome = Decision | Exception
"""A decision, or what the handler raised about that delivery alone."""
Group = Sequence[Delivery]


class Batched:
    """Makes batches of what comes in groups, such as the events of a message.

    While a batch is being handled, what arrives gathers for the next one. A batch whose handler raises is handled
    again one by one, so that a poison event harms only itself.
    """

    def __init__(self, handle: HandleMany, most: int, ready: Callable[[], Awaitable[None]] | None = None) -> None:
        """`handle` answers one decision per delivery, in their order.

        `most` bounds the deliveries in a batch, unless a single group has more. `ready` is awaited before each batch is
        made up: for a moment in which others go first.
        """
        self._handle = handle
        self._most = most
        self._ready = ready
        self._waiting: deque[tuple[Group, asyncio.Future[list[Outcome]]]] = deque()
        self._worker: asyncio.Task[None] | None = None

    async def __call__(self, group: Group) -> list[Outcome]:
        """Handle a group as part of a batch; returns an outcome for each delivery, in their order."""
        decided: asyncio.Future[list[Outcome]] = asyncio.get_running_loop().create_future()
        self._waiting.append((group, decided))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        return await decided

    async def _work(self) -> None:
        try:
            while self._waiting:
                if self._ready is not None:
                    await self._ready()
                if not (batch := self._take()):
                    continue
                outcomes = await self._outcomes([delivery for group, _ in batch for delivery in group])
                place = 0
                for group, decided in batch:
                    if not decided.done():
                        decided.set_result(outcomes[place : place + len(group)])
                    place += len(group)
        finally:
            self._worker = None

    def _take(self) -> list[tuple[Group, asyncio.Future[list[Outcome]]]]:
        """Take what goes into the next batch; what nobody waits for any more is left out."""
        batch: list[tuple[Group, asyncio.Future[list[Outcome]]]] = []
        size = 0
        while self._waiting and (not batch or size + len(self._waiting[0][0]) <= self._most):
            item = self._waiting.popleft()
            if not item[1].done():
                batch.append(item)
                size += len(item[0])
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
