"""PostgreSQL as every service has it: a pool that starts without it, SQL from files, migrations under a lock."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import asyncpg
import structlog

log = structlog.get_logger()

ACQUIRE_SECONDS: Final = 5.0
COMMAND_SECONDS: Final = 10.0
CLOSE_SECONDS: Final = 5.0
SESSION: Final = {
    # A transaction whose line the network has swallowed must not keep its locks: all others would wait for it.
    "idle_in_transaction_session_timeout": "8s",
    # And its session should end in a minute, not in PostgreSQL's two hours.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
MIGRATION_LOCK: Final = 7_305_112_054_417_329
"""Advisory lock that lets one process migrate at a time; any constant that nobody else uses."""

Connection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy


@asynccontextmanager
async def open_pool(
    dsn: str,
    name: str,
    size: int = 10,
    command_seconds: float = COMMAND_SECONDS,
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[asyncpg.Pool]:
    """Yield a pool of up to `size` connections, each opened when it is first needed: the database may come later.

    `name` is what `pg_stat_activity` shows. With `settings` (`role` is one) every session has them from its first
    statement on, and is handed on as it is, without the round trip that would reset it: for users who set what they
    rely on, or nothing.
    """
    pool = asyncpg.create_pool(
        dsn,
        min_size=0,
        max_size=size,
        timeout=ACQUIRE_SECONDS,
        command_timeout=command_seconds,
        server_settings={"application_name": name, "timezone": "UTC", **SESSION, **(settings or {})},
        reset=_leave if settings else None,
    )
    await pool
    try:
        yield pool
    finally:
        # A database that hangs must not keep a service from stopping; the pool then ends its connections by force.
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await pool.close()


@asynccontextmanager
async def borrow(pool: asyncpg.Pool) -> AsyncIterator[Connection]:
    """Yield a connection of the pool; `TimeoutError` when there is none in `ACQUIRE_SECONDS`.

    One that gave no answer is thrown away, and with it all that are idle: the line to the database may have swallowed
    them all, and each would have somebody wait as long as a statement may take.
    """
    async with pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
        try:
            yield connection
        except TimeoutError:
            connection.terminate()
            await _drop_idle(pool)
            raise


@asynccontextmanager
async def transact(pool: asyncpg.Pool) -> AsyncIterator[Connection]:
    """Yield a connection of the pool in a transaction: committed at the end, or not at all."""
    async with borrow(pool) as connection:
        transaction = connection.transaction()
        await transaction.start()
        try:
            yield connection
        except TimeoutError:
            # Rolling back on a connection that gives no answer would only wait again; PostgreSQL does it when it ends.
            raise
        except BaseException:
            await transaction.rollback()
            raise
        await transaction.commit()


async def _leave(_: Connection) -> None:
    """Reset nothing."""


async def _drop_idle(pool: asyncpg.Pool) -> None:
    # The pool's own way, `expire_connections`, closes them politely, and asyncpg 0.32's pool then takes the end of the
    # old connection for that of the new one in its place.
    for _ in range(pool.get_idle_size()):
        connection = await pool.acquire(timeout=ACQUIRE_SECONDS)
        connection.terminate()
        await pool.release(connection)


def load_sql(package: str) -> dict[str, str]:
    """Return the statements of a package's `sql` folder by file name, without `.sql`."""
    return {_stem(each): each.read_text() for each in _sql_files(package, "sql")}


async def migrate(dsn: str, package: str, schema: str) -> list[str]:
    """Apply the migrations of a package that `schema` has not seen yet, in order; returns their names.

    Each runs in a transaction of its own. Names are `NNNN_{pre|post}_what.sql`: `pre` runs before the new code is
    deployed, `post` after. Safe to call from several processes at once.
    """
    connection = await asyncpg.connect(dsn, server_settings={"timezone": "UTC"})
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        await connection.execute(
            f"CREATE TABLE IF NOT EXISTS {schema}.migrations "
            "(name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        known = {row["name"] for row in await connection.fetch(f"SELECT name FROM {schema}.migrations")}  # noqa: S608 - our own name
        pending = [each for each in _sql_files(package, "migrations") if _stem(each) not in known]
        for each in pending:
            async with connection.transaction():
                await connection.execute(each.read_text())
                await connection.execute(f"INSERT INTO {schema}.migrations (name) VALUES ($1)", _stem(each))  # noqa: S608 - our own name
            log.info("migration_applied", name=_stem(each))
        return [_stem(each) for each in pending]
    finally:
        await connection.close()


def _sql_files(package: str, folder: str) -> list[Traversable]:
    found = [each for each in files(package).joinpath(folder).iterdir() if each.name.endswith(".sql")]
    return sorted(found, key=lambda each: each.name)


def _stem(file: Traversable) -> str:
    return file.name.removesuffix(".sql")
