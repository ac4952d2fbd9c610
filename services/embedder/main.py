"""The embedder's composition root: the store on one side, the model on the other, the probes."""

import asyncio
from contextlib import AsyncExitStack

import httpx2
import structlog
from fastapi import FastAPI
from openai import AsyncOpenAI, DefaultAsyncHttpx2Client

from services.embedder.facts import Facts, open_store
from services.embedder.settings import EmbedderSettings
from services.embedder.worker import Embedder
from services.kit.http import add_probes, listen, serve
from services.kit.process import read
from services.kit.settings import ModelSettings

log = structlog.get_logger()


async def main(stop: asyncio.Event) -> None:
    """Embed until `stop` is set; end at once when no model is named, as there is nothing to do."""
    settings, place = read(EmbedderSettings), read(ModelSettings)
    if not place.embedding_model:
        log.info("embedder_not_needed", why="EMBEDDING_MODEL is not set")
        return
    listener = listen(settings.host, settings.port, "EMBEDDER_PORT")
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings.store_url))
        client = await stack.enter_async_context(open_client(place, settings.timeout))
        facts = Facts(store, place.embedding_model, settings.batch)
        embedder = Embedder(facts, client, place.embedding_model, every=settings.every, timeout=settings.timeout)
        app = FastAPI(title="Afterthought embedder", openapi_url=None)
        add_probes(app, {"embedding": lambda: embedder.problem})
        async with asyncio.TaskGroup() as group:
            group.create_task(embedder.run(stop))
            group.create_task(serve(app, listener, stop))


def open_client(place: ModelSettings, timeout: float) -> AsyncOpenAI:
    """Return the SDK's client. It does not try again by itself: the loop does."""
    return AsyncOpenAI(
        api_key=place.api_key,
        base_url=place.base_url,
        timeout=timeout,
        max_retries=0,
        # The offline model is a neighbour: the environment's proxies are not for it.
        http_client=DefaultAsyncHttpx2Client(timeout=httpx2.Timeout(timeout), trust_env=not place.offline),
    )
