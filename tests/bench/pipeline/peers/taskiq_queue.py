"""taskiq with taskiq-aio-pika: an async task, acked when executed, on the quorum queue that is its default."""

import asyncio
from collections.abc import Sequence

import asyncpg
from taskiq import TaskiqEvents, TaskiqState
from taskiq_aio_pika import AioPikaBroker

from tests.bench.pipeline.job import AMQP_URL, DSN, SAVE, Turn, parameters

broker = AioPikaBroker(AMQP_URL, qos=200)


@broker.on_event(TaskiqEvents.WORKER_STARTUP)
async def open_pool(state: TaskiqState) -> None:
    """Connect each worker to PostgreSQL."""
    state.pool = await asyncpg.create_pool(DSN, min_size=1, max_size=8)


@broker.task(task_name="save")
async def save(turn: dict[str, str]) -> None:
    """Do the job."""
    await broker.state.pool.execute(SAVE, *parameters(turn))


class Producer:
    """Calls `kiq`, many at once."""

    callers = 200
    batch = 1

    async def open(self) -> None:
        """Connect."""
        await broker.startup()

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Enqueue one by one; taskiq has no batch."""
        await asyncio.gather(*(save.kiq(turn.fields()) for turn in turns))

    async def close(self) -> None:
        """Disconnect."""
        await broker.shutdown()
