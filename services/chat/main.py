"""The chat service's composition root: opens what it needs, wires it, serves until told to stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from fastapi import FastAPI
from starlette.routing import Route

from services.chat.completions import Completions, Models
from services.chat.errors import MIB, TURNS_PATH, answer_with_errors, refuse_large_body
from services.chat.model import Model, open_model
from services.chat.recall import Recall, open_store
from services.chat.recorder import Recorder
from services.chat.settings import ChatSettings
from services.chat.turns import RecordTurns
from services.kit.bus.publisher import Publisher
from services.kit.http import BodyLimit, add_probes, listen, serve
from services.kit.process import read
from services.kit.settings import ModelSettings

CHAT_BYTES: Final = 8 * MIB
TURNS_BYTES: Final = 40 * MIB


async def main(stop: asyncio.Event) -> None:
    """Serve until `stop` is set."""
    settings = read(ChatSettings)
    model_settings = read(ModelSettings)
    listener = listen(settings.host, settings.port, "CHAT_PORT")
    async with open_chat(settings, model_settings) as app:
        await serve(app, listener, stop)


@asynccontextmanager
async def open_chat(settings: ChatSettings, model_settings: ModelSettings) -> AsyncIterator[FastAPI]:
    """Open what the service needs and wire it; neither the broker, the store nor the model has to be there."""
    async with AsyncExitStack() as stack:
        publisher = Publisher(settings.rabbitmq_url, "chat")
        publisher.start()
        stack.push_async_callback(publisher.close)
        recorder = Recorder(publisher)
        stack.push_async_callback(recorder.finish)
        store = await stack.enter_async_context(open_store(settings.store_url))
        client = await stack.enter_async_context(open_model(model_settings, settings.model_timeout_seconds))
        recall = Recall(store, settings.recall_timeout_ms / 1_000)
        yield build(settings, publisher, recorder, recall, Model(client))


def build(settings: ChatSettings, publisher: Publisher, recorder: Recorder, recall: Recall, model: Model) -> FastAPI:
    """Return the application: four routes and the probes."""
    # No generated page of the API: it could not describe the chat route, which takes what the model takes.
    app = FastAPI(title="afterthought chat", docs_url=None, redoc_url=None, openapi_url=None)
    completions = Completions(model, recorder, recall, settings.publish_timeout_ms / 1_000, settings.context_messages)
    record_turns = RecordTurns(recorder, settings.turns_timeout_ms / 1_000)
    app.router.routes += [
        Route("/v1/chat/completions", BodyLimit(completions, CHAT_BYTES, refuse_large_body), methods=["POST"]),
        Route("/v1/models", Models(model), methods=["GET"]),
        Route(TURNS_PATH, record_turns.__call__, methods=["POST"]),
    ]
    app.add_middleware(BodyLimit, limit=TURNS_BYTES, refuse=refuse_large_body)
    add_probes(app, {"rabbitmq": lambda: publisher.problem})
    answer_with_errors(app)
    return app
