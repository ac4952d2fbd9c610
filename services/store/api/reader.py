"""How the API reads: statements from `sql/`, and 503 while PostgreSQL is away."""

from http import HTTPStatus
from typing import Any

import asyncpg
import structlog

from services.kit.database import ACQUIRE_SECONDS
from services.kit.problems import Problem
from services.store.errors import reason_to_wait
from services.store.repository import SQL

log = structlog.get_logger()


class Reader:
    """Runs reading statements by the name of their file."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def fetch(self, statement: str, *arguments: Any) -> list[asyncpg.Record]:
        """Return the rows of a statement."""
        try:
            async with self._pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
                return await connection.fetch(SQL[statement], *arguments)
        except Exception as error:
            reason = reason_to_wait(error)
            if not reason:
                raise
            log.warning("read_failed", statement=statement, reason=reason)
            detail = "The database does not answer: try again later, see /readyz for the reason."
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail) from error
