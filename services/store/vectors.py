"""Sees to it that vectors can be compared, where embeddings are wanted: PostgreSQL needs its extension pgvector.

Without `EMBEDDING_MODEL` nothing here runs, and no extension is needed.
"""

from typing import Final

import asyncpg
import structlog

from services.kit.database import ACQUIRE_SECONDS
from services.kit.process import StartError
from services.store.repository import SQL

log = structlog.get_logger()

WHAT_TO_DO: Final = (
    "EMBEDDING_MODEL is set, and the database of STORE_DATABASE_URL has no extension `vector`: install pgvector on its "
    "server and run `python -m services.store migrate`, or unset EMBEDDING_MODEL"
)


async def create_vectors(dsn: str) -> None:
    """Create the extension unless it is there; raises `StartError` when it cannot be."""
    connection = await asyncpg.connect(dsn, timeout=ACQUIRE_SECONDS)
    try:
        await connection.execute(SQL["create_vectors"])
    except (asyncpg.FeatureNotSupportedError, asyncpg.UndefinedFileError, asyncpg.InsufficientPrivilegeError) as error:
        raise StartError(f"{WHAT_TO_DO}. PostgreSQL says: {error}") from error
    finally:
        await connection.close()


async def check_vectors(dsn: str) -> None:
    """Raise `StartError` when the database lacks the extension; one that does not answer yet may still have it."""
    try:
        connection = await asyncpg.connect(dsn, timeout=ACQUIRE_SECONDS)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        log.warning("vectors_unchecked", reason=str(error) or type(error).__name__)
        return
    try:
        if not await connection.fetchval(SQL["probe_vectors"]):
            raise StartError(f"{WHAT_TO_DO}.")
    finally:
        await connection.close()
