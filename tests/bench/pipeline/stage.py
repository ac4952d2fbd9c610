"""A contender on stage: its own vhost, database and processes, from the first to the last of its runs."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import asyncpg

from deploy.local.environment import OPENAI_SETTINGS, PREFIXES
from deploy.local.errors import CannotRunError
from deploy.local.process import Process
from tests.bench.ours.system import settings_of
from tests.bench.pipeline.contenders import Contender
from tests.bench.pipeline.job import FACTS, TABLES, turn_id, turn_number
from tests.bench.resources import Meter
from tests.bench.servers import Servers
from tests.faults.processes import run_module

WARM_UP: Final = 200
"""Turns that go through before anything is measured: connections, prepared statements, caches."""
PATIENCE: Final = 120.0
"""Seconds without any progress after which a contender has failed."""
POLL: Final = 0.1
LOOK_SHARE: Final = 20
"""How many times as long as a look takes it waits until the next one."""
SETTLED_SECONDS: Final = 2.0
"""After which nothing more comes of a turn that chat could not vouch for."""
_JOBS: Final = "SELECT count(*) FROM {schema}jobs WHERE status = 'completed'"
_FACTS: Final = "SELECT count(*) FROM {schema}facts"
_LAST: Final = "SELECT extract(epoch FROM max(pg_xact_commit_timestamp(xmin))) FROM store.facts"
_VISIBLE: Final = """
SELECT turn_id, extract(epoch FROM max(pg_xact_commit_timestamp(xmin)))::float8 FROM {schema}facts
WHERE turn_id >= $1 AND turn_id < $2 GROUP BY turn_id
"""


class WrongRowsError(Exception):
    """A contender did not end with exactly one job and two facts for each turn."""


@dataclass
class Seen:
    """What one run gave: when it began (Unix time), when each turn became visible, and what it cost."""

    begun: float
    visible: dict[int, float]
    cpu: dict[str, float]

    @property
    def seconds(self) -> float:
        """From the first call of the producer to the last commit."""
        return max(self.visible.values()) - self.begun


@dataclass
class Stage:
    """A contender that runs. `turns` counts all that it was given, `extra_facts` what was stored past it."""

    contender: Contender
    dsn: str
    vhost: str
    groups: dict[str, list[int]]
    producer: asyncio.subprocess.Process
    workers: list[Process]
    connection: asyncpg.Connection
    environment: Mapping[str, str]
    turns: int = 0
    extra_facts: int = 0
    stopped: set[int] = field(default_factory=set)

    async def run(self, count: int, rate: float | None = None, burst: int = 1) -> Seen:
        """Give it `count` turns, as fast as it takes them or at `rate` a second, and wait until all are stored."""
        first, self.turns = self.turns, self.turns + count
        meter = Meter(self.groups)
        begun = (await self.order({"first": first, "count": count, "rate": rate, "burst": burst}))["begun"]
        await self.wait_stored()
        cpu = meter.read()
        return Seen(begun, await self._read_visible(first, count), cpu)

    async def pour_without_waiting(self, count: int) -> None:
        """Enqueue `count` turns as fast as it goes; returns when they are safe, stored or not."""
        first, self.turns = self.turns, self.turns + count
        await self.order({"first": first, "count": count, "rate": None, "burst": 1})

    async def stop_worker(self, number: int) -> None:
        """End a worker in good order."""
        self.stopped.add(number)
        await self.workers[number].stop()

    def start_worker(self, number: int) -> None:
        """Start a worker that was stopped."""
        old = self.workers[number]
        command = self.contender.commands[number]
        self.workers[number] = Process.start(old.name, command, log=old.log, environment=self.environment)
        self.stopped.discard(number)

    async def now(self) -> float:
        """Return PostgreSQL's clock, as Unix time."""
        return float(await self.connection.fetchval("SELECT extract(epoch FROM clock_timestamp())"))

    async def last_commit(self) -> float:
        """Return when the last fact was committed, as Unix time (ours only)."""
        return float(await self.connection.fetchval(_LAST))

    async def take_in(self, kept: int, unsure: int) -> None:
        """Wait for the turns of chats: `kept` are safe and must come, `unsure` may have come all the same."""
        self.turns += kept
        await self.wait_for(self.turns)
        if unsure:
            await asyncio.sleep(SETTLED_SECONDS)
            self.turns = (await self.count_rows())[0]
        await self.check_rows()

    async def order(self, order: dict[str, Any]) -> dict[str, Any]:
        """Give the producer an order and wait for its answer."""
        assert self.producer.stdin is not None
        self.producer.stdin.write(json.dumps(order).encode() + b"\n")
        return await read_answer(self.producer, self.contender.name)

    async def count_rows(self) -> tuple[int, int]:
        """Return how many jobs are completed and how many facts there are."""
        return await self._ask(_JOBS), await self._ask(_FACTS)

    async def check_rows(self) -> None:
        """Raise `WrongRowsError` unless there are exactly as many rows as there should be."""
        found = await self.count_rows()
        wanted = (self.turns, FACTS * self.turns + self.extra_facts)
        if found != wanted:
            raise WrongRowsError(f"{self.contender.name}: {found} jobs and facts instead of {wanted}")

    async def wait_stored(self) -> None:
        """Wait until all that it was given is stored, and check the rows."""
        await self.wait_for(self.turns)
        await self.check_rows()

    async def wait_for(self, turns: int) -> None:
        """Wait until `turns` are stored, of all that it was ever given."""
        clock = asyncio.get_running_loop().time
        found, since = 0, clock()
        while True:
            asked = clock()
            now = await self._ask(_JOBS)
            took = clock() - asked
            if now >= turns:
                return
            for number, worker in enumerate(self.workers):
                if number not in self.stopped and worker.exit_code is not None:
                    raise worker.died()
            if now != found:
                found, since = now, clock()
            elif clock() - since > PATIENCE:
                log = self.workers[0].log
                raise CannotRunError(f"{self.contender.name} stands still with {now} of {turns} turns: see {log}")
            # Counting must not become work that the contender has to share the processors with.
            await asyncio.sleep(max(POLL, LOOK_SHARE * took))

    async def _ask(self, query: str) -> int:
        return int(await self.connection.fetchval(query.format(schema=self._schema)))

    @property
    def _schema(self) -> str:
        return "store." if self.contender.ours else ""

    async def _read_visible(self, first: int, count: int) -> dict[int, float]:
        rows = await self.connection.fetch(_VISIBLE.format(schema=self._schema), turn_id(first), turn_id(first + count))
        return {turn_number(ident) - first: at for ident, at in rows}


