"""The one consume loop: takes messages, asks the handler about each event, settles.

Any number of events are in hand at once, up to the prefetch and the `concurrency`. A handler that wants all that has
arrived in one go is wrapped in `batch.Batched`; to this loop it looks like any other.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import structlog
from aio_pika.abc import AbstractIncomingMessage

from contracts.events import ErrorClass
from services.kit.bus.connection import patiently
from services.kit.bus.decision import Dead, Decision, Pause
from services.kit.bus.delivery import Delivery, Settlement, unpack
from services.kit.bus.errors import BusError
from services.kit.bus.gate import Gate
from services.kit.bus.outcome import Outcomes
from services.kit.bus.publisher import Publisher
from services.kit.bus.subscription import Subscription

log = structlog.get_logger()

Handle = Callable[[Delivery], Awaitable[Decision]]

HANDLER: Final = "handler"
PUBLISH: Final = "publish"
PROBE_SECONDS: Final = 1.0


class Consumer:
    """Consumes one queue with one handler."""

    def __init__(
        self,
        url: str,
        queue: str,
        handle: Handle,
        publisher: Publisher,
        *,
        source: str,
        prefetch: int,
        concurrency: int,
        letters: bool = False,
    ) -> None:
        """Prepare to consume `queue`.

        `source` names the service (`/extractor`). `prefetch` bounds the messages in hand, `concurrency` the handler
        calls under way. With `letters` the handler gets undecodable messages too, and nothing is split: that is how
        dead letters are read. Without it, they go to the dead letters by themselves.
        """
        self.queue = queue
        self._handle = handle
        self._letters = letters
        self._name = f"{source.strip('/')}.{queue}"
        self._outcomes = Outcomes(queue, source, publisher)
        self._subscription = Subscription(url, self._name, queue, prefetch, self._receive)
        self._slots = asyncio.Semaphore(concurrency)
        self._gate = Gate()
        self._in_hand: dict[asyncio.Task[None], Settlement] = {}
        self._starting: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def problem(self) -> str:
        """Say why nothing is consumed now, or nothing."""
        return self._gate.reason or self._subscription.problem

    def start(self) -> None:
        """Begin to connect and consume, in the background."""
        self._starting = asyncio.create_task(self._start(), name=self._name)

    async def stop(self, within: float) -> None:
        """Take no more work, finish what is in hand for `within` seconds at most, give the rest back, and close."""
        self._stopping = True
        if self._starting is not None:
            self._starting.cancel()
            with suppress(asyncio.CancelledError):
                await self._starting
        await self._subscription.turn_off()
        if self._in_hand and not self._gate.reason:
            log.info("work_finishing", queue=self.queue, count=len(self._in_hand), within=within)
            await asyncio.wait(self._in_hand, timeout=within)
        left = dict(self._in_hand)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for settlement in {id(each): each for each in left.values()}.values():
            await settlement.give_back()
        await self._subscription.close()
        log.info("consumer_stopped", queue=self.queue, given_back=len(left))

    async def _start(self) -> None:
        await self._subscription.open()
        await patiently(self._subscription.turn_on, self._name)
        log.info("consumer_started", queue=self.queue)

    async def _receive(self, message: AbstractIncomingMessage) -> None:
        deliveries = unpack(message)
        settlement = Settlement(message, len(deliveries))
        if self._stopping:
            await settlement.give_back()
        elif message.redelivered and len(deliveries) > 1 and not self._letters:
            # A poison turn must spend its own delivery limit only, not that of the turns it travelled with.
            self._keep(self._split(deliveries, settlement), settlement)
        else:
            for delivery in deliveries:
                self._keep(self._work(delivery, settlement), settlement)

    def _keep(self, work: Any, settlement: Settlement) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._in_hand[task] = settlement
        task.add_done_callback(self._let_go)

    def _let_go(self, task: asyncio.Task[None]) -> None:
        del self._in_hand[task]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery_abandoned", queue=self.queue, exc_info=error)

    async def _work(self, delivery: Delivery, settlement: Settlement) -> None:
        decision = await self._decide(delivery)
        await self._until_published(lambda: self._outcomes.publish(delivery, decision))
        await settlement.settle()

    async def _split(self, deliveries: list[Delivery], settlement: Settlement) -> None:
        await self._until_published(lambda: self._outcomes.split(deliveries))
        settlement.open = 1
        await settlement.settle()
        log.info("message_split", queue=self.queue, count=len(deliveries))

    async def _decide(self, delivery: Delivery) -> Decision:
        """Ask the handler; hold the delivery while it says `Pause`, one delivery probing for all."""
        held = False
        while True:
            async with self._slots:
                decision = await self._ask(delivery)
            if not isinstance(decision, Pause):
                if held:
                    await self._resume(HANDLER)
                return decision
            held = True
            await self._pause(HANDLER, decision.reason)
            await self._gate.wait_turn(delivery, decision.delay)

    async def _ask(self, delivery: Delivery) -> Decision:
        if delivery.event is None and not self._letters:
            return Dead(ErrorClass.CONTRACT_VIOLATION, delivery.problem)
        try:
            return await self._handle(delivery)
        except Exception as error:
            # A bug in a handler must neither stop the loop nor lose the delivery.
            log.exception("handler_failed", queue=self.queue)
            return Dead(ErrorClass.OUR_FAULT, f"{type(error).__name__}: {error}")

    async def _until_published(self, publish: Callable[[], Awaitable[None]]) -> None:
        """Publish, however long the broker refuses: what is in hand stays, and no more work is taken meanwhile."""
        held = False
        while True:
            try:
                await publish()
            except BusError as error:
                held = True
                await self._pause(PUBLISH, str(error))
                await asyncio.sleep(PROBE_SECONDS)
            else:
                if held:
                    await self._resume(PUBLISH)
                return

    async def _pause(self, cause: str, reason: str) -> None:
        if self._gate.close(cause, reason):
            log.error("consuming_paused", queue=self.queue, reason=reason)
            await self._subscription.turn_off()

    async def _resume(self, cause: str) -> None:
        if self._gate.open(cause):
            log.info("consuming_resumed", queue=self.queue)
            await patiently(self._subscription.turn_on, self._name)
