"""`make up` and `make down` without Docker: start, say the addresses, answer, stop, keep the data."""

import asyncio
import os
import re
import socket
import subprocess
from asyncio.subprocess import Process
from pathlib import Path

import httpx2
import pytest

from deploy.local.ports import pick_free_ports
from deploy.local.postgres_files import shared_folder
from tests.bus import until

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[2]
PORTS = ("CHAT_PORT", "STORE_PORT", "OPS_PORT", "OFFLINE_MODEL_PORT")


@pytest.fixture(autouse=True)
def _private_system():
    if os.environ.get("AFTERTHOUGHT_CHAT_URL"):
        pytest.skip("this starts a system of its own; this run tests the one named by AFTERTHOUGHT_CHAT_URL")


@pytest.fixture
def project(tmp_path):
    """The project in another folder, so that its data is not the developer's."""
    for name in ("Makefile", "deploy", "requirements", "compose.yaml", "contracts", "services", ".venv"):
        (tmp_path / name).symlink_to(ROOT / name)
    yield tmp_path
    # MAKE=true: the virtual environment is the one that runs this test.
    subprocess.run(["make", "down", "MAKE=true"], cwd=tmp_path, env=environment(), check=True, timeout=100)
    subprocess.run(["rm", "-rf", shared_folder(tmp_path / ".run")], check=True)


def environment(**settings: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))} | settings


async def make_up(project: Path, **settings: str) -> Process:
    return await asyncio.create_subprocess_exec(
        "make",
        "up",
        "RUN=local",
        "MAKE=true",
        cwd=project,
        env=environment(**settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def read_until(process: Process, pattern: str) -> str:
    """Read the output as far as `pattern`; fail with all of it if it ends first."""
    assert process.stdout is not None
    text = ""
    while not re.search(pattern, text):
        line = await process.stdout.readline()
        assert line, text
        text += line.decode()
    return text


async def test_make_up_runs_until_make_down_and_remembers(project):
    ports = dict(zip(PORTS, map(str, pick_free_ports(len(PORTS))), strict=True))
    chat, store = (f"http://127.0.0.1:{ports[name]}" for name in ("CHAT_PORT", "STORE_PORT"))

    async def known() -> bool:
        async with httpx2.AsyncClient() as client:
            return "Lisbon" in (await client.get(f"{store}/v1/users/ada/facts")).text

    for run in ("first", "second"):
        process = await make_up(project, **ports)
        shown = await read_until(process, "Ctrl-C ends it")
        assert chat in shown
        assert store in shown
        if run == "first":
            # The very line that was printed.
            command = re.search(r"^  curl (?:.*\\\n)*.*$", shown, flags=re.MULTILINE)
            assert command
            said = await asyncio.create_subprocess_shell(
                command.group().replace("curl", "curl -sSf", 1), stdout=asyncio.subprocess.PIPE
            )
            assert b"chat.completion" in (await said.communicate())[0]
        await until(known, "the fact is remembered")
        down = await asyncio.create_subprocess_exec("make", "down", cwd=project, env=environment())
        assert await down.wait() == 0
        rest, _ = await process.communicate()
        assert b"Stopped. The data is kept in .run." in rest
        assert process.returncode == 0


async def test_a_port_in_use_is_one_sentence_that_names_the_setting(project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = await make_up(project, CHAT_PORT=port, STORE_PORT="0", OPS_PORT="0", OFFLINE_MODEL_PORT="0")
        output, _ = await process.communicate()
    assert process.returncode != 0
    assert f"Error: Port {port} is in use by another program: stop it, or choose another port with CHAT_PORT=…" in (
        output.decode()
    )
