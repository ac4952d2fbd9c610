"""The rig: the whole system as real processes, with a fault proxy on every connection between two parts.

Waits are shorter than in production, so that a fault takes seconds: `SETTINGS` says which.
"""

import asyncio
import os
import shutil
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from deploy.local.claim import claim
from deploy.local.environment import (
    ADMIN_SETTING,
    BROKER_SETTINGS,
    CHAT,
    CHAT_DATABASE_SETTING,
    DATABASE_SETTING,
    EXTRACTOR,
    OFFLINE_MODEL,
    OFFLINE_MODEL_URL,
    OPENAI_SETTINGS,
    PREFIXES,
    STORE,
    Service,
    keep_own,
    point_to_broker,
)
from deploy.local.ports import HOST, is_answering, pick_free_ports
from deploy.local.progress import say
from deploy.local.rabbitmq import DATA
from deploy.local.system import _is_ready
from tests.faults.model import ScriptedModel
from tests.faults.processes import Managed, run_module
from tests.faults.servers import Broker, Database, start_broker, start_database
from tests.proxy import FaultProxy

SETTINGS: Final = {
    "LOG_FORMAT": "json",
    "EXTRACTOR_RETRY_DELAYS": "0.5,1,2",
    "EXTRACTOR_PROBE_SECONDS": "1",
    "EXTRACTOR_MODEL_TIMEOUT": "3",
    "STORE_SWEEP_AFTER": "6",
    "STORE_SWEEP_EVERY": "1",
}
MODEL_TIMEOUT: Final = float(SETTINGS["EXTRACTOR_MODEL_TIMEOUT"])
EXTRACTORS: Final = ("extractor-1", "extractor-2")
SERVICES: Final = ("offline_model", "store", *EXTRACTORS, "chat")
"""All that promises P1 to P6 rest on. The others take no part in them: ops only reads the store and asks it to act, and
without the embedder recall goes by words alone; neither holds or consumes a turn."""
SERVERS: Final = ("rabbitmq", "postgres")
LINKS: Final = (
    "chat-broker",
    "extractor-broker",
    "store-broker",
    "chat-postgres",
    "store-postgres",
    "chat-store",
    "extractor-model",
)
TARGETS: Final = {"rabbitmq": "broker", "postgres": "postgres", "store": "store", "offline_model": "model"}
"""How the links call the part that they lead to."""


@dataclass
class Rig:
    """The running system. `parts` are its processes by name, `proxies` the connections between them."""

    folder: Path
    settings: dict[str, str]
    broker: Broker
    database: Database
    model: ScriptedModel
    proxies: dict[str, FaultProxy]
    parts: dict[str, Managed] = field(default_factory=dict)

    @property
    def chat_url(self) -> str:
        """Base URL of the chat service."""
        return f"http://{HOST}:{self.settings[CHAT.port_setting]}"

    @property
    def store_url(self) -> str:
        """Base URL of the store."""
        return f"http://{HOST}:{self.settings[STORE.port_setting]}"

    def count_logged(self, name: str) -> Counter[str]:
        """Count the log events of a service, all extractors together."""
        return sum((part.count_logged() for part in self.parts.values() if part.name.startswith(name)), Counter())

    def proxies_to(self, name: str) -> list[FaultProxy]:
        """Return the proxies that stand before a part."""
        target = TARGETS.get(name)
        return [proxy for link, proxy in self.proxies.items() if link.rpartition("-")[2] == target]

    async def wait_listening(self, name: str) -> None:
        """Wait until a service accepts connections; a server is waited for until it serves."""
        part = self.parts[name]
        if part.port is None:
            await part.wait_ready()
        else:
            await part.wait_until(partial(is_answering, part.port))

    async def provision(self) -> None:
        """Run `afterthought provision`."""
        await self._run_once("services.ops", "provision")

    async def migrate(self) -> None:
        """Apply all migrations."""
        await self._run_once("services.store", "migrate")
        await self._run_once("services.chat", "migrate")

    async def wait_ready(self, names: tuple[str, ...] = SERVICES) -> None:
        """Wait until services say that nothing is missing."""
        await asyncio.gather(*(self.parts[name].wait_ready() for name in names))

    async def mend(self) -> None:
        """Bring back whatever a failed fault left broken, so that the next one starts on a whole system."""
        await self.mend_lines()
        for name in SERVICES:
            if not self.parts[name].is_running:
                self.parts[name].spawn()

    async def mend_lines(self) -> None:
        """Heal the lines, bring back the servers, and have the model behave."""
        for proxy in self.proxies.values():
            proxy.heal()
        for name in (*SERVERS, *SERVICES):
            self.parts[name].thaw()
        for name in SERVERS:
            if not self.parts[name].is_running:
                await self.parts[name].start()
        await self.model.forget()

    async def restart(self) -> None:
        """Start every service anew, killing what does not stop: the next fault needs a system that works."""
        await self.mend_lines()
        for name in SERVICES:
            await self.parts[name].end()
        for name in SERVICES:
            self.parts[name].spawn()
        await self.wait_ready()

    async def _run_once(self, module: str, command: str) -> None:
        log = self.folder / "log" / f"{module.rpartition('.')[2]}-{command}.log"
        await run_module([module, command], self.settings, log)