@asynccontextmanager
async def on_stage(
    servers: Servers, contender: Contender, folder: Path, more: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Stage]:
    """Start a contender on a fresh vhost and database, warm it up, and clear everything away at the end.

    `more` is added to the environment of its processes.
    """
    name = f"bench-{contender.name}"
    async with AsyncExitStack() as stack:
        amqp_url = await servers.make_vhost(name)
        stack.push_async_callback(servers.drop_vhost, name)
        dsn = await servers.make_database(name)
        stack.push_async_callback(servers.drop_database, name)
        environment = {
            **clean_environment(),
            # Not every library's program looks for modules in the working directory.
            "PYTHONPATH": str(Path.cwd()),
            "BENCH_AMQP_URL": amqp_url,
            "BENCH_DSN": dsn,
        }
        if contender.ours:
            environment |= settings_of(servers, name, dsn) | dict(more)
            environment["BENCH_AMQP_URL"] = environment["CHAT_RABBITMQ_URL"]
            for module in (("services.ops", "provision"), ("services.store", "migrate"), ("services.chat", "migrate")):
                await run_module(module, environment, folder / "log" / f"{name}-{'-'.join(module)}.log")
        else:
            await _install(contender, dsn, environment, folder / "log" / f"{name}-install.log")
        workers = []
        for number, command in enumerate(contender.commands, start=1):
            log = folder / "log" / f"{name}-{number}.log"
            workers.append(Process.start(name, command, log=log, environment=environment))
        # The list, not what it holds now: a worker may be stopped and started again.
        stack.push_async_callback(_stop_all, workers)
        producer = await _start_producer(contender, environment, folder / "log" / f"{name}-producer.log")
        stack.push_async_callback(_end, producer)
        connection = await asyncpg.connect(dsn)
        stack.push_async_callback(connection.close)
        groups = {
            "workers": [worker.pid for worker in workers],
            "producer": [producer.pid],
            "broker": [servers.broker.managed.pid],
            "postgres": [servers.database.managed.pid],
        }
        running = Stage(contender, dsn, name, groups, producer, workers, connection, environment)
        await running.run(WARM_UP)
        yield running


def clean_environment() -> dict[str, str]:
    """Return the environment without anything of ours: the bench decides it all."""
    ours = (*PREFIXES, *OPENAI_SETTINGS, "OFFLINE_MODEL_URL", "LOG_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


async def read_answer(producer: asyncio.subprocess.Process, name: str) -> dict[str, Any]:
    """Read one line of a producer; `CannotRunError` when it has ended instead."""
    assert producer.stdout is not None
    line = await producer.stdout.readline()
    if not line:
        raise CannotRunError(f"The producer of {name} has ended: see its log in the bench's folder.")
    return dict(json.loads(line))


async def _install(contender: Contender, dsn: str, environment: Mapping[str, str], log: Path) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(TABLES)
    finally:
        await connection.close()
    if contender.installs:
        await run_module(("tests.bench.pipeline.install", contender.producer), environment, log)


async def _start_producer(
    contender: Contender, environment: Mapping[str, str], log: Path
) -> asyncio.subprocess.Process:
    with log.open("wb") as output:
        producer = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.pipeline.produce", contender.producer),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            env=dict(environment),
        )
    await read_answer(producer, contender.name)
    return producer


async def _stop_all(workers: Sequence[Process]) -> None:
    await asyncio.gather(*(worker.stop() for worker in workers))


async def _end(producer: asyncio.subprocess.Process) -> None:
    """Let the producer close its connections; it ends with its input."""
    if producer.stdin is not None:
        producer.stdin.close()
    try:
        async with asyncio.timeout(10):
            await producer.wait()
    except TimeoutError:
        producer.kill()
        await producer.wait()
