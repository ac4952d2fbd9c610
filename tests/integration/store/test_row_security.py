"""Row-level security: whoever reads in one user's name sees nobody else's rows, whatever the statement asks for."""

import asyncio

import asyncpg
import pytest

from services.store.api.jobs import NEWEST
from services.store.api.reader import READER, Reader, open_readers
from services.store.inbox import take_in
from services.store.letters import letter_of
from services.store.repository import SQL
from tests.store import Told, fact
from tests.unit.store.test_letters import delivery

WITH_A_USER = """
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'store' AND column_name = 'user_id' ORDER BY 1
"""
FENCED = "SELECT relname FROM pg_class WHERE relnamespace = 'store'::regnamespace AND relrowsecurity ORDER BY 1"


@pytest.fixture
async def readers(database):
    async with open_readers(database, 1) as pool:
        yield pool


@pytest.fixture
async def two_users(repository):
    for user in ("ada", "bob"):
        turn, dead = Told(user, user), Told(f"{user} dead", user)
        events = [turn.recorded(), turn.extracted(fact("likes", f"what {user} likes")), dead.dead()]
        await take_in(repository, [(event, None) for event in events], [letter_of(delivery(dead.dead()))])


async def test_every_table_with_a_user_is_fenced(pool):
    fenced = [row[0] for row in await pool.fetch(FENCED)]
    assert [row[0] for row in await pool.fetch(WITH_A_USER)] == fenced
    assert len(fenced) == 6


async def test_a_forgotten_where_leaks_nothing(pool, readers, two_users):
    for (table,) in await pool.fetch(FENCED):
        assert await pool.fetchval(f"SELECT count(DISTINCT user_id) FROM store.{table}") == 2, "the owner sees all"
        for tenant, user, seen in (("default", "ada", ["ada"]), ("other", "ada", []), ("default", "", [])):
            async with readers.acquire() as connection:
                await connection.fetchrow(SQL["read_as"], tenant, user)
                rows = await connection.fetch(f"SELECT DISTINCT user_id FROM store.{table}")
            assert [row[0] for row in rows] == seen


async def test_a_reader_without_a_user_sees_nothing_and_changes_nothing(readers, two_users):
    async with readers.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM store.facts") == 0
        await connection.fetchrow(SQL["read_as"], "default", "ada")
        for statement in ("DELETE FROM store.facts", "SELECT FROM store.people", "SELECT FROM store.audit"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
        await connection.execute("RESET ROLE")
        assert await connection.fetchval("SELECT current_user::text") == READER, "there is no way back"


async def test_one_connection_reads_for_one_user_after_another(pool, readers, two_users):
    reader = Reader(pool, readers)
    for user in ("ada", "bob", "nobody", "ada"):
        rows = await reader.recall("default", user, "likes", [], [], [], 10)
        assert [row["value"] for row in rows] == ([] if user == "nobody" else [f"what {user} likes"])
        rows = await reader.fetch_own("list_jobs_of_user", "default", user, None, None, *NEWEST, 10)
        assert [row["user_id"] for row in rows] == ([] if user == "nobody" else [user, user])
    assert readers.get_size() == 1
    assert await pool.fetchval("SELECT count(DISTINCT user_id) FROM store.facts") == 2, "others are not bound"


async def test_what_a_cancelled_reading_leaves_is_not_the_next_ones(pool, readers, two_users):
    reader = Reader(pool, readers)
    for _ in range(20):
        reading = asyncio.create_task(reader.recall("default", "ada", "likes", [], [], [], 10))
        await asyncio.sleep(0)
        reading.cancel()
        await asyncio.wait((reading,))
        rows = await reader.recall("default", "bob", "likes", [], [], [], 10)
        assert [row["value"] for row in rows] == ["what bob likes"]
