"""The page's composition root: a client for each whom it asks, and the server."""

import asyncio
import socket
from contextlib import AsyncExitStack

from services.kit.http import listen, serve
from services.kit.process import StartError, read
from services.ops.errors import OpsError
from services.ops.settings import PageSettings
from services.ops.web.app import Sources, build
from services.ops.web.overview import Overview, Places
from services.ops.web.sources.broker import Broker
from services.ops.web.sources.chat import Chat
from services.ops.web.sources.store import Store


async def main(stop: asyncio.Event) -> None:
    """Serve until `stop` is set. Nobody else has to be there to start."""
    settings = read(PageSettings)
    await run_page(settings, listen(settings.host, settings.port, "OPS_PORT"), stop)


async def run_page(settings: PageSettings, listener: socket.socket, stop: asyncio.Event) -> None:
    """Wire and serve on `listener`."""
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(Store(settings.store_url))
            chat = await stack.enter_async_context(Chat(settings.chat_url, settings.chat_model))
            broker = await stack.enter_async_context(Broker(settings.rabbitmq_admin_url, settings.rabbitmq_vhost))
        except OpsError as error:
            raise StartError(str(error)) from error
        prices = settings.input_price, settings.output_price
        overview = Overview(store, chat, broker, Places(settings.extractor_urls, settings.embedder_url), prices)
        await serve(build(settings, Sources(store, chat, overview), stop), listener, stop)
