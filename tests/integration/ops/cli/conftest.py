"""The command line as an operator runs it, on real services that each test module has to itself."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx2
import pytest
import pytest_asyncio

from contracts.identifiers import new_id
from contracts.topology import topology
from deploy.local.environment import OPENAI_SETTINGS, PREFIXES
from deploy.local.ports import HOST, pick_free_ports
from deploy.local.system import _is_ready
from services.ops.accounts import Account
from services.ops.management import Management
from services.ops.provision import Provisioner
from tests.conftest import DELAYS, PASSWORD, Broker, database_dsn
from tests.faults.processes import Managed
from tests.servers import Servers

ROOT = Path(__file__).parents[4]
SERVICES = ("offline_model", "store", "chat", "extractor")


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int | None
    out: str
    errors: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    def __str__(self) -> str:
        return f"exit {self.code}\n{self.out}\n{self.errors}"


def clean() -> dict[str, str]:
    """The environment without anything of ours."""
    ours = (*PREFIXES, *OPENAI_SETTINGS, "OFFLINE_MODEL_URL", "EMBEDDING_MODEL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


async def spawn(*arguments: str, **settings: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "services.ops", *arguments)
    return await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=clean() | settings, stdin=pipe, stdout=pipe, stderr=pipe
    )


async def run(*arguments: str, said: str = "", **settings: str) -> Ran:
    """Run `afterthought`; `said` is what is typed, by somebody who is no terminal."""
    process = await spawn(*arguments, **settings)
    async with asyncio.timeout(90):
        out, errors = await process.communicate(said.encode())
    assert not any(word in errors for word in (b"Traceback", b"Warning:")), errors.decode()
    return Ran(process.returncode, out.decode(), errors.decode())


@dataclass
class Living:
    """Running services, and the settings that they and the command line share."""

    settings: dict[str, str]
    broker: Broker
    dsn: str
    parts: dict[str, Managed] = field(default_factory=dict)

    async def run(self, *arguments: str, said: str = "", **changes: str) -> Ran:
        return await run(*arguments, said=said, **{**self.settings, **changes})

    def url(self, service: str) -> str:
        return f"http://{HOST}:{self.settings[f'{service.upper()}_PORT']}"

    def client(self, service: str) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(base_url=self.url(service), trust_env=False, timeout=20)


@asynccontextmanager
async def living_on(broker: Broker, dsn: str, folder: Path, names: Sequence[str] = SERVICES) -> AsyncIterator[Living]:
    """Run services on a vhost and a database."""
    ports = {f"{name.upper()}_PORT": str(port) for name, port in zip(SERVICES, pick_free_ports(4), strict=True)}
    urls = {f"{each.upper()}_RABBITMQ_URL": broker.url(each) for each in ("chat", "extractor", "store")}
    living = Living(
        {
            **ports,
            **urls,
            "OPS_RABBITMQ_ADMIN_URL": broker.admin_url,
            "CHAT_DATABASE_URL": dsn,
            "STORE_DATABASE_URL": dsn,
            "EXTRACTOR_RETRY_DELAYS": ",".join(map(str, DELAYS)),
            "EXTRACTOR_PROBE_SECONDS": "0.2",
        },
        broker,
        dsn,
    )
    store = living.url("store")
    living.settings |= {"OPS_CHAT_URL": living.url("chat"), "OPS_STORE_URL": store, "CHAT_STORE_URL": store}
    living.settings["OFFLINE_MODEL_URL"] = f"{living.url('offline_model')}/v1"
    async with AsyncExitStack() as stack:
        for name in names:
            port = int(living.settings[f"{name.upper()}_PORT"])
            command = [sys.executable, "-m", f"services.{name}"]
            part = Managed(name, command, clean() | living.settings, folder, partial(_is_ready, port), port=port)
            living.parts[name] = part
            part.spawn()
            stack.push_async_callback(part.end)
        await asyncio.gather(*(part.wait_ready() for part in living.parts.values()))
        yield living


def provision(admin_url: str, amqp_url: str, vhost: str) -> Broker:
    """Provision a vhost with `DELAYS`."""
    accounts = [Account(service, service, PASSWORD, vhost) for service in ("chat", "extractor", "store")]
    with Management(admin_url) as api:
        Provisioner(api, vhost, lambda _: None).apply(topology(DELAYS), accounts)
    return Broker(urlunsplit(urlsplit(amqp_url)._replace(path=f"/{vhost}")), admin_url, vhost, "")


@pytest.fixture(scope="module")
def module_broker(servers: Servers) -> Iterator[Broker]:
    vhost = f"test-{new_id().hex}"
    yield provision(servers.admin_url, servers.amqp_url, vhost)
    httpx2.delete(f"{servers.admin_url}/api/vhosts/{vhost}", trust_env=False).raise_for_status()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def module_database(servers: Servers, template_database: str) -> AsyncIterator[str]:
    name = f"test_{new_id().hex}"
    admin = await asyncpg.connect(servers.dsn)
    await admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_database}"')
    yield database_dsn(servers, name)
    await admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await admin.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def living(module_broker: Broker, module_database: str, tmp_path_factory) -> AsyncIterator[Living]:
    """The whole system."""
    async with living_on(module_broker, module_database, tmp_path_factory.mktemp("living")) as living:
        yield living
