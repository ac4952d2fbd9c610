"""No library: the queue is a table, workers claim rows with SKIP LOCKED in a function, and poll when it is empty."""

import asyncio
import json
from collections.abc import Sequence
from typing import Final

import asyncpg

from tests.bench.pipeline.job import DSN, SAVE_MANY, Turn, columns, parameters

POLL_SECONDS: Final = 0.02
CLAIM: Final = 50
SCHEMA: Final = """
CREATE TABLE queue (
    turn_id uuid PRIMARY KEY, payload jsonb NOT NULL, status text NOT NULL DEFAULT 'queued', attempts int NOT NULL
    DEFAULT 0, queued_at timestamptz NOT NULL DEFAULT now(), locked_until timestamptz
) WITH (fillfactor = 70);
CREATE INDEX queue_open ON queue (turn_id) WHERE status <> 'done';
CREATE FUNCTION claim(most int) RETURNS SETOF jsonb LANGUAGE sql AS $$
    UPDATE queue SET status = 'running', attempts = attempts + 1, locked_until = now() + interval '1 minute'
    WHERE turn_id IN (
        SELECT turn_id FROM queue
        WHERE status = 'queued' OR (status = 'running' AND locked_until < now())
        ORDER BY turn_id LIMIT most FOR UPDATE SKIP LOCKED
    )
    RETURNING payload
$$;
"""
ENQUEUE: Final = """
INSERT INTO queue (turn_id, payload) SELECT * FROM unnest($1::uuid[], $2::jsonb[]) ON CONFLICT DO NOTHING
"""
SAVE: Final = f"""
WITH done AS (UPDATE queue SET status = 'done', locked_until = NULL WHERE turn_id = ANY ($1)),
{SAVE_MANY.lstrip().removeprefix("WITH ")}
"""


async def work() -> None:
    """Claim, do the jobs, save them in one transaction, and again; wait only when there was nothing."""
    connection = await asyncpg.connect(DSN)
    while True:
        claimed = [json.loads(row[0]) for row in await connection.fetch("SELECT claim($1)", CLAIM)]
        if claimed:
            await connection.execute(SAVE, *columns([parameters(turn) for turn in claimed]))
        else:
            await asyncio.sleep(POLL_SECONDS)


class Producer:
    """Inserts what is there in one statement."""

    callers = 2
    batch = 200

    async def open(self) -> None:
        """Connect."""
        self._pool = await asyncpg.create_pool(DSN, min_size=2, max_size=2)

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Enqueue what is there in one call."""
        await self._pool.execute(
            ENQUEUE, [turn.turn_id for turn in turns], [json.dumps(turn.fields()) for turn in turns]
        )

    async def close(self) -> None:
        """Disconnect."""
        await self._pool.close()


async def install() -> None:
    """Make the table and the function."""
    connection = await asyncpg.connect(DSN)
    try:
        await connection.execute(SCHEMA)
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(work())
