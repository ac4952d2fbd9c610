"""FastStream: a subscriber on a quorum queue that acks when its handler has returned (FastStream, "RabbitMQ")."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg
from faststream import AckPolicy, ContextRepo, FastStream
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue
from faststream.rabbit.schemas.queue import QueueType

from tests.bench.pipeline.job import AMQP_URL, DSN, QUEUE, SAVE, Turn, parameters

broker = RabbitBroker(AMQP_URL, default_channel=Channel(prefetch_count=200), logger=None)
app = FastStream(broker, logger=None)
queue = RabbitQueue(QUEUE, queue_type=QueueType.QUORUM, durable=True)


@dataclass
class Database:
    """Where this process's pool is kept, opened when the app starts."""

    pool: asyncpg.Pool | None = None


database = Database()


@app.on_startup
async def open_pool(context: ContextRepo) -> None:
    """Connect each worker to PostgreSQL."""
    database.pool = await asyncpg.create_pool(DSN, min_size=1, max_size=8)
    context.set_global("database", database)


@broker.subscriber(queue, ack_policy=AckPolicy.NACK_ON_ERROR)
async def save(turn: dict[str, str]) -> None:
    """Do the job."""
    assert database.pool is not None
    await database.pool.execute(SAVE, *parameters(turn))


class Producer:
    """Calls `publish`, many at once, on a channel with confirms."""

    callers = 200
    batch = 1

    async def open(self) -> None:
        """Connect, without subscribing, and make sure that the queue is there."""
        await broker.connect()
        await broker.declare_queue(queue)

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Publish one by one; FastStream has no batch for RabbitMQ."""
        await asyncio.gather(*(broker.publish(turn.fields(), queue, persist=True, mandatory=True) for turn in turns))

    async def close(self) -> None:
        """Disconnect."""
        await broker.stop()