@asynccontextmanager
async def start_rig(folder: Path, waits: Mapping[str, str] = SETTINGS) -> AsyncIterator[Rig]:
    """Run everything with its data in `folder`, until the end of the block; `CannotRunError` if that cannot be.

    `waits` are the settings that are not as in production.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(claim(folder))
        # The data of a run that was killed is no beginning for this one.
        shutil.rmtree(folder / DATA, ignore_errors=True)
        say("Starting RabbitMQ and PostgreSQL")
        broker, database = await _start_servers(folder, stack)
        settings = _base_settings() | dict(waits)
        ports = dict(zip((CHAT, STORE, OFFLINE_MODEL), pick_free_ports(3), strict=True))
        settings |= {service.port_setting: str(port) for service, port in ports.items()}
        settings |= point_to_broker(folder, broker.amqp_port, broker.admin_url)
        settings |= {DATABASE_SETTING: database.dsn, CHAT_DATABASE_SETTING: database.dsn}
        proxies = {
            name: await stack.enter_async_context(FaultProxy(HOST, port))
            for name, port in _targets(broker, database, ports).items()
        }
        model = ScriptedModel(f"http://{HOST}:{ports[OFFLINE_MODEL]}")
        rig = Rig(folder, settings, broker, database, model, proxies)
        await rig.provision()
        await rig.migrate()
        rig.parts = {"rabbitmq": broker.managed, "postgres": database.managed, **_describe_services(rig)}
        say(f"Starting {', '.join(SERVICES)}")
        for name in SERVICES:
            rig.parts[name].spawn()
            stack.push_async_callback(rig.parts[name].end)
        await rig.wait_ready()
        yield rig


async def _start_servers(folder: Path, stack: AsyncExitStack) -> tuple[Broker, Database]:
    broker = await stack.enter_async_context(start_broker(folder))
    return broker, await stack.enter_async_context(start_database(folder))


def _base_settings() -> dict[str, str]:
    """The environment without anything that is ours: the bench decides it all."""
    ours = (*PREFIXES, *OPENAI_SETTINGS, OFFLINE_MODEL_URL, "LOG_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _targets(broker: Broker, database: Database, ports: dict[Service, int]) -> dict[str, int]:
    places = {"broker": broker.amqp_port, "postgres": database.port, "store": ports[STORE]}
    places["model"] = ports[OFFLINE_MODEL]
    return {link: places[link.rpartition("-")[2]] for link in LINKS}


def _describe_services(rig: Rig) -> dict[str, Managed]:
    """Describe each service's process: its own settings, pointing at the proxies."""
    proxied = dict(rig.settings)
    for setting in BROKER_SETTINGS:
        link = f"{setting.removesuffix('_RABBITMQ_URL').lower()}-broker"
        proxied[setting] = rig.proxies[link].url(rig.settings[setting])
    proxied[DATABASE_SETTING] = rig.proxies["store-postgres"].url(rig.database.dsn)
    proxied[CHAT_DATABASE_SETTING] = rig.proxies["chat-postgres"].url(rig.database.dsn)
    proxied["CHAT_STORE_URL"] = rig.proxies["chat-store"].url(rig.store_url)
    parts = {}
    kinds = {"offline_model": OFFLINE_MODEL, "store": STORE, "chat": CHAT, **dict.fromkeys(EXTRACTORS, EXTRACTOR)}
    for name, service in kinds.items():
        environment = keep_own(proxied, service)
        environment.pop(ADMIN_SETTING, None)
        if service is EXTRACTOR:
            environment[service.port_setting] = str(pick_free_ports(1)[0])
            # Chat asks the model directly, so that a bad line between extractor and model is just that.
            environment[OFFLINE_MODEL_URL] = f"http://{HOST}:{rig.proxies['extractor-model'].port}/v1"
        else:
            environment[OFFLINE_MODEL_URL] = f"{rig.model.url}/v1"
        port = int(environment[service.port_setting])
        command = [sys.executable, "-m", f"services.{service.name}"]
        parts[name] = Managed(name, command, environment, rig.folder / "log", partial(_is_ready, port), port=port)
    return parts
