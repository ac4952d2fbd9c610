"""`make page`: how fast the operator's page is with 100,000 jobs and 1,000 dead letters, beside a store of 100 and one.

Starts a system of its own, fills its tables, and asks for each page one after another while somebody watches the live
overview. Prints milliseconds; the requirement is that no page's p95 is more than 200 ms above that of the small store.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import asyncpg
import httpx2

from deploy.local.system import start_system

JOBS: Final = 100_000
LETTERS: Final = 1_000
TIMES: Final = 60
ALLOWED_MS: Final = 200.0
PATHS: Final = {
    "overview": "/",
    "jobs": "/jobs",
    "jobs of a user": "/jobs?user=user-7",
    "jobs by status": "/jobs?status=dead",
    "jobs without a match": "/jobs?status=retrying",
    "a completed job": "/jobs/{completed}",
    "a dead job": "/jobs/{dead}",
    "dead letters": "/dead-letters",
    "one cause": "/dead-letters?fingerprint=cause-3",
    "a dead letter": "/dead-letters/{letter}",
    "memory": "/memory?user=user-7",
    "chat": "/chat?user=user-7",
    "audit": "/audit",
}

# Half of the jobs ended in the last hour, the rest in the day before; every hundredth is dead.
FILL: Final = (
    """
    INSERT INTO store.turns (tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context)
    SELECT 'default', 'user-' || n % 1000, md5(n::text)::uuid, 's' || n % 5000, 'live', at, 'm' || n,
        'I live in city ' || n || ', and that is a sentence of a usual length.', '[]'
    FROM (
        SELECT n, now() - CASE WHEN n % 2 = 0 THEN interval '1 hour' ELSE interval '1 day' END * n / $1 AS at
        FROM generate_series(1, $1) AS n
    ) AS said
    """,
    """
    INSERT INTO store.jobs (
        tenant_id, user_id, turn_id, session_id, said_at, generation, lane, queued_at, started_at, status, attempt,
        changed_at, finished_at, error_class, error, facts_generation, facts_attempt, facts_at, facts, rejected, model,
        prompt_version, input_tokens, output_tokens, duration_ms
    )
    SELECT tenant_id, user_id, turn_id, session_id, said_at, 1, lane, said_at, said_at,
        CASE WHEN dead THEN 'dead' ELSE 'completed' END, 1, said_at + interval '1 s', said_at + interval '1 s',
        CASE WHEN dead THEN 'unparsable' END, CASE WHEN dead THEN 'not JSON' END,
        CASE WHEN NOT dead THEN 1 END, CASE WHEN NOT dead THEN 1 END, CASE WHEN NOT dead THEN said_at END,
        CASE WHEN NOT dead THEN 1 END, CASE WHEN NOT dead THEN 0 END, CASE WHEN NOT dead THEN 'a-model' END,
        CASE WHEN NOT dead THEN 'facts-2' END, CASE WHEN NOT dead THEN 900 END, CASE WHEN NOT dead THEN 40 END,
        CASE WHEN NOT dead THEN (random() * 2000)::integer END
    FROM (SELECT *, substr(message_id, 2)::integer % 100 = 0 AS dead FROM store.turns) AS turns
    """,
    """
    INSERT INTO store.facts (
        tenant_id, user_id, fact_id, slot, group_key, value, value_key, statement, confidence, quote, message_id,
        turn_id, session_id, said_at, model, prompt_version, valid_from
    )
    SELECT tenant_id, user_id, turn_id, 'likes', message_id, message_id, message_id, 'The user likes ' || message_id, 1,
        'I like ' || message_id, message_id, turn_id, session_id, said_at, 'a-model', 'facts-2', said_at
    FROM store.turns WHERE substr(message_id, 2)::integer % 5 = 0
    """,
    """
    INSERT INTO store.dead_letters (
        id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint,
        origin, routing_key, headers, body, archived_at
    )
    SELECT gen_random_uuid(), tenant_id, user_id, session_id, turn_id, 1, 3, said_at, 'unparsable', 'not JSON',
        'cause-' || substr(message_id, 2)::integer / 100 % 7, 'extractor.turns', 'turn.dead.v1', '{}', '[]', said_at
    FROM store.turns WHERE substr(message_id, 2)::integer % 100 = 0 LIMIT $1
    """,
    "VACUUM ANALYZE",
)


async def measure() -> int:
    """Measure and print; returns 1 when a page is slower than it may be."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with start_system(Path(folder), dict(os.environ), durable=False, free_ports=True) as system:
            dsn = system.settings["STORE_DATABASE_URL"]
            # One job of each kind, so that their pages are there on an empty store, too.
            await fill(dsn, 100, 1)
            idle = await time_pages(system.ops_url, await examples(dsn))
            await fill(dsn, JOBS, LETTERS)
            full = await time_pages(system.ops_url, await examples(dsn))
    say(f"\n{JOBS:,} jobs, {LETTERS:,} dead letters, each page {TIMES} times; milliseconds")
    say(f"{'':22}{'idle p50':>10}{'p95':>8}{'full p50':>10}{'p95':>8}{'p95 more':>10}")
    worst = 0.0
    for name in PATHS:
        (i50, i95), (f50, f95) = idle[name], full[name]
        worst = max(worst, f95 - i95)
        say(f"{name:22}{i50:10.0f}{i95:8.0f}{f50:10.0f}{f95:8.0f}{f95 - i95:+10.0f}")
    say(f"worst: {worst:+.0f} ms, allowed {ALLOWED_MS:+.0f} ms")
    return int(worst > ALLOWED_MS)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


async def fill(dsn: str, jobs: int, letters: int) -> None:
    """Fill the store's tables anew."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("TRUNCATE store.turns, store.jobs, store.facts, store.dead_letters CASCADE")
        for statement, arguments in zip(FILL, ((jobs,), (), (), (letters,), ()), strict=True):
            await connection.execute(statement, *arguments)
    finally:
        await connection.close()


async def examples(dsn: str) -> dict[str, str]:
    """Return the ids of a job of each kind and of a letter, for the pages of one."""
    connection = await asyncpg.connect(dsn)
    try:
        found = await connection.fetchrow(
            "SELECT (SELECT turn_id FROM store.jobs WHERE status = 'completed' LIMIT 1) AS completed,"
            " (SELECT turn_id FROM store.jobs WHERE status = 'dead' LIMIT 1) AS dead,"
            " (SELECT id FROM store.dead_letters LIMIT 1) AS letter"
        )
    finally:
        await connection.close()
    return {name: str(ident) for name, ident in dict(found or {}).items()}


async def time_pages(url: str, ids: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Return p50 and p95 of each page, in milliseconds, while somebody watches the overview."""
    async with httpx2.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
        watching = asyncio.create_task(watch(client))
        try:
            return {name: await time_page(client, path.format(**ids)) for name, path in PATHS.items()}
        finally:
            watching.cancel()


async def watch(client: httpx2.AsyncClient) -> None:
    """Read the live overview on and on."""
    async with client.stream("GET", "/live/overview") as response:
        async for _ in response.aiter_bytes():
            pass


async def time_page(client: httpx2.AsyncClient, path: str) -> tuple[float, float]:
    """Return p50 and p95 of one page."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        (await client.get(path)).raise_for_status()
        taken.append((time.perf_counter() - started) * 1_000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    sys.exit(asyncio.run(measure()))
