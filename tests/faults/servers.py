"""The bench's own RabbitMQ and PostgreSQL: as durable as in production, and startable again on the same data and port.

`deploy.local` starts servers for the length of a block. Here one must come back on its old port, so that its parts are
used one by one.
"""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2

from deploy.local import postgres, rabbitmq
from deploy.local.environment import VHOST
from deploy.local.ports import HOST, is_answering, pick_free_ports
from deploy.local.process import Process
from tests.faults.processes import READY_SECONDS, Managed


@dataclass
class Broker:
    """A private RabbitMQ with its administrator's URLs, its data folder and its `rabbitmqctl`."""

    managed: Managed
    amqp_url: str
    admin_url: str
    amqp_port: int
    prometheus_port: int
    data: Path
    control: Path

    async def read(self, *path: str) -> Any:
        """GET of the management API; None if there is no such thing."""
        answer = await self._ask("GET", path)
        return None if answer.status_code == httpx2.codes.NOT_FOUND else answer.raise_for_status().json()

    async def delete(self, *path: str) -> None:
        """DELETE of the management API."""
        (await self._ask("DELETE", path)).raise_for_status()

    async def count_messages(self, queue: str) -> int:
        """Return how many messages a queue holds, ready or in hand; the broker counts every 5 seconds."""
        found = await self.read("queues", VHOST, queue)
        return int((found or {}).get("messages", 0))

    async def control_node(self, *arguments: str) -> None:
        """Run `rabbitmqctl`, which finds the node by the cookie and the epmd in its environment."""
        process = await asyncio.create_subprocess_exec(
            str(self.control),
            *arguments,
            env=self.managed.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        assert process.returncode == 0, f"rabbitmqctl {' '.join(arguments)}: {output.decode(errors='replace')}"

    async def _ask(self, method: str, path: tuple[str, ...]) -> httpx2.Response:
        url = "/".join((f"{self.admin_url}/api", *(quote(part, safe="") for part in path)))
        async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
            return await client.request(method, url)


@dataclass
class Database:
    """A private PostgreSQL and its DSN."""

    managed: Managed
    dsn: str
    port: int


@asynccontextmanager
async def start_broker(folder: Path) -> AsyncIterator[Broker]:
    """Run RabbitMQ with its data in `folder`, deleted at the end; epmd stays when the broker is killed."""
    folder, program, password = await asyncio.to_thread(rabbitmq._prepare, folder)
    ports = rabbitmq._Ports(*pick_free_ports(5))
    environment = rabbitmq._configure(folder, ports, password)
    epmd = Process.start("epmd", [program.epmd, "-address", HOST], log=folder / "log/epmd.log", environment=environment)
    managed = Managed(
        "rabbitmq", [program.server], environment, folder / "log", partial(rabbitmq._is_ready, ports, password)
    )
    try:
        await epmd.wait_until(partial(is_answering, ports.epmd), READY_SECONDS)
        await managed.start()
        yield Broker(
            managed,
            amqp_url=f"amqp://{rabbitmq.ADMIN}:{password}@{HOST}:{ports.amqp}/{VHOST}",
            admin_url=f"http://{rabbitmq.ADMIN}:{password}@{HOST}:{ports.management}",
            amqp_port=ports.amqp,
            prometheus_port=ports.prometheus,
            data=folder / rabbitmq.DATA,
            control=program.server.parent / "rabbitmqctl",
        )
    finally:
        await managed.end()
        await epmd.stop()
        shutil.rmtree(folder / rabbitmq.DATA)


@asynccontextmanager
async def start_database(folder: Path) -> AsyncIterator[Database]:
    """Run PostgreSQL with every write flushed; its data is deleted at the end."""
    files, password = await asyncio.to_thread(postgres._prepare, folder, durable=False)
    (port,) = pick_free_ports(1)
    options = [f"--{name}={value}" for name, value in {**postgres.SETTINGS, "port": str(port)}.items()]
    managed = Managed(
        "postgres",
        [files.programs / "postgres", "-D", files.data, *options],
        dict(postgres.ENVIRONMENT),
        folder / "log",
        partial(postgres._is_ready, files, port),
        # "Fast shutdown", as `deploy.local` does it.
        stop_signal=signal.SIGINT,
        account=files.account,
    )
    try:
        await managed.start()
        dsn = f"postgresql://{postgres.USER}:{password}@{HOST}:{port}/{postgres.DATABASE}"
        yield Database(managed, dsn, port)
    finally:
        await managed.end()
        shutil.rmtree(files.data.parent)
