"""The whole system as private processes: the servers, then provisioning and migration, then the services.

`make up`, the demo and the end-to-end tests all start it here. Everything that was started ends in reverse order at the
end of the block.
"""

import asyncio
import http.client
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from deploy.local.claim import claim
from deploy.local.environment import (
    ADMIN_SETTING,
    CHAT,
    CHAT_DATABASE_SETTING,
    DATABASE_SETTING,
    EMBEDDER,
    EMBEDDING_MODEL,
    EXTRACTOR,
    OFFLINE_MODEL,
    OFFLINE_MODEL_URL,
    OPS,
    STORE,
    Service,
    has_broker,
    keep_own,
    point_to_broker,
    wants_offline_model,
    write_settings,
)
from deploy.local.ports import HOST, check_free, pick_free_ports
from deploy.local.postgres import start_postgres
from deploy.local.process import Process
from deploy.local.progress import say
from deploy.local.rabbitmq import start_rabbitmq

SETTINGS = "settings"
"""The file in the folder that the command line reads to look at this system."""
READY_SECONDS = 60
ONE_SHOT_SECONDS = 60
STOP_SECONDS = 40
"""An extractor finishes the model calls that it has in hand."""


@dataclass
class System:
    """A running system: where to reach it, and its processes in the order of their start."""

    folder: Path
    settings: dict[str, str]
    processes: list[Process] = field(default_factory=list)

    @property
    def chat_url(self) -> str:
        """Base URL of the chat service."""
        return self.url_of(CHAT)

    @property
    def store_url(self) -> str:
        """Base URL of the store."""
        return self.url_of(STORE)

    @property
    def ops_url(self) -> str:
        """Base URL of the operator's page."""
        return self.url_of(OPS)

    @property
    def admin_url(self) -> str:
        """Base URL of RabbitMQ's management, with an administrator's credentials."""
        return self.settings[ADMIN_SETTING]

    @property
    def offline_model_url(self) -> str | None:
        """Base URL of the offline model, or None if a real one is used."""
        return self.url_of(OFFLINE_MODEL) if OFFLINE_MODEL.port_setting in self.settings else None

    def url_of(self, service: Service) -> str:
        """Return the base URL of a service with a port of its own."""
        return f"http://{HOST}:{self.settings[service.port_setting]}"

    def check_alive(self) -> None:
        """Raise StoppedEarlyError if one of the processes has ended."""
        for process in self.processes:
            if process.exit_code is not None:
                raise process.died()


@asynccontextmanager
async def start_system(
    folder: Path,
    settings: Mapping[str, str],
    *,
    extractors: int = 1,
    durable: bool = True,
    free_ports: bool = False,
) -> AsyncIterator[System]:
    """Run everything with its data in `folder`, until the end of the block.

    `settings` is the environment, of which services get their part (`deploy.local.environment.read_settings` makes it).
    Services listen on their own ports, or with `free_ports` on any. With `durable=False` the servers' data is neither
    flushed nor kept.

    Raises:
        CannotRunError: It did not start: in use, a port taken, a program missing, a process that ended.

    """
    async with AsyncExitStack() as stack:
        stack.enter_context(claim(folder))
        system = System(folder, dict(settings))
        _settle_ports(system, free_ports=free_ports)
        await _start_servers(system, stack, durable=durable)
        workers = _place_workers(system, extractors)
        write_settings(folder / SETTINGS, system.settings)
        await _run_once(system, "Provisioning RabbitMQ", ["services.ops", "provision"])
        await _run_once(system, "Migrating the database", ["services.store", "migrate"])
        await _run_once(system, "Migrating the outbox", ["services.chat", "migrate"])
        await _start_services(system, stack, workers)
        yield system


