"""The one consume loop: takes messages, asks the handler about each event, settles.

Any number of events are in hand at once, up to the prefetch; `concurrency` of them are being handled. A handler that
wants all that has arrived in one go is wrapped in `batch.Batched` and is asked message by message; one that wants what
belongs together is a `together.Together`. What gathers, is held or paused takes no slot: it rests, and is asked again.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

import structlog
from aio_pika.abc import AbstractIncomingMessage

from contracts.events import ErrorClass
from services.kit.bus.batch import Batched
from services.kit.bus.connection import patiently
from services.kit.bus.decision import Dead, Decision, Done, Hold, Park, Pause
from services.kit.bus.delivery import Delivery, LetGo, Settlement, give_back, is_lost, unpack
from services.kit.bus.errors import BusError
from services.kit.bus.gate import Gate
from services.kit.bus.hand import Hand
from services.kit.bus.outcome import Outcomes
from services.kit.bus.publisher import Publisher
from services.kit.bus.slots import Slots
from services.kit.bus.subscription import Subscription
from services.kit.bus.together import Together

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
        handle: Handle | Batched | Together,
        publisher: Publisher,
        *,
        source: str,
        prefetch: int,
        concurrency: int,
        letters: bool = False,
    ) -> None:
        """Prepare to consume `queue`.

        `source` names the service (`/extractor`). `prefetch` bounds the messages that the broker sends unsettled,
        `concurrency` the handler calls under way, or with `Batched` the events in them; the larger of the two is how
        many events are decoded at once. With `letters` the handler gets undecodable messages too, and nothing is split:
        that is how dead letters are read. Without it, they go to the dead letters by themselves.
        """
        self.queue = queue
        self._handle = handle
        self._letters = letters
        self._name = f"{source.strip('/')}.{queue}"
        self._outcomes = Outcomes(queue, source, publisher)
        self._subscription = Subscription(url, self._name, queue, prefetch, self._receive)
        self._slots = Slots(concurrency)
        self._gate = Gate()
        self._hand = Hand(queue, max(prefetch, concurrency), self._admit)
        self._outside: deque[tuple[AbstractIncomingMessage, float]] = deque()
        self._starting: asyncio.Task[None] | None = None
        self._switching: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def problem(self) -> str:
        """Say why nothing is consumed now, or nothing."""
        return self._gate.reason or self._subscription.problem

    def start(self) -> None:
        """Begin to connect and consume, in the background."""
        self._starting = asyncio.create_task(self._start(), name=self._name)

    def resume(self) -> None:
        """Ask all that is paused again, and take work: what the handler waited for has come."""
        self._open(HANDLER)

    async def stop(self, within: float) -> None:
        """Take no more work, finish what is under way for `within` seconds at most, give the rest back, and close."""
        self._stopping = True
        switches = [task for task in (self._starting, self._switching) if task is not None]
        for task in switches:
            task.cancel()
        await asyncio.gather(*switches, return_exceptions=True)
        # Not before: what is given back comes again as long as it is asked for.
        await self._subscription.turn_off()
        outside, self._outside = self._outside, deque()
        for message, _ in outside:
            await give_back(message)
        given_back = len(outside) + await self._hand.empty(within)
        await self._subscription.close()
        log.info("consumer_stopped", queue=self.queue, given_back=given_back)

    async def _start(self) -> None:
        await self._subscription.open()
        await patiently(self._subscription.turn_on, self._name)
        log.info("consumer_started", queue=self.queue)

    async def _receive(self, message: AbstractIncomingMessage) -> None:
        while self._outside and is_lost(self._outside[0][0]):
            self._outside.popleft()
        self._outside.append((message, time.monotonic()))
        self._admit()

    def _admit(self) -> None:
        """Decode what there is room for: it is many times as large as what has arrived, and a backlog is large."""
        while self._outside and self._hand.has_room and not self._stopping:
            message, arrived = self._outside.popleft()
            if is_lost(message):
                # The broker has it again, and has sent it to somebody by now.
                continue
            deliveries = unpack(message, time.monotonic() - arrived)
            self._take(deliveries, Settlement(message, len(deliveries), arrived))

    def _take(self, deliveries: list[Delivery], settlement: Settlement) -> None:
        count = len(deliveries)
        if settlement.message.redelivered and count > 1 and not self._letters:
            # A poison turn must spend its own delivery limit only, not that of the turns it travelled with.
            self._hand.take(self._split(deliveries, settlement), settlement, count)
        elif isinstance(self._handle, Batched) and (self._letters or all(each.event for each in deliveries)):
            self._hand.take(self._work_together(self._handle, deliveries, settlement), settlement, count)
        else:
            for delivery in deliveries:
                self._hand.take(self._work(delivery, settlement), settlement)

    async def _work(self, delivery: Delivery, settlement: Settlement, decision: Decision | None = None) -> None:
        """Settle one event. `decision` is what was decided already."""
        decided = await self._decide(delivery, settlement, decision)
        await self._until_published(lambda: self._outcomes.publish(delivery, decided))
        await settlement.settle()

    async def _work_together(self, handle: Batched, deliveries: list[Delivery], settlement: Settlement) -> None:
        """Settle the events of a message, all at once as far as they are done; each of the others goes on by itself."""
        decisions = await self._ask_batched(handle, deliveries)
        done = [decision for decision in decisions if isinstance(decision, Done)]
        for delivery, decision in zip(deliveries, decisions, strict=True):
            if not isinstance(decision, Done):
                self._hand.take(self._work(delivery, settlement, decision), settlement)
        events = [event for decision in done for event in decision.publish]
        await self._until_published(lambda: self._outcomes.publish_all(events))
        await settlement.settle(len(done))

    async def _split(self, deliveries: list[Delivery], settlement: Settlement) -> None:
        await self._until_published(lambda: self._outcomes.split(deliveries))
        await settlement.settle(len(deliveries))
        log.info("message_split", queue=self.queue, count=len(deliveries))

    async def _decide(self, delivery: Delivery, settlement: Settlement, decision: Decision | None) -> Decision:
        """Ask the handler until it has decided; raises `LetGo` when the delivery is no longer ours to settle."""
        place = object()
        try:
            while True:
                was_closed = bool(self._gate.reason)
                if delivery.held:
                    delivery = replace(delivery, in_hand=time.monotonic() - settlement.arrived)
                if decision is None:
                    decision = await self._ask(delivery, settlement)
                if isinstance(decision, Hold):
                    self._leave(place)
                    with self._hand.resting():
                        await asyncio.sleep(decision.delay)
                elif isinstance(decision, Pause):
                    self._close(HANDLER, decision.reason)
                    with self._hand.resting():
                        await self._gate.wait_turn(place, decision.delay, decision.at_most)
                else:
                    if was_closed and delivery.held and not isinstance(decision, Park):
                        self._open(HANDLER)
                    return decision
                if settlement.lost:
                    # The broker delivers it again. Parking this copy as well would double it.
                    log.info("delivery_lost", queue=self.queue, held=delivery.held)
                    raise LetGo
                delivery, decision = replace(delivery, held=delivery.held + 1, note=decision.note), None
        finally:
            self._leave(place)

    async def _ask(self, delivery: Delivery, settlement: Settlement) -> Decision:
        """Wait until the handler has time for the delivery, and ask it."""
        if delivery.event is None and not self._letters:
            return Dead(ErrorClass.CONTRACT_VIOLATION, delivery.problem)
        if isinstance(self._handle, Together):
            return await self._ask_together(self._handle, delivery, settlement)
        if isinstance(self._handle, Batched):
            (decision,) = await self._ask_batched(self._handle, (delivery,))
            return decision
        with self._hand.resting():
            await self._slots.acquire()
        try:
            return await self._outcome(self._handle(delivery))
        finally:
            self._slots.release()

    async def _ask_batched(self, handle: Batched, deliveries: Sequence[Delivery]) -> list[Decision]:
        with self._hand.resting():
            await self._slots.acquire(len(deliveries))
        try:
            outcomes = await handle(deliveries)
        finally:
            self._slots.release(len(deliveries))
        return [self._excuse(each) if isinstance(each, Exception) else each for each in outcomes]

    async def _ask_together(self, handle: Together, delivery: Delivery, settlement: Settlement) -> Decision:
        with self._hand.resting() as rest:
            seat = handle.sit(delivery, self._slots, lambda: settlement.lost, rest.end)
            try:
                return await self._outcome(seat.decided)
            finally:
                seat.leave()

    async def _outcome(self, decided: Awaitable[Decision]) -> Decision:
        try:
            return await decided
        except LetGo:
            log.info("delivery_lost", queue=self.queue)
            raise
        except Exception as error:  # noqa: BLE001 - a bug in a handler must neither stop the loop nor lose the delivery
            return self._excuse(error)

    def _excuse(self, error: Exception) -> Decision:
        """Decide about a delivery whose handler has raised: a bug of ours."""
        log.error("handler_failed", queue=self.queue, exc_info=error)
        return Dead(ErrorClass.OUR_FAULT, f"{type(error).__name__}: {error}")

    async def _until_published(self, publish: Callable[[], Awaitable[None]]) -> None:
        """Publish, however long the broker refuses: what is in hand stays, and no more work is taken meanwhile."""
        held = False
        while True:
            try:
                await publish()
            except BusError as error:
                held = True
                self._close(PUBLISH, str(error))
                with self._hand.resting():
                    await asyncio.sleep(PROBE_SECONDS)
            else:
                if held:
                    self._open(PUBLISH)
                return

    def _leave(self, place: object) -> None:
        """Leave the line before the gate; with nobody left in it, what comes next has to probe."""
        if self._gate.leave(place):
            self._open(HANDLER)

    def _close(self, cause: str, reason: str) -> None:
        if self._gate.close(cause, reason):
            log.error("consuming_paused", queue=self.queue, reason=reason)
            self._switch()

    def _open(self, cause: str) -> None:
        if self._gate.open(cause):
            log.info("consuming_resumed", queue=self.queue)
            self._switch()

    def _switch(self) -> None:
        """Have the subscription follow the gate, in the background and in whatever order the changes come."""
        if not self._stopping and (self._switching is None or self._switching.done()):
            self._switching = asyncio.create_task(self._follow_gate())

    async def _follow_gate(self) -> None:
        while self._subscription.on == bool(self._gate.reason):
            if self._gate.reason:
                await self._subscription.turn_off()
            else:
                await patiently(self._subscription.turn_on, self._name)
