"""Procrastinate: an async task, deferred in batches, fetched by a worker that LISTENs."""

from collections.abc import Sequence

import procrastinate
from psycopg_pool import AsyncConnectionPool

from tests.bench.pipeline.job import DSN, SAVE_NAMED, Turn, named_parameters

app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=DSN, min_size=4, max_size=12))
_own: dict[str, AsyncConnectionPool] = {}


async def pool() -> AsyncConnectionPool:
    """Return the job's own connections, opened by the first job."""
    if "pool" not in _own:
        _own["pool"] = AsyncConnectionPool(DSN, min_size=1, max_size=8, kwargs={"autocommit": True}, open=False)
        await _own["pool"].open()
    return _own["pool"]


@app.task(name="save")
async def save(turn: dict[str, str]) -> None:
    """Do the job."""
    async with (await pool()).connection() as connection:
        await connection.execute(SAVE_NAMED, named_parameters(turn))


class Producer:
    """Calls `batch_defer_async`."""

    callers = 2
    batch = 200

    async def open(self) -> None:
        """Connect."""
        await app.open_async()

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Enqueue what is there in one call."""
        await save.batch_defer_async(*({"turn": turn.fields()} for turn in turns))

    async def close(self) -> None:
        """Disconnect."""
        await app.close_async()


async def install() -> None:
    """Apply Procrastinate's schema."""
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
