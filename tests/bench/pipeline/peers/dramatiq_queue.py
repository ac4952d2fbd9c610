"""Dramatiq: an actor on a quorum queue, in two processes with eight threads each (the defaults of its CLI).

Dramatiq declares classic queues; the subclass adds the one argument that makes them as durable as the others'.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from psycopg_pool import ConnectionPool

from tests.bench.pipeline.job import AMQP_URL, DSN, QUEUE, SAVE_NAMED, Turn, named_parameters
from tests.bench.pipeline.producing import in_thread


class QuorumBroker(RabbitmqBroker):  # type: ignore[misc]
    """Declares its work queues as quorum queues."""

    def _build_queue_arguments(self, queue_name: str) -> dict[str, Any]:
        return {**super()._build_queue_arguments(queue_name), "x-queue-type": "quorum"}


broker = QuorumBroker(url=AMQP_URL, confirm_delivery=True)
dramatiq.set_broker(broker)


@cache
def pool() -> ConnectionPool:
    """Return this process's connections to PostgreSQL, opened by the first job."""
    return ConnectionPool(DSN, min_size=1, max_size=8, kwargs={"autocommit": True}, open=True)


@dramatiq.actor(queue_name=QUEUE)
def save(turn: dict[str, str]) -> None:
    """Do the job."""
    with pool().connection() as connection:
        connection.execute(SAVE_NAMED, named_parameters(turn))


class Producer:
    """Calls `send`, from a few threads."""

    callers = 4
    batch = 20

    async def open(self) -> None:
        """Nothing: a connection comes with the first call of each thread."""

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Enqueue one by one; Dramatiq has no batch for RabbitMQ."""
        await in_thread(_send)(turns)

    async def close(self) -> None:
        """Close the broker's connections."""
        broker.close()


def _send(turns: Sequence[Turn]) -> None:
    for turn in turns:
        save.send(turn.fields())
