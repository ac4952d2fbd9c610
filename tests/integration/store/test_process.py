"""The store as a process: its command line, its migrations, its start and its end."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import asyncpg

from services import store
from tests.bus import until

MIGRATIONS = Path(store.__file__).parent / "migrations"


async def start(*arguments, **environment):
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.store",
        *arguments,
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def finish(process):
    async with asyncio.timeout(30):
        out, errors = await process.communicate()
    return process.returncode, out.decode(), errors.decode()


async def test_help_names_the_commands():
    code, out, _ = await finish(await start("--help"))
    assert code == 0
    assert "migrate" in out
    assert "STORE_" in out


async def test_migrations_can_be_applied_again_and_by_two_at_once(database):
    admin = await asyncpg.connect(database)
    await admin.execute("DROP SCHEMA store CASCADE")
    both = [await start("migrate", STORE_DATABASE_URL=database) for _ in range(2)]
    assert [(await finish(each))[0] for each in both] == [0, 0]
    assert (await finish(await start("migrate", STORE_DATABASE_URL=database)))[0] == 0
    names = [row["name"] for row in await admin.fetch("SELECT name FROM store.migrations ORDER BY name")]
    assert names == sorted(path.stem for path in MIGRATIONS.glob("*.sql"))
    await admin.close()


async def test_a_database_that_is_not_there_is_said_in_one_sentence():
    code, _, errors = await finish(await start("migrate", STORE_DATABASE_URL="postgresql://x@127.0.0.1:1/x"))
    assert code == 1
    assert errors.splitlines()[-1].startswith("store: Cannot migrate the database of STORE_DATABASE_URL: ")
    assert "Traceback" not in errors


async def test_a_port_in_use_is_said_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, errors = await finish(await start(STORE_PORT=port))
    assert code == 1
    assert port in errors
    assert "STORE_PORT" in errors


async def test_a_running_store_ends_cleanly_when_told_to(broker, database):
    process = await start(
        STORE_PORT="0", STORE_DATABASE_URL=database, STORE_RABBITMQ_URL=broker.url("store"), LOG_FORMAT="json"
    )
    assert process.stderr is not None
    lines = []

    async def started():
        lines.append((await process.stderr.readline()).decode())
        return sum("consumer_started" in line for line in lines) == 2

    await until(started, "both queues are consumed")
    process.send_signal(signal.SIGTERM)
    code, _, errors = await finish(process)
    assert code == 0
    assert "Traceback" not in errors
    assert errors.count("consumer_stopped") == 2
