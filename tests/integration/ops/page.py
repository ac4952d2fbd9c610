"""The operator's page served by itself, and a client that behaves like a browser on it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from services.kit.http import listen
from services.ops.settings import PageSettings
from services.ops.web.main import run_page

NOBODY = "http://127.0.0.1:9"


class Reader(httpx2.AsyncClient):
    """Asks for pages, and sends their forms as a browser would."""

    async def token(self, path: str = "/") -> str:
        """The token in the forms of a page."""
        found = re.search(r'name="token" value="([^"]+)"', (await self.get(path)).text)
        assert found, path
        return found[1]

    async def act(self, path: str, headers: Any = None, **fields: Any) -> httpx2.Response:
        """Send a form from the page's own origin."""
        origin = {"Origin": str(self.base_url).rstrip("/")} if headers is None else headers
        return await self.post(path, data=fields, headers=origin)


@asynccontextmanager
async def page(**settings: Any) -> AsyncIterator[Reader]:
    """Serve the page; whom it is not told of does not answer."""
    nobody = {"store_url": NOBODY, "chat_url": NOBODY, "rabbitmq_admin_url": f"http://a:b@{NOBODY[7:]}"}
    listener = listen("127.0.0.1", 0, "OPS_PORT")
    stop = asyncio.Event()
    serving = asyncio.create_task(run_page(PageSettings(**nobody | settings), listener, stop))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    try:
        async with Reader(base_url=address, trust_env=False, timeout=20) as client:
            yield client
    finally:
        stop.set()
        async with asyncio.timeout(20):
            await serving
