"""A broker of its own vhost and users for each test, and the command line run as an operator runs it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit
from uuid import uuid4

import httpx2
import pytest

from tests.servers import Servers

SERVICES = ("chat", "extractor", "store")
PASSWORD = "p@ss/word:%"


@dataclass(frozen=True)
class Place:
    """Names that no other test uses, and the environment that makes the command line use them."""

    admin_url: str
    amqp_url: str
    mark: str = field(default_factory=lambda: uuid4().hex[:8])

    @property
    def vhost(self) -> str:
        return f"ops/{self.mark}"

    def user(self, service: str) -> str:
        return f"{service}-{self.mark}"

    def url(self, service: str, password: str = PASSWORD) -> str:
        broker = urlsplit(self.amqp_url)
        account = f"{self.user(service)}:{quote(password, safe='')}"
        return f"amqp://{account}@{broker.hostname}:{broker.port}/{quote(self.vhost, safe='')}"

    def environment(self, **changes: str) -> dict[str, str]:
        urls = {f"{service.upper()}_RABBITMQ_URL": self.url(service) for service in SERVICES}
        return {"OPS_RABBITMQ_ADMIN_URL": self.admin_url, **urls, **changes}

    async def provision(self, *arguments: str, **changes: str) -> tuple[int, str]:
        """Run `python -m services.ops provision`; returns its exit code and all that it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "services.ops", "provision", *arguments),
            cwd=Path(__file__).parents[3],
            env={**os.environ, **self.environment(**changes)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, output.decode()

    def api(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(base_url=f"{self.admin_url}/api", trust_env=False)


@pytest.fixture
async def place(servers: Servers) -> AsyncIterator[Place]:
    place = Place(servers.admin_url, servers.amqp_url)
    yield place
    async with place.api() as api:
        await api.delete(f"/vhosts/{quote(place.vhost, safe='')}")
        for service in SERVICES:
            await api.delete(f"/users/{place.user(service)}")
