"""Fixtures for tests on real servers: one broker and one database server a run, a vhost and a database a test."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import aio_pika
import asyncpg
import httpx2
import pytest
import pytest_asyncio
import structlog
from hypothesis import settings as hypothesis_settings

from contracts.identifiers import new_id
from contracts.topology import topology
from services.kit.database import migrate
from services.ops.accounts import Account
from services.ops.management import Management
from services.ops.provision import Provisioner
from tests.servers import Servers, find_servers

DELAYS = (0.2, 0.4, 0.6)
"""Retry delays on the tests' brokers, in seconds."""
PASSWORD = "test"

hypothesis_settings.register_profile("afterthought", deadline=None, print_blob=True)
hypothesis_settings.load_profile("afterthought")
# As in the services: a traceback drawn with all local variables takes seconds, and everybody's connections with it.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)
_found: list[str] = []


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what the tests ran on: a green run should tell on which broker."""
    for line in _found:
        terminalreporter.write_line(line)


@dataclass(frozen=True)
class Broker:
    """A vhost of one test's own, provisioned with `DELAYS`."""

    admin_amqp_url: str
    admin_url: str
    vhost: str
    version: str

    def url(self, service: str) -> str:
        """The AMQP URL that `service` (chat, extractor, store) connects with."""
        parts = urlsplit(self.admin_amqp_url)
        return urlunsplit(parts._replace(netloc=f"{service}:{PASSWORD}@{parts.hostname}:{parts.port}"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def servers(tmp_path_factory) -> AsyncIterator[Servers]:
    """RabbitMQ and PostgreSQL for the whole run."""
    async with find_servers(tmp_path_factory.mktemp("servers")) as found:
        with Management(found.admin_url) as api:
            api.wait(30, lambda _: None)
            version = api.read("overview")["rabbitmq_version"]
        _found.append(f"on {found.kind}: RabbitMQ {version}")
        yield found


@pytest.fixture
def broker(servers) -> Iterator[Broker]:
    """A vhost of this test's own, provisioned."""
    vhost = f"test-{new_id().hex}"
    accounts = [Account(service, service, PASSWORD, vhost) for service in ("chat", "extractor", "store")]
    with Management(servers.admin_url) as api:
        Provisioner(api, vhost, lambda _: None).apply(topology(DELAYS), accounts)
        version = api.read("overview")["rabbitmq_version"]
        parts = urlsplit(servers.amqp_url)
        yield Broker(urlunsplit(parts._replace(path="/" + quote(vhost, safe=""))), servers.admin_url, vhost, version)
    httpx2.delete(f"{servers.admin_url}/api/vhosts/{vhost}").raise_for_status()


@pytest_asyncio.fixture
async def amqp(broker) -> AsyncIterator[aio_pika.abc.AbstractChannel]:
    """An administrator's channel on the test's vhost, to look and to meddle."""
    connection = await aio_pika.connect(broker.admin_amqp_url)
    async with connection:
        yield await connection.channel(on_return_raises=True)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def template_database(servers) -> AsyncIterator[str]:
    """The name of a database with all migrations applied, to be copied."""
    name = f"template_{new_id().hex}"
    admin = await asyncpg.connect(servers.dsn)
    try:
        await admin.execute(f'CREATE DATABASE "{name}"')
        await migrate(database_dsn(servers, name), "services.store", "store")
        await migrate(database_dsn(servers, name), "services.chat", "chat")
        yield name
        await admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await admin.close()


@pytest_asyncio.fixture
async def database(servers, template_database) -> AsyncIterator[str]:
    """The DSN of a database of this test's own, migrated and empty."""
    name = f"test_{new_id().hex}"
    admin = await asyncpg.connect(servers.dsn)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(admin.close)
        await admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_database}"')
        yield database_dsn(servers, name)
        await admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def database_dsn(servers: Servers, name: str) -> str:
    """The DSN of another database on the same server."""
    return urlunsplit(urlsplit(servers.dsn)._replace(path=f"/{name}"))


@pytest.fixture(autouse=True)
def _forget_logs() -> Iterator[None]:
    yield
    structlog.contextvars.clear_contextvars()


@pytest.fixture(autouse=True, scope="session")
def _no_model_from_outside() -> None:
    """Tests talk to their own model, whatever the developer has set."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        os.environ.pop(name, None)
