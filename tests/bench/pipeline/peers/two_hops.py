"""Two hops and nothing else: what the way through two queues costs that does no more than the peers' one.

`python -m tests.bench.pipeline.peers.two_hops extract` takes turns and publishes their facts, `… store` saves those.
Each message is confirmed, handled and acked alone, on aio-pika and asyncpg as their documentation has them.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import aio_pika
import asyncpg
import uvloop
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractRobustConnection

from tests.bench.pipeline.job import AMQP_URL, DSN, QUEUE, SAVE, Turn, parameters

FACTS: Final = "facts"
PREFETCH: Final = 200
Handle = Callable[[dict[str, Any]], Awaitable[None]]


async def open_channel() -> tuple[AbstractRobustConnection, AbstractChannel]:
    """Return a connection and a channel with confirms on which both queues are there."""
    connection = await aio_pika.connect_robust(AMQP_URL)
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=PREFETCH)
    for name in (QUEUE, FACTS):
        await channel.declare_queue(name, durable=True, arguments={"x-queue-type": "quorum"})
    return connection, channel


async def publish(channel: AbstractChannel, queue: str, body: dict[str, Any]) -> None:
    """Return when the broker has it on disk."""
    message = aio_pika.Message(json.dumps(body).encode(), delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
    await channel.default_exchange.publish(message, queue)


def told_of(turn: dict[str, Any]) -> dict[str, Any]:
    """Extract, and return what the extractor tells the store."""
    ident, user, session, said_at, *facts = parameters(turn)
    return {"turn": [str(ident), user, session, said_at.isoformat()], "facts": facts}


def row_of(told: dict[str, Any]) -> tuple[Any, ...]:
    """Return what `SAVE` takes."""
    ident, user, session, said_at = told["turn"]
    return (UUID(ident), user, session, datetime.fromisoformat(said_at), *told["facts"])


async def extract() -> None:
    """Be the extractor."""
    _, channel = await open_channel()

    async def handle(turn: dict[str, Any]) -> None:
        await publish(channel, FACTS, told_of(turn))

    await consume(channel, QUEUE, handle)


async def store() -> None:
    """Be the store."""
    pool = await asyncpg.create_pool(DSN, min_size=1, max_size=8)
    _, channel = await open_channel()

    async def handle(told: dict[str, Any]) -> None:
        await pool.execute(SAVE, *row_of(told))

    await consume(channel, FACTS, handle)


async def consume(channel: AbstractChannel, name: str, handle: Handle) -> None:
    """Handle what comes, many at once, each acked when it is done; does not return."""

    async def take(message: AbstractIncomingMessage) -> None:
        async with message.process():
            await handle(json.loads(message.body))

    queue = await channel.get_queue(name)
    await queue.consume(take)
    await asyncio.Future()


class Producer:
    """Publishes one by one, many at once, on a channel with confirms."""

    callers = 200
    batch = 1

    async def open(self) -> None:
        """Connect."""
        self._connection, self._channel = await open_channel()

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Publish each."""
        await asyncio.gather(*(publish(self._channel, QUEUE, turn.fields()) for turn in turns))

    async def close(self) -> None:
        """Disconnect."""
        await self._connection.close()


if __name__ == "__main__":
    uvloop.run({"extract": extract, "store": store}[sys.argv[1]]())
