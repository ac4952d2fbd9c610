"""The chat service's composition root: opens what it needs, wires it, serves until told to stop."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Final

import asyncpg
import structlog
from fastapi import FastAPI
from starlette.routing import Route

from services.chat.breaker import PublishBreaker
from services.chat.completions import Completions, Models
from services.chat.erasures import Erasures, open_store
from services.chat.errors import MIB, TURNS_PATH, answer_with_errors, refuse_large_body
from services.chat.metrics import PUBLISH_BREAKER_OPEN
from services.chat.model import Model, open_model
from services.chat.outbox import OutboxTable
from services.chat.purge import Purge
from services.chat.question import QuestionEmbedder
from services.chat.recall import Recall, open_session
from services.chat.recorder import Recorder
from services.chat.relay import Relay
from services.chat.saver import Saver
from services.chat.settings import ChatSettings, DatabaseSettings
from services.chat.turns import RecordTurns
from services.chat.wakeup import Wakeup
from services.kit.bus.publisher import Publisher
from services.kit.database import migrate, open_pool
from services.kit.http import BodyLimit, Check, add_probes, listen, serve
from services.kit.process import StartError, read
from services.kit.settings import ModelSettings

log = structlog.get_logger()

CHAT_BYTES: Final = 8 * MIB
TURNS_BYTES: Final = 40 * MIB
COMMAND_SECONDS: Final = 5.0


async def main(stop: asyncio.Event) -> None:
    """Serve until `stop` is set."""
    settings = read(ChatSettings)
    model_settings = read(ModelSettings)
    listener = listen(settings.host, settings.port, "CHAT_PORT")
    async with open_chat(settings, model_settings) as app:
        await serve(app, listener, stop)


@asynccontextmanager
async def open_chat(settings: ChatSettings, model_settings: ModelSettings) -> AsyncIterator[FastAPI]:
    """Open what the service needs and wire it; broker, database, store and model may come later, or never."""
    async with AsyncExitStack() as stack:
        publisher = Publisher(settings.rabbitmq_url, "chat")
        publisher.start()
        stack.push_async_callback(publisher.close)
        breaker = PublishBreaker()
        PUBLISH_BREAKER_OPEN.set_function(lambda: float(bool(breaker.problem)))
        pool = await stack.enter_async_context(open_database(settings.database_url))
        outbox = OutboxTable(pool)
        store = await stack.enter_async_context(open_store(settings.store_url))
        erasures = Erasures(store)
        probe_within = settings.publish_timeout_ms / 1_000
        relay = Relay(outbox, publisher.publish_encoded, breaker, probe_within, erasures.covered)
        await stack.enter_async_context(relay)
        await stack.enter_async_context(Purge(pool, erasures))
        await stack.enter_async_context(Wakeup(settings.database_url, relay.wake))
        recorder = Recorder(publisher.publish_encoded, breaker, Saver(outbox.keep))
        stack.push_async_callback(recorder.finish)
        client = await stack.enter_async_context(open_model(model_settings, settings.model_timeout_seconds))
        embedder = QuestionEmbedder(client, name) if (name := model_settings.embedding_model) else None
        session = await stack.enter_async_context(open_session())
        within = settings.recall_timeout_ms / 1_000
        recall = Recall(session, settings.store_url, within, settings.recall_tokens, embedder)
        stack.push_async_callback(recall.close)
        checks = {
            "rabbitmq": lambda: publisher.problem,
            "publish_breaker": lambda: breaker.problem,
            "outbox": lambda: relay.problem,
        }
        yield build(settings, recorder, recall, Model(client), checks)


def open_database(dsn: str) -> AbstractAsyncContextManager[asyncpg.Pool]:
    """Return the outbox's few connections: one for the turns, one for the relay, one for the purge, one to spare."""
    return open_pool(dsn, "chat", size=4, command_seconds=COMMAND_SECONDS)


def keeps_turns(problems: Mapping[str, str]) -> bool:
    """Tell whether a turn would be safe now: the broker is there, or else the outbox is."""
    return "outbox" not in problems or not problems.keys() & {"rabbitmq", "publish_breaker"}


def build(
    settings: ChatSettings, recorder: Recorder, recall: Recall, model: Model, checks: Mapping[str, Check]
) -> FastAPI:
    """Return the application: four routes and the probes; `checks` are what `/readyz` asks."""
    # No generated page of the API: it could not describe the chat route, which takes what the model takes.
    app = FastAPI(title="afterthought chat", docs_url=None, redoc_url=None, openapi_url=None)
    completions = Completions(
        model,
        recorder,
        recall,
        publish_within=settings.publish_timeout_ms / 1_000,
        save_within=settings.outbox_timeout_ms / 1_000,
        context_messages=settings.context_messages,
    )
    record_turns = RecordTurns(recorder, settings.turns_timeout_ms / 1_000)
    app.router.routes += [
        Route("/v1/chat/completions", BodyLimit(completions, CHAT_BYTES, refuse_large_body), methods=["POST"]),
        Route("/v1/models", Models(model), methods=["GET"]),
        Route(TURNS_PATH, record_turns.__call__, methods=["POST"]),
    ]
    app.add_middleware(BodyLimit, limit=TURNS_BYTES, refuse=refuse_large_body)
    add_probes(app, checks, keeps_turns)
    answer_with_errors(app)
    return app


async def migrate_schema(_: asyncio.Event) -> None:
    """Apply the migrations that the database has not seen yet."""
    settings = read(DatabaseSettings)
    try:
        applied = await migrate(settings.database_url, "services.chat", "chat")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise StartError(f"Cannot migrate the database of CHAT_DATABASE_URL: {reason}") from error
    log.info("migrations_finished", applied=len(applied))
