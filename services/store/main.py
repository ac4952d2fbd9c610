"""The store's composition root: two queues in, one HTTP API out, PostgreSQL between them."""

import asyncio
import socket
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import asyncpg
import structlog

from contracts.topology import DEAD_EXCHANGE, EXCHANGE, RETRY_EXCHANGE, STORE_DEAD, STORE_EVENTS
from services.kit.bus.batch import Batched
from services.kit.bus.consumer import Consumer
from services.kit.bus.publisher import Publisher
from services.kit.database import migrate, open_pool
from services.kit.http import listen, serve
from services.kit.process import StartError, read
from services.kit.settings import EmbeddingSettings
from services.store import metrics
from services.store.aliases import AliasError, load_aliases
from services.store.api.app import build
from services.store.api.reader import Reader, open_readers
from services.store.api.stream import JobWatch
from services.store.database import DatabaseProbe
from services.store.desk import Desk
from services.store.dues import Dues
from services.store.errors import reason_to_wait
from services.store.handler import EventHandler, patience
from services.store.letters import LetterHandler
from services.store.precedence import Precedence
from services.store.reconsolidation import reconsolidate
from services.store.repository import Repository, open_writers
from services.store.rights import Rights
from services.store.rules import Rules
from services.store.settings import DatabaseSettings, RulesSettings, StoreSettings
from services.store.sweeper import Pace, Sweeper
from services.store.turns import SOURCE
from services.store.vectors import check_vectors, create_vectors

log = structlog.get_logger()

RECONSOLIDATE_SECONDS: Final = 60.0
"""A statement may take so long here: users with long histories share it."""


async def main(stop: asyncio.Event) -> None:
    """Serve until `stop` is set. Neither PostgreSQL nor RabbitMQ has to be there to start."""
    settings = read(StoreSettings)
    if read(EmbeddingSettings).embedding_model:
        await check_vectors(settings.database_url)
    await run_store(settings, listen(settings.host, settings.port, "STORE_PORT"), stop)


async def run_store(settings: StoreSettings, listener: socket.socket, stop: asyncio.Event) -> None:
    """Open, wire, serve on `listener`, and close in the opposite order: the queues before the database."""
    rules = read_rules(settings)
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(open_pool(settings.database_url, "store", settings.connections))
        writers = await stack.enter_async_context(open_writers(settings.database_url, settings.connections))
        readers = await stack.enter_async_context(open_readers(settings.database_url, settings.connections))
        probe = await stack.enter_async_context(DatabaseProbe(pool))
        watch = await stack.enter_async_context(JobWatch(pool, settings.stream_poll_ms / 1_000, stop))
        publisher = Publisher(settings.rabbitmq_url, "store", (EXCHANGE, RETRY_EXCHANGE, DEAD_EXCHANGE))
        publisher.start()
        stack.push_async_callback(publisher.close)
        repository = Repository(writers, rules)
        precedence = Precedence()
        batched = Batched(EventHandler(repository), settings.batch, precedence.give_way, patience)
        events = consume(settings, publisher, STORE_EVENTS, batched)
        stack.push_async_callback(events.stop, settings.stop_seconds)
        letters = consume(
            settings, publisher, STORE_DEAD, Batched(LetterHandler(repository), settings.batch), letters=True
        )
        stack.push_async_callback(letters.stop, settings.stop_seconds)
        dues = Dues(pool, settings.sweep_after)
        pace = Pace(settings.sweep_every, settings.sweep_rate)
        await stack.enter_async_context(Sweeper(dues, publisher, settings.rabbitmq_url, pace))
        checks = {
            "postgresql": lambda: probe.problem,
            "rabbitmq": lambda: publisher.problem,
            STORE_EVENTS: lambda: events.problem,
            STORE_DEAD: lambda: letters.problem,
        }
        desk = Desk(repository, dues, publisher.publish)
        rights = Rights(repository, publisher.publish, settings.erase_margin)
        await serve(build(Reader(pool, readers, precedence), watch, desk, rights, checks), listener, stop)


def consume(
    settings: StoreSettings, publisher: Publisher, queue: str, handle: Batched, *, letters: bool = False
) -> Consumer:
    """Start to consume `queue` in batches."""
    consumer = Consumer(
        settings.rabbitmq_url,
        queue,
        handle,
        publisher,
        source=SOURCE,
        prefetch=settings.prefetch,
        # While one batch is written the next one gathers.
        concurrency=2 * settings.batch,
        letters=letters,
    )
    metrics.CONSUMING.labels(queue).set_function(lambda: float(not consumer.problem))
    consumer.start()
    return consumer


def read_rules(settings: RulesSettings) -> Rules:
    """Return the rules that facts are computed by."""
    try:
        return Rules(load_aliases(Path(settings.aliases) if settings.aliases else None))
    except AliasError as error:
        raise StartError(f"STORE_ALIASES: {error}") from error


async def compute_anew(_: asyncio.Event) -> None:
    """Compute anew the facts that were computed by other rules than these settings give."""
    settings = read(RulesSettings)
    rules = read_rules(settings)
    async with open_writers(settings.database_url, 2, RECONSOLIDATE_SECONDS) as pool:
        try:
            users = await reconsolidate(Repository(pool, rules))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            raise StartError(f"Cannot compute the facts anew: {reason_to_wait(error) or error}") from error
    log.info("facts_computed_anew", users=users)


async def migrate_schema(_: asyncio.Event) -> None:
    """Apply the migrations that the database has not seen yet."""
    settings = read(DatabaseSettings)
    try:
        applied = await migrate(settings.database_url, "services.store", "store")
        if read(EmbeddingSettings).embedding_model:
            await create_vectors(settings.database_url)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise StartError(f"Cannot migrate the database of STORE_DATABASE_URL: {reason}") from error
    log.info("migrations_finished", applied=len(applied))
