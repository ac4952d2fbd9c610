"""No library: the queue is a table, workers claim rows with SKIP LOCKED in a function, and poll when it is empty."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, Final

import asyncpg

from tests.bench.pipeline.job import DSN, Turn, parameters

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
SAVE_MANY: Final = """
WITH turn AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS t (turn_id, user_id, session_id, at)
), job AS (
    INSERT INTO jobs (turn_id, user_id, session_id, said_at, status)
    SELECT turn_id, user_id, session_id, at, 'completed' FROM turn
    ON CONFLICT (turn_id) DO NOTHING
    RETURNING turn_id
), done AS (
    UPDATE queue SET status = 'done', locked_until = NULL FROM turn WHERE queue.turn_id = turn.turn_id
)
INSERT INTO facts (turn_id, ordinal, user_id, slot, value, statement, quote)
SELECT fact.turn_id, fact.ordinal, fact.user_id, fact.slot, fact.value, fact.statement, fact.quote
FROM unnest($5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
    AS fact (turn_id, ordinal, user_id, slot, value, statement, quote)
JOIN job USING (turn_id)
ON CONFLICT DO NOTHING
"""


async def work() -> None:
    """Claim, do the jobs, save them in one transaction, and again; wait only when there was nothing."""
    connection = await asyncpg.connect(DSN)
    while True:
        claimed = [json.loads(row[0]) for row in await connection.fetch("SELECT claim($1)", CLAIM)]
        if claimed:
            await connection.execute(SAVE_MANY, *columns([parameters(turn) for turn in claimed]))
        else:
            await asyncio.sleep(POLL_SECONDS)


def columns(jobs: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """Turn jobs, as `parameters` gives them, into the arrays of a statement with `unnest`: jobs first, then facts."""
    facts = [
        (job[0], place, job[1], slot, value, statement, quote)
        for job in jobs
        for place, (slot, value, statement, quote) in enumerate(zip(*job[4:], strict=True), start=1)
    ]
    return [list(column) for rows in ([job[:4] for job in jobs], facts) for column in zip(*rows, strict=True)]


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
