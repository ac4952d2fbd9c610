"""Which turns are owed to the extractors, read and claimed from the jobs; every moment is the database's own."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg

from contracts.envelope import TurnRecordedEvent
from contracts.events import Lane
from services.kit.database import borrow
from services.store.replay import LEASE_SECONDS
from services.store.repository import SQL
from services.store.states import Status
from services.store.turns import event_of, turn_of_row

DAY_SECONDS: Final = 86_400.0
MOST_ATTEMPTS: Final = 32_767


class Open(NamedTuple):
    """A lane's open jobs, those of them that are due, and the age of the oldest in seconds."""

    jobs: int = 0
    due: int = 0
    oldest: float = 0.0
    by_status: tuple[int, int, int] = (0, 0, 0)
    """Queued, processing, retrying."""
    oldest_retrying: float = 0.0
    """How many seconds the oldest has waited for a further attempt."""


class Due(NamedTuple):
    """A turn to send again: to which lane, its body's event, and the attempt it goes on with."""

    tenant_id: str
    turn_id: UUID
    generation: int
    lane: Lane
    attempt: int
    event: TurnRecordedEvent


class Dues:
    """Counts, claims and releases. Each is a statement of its own: no lock outlives it."""

    def __init__(self, pool: asyncpg.Pool, after: float) -> None:
        """A job is due when nothing was heard of it for `after` seconds, doubled at each sweep, up to a day."""
        self._pool = pool
        self._after = after

    async def count_open(self) -> dict[Lane, Open]:
        """Return how many jobs are open in each lane."""
        rows = await self._fetch("count_open", self._after)
        return {lane: Open() for lane in Lane} | {Lane(row["lane"]): _open(row) for row in rows}

    async def count_stranded(self) -> tuple[int, int]:
        """Return the number of open letters, and of jobs that are due but whose turn is not known."""
        (row,) = await self._fetch("count_stranded", self._after)
        return row[0], row[1]

    async def claim_due(self, lane: Lane, most: int, at_least: float = 0.0) -> list[Due]:
        """Claim up to `most` due jobs that nothing was heard of for `at_least` seconds; nobody else gets them."""
        rows = await self._fetch("claim_due", lane.value, self._after, at_least, most, LEASE_SECONDS)
        return [_due(row) for row in rows]

    async def claim_unsent(self, lane: Lane, most: int) -> list[Due]:
        """Claim up to `most` jobs that somebody was about to send, without noting a confirm in time."""
        return [_due(row) for row in await self._fetch("claim_unsent", lane.value, most, LEASE_SECONDS)]

    async def release(self, sent: Sequence[tuple[str, UUID, int]]) -> None:
        """Note that the turns of jobs (tenant, turn, generation) were sent."""
        async with borrow(self._pool) as connection:
            for job in sent:
                # One lock at a time: a batch of events locks jobs in an order of its own.
                await connection.execute(SQL["release_job"], *job)

    async def _fetch(self, statement: str, *arguments: Any) -> list[asyncpg.Record]:
        async with borrow(self._pool) as connection:
            return await connection.fetch(SQL[statement], *arguments)


def _open(row: Any) -> Open:
    by_status = row["queued"], row["processing"], row["retrying"]
    return Open(row["open"], row["due"], row["oldest"], by_status, row["oldest_retrying"] or 0.0)


def _due(row: Any) -> Due:
    status = Status(row["status"])
    # The attempt in hand was not spent by whatever lost it; the one before a retry was.
    attempt = max(1, row["attempt"] + (status is Status.RETRYING))
    event = event_of(turn_of_row(row), row["generation"])
    return Due(
        row["tenant_id"], row["turn_id"], row["generation"], Lane(row["lane"]), min(attempt, MOST_ATTEMPTS), event
    )
