"""Row-level security: whoever reads in one user's name sees nobody else's rows, whatever the statement asks for."""

import asyncpg
import pytest

from services.store.api.jobs import NEWEST
from services.store.api.reader import Reader
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
async def two_users(repository):
    for user in ("ada", "bob"):
        turn, dead = Told(user, user), Told(f"{user} dead", user)
        events = [turn.recorded(), turn.extracted(fact("likes", f"what {user} likes")), dead.dead()]
        await take_in(repository, [(event, None) for event in events], [letter_of(delivery(dead.dead()))])


async def test_every_table_with_a_user_is_fenced(pool):
    fenced = [row[0] for row in await pool.fetch(FENCED)]
    assert [row[0] for row in await pool.fetch(WITH_A_USER)] == fenced
    assert len(fenced) == 5


async def test_a_forgotten_where_leaks_nothing(pool, two_users):
    for (table,) in await pool.fetch(FENCED):
        assert await pool.fetchval(f"SELECT count(DISTINCT user_id) FROM store.{table}") == 2, "the owner sees all"
        for tenant, user, seen in (("default", "ada", ["ada"]), ("other", "ada", []), ("default", "", [])):
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute(SQL["become_reader"], tenant, user)
                rows = await connection.fetch(f"SELECT DISTINCT user_id FROM store.{table}")
            assert [row[0] for row in rows] == seen


async def test_a_reader_without_a_user_sees_nothing_and_changes_nothing(pool, two_users):
    async with pool.acquire() as connection:
        async with connection.transaction():
            await connection.execute("SET LOCAL ROLE afterthought_reader")
            assert await connection.fetchval("SELECT count(*) FROM store.facts") == 0
        for statement in ("DELETE FROM store.facts", "SELECT FROM store.people", "SELECT FROM store.audit"):
            async with connection.transaction():
                await connection.execute(SQL["become_reader"], "default", "ada")
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(statement)


async def test_the_role_ends_with_the_transaction(pool, two_users):
    reader = Reader(pool)
    async with pool.acquire() as connection:
        async with connection.transaction():
            await connection.execute(SQL["become_reader"], "default", "ada")
        assert await connection.fetchval("SELECT count(DISTINCT user_id) FROM store.facts") == 2
        assert not await connection.fetchval("SELECT current_setting('afterthought.user', true)")
    rows = await reader.fetch_own("list_jobs_of_user", "default", "ada", None, None, *NEWEST, 10)
    assert len(rows) == 2
    rows = await reader.fetch_own("recall_facts", "default", "ada", "likes", [], [], [], 10)
    assert [row["value"] for row in rows] == ["what ada likes"]
