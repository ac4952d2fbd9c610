"""How the API reads: statements from `sql/`; and 503 for whatever it does, while PostgreSQL is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import asyncpg
import structlog

from services.kit.database import borrow, transact
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
        with or_503(statement):
            async with borrow(self._pool) as connection:
                return await connection.fetch(SQL[statement], *arguments)

    async def fetch_own(self, statement: str, tenant: str, user: str, *arguments: Any) -> list[asyncpg.Record]:
        """Return the rows of a statement about one user ($1 is the tenant, $2 the user), and of nobody else.

        The database sees to that: it is read as a role that sees no other rows, whatever the statement asks for.
        """
        with or_503(statement):
            async with transact(self._pool) as connection:
                await connection.execute(SQL["become_reader"], tenant, user)
                return await connection.fetch(SQL[statement], tenant, user, *arguments)

    async def fetch_unless_silent(
        self, statement: str, tenant: str, user: str, *arguments: Any
    ) -> list[asyncpg.Record] | None:
        """Return the same, or None when the user's memory is off."""
        with or_503(statement):
            async with transact(self._pool) as connection:
                reader = await connection.fetchrow(SQL["become_reader"], tenant, user)
                if reader is not None and reader["silent"]:
                    return None
                return await connection.fetch(SQL[statement], tenant, user, *arguments)


@contextmanager
def or_503(what: str) -> Iterator[None]:
    """Answer 503 when PostgreSQL can not do `what` now."""
    try:
        yield
    except Exception as error:
        reason = reason_to_wait(error)
        if not reason:
            raise
        log.warning("request_failed", what=what, reason=reason)
        detail = "The database does not answer: try again later, see /readyz for the reason."
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail) from error
