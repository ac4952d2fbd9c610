"""Natural batching: a handler that is given all that has arrived, one batch after the other, never waiting for more."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

import structlog

from services.kit.bus.decision import Decision
from services.kit.bus.delivery import Delivery

log = structlog.get_logger()

HandleMany = Callable[[Sequence[Delivery]], Awaitable[Sequence[Decision]]]


class Batched:
    """Turns a handler of many deliveries into a handler of one.

    While a batch is being handled, what arrives gathers for the next one. A batch whose handler raises is handled
    again one by one, so that a poison event harms only itself.
    """

    def __init__(self, handle: HandleMany, most: int) -> None:
        """`handle` answers one decision per delivery, in their order; `most` bounds the deliveries in a batch."""
        self._handle = handle
        self._most = most
        self._waiting: deque[tuple[Delivery, asyncio.Future[Decision]]] = deque()
        self._worker: asyncio.Task[None] | None = None

    async def __call__(self, delivery: Delivery) -> Decision:
        """Handle one delivery as part of a batch; raises what the handler raises about it alone."""
        decided: asyncio.Future[Decision] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery, decided))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        return await decided

    async def _work(self) -> None:
        try:
            while self._waiting:
                count = min(len(self._waiting), self._most)
                batch = [item for item in (self._waiting.popleft() for _ in range(count)) if not item[1].done()]
                if batch:
                    await self._handle_batch(batch)
        finally:
            self._worker = None

    async def _handle_batch(self, batch: list[tuple[Delivery, asyncio.Future[Decision]]]) -> None:
        try:
            decisions = await self._handle([delivery for delivery, _ in batch])
        except Exception as error:  # noqa: BLE001 - given to the one delivery it belongs to
            if len(batch) == 1:
                _answer(batch[0][1], error)
                return
            log.warning("batch_failed", count=len(batch), reason=f"{type(error).__name__}: {error}")
            for item in batch:
                await self._handle_batch([item])
            return
        for (_, decided), decision in zip(batch, decisions, strict=True):
            _answer(decided, decision)


def _answer(decided: asyncio.Future[Decision], outcome: Decision | Exception) -> None:
    if decided.done():
        return
    if isinstance(outcome, Exception):
        decided.set_exception(outcome)
    else:
        decided.set_result(outcome)
