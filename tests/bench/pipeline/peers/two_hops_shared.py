"""Two hops and nothing else, where turns that arrive while a publish is under way share the next message.

`python -m tests.bench.pipeline.peers.two_hops_shared extract` takes turns and publishes their facts, `… store` saves
what has arrived in one statement. What our own way through two queues could reach if nothing were in it.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
import uvloop
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from tests.bench.pipeline.job import DSN, QUEUE, SAVE_MANY, Turn, columns, parameters
from tests.bench.pipeline.peers.two_hops import FACTS, open_channel, publish

MOST: Final = 100
"""Items in a message."""
Items = list[dict[str, Any]]


class Sharing:
    """Publishes to one queue, one message after the other, each with what has come meanwhile."""

    def __init__(self, channel: AbstractChannel, queue: str) -> None:
        self._channel, self._queue = channel, queue
        self._waiting: Items = []
        self._come = self._sent = 0
        self._message = asyncio.Lock()

    async def publish(self, items: Items) -> None:
        """Return when the broker has `items` on disk, in whatever messages."""
        self._waiting += items
        self._come += len(items)
        last = self._come
        async with self._message:
            # Whoever was before us may have taken ours along, or some of them.
            while self._sent < last:
                taken, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await publish(self._channel, self._queue, {"items": taken})
                self._sent += len(taken)


async def extract() -> None:
    """Be the extractor."""
    _, channel = await open_channel()
    facts = Sharing(channel, FACTS)

    async def take(message: AbstractIncomingMessage) -> None:
        async with message.process():
            await facts.publish([_told(turn) for turn in json.loads(message.body)["items"]])

    await _consume(channel, QUEUE, take)


def _told(turn: dict[str, Any]) -> dict[str, Any]:
    ident, user, session, said_at, *facts = parameters(turn)
    return {"turn": [str(ident), user, session, said_at.isoformat()], "facts": facts}


async def store() -> None:
    """Be the store."""
    connection = await asyncpg.connect(DSN)
    _, channel = await open_channel()
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    await _consume(channel, FACTS, arrived.put, wait=False)
    while True:
        messages = [await arrived.get()]
        while not arrived.empty():
            messages.append(arrived.get_nowait())
        told = [each for message in messages for each in json.loads(message.body)["items"]]
        await connection.execute(SAVE_MANY, *columns([_row(each) for each in told]))
        await messages[-1].ack(multiple=True)


def _row(told: dict[str, Any]) -> tuple[Any, ...]:
    ident, user, session, said_at = told["turn"]
    return (UUID(ident), user, session, datetime.fromisoformat(said_at), *told["facts"])


async def _consume(channel: AbstractChannel, name: str, take: Callable[..., Any], *, wait: bool = True) -> None:
    queue = await channel.get_queue(name)
    await queue.consume(take)
    if wait:
        await asyncio.Future()


class Producer:
    """Publishes many at once on a channel with confirms; those that meet share a message."""

    callers = 200
    batch = 1

    async def open(self) -> None:
        """Connect."""
        self._connection, channel = await open_channel()
        self._turns = Sharing(channel, QUEUE)

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Publish them."""
        await self._turns.publish([turn.fields() for turn in turns])

    async def close(self) -> None:
        """Disconnect."""
        await self._connection.close()


if __name__ == "__main__":
    uvloop.run({"extract": extract, "store": store}[sys.argv[1]]())
