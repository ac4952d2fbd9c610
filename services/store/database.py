"""Looks after the database from outside the flow: tells `/readyz` whether PostgreSQL answers and has our tables."""

import asyncio
from contextlib import suppress
from typing import Final, Self

import asyncpg
import structlog

from services.kit.database import ACQUIRE_SECONDS, borrow
from services.store.errors import reason_to_wait
from services.store.repository import SQL

log = structlog.get_logger()

PROBE_SECONDS: Final = 2.0
ANSWER_SECONDS: Final = 3.0
"""How long a statement that asks for nothing may take."""


class DatabaseProbe:
    """Asks PostgreSQL every two seconds; `problem` is its last word."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self.problem = "PostgreSQL was not asked yet"
        self._asking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._asking = asyncio.create_task(self._ask_on())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._asking is not None:
            self._asking.cancel()
            with suppress(asyncio.CancelledError):
                await self._asking

    async def _ask_on(self) -> None:
        while True:
            before, self.problem = self.problem, await self._ask()
            if self.problem and self.problem != before:
                log.error("database_missed", reason=self.problem)
            elif before and not self.problem:
                log.info("database_answered")
            await asyncio.sleep(PROBE_SECONDS)

    async def _ask(self) -> str:
        try:
            async with asyncio.timeout(2 * ACQUIRE_SECONDS), borrow(self._pool) as connection:
                # Silence here is what has every idle connection replaced, long before a batch has waited for its own.
                await connection.execute(SQL["probe"], timeout=ANSWER_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what readiness has to say
            return reason_to_wait(error) or f"{type(error).__name__}: {error}"
        return ""
