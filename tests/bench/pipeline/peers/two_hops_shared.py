"""Two hops and nothing else, where turns that arrive while a publish is under way share the next message.

`python -m tests.bench.pipeline.peers.two_hops_shared extract` takes turns and publishes their facts, `… store` saves
what has arrived in one statement. What our own way through two queues could reach if nothing were in it.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any, Final

import asyncpg
import uvloop
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from tests.bench.pipeline.job import DSN, QUEUE, SAVE_MANY, Turn, columns
from tests.bench.pipeline.peers.two_hops import FACTS, open_channel, publish, row_of, told_of

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
            await facts.publish([told_of(turn) for turn in json.loads(message.body)["items"]])

    await (await channel.get_queue(QUEUE)).consume(take)
    await asyncio.Future()


async def store() -> None:
    """Be the store."""
    connection = await asyncpg.connect(DSN)
    _, channel = await open_channel()
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    await (await channel.get_queue(FACTS)).consume(arrived.put)
    while True:
        messages = [await arrived.get()]
        while not arrived.empty():
            messages.append(arrived.get_nowait())
        told = [each for message in messages for each in json.loads(message.body)["items"]]
        await connection.execute(SAVE_MANY, *columns([row_of(each) for each in told]))
        await messages[-1].ack(multiple=True)


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
