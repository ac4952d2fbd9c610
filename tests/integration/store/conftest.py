"""The store as a whole on a test's own vhost and database, or only its tables, or only its API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx2
import pytest_asyncio

from contracts.envelope import encode, encode_batch, routing_key
from contracts.topology import DEAD_EXCHANGE, EXCHANGE
from services.kit.bus.errors import BrokerUnavailable
from services.kit.http import listen, serve
from services.store.api.app import build
from services.store.api.reader import Reader, open_readers
from services.store.api.stream import JobWatch
from services.store.desk import Desk
from services.store.dues import Dues
from services.store.main import run_store
from services.store.repository import Repository, open_writers
from services.store.rights import Rights
from services.store.settings import StoreSettings
from tests.bus import put, until


@pytest_asyncio.fixture
async def pool(database) -> AsyncIterator[asyncpg.Pool]:
    """Connections to the test's database, as the store has them."""
    async with asyncpg.create_pool(database, min_size=0, max_size=5, server_settings={"timezone": "UTC"}) as pool:
        yield pool


@pytest_asyncio.fixture
async def repository(database) -> AsyncIterator[Repository]:
    async with open_writers(database, 5) as writers:
        yield Repository(writers)


@asynccontextmanager
async def running(broker, database, **settings) -> AsyncIterator[httpx2.AsyncClient]:
    """Run the store; yields a client of its API once it is ready."""
    listener = listen("127.0.0.1", 0, "STORE_PORT")
    stop = asyncio.Event()
    given = {"rabbitmq_url": broker.url("store"), "database_url": database, "stream_poll_ms": 20} | settings
    store = asyncio.create_task(run_store(StoreSettings(**given), listener, stop))
    async with client_of(listener) as client:
        try:
            await until(lambda: is_ready(client), "the store is ready")
            yield client
        finally:
            stop.set()
            async with asyncio.timeout(30):
                await store


@pytest_asyncio.fixture
async def store(broker, database) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of a running store."""
    async with running(broker, database) as client:
        yield client


@pytest_asyncio.fixture
async def api(database, pool, repository) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the store's API alone, served without a broker."""
    listener = listen("127.0.0.1", 0, "STORE_PORT")
    stop = asyncio.Event()
    async with JobWatch(pool, 0.02, stop) as watch, client_of(listener) as client, open_readers(database, 5) as readers:
        desk, rights = Desk(repository, Dues(pool, 900), no_broker), Rights(repository, no_broker, 0)
        app = build(Reader(pool, readers), watch, desk, rights, {})
        serving = asyncio.create_task(serve(app, listener, stop))
        yield client
        stop.set()
        await serving


async def no_broker(event) -> None:
    """Publish as it goes without a broker."""
    raise BrokerUnavailable


def client_of(listener) -> httpx2.AsyncClient:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return httpx2.AsyncClient(base_url=address, trust_env=False, timeout=20)


async def is_ready(client) -> bool:
    return bool((await client.get("/readyz")).status_code == 200)


async def say(amqp, *events, exchange=EXCHANGE) -> None:
    """Publish events, each in a message of its own, in this order."""
    for event in events:
        await put(amqp, exchange, routing_key(event), encode_batch([encode(event)]))


async def bury(amqp, *events) -> None:
    """Publish events as dead letters."""
    await say(amqp, *events, exchange=DEAD_EXCHANGE)


async def job_is(client, turn, status) -> Any:
    """Wait until the turn's job has a status; returns the job."""

    async def there():
        answer = await client.get(f"/v1/jobs/{turn.turn_id}")
        job = answer.json()
        return job if answer.status_code == 200 and job["status"] == status else None

    return await until(there, f"the job of {turn.name} is {status}")


async def job_is_gone(client, turn) -> None:
    """Wait until the turn has no job."""

    async def gone():
        return (await client.get(f"/v1/jobs/{turn.turn_id}")).status_code == 404

    await until(gone, f"the job of {turn.name} is gone")
