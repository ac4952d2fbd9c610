"""The outbox in PostgreSQL: keeps turns that the broker has not confirmed, and lends them to a relay. SQL only.

What may happen at once, and who waits for whom: docs/adr/0004.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

import asyncpg

from contracts.events import Lane
from services.kit.database import Connection, borrow, load_sql, transact

SQL: Final = load_sql("services.chat")
CHANNEL: Final = "chat_outbox"
"""What `sql/keep_turns.sql` notifies."""
CLAIM_BYTES: Final = 4 * 1_048_576
"""About the most bytes of events that a relay has in memory at once."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """A turn on its way: `event` is its encoded `turn.recorded.v1`."""

    turn_id: UUID
    tenant_id: str
    user_id: str
    lane: Lane
    event: bytes


class Claim(Protocol):
    """Turns that nobody else has in hand, until the end of the block that gave them."""

    turns: Sequence[Deferred]

    async def delete(self, turn_ids: Sequence[UUID]) -> None:
        """Forget turns, once the block ends without an error."""


class Outbox(Protocol):
    """Where turns wait for the broker."""

    async def keep(self, turns: Sequence[Deferred]) -> None:
        """Keep turns, all or none; returns once they are durable."""

    def claim(self, lane: Lane, most: int) -> AbstractAsyncContextManager[Claim]:
        """Take the oldest turns of a lane in hand; an error in the block gives all of them back."""

    async def measure(self) -> tuple[int, float]:
        """Return how many turns wait and the seconds that the oldest has waited."""


class _TableClaim:
    def __init__(self, connection: Connection, turns: Sequence[Deferred]) -> None:
        self._connection = connection
        self.turns = turns

    async def delete(self, turn_ids: Sequence[UUID]) -> None:
        await self._connection.execute(SQL["delete_turns"], turn_ids)


class OutboxTable:
    """The outbox as the table `chat.outbox`. Raises what asyncpg raises."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._seen_empty: set[Lane] = set()

    async def keep(self, turns: Sequence[Deferred]) -> None:
        """Insert the turns in one statement."""
        ordered = sorted(turns, key=lambda turn: turn.turn_id)
        columns = zip(*((t.turn_id, t.tenant_id, t.user_id, t.lane.value, t.event) for t in ordered), strict=True)
        # A relay that has work looks again by itself, so only the first turn after a quiet time wakes one.
        wake, self._seen_empty = len(self._seen_empty) == len(Lane), set()
        async with borrow(self._pool) as connection:
            await connection.execute(SQL["keep_turns"], *columns, wake)

    @asynccontextmanager
    async def claim(self, lane: Lane, most: int) -> AsyncIterator[Claim]:
        """Lock rows in a transaction that the block is part of."""
        async with transact(self._pool) as connection:
            rows = await connection.fetch(SQL["claim_turns"], lane.value, most, CLAIM_BYTES)
            if not rows:
                self._seen_empty.add(lane)
            yield _TableClaim(connection, [Deferred(**{**row, "lane": Lane(row["lane"])}) for row in rows])

    async def measure(self) -> tuple[int, float]:
        """Count up to 100,000 rows and look at the oldest."""
        async with borrow(self._pool) as connection:
            row = await connection.fetchrow(SQL["measure_outbox"])
        assert row is not None  # noqa: S101 - a SELECT without FROM has one row
        return row["turns"], row["oldest_seconds"] or 0.0


def reason_of(error: BaseException) -> str:
    """Say what is wrong with the database; never with a value in it, because values are what users said."""
    if isinstance(error, asyncpg.UndefinedTableError | asyncpg.InvalidSchemaNameError):
        return f"PostgreSQL: {error}; run `python -m services.chat migrate`"
    if isinstance(error, TimeoutError):
        return "PostgreSQL does not answer in time"
    if isinstance(error, asyncpg.PostgresError | OSError) and not isinstance(error, asyncpg.DataError):
        return f"PostgreSQL: {error}" if str(error) else f"PostgreSQL: {type(error).__name__}"
    return f"PostgreSQL: {type(error).__name__}"
