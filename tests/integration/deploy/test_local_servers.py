"""The private servers start, answer, stand side by side, and leave no process behind, whatever ends the runner."""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import aio_pika
import asyncpg
import pytest

from deploy.local import start_postgres, start_rabbitmq
from deploy.local.postgres_files import shared_folder
from tests.bus import until

ROOT = Path(__file__).parents[3]
RUNNER = """
import asyncio, sys
from pathlib import Path
from deploy.local import start_postgres, start_rabbitmq

async def main():
    async with start_postgres(Path(sys.argv[1]), durable=False), start_rabbitmq(Path(sys.argv[1]), durable=False):
        print("ready", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def _no_data_left(tmp_path) -> Iterator[None]:
    """Data that lasts lies elsewhere when we are root and PostgreSQL's account cannot reach the test's folder."""
    yield
    shutil.rmtree(shared_folder(tmp_path), ignore_errors=True)


def table() -> dict[int, tuple[int, str]]:
    """Every process but zombies: pid to parent and command line."""
    lines = subprocess.run(
        ["ps", "-axww", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(maxsplit=3) for line in lines.splitlines()]
    return {int(row[0]): (int(row[1]), row[3] if len(row) > 3 else "") for row in rows if not row[2].startswith("Z")}


def descendants(root: int) -> set[int]:
    """The pids below `root`."""
    parents = {pid: parent for pid, (parent, _) in table().items()}
    found: set[int] = set()
    new = {root}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new} - found
        found |= new
    return found


def still_there(pids: set[int]) -> list[str]:
    return [command for pid, (_, command) in table().items() if pid in pids]


@pytest.mark.parametrize("durable", [True, False])
async def test_postgres_answers_and_leaves_no_process(tmp_path, durable):
    async with start_postgres(tmp_path, durable=durable) as server:
        connection = await asyncpg.connect(server.dsn)
        assert await connection.fetchval("SHOW fsync") == ("on" if durable else "off")
        assert await connection.fetchval("SELECT lower('Ä')") == "ä"
        await connection.close()
        started = descendants(server.process.pid) | {server.process.pid}
        assert len(started) > 1
    assert still_there(started) == []


async def test_postgres_keeps_its_data_for_the_next_run(tmp_path):
    for run in range(2):
        async with start_postgres(tmp_path) as server:
            connection = await asyncpg.connect(server.dsn)
            if run == 0:
                await connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
            assert await connection.fetchval("SELECT one FROM kept") == 1
            await connection.close()


async def test_fast_postgres_throws_its_data_away(tmp_path):
    async with start_postgres(tmp_path, durable=False) as server:
        connection = await asyncpg.connect(server.dsn)
        data = await connection.fetchval("SHOW data_directory")
        await connection.close()
        assert (await asyncio.to_thread(Path(data).exists)) is True
    assert (await asyncio.to_thread(Path(data).exists)) is False


async def test_two_brokers_stand_side_by_side_and_leave_no_process(tmp_path):
    async with AsyncExitStack() as stack:
        brokers = await asyncio.gather(
            *(stack.enter_async_context(start_rabbitmq(tmp_path / name, durable=False)) for name in ("one", "two"))
        )
        for broker in brokers:
            connection = await stack.enter_async_context(await aio_pika.connect(broker.amqp_url))
            channel = await connection.channel()
            # Each is empty: neither sees the other's queue.
            with pytest.raises(aio_pika.exceptions.ChannelNotFoundEntity):
                await channel.declare_queue("only-here", passive=True)
            channel = await connection.channel()
            await channel.declare_queue("only-here", durable=True, arguments={"x-queue-type": "quorum"})
        started = {pid for pid, (_, command) in table().items() if str(tmp_path) in command}
        for broker in brokers:
            started |= descendants(broker.process.pid) | {broker.process.pid}
        assert any("beam" in command for command in still_there(started))
    await until(lambda: still_there(started) == [], "the brokers' processes end")


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
async def test_a_runner_that_is_ended_by_a_signal_leaves_no_process(tmp_path, sign):
    runner = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUNNER, tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    try:
        assert runner.stdout is not None
        assert await runner.stdout.readline() == b"ready\n"
        started = descendants(runner.pid)
        commands = still_there(started)
        for program in ("beam", "epmd", "postgres", "keeper"):
            assert any(program in command for command in commands), program
        runner.send_signal(sign)
    finally:
        if sys.exc_info()[0]:
            runner.kill()
        await runner.wait()
    await until(lambda: still_there(started) == [], "the runner's processes end")
