"""PgQueuer: an entrypoint, enqueued in batches (PgQueuer, "Quick Start" and "Performance").

Run as a module, because `pgq run` of 1.6.0 stops on its own log level; it does the same, on uvloop as well.
"""

import json
from collections.abc import Sequence

import asyncpg
import uvloop
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver, AsyncpgPoolDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries

from tests.bench.pipeline.job import DSN, SAVE, Turn, parameters

ENTRYPOINT = "save"


async def work() -> None:
    """Work until told to stop."""
    pgq = PgQueuer(AsyncpgDriver(await asyncpg.connect(DSN)))
    pool = await asyncpg.create_pool(DSN, min_size=1, max_size=8)

    @pgq.entrypoint(ENTRYPOINT)
    async def save(job: Job) -> None:
        await pool.execute(SAVE, *parameters(json.loads(job.payload or b"{}")))

    await pgq.run(batch_size=100, max_concurrent_tasks=200)


class Producer:
    """Calls `enqueue` with lists."""

    callers = 2
    batch = 200

    async def open(self) -> None:
        """Connect."""
        self._pool = await asyncpg.create_pool(DSN, min_size=2, max_size=2)
        self._queries = Queries(AsyncpgPoolDriver(self._pool))

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Enqueue what is there in one call."""
        payloads: list[bytes | None] = [json.dumps(turn.fields()).encode() for turn in turns]
        await self._queries.enqueue([ENTRYPOINT] * len(turns), payloads, [0] * len(turns))

    async def close(self) -> None:
        """Disconnect."""
        await self._pool.close()


async def install() -> None:
    """Apply PgQueuer's schema."""
    connection = await asyncpg.connect(DSN)
    try:
        await Queries(AsyncpgDriver(connection)).install()
    finally:
        await connection.close()


if __name__ == "__main__":
    uvloop.run(work())