def _settle_ports(system: System, *, free_ports: bool) -> None:
    """Decide where each service listens, and where the others find it."""
    settings = system.settings
    offline = wants_offline_model(settings)
    services = [STORE, CHAT, OPS, *([OFFLINE_MODEL] if offline else [])]
    for service, free in zip(services, pick_free_ports(len(services)), strict=True):
        if free_ports:
            settings[service.port_setting] = str(free)
        else:
            port = settings.setdefault(service.port_setting, str(service.port))
            check_free(int(port), service.port_setting)
    settings.setdefault("CHAT_STORE_URL", system.url_of(STORE))
    settings.setdefault("EMBEDDER_STORE_URL", system.url_of(STORE))
    settings.setdefault("OPS_STORE_URL", system.url_of(STORE))
    settings.setdefault("OPS_CHAT_URL", system.url_of(CHAT))
    if offline:
        settings[OFFLINE_MODEL_URL] = f"{system.url_of(OFFLINE_MODEL)}/v1"


def _place_workers(system: System, extractors: int) -> dict[str, int]:
    """Decide where those listen whom the page and the doctor alone ask, and tell these; returns ports by name."""
    names = [f"extractor-{number}" for number in range(1, extractors + 1)]
    if system.settings.get(EMBEDDING_MODEL):
        names.append("embedder")
    ports = dict(zip(names, pick_free_ports(len(names)), strict=True))
    places = {name: f"http://{HOST}:{port}" for name, port in ports.items()}
    if "embedder" in places:
        system.settings.setdefault("OPS_EMBEDDER_URL", places.pop("embedder"))
    system.settings.setdefault("OPS_EXTRACTOR_URLS", ",".join(places.values()))
    return ports


async def _start_servers(system: System, stack: AsyncExitStack, *, durable: bool) -> None:
    """Start PostgreSQL and RabbitMQ, each unless the user brings one."""
    settings = system.settings
    if DATABASE_SETTING not in settings:
        say("Starting PostgreSQL")
        postgres = await stack.enter_async_context(start_postgres(system.folder, durable=durable))
        settings[DATABASE_SETTING] = postgres.dsn
        system.processes.append(postgres.process)
    # One database for both, unless the user has two: each service has a schema of its own.
    settings.setdefault(CHAT_DATABASE_SETTING, settings[DATABASE_SETTING])
    if not has_broker(settings):
        say("Starting RabbitMQ (about 8 s)")
        broker = await stack.enter_async_context(start_rabbitmq(system.folder, durable=durable))
        settings.update(point_to_broker(system.folder, broker.amqp_port, broker.admin_url))
        system.processes.append(broker.process)


async def _run_once(system: System, text: str, module: list[str]) -> None:
    """Run a command of the services to its end."""
    say(text)
    name = " ".join(module)
    log = system.folder / "log" / f"{'-'.join(module).removeprefix('services.')}.log"
    process = Process.start(name, [sys.executable, "-m", *module], log=log, environment=system.settings)
    try:
        await process.finish(ONE_SHOT_SECONDS)
    finally:
        await process.stop()


async def _start_services(system: System, stack: AsyncExitStack, workers: Mapping[str, int]) -> None:
    """Start the services at once, then wait until each says that it is ready; `workers` are ports by name."""
    starts = [(STORE, "store"), *((EMBEDDER if name == "embedder" else EXTRACTOR, name) for name in workers)]
    starts += [(CHAT, "chat"), (OPS, "ops")]
    if system.offline_model_url:
        starts.insert(0, (OFFLINE_MODEL, "offline_model"))
    say(f"Starting {', '.join(name for _, name in starts)}")
    ports: dict[Process, int] = {}
    for service, name in starts:
        environment = keep_own(system.settings, service)
        if name in workers:
            environment[service.port_setting] = str(workers[name])
        log = system.folder / "log" / f"{name}.log"
        command = [sys.executable, "-m", f"services.{service.name}"]
        process = Process.start(name, command, log=log, environment=environment)
        stack.push_async_callback(process.stop, STOP_SECONDS)
        system.processes.append(process)
        ports[process] = int(environment[service.port_setting])
    await _wait_until_ready(ports)


async def _wait_until_ready(ports: Mapping[Process, int]) -> None:
    """Wait for all at once, so that the first that dies is the one that is named."""
    try:
        async with asyncio.TaskGroup() as group:
            for process, port in ports.items():
                group.create_task(process.wait_until(partial(_is_ready, port), READY_SECONDS))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        # Chat is ready without its broker, as long as it has its outbox; here both are on their way.
        return answer.status == http.client.OK and not json.load(answer)["problems"]
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
