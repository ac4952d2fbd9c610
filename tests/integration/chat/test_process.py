"""`python -m services.chat` as a process: it starts with everything away, answers, and stops when told to."""

import asyncio
import os
import signal
import socket
import sys

import asyncpg
import httpx2

from contracts.identifiers import new_id
from services.kit.settings import LOOPBACK
from tests.bus import PATIENCE, until
from tests.conftest import database_dsn


async def start(*arguments: str, **settings: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.chat", *arguments,
        env={**os.environ, **settings}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


def free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as taken:
        return int(taken.getsockname()[1])


async def test_it_starts_with_everything_away_and_stops_at_sigterm(nobody, nowhere, model):
    port = free_port()
    away = {f"CHAT_{name}".upper(): str(value) for name, value in {**nowhere, "store_url": nobody}.items()}
    process = await start(CHAT_PORT=str(port), OFFLINE_MODEL_URL=f"{model.url}/v1", LOG_FORMAT="json", **away)
    async with httpx2.AsyncClient(base_url=f"http://{LOOPBACK}:{port}", trust_env=False, timeout=PATIENCE) as http:

        async def alive() -> bool:
            try:
                return bool((await http.get("/healthz")).is_success)
            except httpx2.ConnectError:
                return False

        await until(alive, "the process answers")
        body = {"model": "offline", "user": "ada", "messages": [{"role": "user", "content": "A secret."}]}
        answer = await http.post("/v1/chat/completions", json=body)
    assert (answer.status_code, answer.headers["afterthought-memory"]) == (200, "unavailable")
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE):
        _, logs = await process.communicate()
    assert process.returncode == 0
    assert b"turn_unconfirmed" in logs
    assert b"turn_unsaved" in logs
    assert b"A secret." not in logs
    assert b"Traceback" not in logs


async def test_a_port_in_use_and_a_bad_setting_are_one_sentence():
    with socket.create_server((LOOPBACK, 0)) as taken:
        process = await start(CHAT_PORT=str(taken.getsockname()[1]))
        _, said = await process.communicate()
    assert process.returncode == 1
    assert len(said.splitlines()) == 1
    assert b"CHAT_PORT" in said
    process = await start(CHAT_RECALL_TIMEOUT_MS="soon")
    _, said = await process.communicate()
    assert process.returncode == 1
    assert b"CHAT_RECALL_TIMEOUT_MS" in said


async def test_help_says_what_it_is():
    process = await start("--help")
    said, _ = await process.communicate()
    assert process.returncode == 0
    assert b"OpenAI-compatible" in said


async def test_migrate_makes_the_outbox_once_and_says_what_is_wrong(servers, nowhere):
    name = f"test_{new_id().hex}"
    admin = await asyncpg.connect(servers.dsn)
    await admin.execute(f'CREATE DATABASE "{name}"')
    dsn = database_dsn(servers, name)
    for applied in (b"applied=2", b"applied=0"):
        process = await start("migrate", CHAT_DATABASE_URL=dsn)
        _, said = await process.communicate()
        assert process.returncode == 0
        assert applied in said
    await admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await admin.close()
    process = await start("migrate", CHAT_DATABASE_URL=nowhere["database_url"])
    _, said = await process.communicate()
    assert (process.returncode, len(said.splitlines())) == (1, 1)
    assert b"CHAT_DATABASE_URL" in said
