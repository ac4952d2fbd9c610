"""Who takes part: how the workers of each are started, who enqueues, and how its tables are made."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.bench.pipeline.job import QUEUE

PEERS: Final = "tests.bench.pipeline.peers"
_BIN: Final = sys.executable.rpartition("/")[0]
RABBITMQ: Final = "RabbitMQ"
POSTGRESQL: Final = "PostgreSQL"


@dataclass(frozen=True)
class Contender:
    """One system. `shown` is its name in the report, `scale` how many times the turns of others it is given.

    A `bound` is no peer: it shows what a part of the way costs, and no ratio is taken with it.
    `workers` are commands, each a process that may start others; `{bin}` stands for the folder of Python's programs.
    """

    name: str
    shown: str
    on: Literal["RabbitMQ", "PostgreSQL"]
    producer: str
    workers: Sequence[Sequence[str]]
    note: str
    installs: bool = False
    ours: bool = False
    bound: bool = False
    packages: tuple[str, ...] = ()

    @property
    def peer(self) -> bool:
        """Whether ours is compared with it."""
        return not (self.ours or self.bound)

    @property
    def commands(self) -> list[list[str]]:
        """The workers' command lines."""
        return [[part.format(bin=_BIN, python=sys.executable) for part in worker] for worker in self.workers]


OURS: Final = Contender(
    "afterthought",
    "Afterthought",
    RABBITMQ,
    "tests.bench.ours.publisher",
    (
        ("{python}", "-m", "tests.bench.ours.extractor"),
        ("{python}", "-m", "services.store"),
    ),
    "one extractor process, one store process; one publish call for each turn",
    ours=True,
    packages=("aio-pika", "aiormq", "asyncpg", "uvloop", "pydantic"),
)


def _two_hops(name: str, shown: str, module: str, note: str) -> Contender:
    """Return our way through two queues with nothing in it, as a bound."""
    commands = [("{python}", "-m", f"{PEERS}.{module}", stage) for stage in ("extract", "store")]
    packages = ("aio-pika", "asyncpg", "uvloop")
    return Contender(name, shown, RABBITMQ, f"{PEERS}.{module}", commands, note, bound=True, packages=packages)


TWO_HOPS: Final = _two_hops(
    "two-hops",
    "two hops, bare",
    "two_hops",
    "no peer: our way through two queues with the peers' statement at its end, one extractor and one store, without "
    "gathering, envelopes, checks, job states and consolidation",
)
TWO_HOPS_SHARED: Final = _two_hops(
    "two-hops-shared",
    "two hops, bare, shared messages",
    "two_hops_shared",
    "no peer: the same, but what arrives while a publish is under way shares the next message, and what has arrived is "
    "saved in one statement",
)
CELERY: Final = Contender(
    "celery",
    "Celery",
    RABBITMQ,
    f"{PEERS}.celery_queue",
    (
        (
            *("{bin}/celery", "-A", f"{PEERS}.celery_queue", "worker", "-Q", QUEUE, "--pool=prefork", "-c", "2"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING"),
        ),
    ),
    "2 forked workers, prefetch multiplier 64, late acks; enqueue from 4 threads",
    packages=("celery", "kombu", "amqp", "psycopg"),
)
DRAMATIQ: Final = Contender(
    "dramatiq",
    "Dramatiq",
    RABBITMQ,
    f"{PEERS}.dramatiq_queue",
    (("{bin}/dramatiq", f"{PEERS}.dramatiq_queue", "--processes", "2", "--threads", "8"),),
    "2 processes with 8 threads; enqueue from 4 threads",
    packages=("dramatiq", "pika", "psycopg"),
)
TASKIQ: Final = Contender(
    "taskiq",
    "taskiq",
    RABBITMQ,
    f"{PEERS}.taskiq_queue",
    (
        (
            *("{bin}/taskiq", "worker", f"{PEERS}.taskiq_queue:broker", "--workers", "2"),
            *("--ack-type", "when_executed", "--max-async-tasks", "200", "--log-level", "WARNING"),
        ),
    ),
    "2 processes, prefetch 200, acked when executed; 200 enqueue calls at once",
    packages=("taskiq", "taskiq-aio-pika", "aio-pika", "asyncpg"),
)
FASTSTREAM: Final = Contender(
    "faststream",
    "FastStream",
    RABBITMQ,
    f"{PEERS}.faststream_queue",
    (("{bin}/faststream", "run", f"{PEERS}.faststream_queue:app", "--workers", "2", "--log-level", "warning"),),
    "2 processes, prefetch 200; 200 publish calls at once",
    packages=("faststream", "aio-pika", "asyncpg"),
)
PROCRASTINATE: Final = Contender(
    "procrastinate",
    "Procrastinate",
    POSTGRESQL,
    f"{PEERS}.procrastinate_queue",
    (
        (
            *("{bin}/procrastinate", "--app", f"{PEERS}.procrastinate_queue.app", "--log-level", "warning"),
            *("worker", "--concurrency", "20"),
        ),
    ),
    "1 worker with 20 jobs at once, LISTEN; enqueue in batches of up to 200",
    installs=True,
    packages=("procrastinate", "psycopg"),
)
PGQUEUER: Final = Contender(
    "pgqueuer",
    "PgQueuer",
    POSTGRESQL,
    f"{PEERS}.pgqueuer_queue",
    (("{python}", "-m", f"{PEERS}.pgqueuer_queue"),),
    "1 worker, batches of 100, LISTEN; enqueue in batches of up to 200",
    installs=True,
    packages=("pgqueuer", "asyncpg"),
)
TABLE: Final = Contender(
    "table",
    "polled table",
    POSTGRESQL,
    f"{PEERS}.polled_table",
    (("{python}", "-m", f"{PEERS}.polled_table"),),
    "1 worker, claims of 50, one transaction a claim, polled every 20 ms; enqueue in batches of up to 200",
    installs=True,
    packages=("asyncpg",),
)
CONTENDERS: Final = (
    OURS,
    TWO_HOPS,
    TWO_HOPS_SHARED,
    CELERY,
    DRAMATIQ,
    TASKIQ,
    FASTSTREAM,
    PROCRASTINATE,
    PGQUEUER,
    TABLE,
)
BY_NAME: Final = {each.name: each for each in CONTENDERS}
