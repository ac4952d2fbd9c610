"""A database behind a line that swallows everything: nobody waits twice for the dead, and no lock outlives them."""

from urllib.parse import urlsplit

import asyncpg
import pytest

from services.kit.database import borrow, open_pool, transact
from tests.proxy import FaultProxy

STATEMENT_SECONDS = 1.0
LOCK = "SELECT pg_advisory_xact_lock(7)"


async def test_one_silent_connection_has_all_idle_ones_replaced(database: str):
    async with (
        _proxy_to(database) as proxy,
        open_pool(proxy.url(database), "test", size=3, command_seconds=STATEMENT_SECONDS) as pool,
    ):
        async with borrow(pool) as one, borrow(pool) as two, borrow(pool) as three:
            before = {await each.fetchval("SELECT pg_backend_pid()") for each in (one, two, three)}
        proxy.half_open()
        with pytest.raises(TimeoutError):
            async with borrow(pool) as connection:
                await connection.execute("SELECT 1")
        proxy.heal()

        async with borrow(pool) as one, borrow(pool) as two, borrow(pool) as three:
            after = {await each.fetchval("SELECT pg_backend_pid()") for each in (one, two, three)}

        assert proxy.faults["swallowed"]
        assert len(before) == 3
        assert not before & after


async def test_a_transaction_that_the_network_swallowed_gives_its_locks_back(database: str):
    async with (
        _proxy_to(database) as proxy,
        open_pool(proxy.url(database), "test", size=1, command_seconds=STATEMENT_SECONDS) as pool,
        open_pool(database, "test", size=1, command_seconds=30) as other,
    ):
        with pytest.raises(TimeoutError):
            await _lose_the_line_with_a_lock(pool, proxy)
        assert proxy.faults["swallowed"]
        assert await _is_locked(database), "the lock was gone before anybody waited for it"

        async with transact(other) as connection:
            await connection.execute(LOCK)


def _proxy_to(dsn: str) -> FaultProxy:
    place = urlsplit(dsn)
    assert place.hostname
    assert place.port
    return FaultProxy(place.hostname, place.port)


async def _lose_the_line_with_a_lock(pool: asyncpg.Pool, proxy: FaultProxy) -> None:
    async with transact(pool) as connection:
        await connection.execute(LOCK)
        proxy.half_open()
        await connection.execute("SELECT 1")


async def _is_locked(dsn: str) -> bool:
    connection = await asyncpg.connect(dsn)
    try:
        return not await connection.fetchval("SELECT pg_try_advisory_lock(7)")
    finally:
        await connection.close()
