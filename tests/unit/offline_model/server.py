"""The offline model on a free port, inside the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
from openai import AsyncOpenAI

from services.kit.http import listen, serve
from services.offline_model.app import Pause, build_app
from services.offline_model.faults import FaultTable


@dataclass(frozen=True)
class Running:
    """A running server: its address, the official client and a plain one."""

    url: str
    openai: AsyncOpenAI
    http: httpx2.AsyncClient
    faults: FaultTable


@asynccontextmanager
async def running(
    *, latency_ms: int = 0, lying: bool = False, schemas: bool = True, pause: Pause = asyncio.sleep
) -> AsyncIterator[Running]:
    """Serve until the block ends."""
    faults = FaultTable()
    listener = listen("127.0.0.1", 0, "OFFLINE_MODEL_PORT")
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    stop = asyncio.Event()
    serving = asyncio.create_task(
        serve(build_app(faults, latency_ms=latency_ms, lying=lying, schemas=schemas, pause=pause), listener, stop)
    )
    try:
        async with (
            AsyncOpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0, timeout=20) as client,
            httpx2.AsyncClient(base_url=url, timeout=20) as http,
        ):
            yield Running(url, client, http, faults)
    finally:
        stop.set()
        await serving
