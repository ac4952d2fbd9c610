"""The extractor as its composition root builds it, on a test's own vhost, with a scripted model."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel

from contracts.envelope import Event, TurnRecordedEvent, encode, encode_batch, routing_key
from contracts.topology import EXCHANGE, LANE_QUEUES, STORE_EVENTS
from services.extractor.main import extract
from services.kit.bus.delivery import unpack
from tests.bus import depth, until
from tests.conftest import DELAYS, Broker
from tests.integration.extractor.scripted_model import ScriptedModel, scripted_model


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with scripted_model() as model:
        yield model


class Extractors:
    """Starts and stops extractors."""

    def __init__(self, environment: Callable[[str, str], None]) -> None:
        self._set = environment
        self._running: list[tuple[asyncio.Event, asyncio.Task[None]]] = []

    def start(self, **settings: object) -> None:
        """Start one more, with these settings beside those of the test's servers."""
        for name, value in settings.items():
            self._set(f"EXTRACTOR_{name.upper()}", str(value))
        stop = asyncio.Event()
        self._running.append((stop, asyncio.create_task(extract(stop))))

    async def stop(self) -> None:
        """Stop all of them, as SIGTERM does, and wait until they are gone."""
        running, self._running = self._running, []
        for stop, _ in running:
            stop.set()
        await asyncio.gather(*(task for _, task in running))


@pytest.fixture
async def extractors(
    broker: Broker, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Extractors]:
    monkeypatch.setenv("OFFLINE_MODEL_URL", model.url)
    extractors = Extractors(monkeypatch.setenv)
    monkeypatch.setenv("EXTRACTOR_RABBITMQ_URL", broker.url("extractor"))
    monkeypatch.setenv("EXTRACTOR_RETRY_DELAYS", ",".join(str(delay) for delay in DELAYS))
    yield extractors
    await extractors.stop()


class Said:
    """All events on the bus, as the store would see them."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = asyncio.Condition()

    async def take(self, message: aio_pika.abc.AbstractIncomingMessage) -> None:
        async with self._changed:
            self.events += [each.event for each in unpack(message) if each.event is not None]
            self._changed.notify_all()
        await message.ack()

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, kind: type[Any], count: int = 1, within: float = 30) -> list[Any]:
        """Wait until `count` events of this kind were said, for `within` seconds at most."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: len(self.of(kind)) >= count)
        return self.of(kind)


@pytest.fixture
async def said(amqp: AbstractChannel) -> AsyncIterator[Said]:
    said = Said()
    queue = await amqp.get_queue(STORE_EVENTS, ensure=False)
    tag = await queue.consume(said.take)
    yield said
    await queue.cancel(tag)


async def say(channel: AbstractChannel, *events: TurnRecordedEvent) -> None:
    """Publish each event in a message of its own, as chat does when it has time."""
    exchange = await channel.get_exchange(EXCHANGE, ensure=False)
    for event in events:
        body = encode_batch([encode(event)])
        await exchange.publish(
            aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT), routing_key(event)
        )


async def left_in(channel: AbstractChannel) -> dict[str, int]:
    """How many messages wait in each lane; once the extractors have stopped, that is all there are."""
    return {queue: await depth(channel, queue) for queue in LANE_QUEUES.values()}


async def given_back(channel: AbstractChannel, expected: Mapping[str, int]) -> None:
    """Wait until so many messages wait in each lane: a quorum queue has them back a moment after a channel closed."""

    async def is_back() -> bool:
        return await left_in(channel) == expected

    await until(is_back, f"the lanes hold {expected}")
