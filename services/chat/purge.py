"""Goes through the users of the outbox and deletes what was erased since, broker or no broker. One task a process.

The relay asks before it sends; this is for turns that nobody can send, as long as the broker is away.
"""

import asyncio
from contextlib import suppress
from typing import Final, Self

import asyncpg
import structlog

from contracts.events import DEFAULT_TENANT, Lane
from services.chat.erasures import Erasures, Mark, covered_by
from services.chat.outbox import SQL, Deferred, reason_of
from services.kit.database import borrow, transact

log = structlog.get_logger()

EVERY_SECONDS: Final = 5.0
USERS: Final = 1_000
TURNS: Final = 5_000


class Purge:
    """Purges every five seconds while the block is open."""

    def __init__(self, pool: asyncpg.Pool, erasures: Erasures) -> None:
        self._pool = pool
        self._erasures = erasures
        self._purging: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._purging = asyncio.create_task(self._purge_on(), name="outbox purge")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._purging is not None:
            self._purging.cancel()
            with suppress(asyncio.CancelledError):
                await self._purging

    async def purge(self) -> int:
        """Look at all users of the outbox once; returns how many turns were deleted."""
        deleted, last = 0, ""
        while users := await self._users_after(last):
            last = users[-1]
            if marks := await self._erasures.marks_of(users):
                deleted += await self._delete_covered(marks)
        return deleted

    async def _purge_on(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                if deleted := await self.purge():
                    log.info("outbox_purged", count=deleted)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may find it mended
                log.debug("outbox_purge_missed", reason=reason_of(error))

    async def _users_after(self, last: str) -> list[str]:
        async with borrow(self._pool) as connection:
            rows = await connection.fetch(SQL["list_users"], last, USERS, DEFAULT_TENANT)
        return [row[0] for row in rows]

    async def _delete_covered(self, marks: dict[str, Mark]) -> int:
        """Delete in one transaction what the marks cover; what a relay has in hand it asks about itself."""
        async with transact(self._pool) as connection:
            rows = await connection.fetch(SQL["claim_turns_of_users"], DEFAULT_TENANT, list(marks), TURNS)
            turns = [Deferred(**{**row, "lane": Lane(row["lane"])}) for row in rows]
            covered = covered_by(marks, turns)
            if covered:
                await connection.execute(SQL["delete_turns"], list(covered))
        return len(covered)
