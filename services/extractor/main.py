"""The composition root: a consumer for each lane, one publisher, one model client, and the probes."""

import asyncio
import os
import platform
from collections.abc import Mapping
from contextlib import AsyncExitStack
from functools import partial
from typing import Final

from fastapi import FastAPI

from contracts.events import Lane
from contracts.topology import DEAD_EXCHANGE, EXCHANGE, LANE_QUEUES, RETRY_EXCHANGE
from services.extractor.breaker import Breaker
from services.extractor.events import SOURCE
from services.extractor.gathering import Chooses, session_of
from services.extractor.handler import Extraction
from services.extractor.metrics import BREAKER_OPEN, CONSUMING
from services.extractor.model import Model, choose_model, open_client
from services.extractor.policy import Policy
from services.extractor.settings import ExtractorSettings
from services.kit.bus.consumer import Consumer
from services.kit.bus.publisher import Publisher
from services.kit.bus.together import Together
from services.kit.http import add_probes, listen, serve
from services.kit.process import read, step_back
from services.kit.settings import ModelSettings

EXCHANGES: Final = (EXCHANGE, RETRY_EXCHANGE, DEAD_EXCHANGE)


async def main(stop: asyncio.Event) -> None:
    """Step back behind others, as a process of its own does, and extract until `stop` is set."""
    step_back(read(ExtractorSettings).nice)
    await extract(stop)


async def extract(stop: asyncio.Event) -> None:
    """Extract until `stop` is set; then finish what is in hand, give back the rest, and close."""
    settings, place = read(ExtractorSettings), read(ModelSettings)
    name = choose_model(settings, place)
    listener = listen(settings.host, settings.port, "EXTRACTOR_PORT")
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(open_client(settings, place))
        publisher = Publisher(settings.rabbitmq_url, "extractor", EXCHANGES)
        stack.push_async_callback(publisher.close)
        publisher.start()
        consumers: dict[Lane, Consumer] = {}
        breaker = Breaker(
            settings.breaker_failures, settings.probe_seconds, changed=lambda is_open: follow(is_open, consumers)
        )
        handle = Extraction(
            Model(client, settings, name),
            publisher.publish,
            Policy(settings.retry_delays, settings.probe_seconds, settings.turn_outages, settings.park_after),
            breaker,
            f"{platform.node()}/{os.getpid()}",
        )
        consumers |= build_consumers(settings, handle, publisher)
        for lane, consumer in consumers.items():
            CONSUMING.labels(lane.value).set_function(partial(is_consuming, consumer))
            consumer.start()
        app = FastAPI(title="Afterthought extractor", openapi_url=None)
        checks = {lane.value: lambda each=each: each.problem for lane, each in consumers.items()}
        add_probes(app, {**checks, "publisher": lambda: publisher.problem, "model": lambda: breaker.problem})
        await serve(app, listener, stop)
        await asyncio.gather(*(consumer.stop(settings.stop_seconds) for consumer in consumers.values()))


def is_consuming(consumer: Consumer) -> float:
    """Return 1 while the consumer takes messages, else 0."""
    return float(not consumer.problem)


def follow(is_open: bool, consumers: Mapping[Lane, Consumer]) -> None:
    """Show what the breaker does; both lanes go on when one lane's probe has closed it."""
    BREAKER_OPEN.set(is_open)
    if not is_open:
        for consumer in consumers.values():
            consumer.resume()


def build_consumers(settings: ExtractorSettings, handle: Extraction, publisher: Publisher) -> dict[Lane, Consumer]:
    """Return a consumer for each lane, with connections and slots of its own: live never waits behind bulk.

    The slots are calls of the model; what gathers for the next call of its session has none.
    """
    sizes = {
        Lane.LIVE: (settings.prefetch, settings.concurrency),
        Lane.BULK: (settings.bulk_prefetch, settings.bulk_concurrency),
    }
    return {
        lane: Consumer(
            settings.rabbitmq_url,
            queue,
            Together(handle, session_of, Chooses(settings.call_turns, settings.call_tokens), settings.call_turns),
            publisher,
            source=SOURCE,
            prefetch=sizes[lane][0],
            concurrency=sizes[lane][1],
        )
        for lane, queue in LANE_QUEUES.items()
    }
