"""PostgreSQL gone in the middle of a batch, or not there at the start: nothing is lost, nothing is dead-lettered."""

import asyncio

import asyncpg
import pytest

from contracts.topology import STORE_EVENTS
from tests.bus import depth, until
from tests.integration.store.conftest import is_ready, job_is, running, say
from tests.store import Told, fact

BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'"
TERMINATE = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1"


class Switch:
    """Takes a database away and gives it back."""

    def __init__(self, admin, dsn):
        self._admin = admin
        self.name = dsn.rsplit("/", 1)[1]

    async def off(self):
        """Refuse connections and end those there are; returns how many."""
        await self._admin.execute(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS false')
        return await self._admin.fetchval(TERMINATE, self.name)

    async def on(self):
        await self._admin.execute(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS true')

    async def blocked(self):
        return await self._admin.fetchval(BLOCKED, self.name)


@pytest.fixture
async def switch(servers, database):
    admin = await asyncpg.connect(servers.dsn)
    yield Switch(admin, database)
    await admin.close()


async def test_a_database_lost_in_mid_batch_loses_nothing(store, amqp, database, switch):
    turns = [Told(f"turn {number}", said=number) for number in range(50)]
    await say(amqp, turns[0].recorded())
    await job_is(store, turns[0], "queued")
    blocker = await asyncpg.connect(database)
    transaction = blocker.transaction()
    await transaction.start()
    await blocker.execute("SELECT FROM store.people FOR UPDATE")
    for turn in turns:
        await say(amqp, turn.recorded(), turn.extracted(fact("home_city", turn.name)))
    await until(switch.blocked, "a batch is under way")

    assert await switch.off() >= 2, "the store's connections were ended, and the one that held it up"
    problems = await until(lambda: problems_of(store), "the store says that it is not ready")
    assert "PostgreSQL" in problems[STORE_EVENTS]
    answer = await store.get(f"/v1/jobs/{turns[0].turn_id}")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await store.get("/healthz")).status_code == 200

    await switch.on()
    for turn in turns:
        await job_is(store, turn, "completed")
    (now,) = (await store.get("/v1/users/ada/facts")).json()["items"]
    assert now["value"] == turns[-1].name
    await until(lambda: is_ready(store), "the store is ready again")
    blocker.terminate()
    look = await asyncpg.connect(database)
    assert await look.fetchval("SELECT count(*) FROM store.dead_letters") == 0
    await look.close()


async def problems_of(client):
    problems = (await client.get("/readyz")).json()["problems"]
    return problems if "PostgreSQL" in problems.get(STORE_EVENTS, "") else None


async def test_a_store_without_its_database_starts_and_waits(broker, database, amqp, switch):
    await switch.off()
    turn = Told()
    starting = asyncio.create_task(start_and_see(broker, database, amqp, turn))
    await asyncio.wait((starting,), timeout=1)
    assert not starting.done()
    await say(amqp, turn.recorded())
    await switch.on()
    await starting


async def start_and_see(broker, database, amqp, turn):
    async with running(broker, database) as client:
        await job_is(client, turn, "queued")


async def test_a_store_that_stops_during_an_outage_leaves_its_work_to_the_next(broker, database, amqp, switch):
    turn = Told()
    async with running(broker, database) as client:
        await switch.off()
        await say(amqp, turn.recorded())
        await until(lambda: problems_of(client), "the store holds the event")
        assert await depth(amqp, STORE_EVENTS) == 0
    await switch.on()
    async with running(broker, database) as client:
        await job_is(client, turn, "queued")
