"""Celery: a task with late acks on a quorum queue, in a pool of forked processes (Celery, "Using RabbitMQ")."""

from collections.abc import Sequence
from typing import Any, Final

from celery import Celery
from celery.signals import worker_process_init
from kombu import Queue
from psycopg_pool import ConnectionPool

from tests.bench.pipeline.job import AMQP_URL, DSN, QUEUE, SAVE_NAMED, Turn, named_parameters
from tests.bench.pipeline.producing import in_thread

CALLERS: Final = 4
app = Celery("bench", broker=AMQP_URL)
app.conf.update(
    task_default_queue=QUEUE,
    task_queues=[Queue(QUEUE, queue_arguments={"x-queue-type": "quorum"})],
    task_acks_late=True,
    task_ignore_result=True,
    # "Prefetch Limits": many short tasks want a larger multiplier.
    worker_prefetch_multiplier=64,
    broker_transport_options={"confirm_publish": True},
    broker_connection_retry_on_startup=True,
    broker_pool_limit=CALLERS,
)
_pool: dict[str, ConnectionPool] = {}


@worker_process_init.connect
def open_pool(**_: Any) -> None:
    """Connect each forked process to PostgreSQL by itself."""
    _pool["pool"] = ConnectionPool(DSN, min_size=1, max_size=1, kwargs={"autocommit": True}, open=True)


@app.task(name="save")
def save(turn: dict[str, str]) -> None:
    """Do the job."""
    with _pool["pool"].connection() as connection:
        connection.execute(SAVE_NAMED, named_parameters(turn))


class Producer:
    """Calls `delay`, from a few threads."""

    callers = CALLERS
    batch = 20

    async def open(self) -> None:
        """Nothing: a connection comes with the first call."""

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Enqueue one by one; Celery has no batch."""
        await in_thread(_send)(turns)

    async def close(self) -> None:
        """Give the connections back."""
        app.close()


def _send(turns: Sequence[Turn]) -> None:
    for turn in turns:
        save.delay(turn.fields())
