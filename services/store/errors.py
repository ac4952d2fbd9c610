"""What can go wrong between the store and PostgreSQL, and whose fault it is."""

from typing import Final

import asyncpg

_BY_DATA: Final = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.ProgramLimitExceededError,
    asyncpg.StatementTooComplexError,
    # What asyncpg itself refuses to encode: its own kind of InterfaceError, but one that trying again does not mend.
    ValueError,
)
_BY_DATABASE: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)

MIGRATE: Final = "run `python -m services.store migrate`"


def reason_to_wait(error: BaseException) -> str:
    """Say why the database can not do now what it could do later, or nothing when the data itself is at fault.

    Everything that PostgreSQL says but for a refusal of the data is a reason to wait: away, shutting down, full, in
    recovery, not migrated, no permission. Such events must stay where they are until somebody mends it.
    """
    if isinstance(error, _BY_DATA) or not isinstance(error, _BY_DATABASE):
        return ""
    reason = f"PostgreSQL: {error}" if str(error) else f"PostgreSQL: {type(error).__name__}"
    if isinstance(error, asyncpg.UndefinedTableError | asyncpg.UndefinedColumnError | asyncpg.InvalidSchemaNameError):
        reason = f"{reason}; {MIGRATE}"
    return reason
