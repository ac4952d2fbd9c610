"""Section 3: the limits of the parts, bare: how fast the broker, the client library and PostgreSQL go on their own."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import aio_pika
import asyncpg
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue

from deploy.local.progress import say
from tests.bench.figures import figure
from tests.bench.ours.publisher import encode_turn
from tests.bench.pipeline.contenders import Contender
from tests.bench.pipeline.job import TABLES, Turn, columns, make_turns, parameters
from tests.bench.plan import Plan
from tests.bench.report.section import Section, Table
from tests.bench.servers import Servers

MESSAGES: Final = 5_000
PACKED: Final = 100
TURNS: Final = 20_000
IN_FLIGHT: Final = 200
PLACE: Final = "bench-limits"
ROWS: Final = (100, 1_000)
UPSERT: Final = """
WITH turn AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS t (turn_id, user_id, session_id, at)
), job AS (
    INSERT INTO jobs (turn_id, user_id, session_id, said_at, status)
    SELECT turn_id, user_id, session_id, at, 'completed' FROM turn
    ON CONFLICT (turn_id) DO UPDATE SET status = excluded.status
)
INSERT INTO facts (turn_id, ordinal, user_id, slot, value, statement, quote)
SELECT * FROM unnest($5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
ON CONFLICT (turn_id, ordinal) DO UPDATE SET value = excluded.value
"""
ABOUT: Final = (
    "Nothing but the part itself. Broker: aio-pika as it is, a quorum queue, persistent, confirms, 200 publishes "
    "under way, each message acked by itself; our envelope of one turn, or of 100, in a message. "
    "PostgreSQL: one statement with "
    "`unnest` for a job and two facts of each turn, fsync on. The bare proxy is in the section on chat."
)


UPSERT_NAME: Final = f"unnest upsert, {ROWS[-1]:,} turns a statement"


async def measure_limits(servers: Servers, plan: Plan) -> dict[str, list[float]]:
    """Measure each limit once a repetition, in turns/s."""
    found: dict[str, list[float]] = {}
    url, dsn = await servers.make_vhost(PLACE), await servers.make_database(PLACE)
    try:
        for repetition in range(1, plan.repetitions + 1):
            say(f"  [{repetition}/{plan.repetitions}] limits")
            for packed in (1, PACKED):
                published, consumed = await _broker(url, plan, packed)
                found.setdefault(f"aio-pika publish, {packed} in a message", []).append(published)
                found.setdefault(f"aio-pika consume and ack, {packed} in a message", []).append(consumed)
            for rows in ROWS:
                name = f"unnest upsert, {rows:,} turns a statement"
                found.setdefault(name, []).append(await _upsert(dsn, plan, rows))
    finally:
        await servers.drop_vhost(PLACE)
        await servers.drop_database(PLACE)
    return found


async def limits(servers: Servers, folder: Path, plan: Plan, _: Sequence[Contender]) -> Section:
    """Measure the limits."""
    found = await measure_limits(servers, plan)
    section = Section("limits", "Limits: the parts on their own", ABOUT)
    section.tables.append(Table(["part", "turns/s"], [[name, figure(each).show()] for name, each in found.items()]))
    section.data = {"turns_per_second": found}
    return section


async def _broker(url: str, plan: Plan, packed: int) -> tuple[float, float]:
    count = plan.count(MESSAGES if packed == 1 else MESSAGES // 10)
    turns = make_turns(0, packed)
    body = b"[" + b",".join(encode_turn(turn) for turn in turns) + b"]"
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=300)
        queue = await channel.declare_queue("limits", durable=True, arguments={"x-queue-type": "quorum"})
        published = await _publish(channel, body, count)
        consumed = await _consume(queue, count)
        await queue.delete(if_unused=False, if_empty=False)
    return packed * count / published, packed * count / consumed


async def _publish(channel: AbstractChannel, body: bytes, count: int) -> float:
    left = iter(range(count))

    async def call() -> None:
        for _ in left:
            message = aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
            await channel.default_exchange.publish(message, "limits")

    begun = time.perf_counter()
    await asyncio.gather(*(call() for _ in range(IN_FLIGHT)))
    return time.perf_counter() - begun


async def _consume(queue: AbstractQueue, count: int) -> float:
    done = asyncio.Event()
    left = count

    async def take(message: AbstractIncomingMessage) -> None:
        nonlocal left
        await message.ack()
        left -= 1
        if left == 0:
            done.set()

    begun = time.perf_counter()
    tag = await queue.consume(take)
    await done.wait()
    seconds = time.perf_counter() - begun
    await queue.cancel(tag)
    return seconds


async def _upsert(dsn: str, plan: Plan, rows: int) -> float:
    turns = make_turns(0, plan.count(TURNS, rows))
    batches = [_columns(turns[place : place + rows]) for place in range(0, len(turns), rows)]
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(f"DROP TABLE IF EXISTS jobs, facts; {TABLES}")
        begun = time.perf_counter()
        for batch in batches:
            await connection.execute(UPSERT, *batch)
        return len(turns) / (time.perf_counter() - begun)
    finally:
        await connection.close()


def _columns(turns: Sequence[Turn]) -> list[list[Any]]:
    return columns([parameters(turn.fields()) for turn in turns])
