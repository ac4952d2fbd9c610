"""The bench's own RabbitMQ and PostgreSQL, durable, and a fresh vhost and database for each contender."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import asyncpg
import httpx2

from deploy.local.claim import claim
from deploy.local.progress import say
from deploy.local.rabbitmq import ADMIN, DATA
from tests.faults.servers import Broker, Database, start_broker, start_database

SETTINGS: Final = {
    # Tells when rows became visible, for every contender in the same way and without its help.
    "track_commit_timestamp": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
}


@dataclass
class Servers:
    """Both servers, as all contenders share them."""

    broker: Broker
    database: Database

    async def make_vhost(self, name: str) -> str:
        """Make a vhost and return the administrator's URL of it."""
        await self._put(f"vhosts/{name}", {})
        await self._put(f"permissions/{name}/{ADMIN}", {"configure": ".*", "write": ".*", "read": ".*"})
        return f"{self.broker.amqp_url.rpartition('/')[0]}/{name}"

    async def drop_vhost(self, name: str) -> None:
        """Delete a vhost with all its queues."""
        await self.broker.delete("vhosts", name)

    async def make_database(self, name: str) -> str:
        """Make an empty database and return its DSN."""
        await self._execute(f'CREATE DATABASE "{name}"')
        return f"{self.database.dsn.rpartition('/')[0]}/{name}"

    async def drop_database(self, name: str) -> None:
        """Delete a database, whoever is connected."""
        await self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    async def versions(self) -> dict[str, str]:
        """Return the versions of both."""
        overview = await self.broker.read("overview")
        connection = await asyncpg.connect(self.database.dsn)
        try:
            number = await connection.fetchval("SHOW server_version")
        finally:
            await connection.close()
        return {"PostgreSQL": number, "RabbitMQ": overview["rabbitmq_version"], "Erlang": overview["erlang_version"]}

    async def _put(self, path: str, body: dict[str, Any]) -> None:
        async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
            (await client.put(f"{self.broker.admin_url}/api/{path}", json=body)).raise_for_status()

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.database.dsn)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def start_servers(folder: Path) -> AsyncIterator[Servers]:
    """Run both with their data in `folder`, which must be free, until the end of the block."""
    with claim(folder):
        # The data of a run that was killed is no beginning for this one.
        shutil.rmtree(folder / DATA, ignore_errors=True)
        say("Starting RabbitMQ and PostgreSQL")
        async with start_broker(folder) as broker, start_database(folder) as database:
            servers = Servers(broker, database)
            for name, value in SETTINGS.items():
                await servers._execute(f"ALTER SYSTEM SET {name} = '{value}'")
            await database.managed.stop()
            await database.managed.start()
            yield servers


def at_vhost(url: str, vhost: str, user: str, password: str) -> str:
    """Return the URL of another user at a vhost of the same broker."""
    parts = urlsplit(url)
    return f"amqp://{user}:{password}@{parts.hostname}:{parts.port}/{vhost}"
