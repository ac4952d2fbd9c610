"""The whole running system: the one that is named by URLs (Compose), else a private one started here."""

import os
import subprocess
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest_asyncio

from deploy.local.system import start_system

SETTINGS = {"EXTRACTOR_RETRY_DELAYS": "1,2,4"}


@dataclass(frozen=True)
class Running:
    """Base URLs of a running system, and what each of its extractors has logged so far."""

    chat_url: str
    store_url: str
    extractor_logs: Callable[[], list[str]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def system(tmp_path_factory) -> AsyncIterator[Running]:
    """AFTERTHOUGHT_CHAT_URL and AFTERTHOUGHT_STORE_URL, or a system started for this run."""
    chat, store = (os.environ.get(name, "") for name in ("AFTERTHOUGHT_CHAT_URL", "AFTERTHOUGHT_STORE_URL"))
    assert bool(chat) == bool(store), "set both AFTERTHOUGHT_CHAT_URL and AFTERTHOUGHT_STORE_URL, or neither"
    if chat:
        yield Running(chat, store, compose_logs)
        return
    settings = dict(os.environ) | SETTINGS
    folder = tmp_path_factory.mktemp("system")
    async with start_system(folder, settings, extractors=2, durable=False, free_ports=True) as started:
        logs = sorted((folder / "log").glob("extractor-*.log"))
        yield Running(started.chat_url, started.store_url, lambda: [log.read_text() for log in logs])


def compose_logs() -> list[str]:
    """The logs of Compose's extractors, one text a container."""

    def output(*command: str) -> str:
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
        return ran.stdout + ran.stderr

    return [output("docker", "logs", each) for each in output("docker", "compose", "ps", "-q", "extractor").split()]


@pytest_asyncio.fixture
async def chat(system) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=system.chat_url, timeout=30) as client:
        yield client


@pytest_asyncio.fixture
async def store(system) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=system.store_url, timeout=30) as client:
        yield client
