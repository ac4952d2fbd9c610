"""Confirmed publishing, several events to a message when they arrive while a publish is under way.

An event goes out at once when no publish to its destination is under way; those that arrive meanwhile share the next
message, up to `BATCH_LIMIT`. Nobody waits for a message to fill, and each caller waits for its own confirm.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import structlog
from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractExchange, AbstractRobustConnection
from aio_pika.exceptions import (
    CONNECTION_EXCEPTIONS,
    ChannelNotFoundEntity,
    PublishError,
)
from aiormq.exceptions import ChannelAccessRefused

from contracts.envelope import BATCH_BYTES, BATCH_LIMIT, CONTENT_TYPE, Event, encode, encode_batch, routing_key
from contracts.identifiers import new_id
from contracts.topology import EXCHANGE
from services.kit.bus.connection import connect, patiently
from services.kit.bus.errors import BrokerUnavailable, BusError, TopologyFault

log = structlog.get_logger()

CONFIRM_SECONDS: Final = 5.0
"""How long the broker has to confirm one message before its outcome counts as unknown."""

Headers = Mapping[str, str | int]


@dataclass(slots=True)
class _Destination:
    """One exchange and routing key: what waits for it, and the task that sends it."""

    exchange: str
    key: str
    waiting: deque[tuple[bytes, asyncio.Future[None]]] = field(default_factory=deque)
    sender: asyncio.Task[None] | None = None


class Publisher:
    """Publishes with confirms on a connection of its own.

    `start` returns at once and connects in the background, so that a service can answer before its broker is there; a
    publish without a connection fails by its own deadline.
    """

    def __init__(self, url: str, name: str, exchanges: tuple[str, ...] = (EXCHANGE,)) -> None:
        """`exchanges` are those that will be published to; each gets a channel of its own."""
        self._url = url
        self._name = f"{name}.publish"
        self._exchange_names = exchanges
        self._exchanges: dict[str, AbstractExchange] = {}
        self._destinations: dict[tuple[str, str], _Destination] = {}
        self._connection: AbstractRobustConnection | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._fault = ""

    def start(self) -> None:
        """Begin to connect, in the background."""
        self._connecting = asyncio.create_task(self._connect(), name=self._name)

    async def connected(self) -> None:
        """Wait until the broker is there and every exchange was found."""
        if self._connecting is not None:
            await asyncio.shield(self._connecting)

    @property
    def problem(self) -> str:
        """Say why publishing would fail now, or nothing."""
        if self._connection is None or len(self._exchanges) < len(self._exchange_names):
            return "not connected to RabbitMQ yet"
        if not self._connection.connected.is_set():
            return "the connection to RabbitMQ is down"
        return self._fault

    async def publish(self, event: Event, within: float | None = CONFIRM_SECONDS) -> None:
        """Publish one event on `memory`; returns when the broker has confirmed it.

        Raises `BrokerUnavailable` when that took longer than `within` seconds (the event may have arrived all the
        same: send it again with the same id) and `TopologyFault` when the broker refused it. With None, the wait for
        those before it does not count, only that for the confirm of its own message: `CONFIRM_SECONDS` at most.
        """
        await self.publish_encoded(encode(event), EXCHANGE, routing_key(event), within)

    async def publish_encoded(
        self, event: bytes, exchange: str, key: str, within: float | None = CONFIRM_SECONDS
    ) -> None:
        """Publish one encoded event where `key` leads on `exchange`; errors as in `publish`."""
        destination = self._destinations.get((exchange, key))
        if destination is None:
            destination = self._destinations[(exchange, key)] = _Destination(exchange, key)
        confirmed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        destination.waiting.append((event, confirmed))
        if destination.sender is None:
            destination.sender = asyncio.create_task(self._send_waiting(destination))
        if within is None:
            await confirmed
            return
        try:
            async with asyncio.timeout(within):
                await confirmed
        except TimeoutError:
            raise BrokerUnavailable(self.problem) from None

    async def publish_body(
        self, body: bytes, exchange: str, key: str, headers: Headers, within: float = CONFIRM_SECONDS
    ) -> None:
        """Publish a message body as it is, in a message of its own; errors as in `publish`.

        None of the headers of the message it came from are kept: brokers before 4.0 would read a copied `x-death` as
        their own and drop the message as a cycle (RabbitMQ, "Dead Letter Exchanges").
        """
        try:
            async with asyncio.timeout(within):
                await self._send(body, exchange, key, headers)
        except TimeoutError:
            raise BrokerUnavailable(self.problem) from None

    async def close(self, within: float = CONFIRM_SECONDS) -> None:
        """Send what waits, for `within` seconds at most, then close the connection."""
        senders = [d.sender for d in self._destinations.values() if d.sender is not None]
        if senders and not self.problem:
            await asyncio.wait(senders, timeout=within)
        for task in (*senders, self._connecting):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        for destination in self._destinations.values():
            _confirm(destination.waiting, BrokerUnavailable("closed"))
            destination.waiting.clear()
        if self._connection is not None:
            await self._connection.close()

    async def _connect(self) -> None:
        self._connection = await connect(self._url, self._name)
        for name in self._exchange_names:
            self._exchanges[name] = await patiently(lambda name=name: self._open(name), self._name)  # type: ignore[misc]
        log.info("publisher_connected", connection=self._name)

    async def _open(self, name: str) -> AbstractExchange:
        assert self._connection is not None  # noqa: S101 - set by the only caller
        # A channel for each exchange: a refused publish closes the channel for everyone on it.
        channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
        try:
            return await channel.declare_exchange(name, passive=True)
        except BaseException:
            with suppress(*CONNECTION_EXCEPTIONS):
                await channel.close()
            raise

    async def _send_waiting(self, destination: _Destination) -> None:
        try:
            while batch := _take(destination.waiting):
                await self._send_batch(destination, batch)
        finally:
            destination.sender = None

    async def _send_batch(self, destination: _Destination, batch: list[tuple[bytes, asyncio.Future[None]]]) -> None:
        failure: BusError | None = None
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                body = encode_batch([event for event, _ in batch])
                await self._send(body, destination.exchange, destination.key, {})
        except TimeoutError:
            failure = BrokerUnavailable(self.problem)
        except BusError as error:
            failure = error
        except Exception as error:
            # Those who wait must hear of it, whatever it is.
            log.exception("publish_failed", exchange=destination.exchange)
            failure = BrokerUnavailable(f"{type(error).__name__}: {error}")
        except asyncio.CancelledError:
            _confirm(batch, BrokerUnavailable("closed"))
            raise
        _confirm(batch, failure)

    async def _send(self, body: bytes, exchange: str, key: str, headers: Headers) -> None:
        """Publish one message and wait for its confirm; every broker error becomes a `BusError`."""
        if exchange not in self._exchanges:
            await self.connected()
        message = Message(
            body,
            content_type=CONTENT_TYPE,
            delivery_mode=DeliveryMode.PERSISTENT,
            # Returns are matched by message id, so it is new for each publish; the event's id is inside.
            message_id=new_id().hex,
            headers=dict(headers),
        )
        try:
            await self._exchanges[exchange].publish(message, key, mandatory=True)
        except (PublishError, ChannelNotFoundEntity, ChannelAccessRefused) as error:
            self._fault = f"publishing to {exchange} as {key} was refused: {error}"
            raise TopologyFault(self._fault) from error
        except CONNECTION_EXCEPTIONS as error:
            raise BrokerUnavailable(str(error) or type(error).__name__) from error
        self._fault = ""


def _confirm(batch: Iterable[tuple[bytes, asyncio.Future[None]]], failure: BusError | None) -> None:
    for _, confirmed in batch:
        if confirmed.done():
            continue
        if failure is None:
            confirmed.set_result(None)
        else:
            confirmed.set_exception(failure)


def _take(waiting: deque[tuple[bytes, asyncio.Future[None]]]) -> list[tuple[bytes, asyncio.Future[None]]]:
    """Take what goes into the next message; what nobody waits for any more is left out."""
    batch: list[tuple[bytes, asyncio.Future[None]]] = []
    size = 0
    while waiting and len(batch) < BATCH_LIMIT and size < BATCH_BYTES:
        item = waiting.popleft()
        if not item[1].done():
            batch.append(item)
            size += len(item[0])
    return batch
