"""The bench's small HTTP servers as processes, for the length of a block."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from deploy.local.ports import HOST, is_answering, pick_free_ports
from deploy.local.process import Process

READY_SECONDS = 60.0


@asynccontextmanager
async def start_model(folder: Path) -> AsyncIterator[int]:
    """Run the model stub; yields its port."""
    async with _start("model_stub", folder) as port:
        yield port


@asynccontextmanager
async def start_proxy(folder: Path, model_port: int) -> AsyncIterator[int]:
    """Run the bare proxy before a model; yields its port."""
    async with _start("bare_proxy", folder, f"http://{HOST}:{model_port}/v1") as port:
        yield port


@asynccontextmanager
async def _start(name: str, folder: Path, *arguments: str) -> AsyncIterator[int]:
    (port,) = pick_free_ports(1)
    command = [sys.executable, "-m", f"tests.bench.http.{name}", str(port), *arguments]
    process = Process.start(name, command, log=folder / "log" / f"bench-{name}.log", environment=dict(os.environ))
    try:
        await process.wait_until(partial(is_answering, port), READY_SECONDS)
        yield port
    finally:
        await process.stop()
