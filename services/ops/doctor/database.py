"""PostgreSQL as chat and store open it: whether it lets them in, has the schema of this code, and what time it is.

The one place in ops that opens a connection to PostgreSQL, and the connection is read-only: PostgreSQL refuses a write.
"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

import asyncpg

from services.ops.doctor.clock import compare
from services.ops.doctor.finding import Finding, broken, doubtful, fine
from services.ops.settings import DoctorSettings

SECONDS: Final = 10.0
OLDEST: Final = 140_000
SQL: Final = {
    name: files("services.ops.doctor").joinpath("sql", f"{name}.sql") for name in ("look_around", "list_migrations")
}


async def examine_databases(settings: DoctorSettings) -> list[Finding]:
    """Look at the database of each service; it may be the same one."""
    chat = await _examine("chat", settings.chat_database_url, settings)
    return [*await _examine("store", settings.store_database_url, settings), *chat]


async def _examine(service: str, dsn: str, settings: DoctorSettings) -> list[Finding]:
    name, setting = f"database.{service}", f"{service.upper()}_DATABASE_URL"
    try:
        async with asyncio.timeout(SECONDS):
            return [each async for each in _look(service, dsn, settings)]
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidPasswordError) as error:
        return [broken(name, f"PostgreSQL does not let the user of {setting} in ({error}).", f"Correct {setting}.")]
    except asyncpg.InvalidCatalogNameError as error:
        mend = f"Create it, or correct {setting}; then run `python -m services.{service} migrate`."
        return [broken(name, f"PostgreSQL has no such database as {setting} names ({error}).", mend)]
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError, ValueError) as error:
        reason = str(error) or type(error).__name__
        mend = f"Start PostgreSQL, or correct {setting}."
        return [broken(name, f"PostgreSQL does not answer where {setting} says ({reason}).", mend)]


async def _look(service: str, dsn: str, settings: DoctorSettings) -> Any:
    # `default_transaction_read_only` makes PostgreSQL keep what the import contract says: ops does not write there.
    guards = {"application_name": "doctor", "default_transaction_read_only": "on", "timezone": "UTC"}
    connection = await asyncpg.connect(dsn, timeout=SECONDS, command_timeout=SECONDS, server_settings=guards)
    try:
        sent = datetime.now(UTC)
        found = await connection.fetchrow(SQL["look_around"].read_text())
        assert found is not None  # noqa: S101 - the statement always gives one row
        where = urlsplit(dsn).path.lstrip("/")
        yield fine(f"database.{service}", f"PostgreSQL lets the {service} in.")
        for finding in _state(service, found, where, settings):
            yield finding
        if service == "store":
            half = (datetime.now(UTC) - sent) / 2
            yield compare("PostgreSQL", found["now"], sent + half, settings.store_erase_margin + half.total_seconds())
        yield await _schema(connection, service)
    finally:
        await connection.close(timeout=SECONDS)


def _state(service: str, found: Any, where: str, settings: DoctorSettings) -> Iterator[Finding]:
    if found["is_standby"]:
        says = f"The database {where!r} of the {service} is a standby that nobody can write to."
        yield broken(f"database.{service}.writable", says, f"Name the primary in {service.upper()}_DATABASE_URL.")
    if found["version"] < OLDEST:
        says = f"PostgreSQL {found['version'] // 10_000} is older than any that this is tested on."
        yield doubtful(f"database.{service}.version", says, "Upgrade it to 14 or later.")
    if service == "store" and settings.embedding_model and not found["has_vectors"]:
        mend = "Install pgvector and run `python -m services.store migrate`, or unset EMBEDDING_MODEL (docs/recall.md)."
        yield broken("database.vectors", "EMBEDDING_MODEL is set, and the database has no vectors.", mend)


async def _schema(connection: Any, service: str) -> Finding:
    name, migrate = f"database.{service}.schema", f"Run `python -m services.{service} migrate`."
    folder = files(f"services.{service}").joinpath("migrations")
    known = {each.name.removesuffix(".sql") for each in folder.iterdir() if each.name.endswith(".sql")}
    try:
        rows = await connection.fetch(SQL["list_migrations"].read_text() % service)
    except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError):
        return broken(name, f"The {service}'s tables are not in the database.", migrate)
    except asyncpg.InsufficientPrivilegeError as error:
        return broken(name, f"The {service}'s user may not read its own tables ({error}).", "Give it its schema.")
    applied = {row["name"] for row in rows}
    if missing := sorted(known - applied):
        says = f"The {service}'s schema is older than this code: {', '.join(missing)} not applied."
        return broken(name, says, migrate)
    if newer := sorted(applied - known):
        says = f"The {service}'s schema is newer than this code: it has {', '.join(newer)}."
        return doubtful(name, says, "Run the doctor, and the services, from the version that was deployed.")
    return fine(name, f"The {service}'s schema is that of this code.")
