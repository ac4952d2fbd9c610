"""How the API reads: statements from `sql/`; and 503 for whatever it does, while PostgreSQL is away."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from http import HTTPStatus
from typing import Any, Final

import asyncpg
import structlog

from services.kit.database import borrow, open_pool
from services.kit.problems import Problem
from services.store.errors import reason_to_wait
from services.store.precedence import Precedence
from services.store.repository import SQL

log = structlog.get_logger()


READER: Final = "afterthought_reader"
"""The role that sees the rows of one user (migrations/0005)."""


class Reader:
    """Runs reading statements by the name of their file."""

    def __init__(self, pool: asyncpg.Pool, readers: asyncpg.Pool, precedence: Precedence | None = None) -> None:
        """`readers` are connections that have the role `READER` and nobody else uses (`open_readers`)."""
        self._pool = pool
        self._readers = readers
        self._precedence = precedence or Precedence()

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
            async with borrow(self._readers) as connection:
                # Always first: what the connection read before was another user's.
                await connection.fetchrow(SQL["read_as"], tenant, user)
                return await connection.fetch(SQL[statement], tenant, user, *arguments)

    async def recall(self, tenant: str, user: str, *arguments: Any) -> list[asyncpg.Record] | None:
        """Return a user's current facts as `recall_facts` finds them, or None when the user's memory is off.

        One round trip, because every chat waits for it: the statement itself says first whose rows it reads.
        """
        with or_503("recall_facts"), self._precedence.first():
            async with borrow(self._readers) as connection:
                rows = await connection.fetch(SQL["recall_facts"], tenant, user, *arguments)
        return None if rows[0]["silent"] else [row for row in rows if row["fact_id"] is not None]


def open_readers(dsn: str, size: int) -> AbstractAsyncContextManager[asyncpg.Pool]:
    """Return the connections that read in one user's name; a role from the start saves each reading its transaction."""
    return open_pool(dsn, "store.reader", size, settings={"role": READER})


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
