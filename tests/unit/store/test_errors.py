"""Whose fault a failure is: the database's, which is waited for, or the data's, which is not."""

import asyncpg
import pytest
from asyncpg.exceptions._base import DataError as EncodingError

from services.store.errors import MIGRATE, reason_to_wait


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("no"),
        TimeoutError(),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.ConnectionDoesNotExistError("gone"),
        asyncpg.AdminShutdownError("terminated"),
        asyncpg.CannotConnectNowError("starting up"),
        asyncpg.TooManyConnectionsError("full"),
        asyncpg.DiskFullError("full"),
        asyncpg.DeadlockDetectedError("deadlock"),
        asyncpg.ReadOnlySQLTransactionError("a standby"),
        asyncpg.InsufficientPrivilegeError("no right"),
        asyncpg.InvalidPasswordError("no"),
        asyncpg.QueryCanceledError("timeout"),
    ],
)
def test_what_the_database_may_do_later_is_waited_for(error):
    assert reason_to_wait(error).startswith("PostgreSQL: ")


@pytest.mark.parametrize("error", [asyncpg.UndefinedTableError("jobs"), asyncpg.InvalidSchemaNameError("store")])
def test_missing_tables_are_waited_for_with_the_remedy(error):
    assert MIGRATE in reason_to_wait(error)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.UniqueViolationError("twice"),
        asyncpg.CheckViolationError("impossible"),
        asyncpg.CharacterNotInRepertoireError("\\x00"),
        asyncpg.NumericValueOutOfRangeError("too large"),
        asyncpg.ProgramLimitExceededError("index row too large"),
        EncodingError("value out of int16 range"),
        KeyError("a bug"),
        OverflowError("a bug"),
    ],
)
def test_what_the_data_or_a_bug_causes_is_not_waited_for(error):
    assert reason_to_wait(error) == ""
