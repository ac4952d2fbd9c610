"""What tests of the bus need: turns, a recording handler, a look into a queue, all awaited without sleeping blindly."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from contracts.envelope import TurnRecordedEvent, wrap
from contracts.events import Lane, TurnRecorded, UserMessage
from contracts.identifiers import new_id
from services.kit.bus.decision import Decision, Done
from services.kit.bus.delivery import Delivery

PATIENCE = 20.0
"""Seconds after which a test gives up waiting for something that should happen."""


def recorded(
    content: str = "I live in Lisbon.", *, user: str = "ada", lane: Lane = Lane.LIVE, session: str = ""
) -> TurnRecordedEvent:
    """A new turn's event, of a session of its own unless one is named."""
    turn_id = new_id()
    data = TurnRecorded(
        tenant_id="default",
        user_id=user,
        session_id=session or str(turn_id),
        turn_id=turn_id,
        lane=lane,
        said_at=datetime.now(UTC),
        message=UserMessage(id=str(turn_id), content=content),
    )
    event = wrap(data, "/chat")
    assert isinstance(event, TurnRecordedEvent)
    return event


def turn_of(delivery: Delivery) -> UUID:
    """The turn that a delivery is about."""
    assert isinstance(delivery.event, TurnRecordedEvent)
    return delivery.event.data.turn_id


class Recorder:
    """A handler that notes what it was given and answers what it is told to."""

    def __init__(self, decide: Callable[[Delivery], Decision | Awaitable[Decision]] = lambda _: Done()) -> None:
        self.seen: list[Delivery] = []
        self._decide = decide
        self._noticed = asyncio.Condition()

    async def __call__(self, delivery: Delivery) -> Decision:
        async with self._noticed:
            self.seen.append(delivery)
            self._noticed.notify_all()
        decision = self._decide(delivery)
        return await decision if isinstance(decision, Awaitable) else decision

    async def saw(self, count: int) -> list[Delivery]:
        """Wait until at least `count` deliveries were given."""
        async with asyncio.timeout(PATIENCE), self._noticed:
            await self._noticed.wait_for(lambda: len(self.seen) >= count)
        return self.seen


async def until(true: Callable[[], Any], what: str) -> Any:
    """Poll until `true` (sync or async) returns something true; fail saying `what` did not happen."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        result = true()
        if isinstance(result, Awaitable):
            result = await result
        if result:
            return result
        await asyncio.sleep(0.02)
    raise AssertionError(f"did not happen in {PATIENCE:g} s: {what}")


async def depth(channel: AbstractChannel, queue: str) -> int:
    """The number of messages ready in a queue."""
    declared = await channel.declare_queue(queue, passive=True)
    return declared.declaration_result.message_count or 0


async def take(channel: AbstractChannel, queue: str, count: int) -> list[AbstractIncomingMessage]:
    """Take `count` messages out of a queue, for good."""
    declared = await channel.get_queue(queue, ensure=False)
    taken: list[AbstractIncomingMessage] = []

    async def one_more() -> bool:
        message = await declared.get(fail=False)
        if message is not None:
            await message.ack()
            taken.append(message)
        return len(taken) >= count

    await until(one_more, f"{count} messages in {queue}, only {len(taken)} came")
    return taken


async def put(channel: AbstractChannel, exchange: str, key: str, body: bytes, **headers: Any) -> None:
    """Publish a message as a stranger would."""
    message = aio_pika.Message(body, headers=headers, delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
    target = await channel.get_exchange(exchange, ensure=False)
    await target.publish(message, key)
