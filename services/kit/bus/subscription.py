"""One queue's subscription: a connection and channel of its own, opened passively, restored by itself."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from aio_pika.abc import AbstractIncomingMessage, AbstractQueue, AbstractRobustConnection
from aio_pika.exceptions import CONNECTION_EXCEPTIONS

from services.kit.bus.connection import connect, patiently

CANCEL_SECONDS: Final = 5.0

Receive = Callable[[AbstractIncomingMessage], Awaitable[None]]


class Subscription:
    """Delivers a queue's messages to `receive` while it is on."""

    def __init__(self, url: str, name: str, queue: str, prefetch: int, receive: Receive) -> None:
        self._url = url
        self._name = name
        self._queue_name = queue
        self._prefetch = prefetch
        self._receive = receive
        self._connection: AbstractRobustConnection | None = None
        self._queue: AbstractQueue | None = None
        self._tag: str | None = None
        self._switching = asyncio.Lock()
        self._closed = False

    @property
    def problem(self) -> str:
        """Say why no message arrives, or nothing."""
        if self._connection is None or self._queue is None:
            return "not connected to RabbitMQ yet"
        if not self._connection.connected.is_set():
            return "the connection to RabbitMQ is down"
        return "" if self._tag is not None else "not consuming"

    @property
    def on(self) -> bool:
        """Tell whether messages are asked for."""
        return self._tag is not None

    async def open(self) -> None:
        """Connect and find the queue; waits for the broker and the provisioner as long as it takes."""
        self._connection = await connect(self._url, self._name)
        self._queue = await patiently(self._declare, self._name)

    async def turn_on(self) -> None:
        """Begin to deliver; does nothing when on already, or closed."""
        async with self._switching:
            if self._queue is not None and self._tag is None and not self._closed:
                self._tag = await self._queue.consume(self._receive)

    async def turn_off(self) -> None:
        """Deliver no more. What was delivered before can still be settled."""
        async with self._switching:
            tag, self._tag = self._tag, None
            if self._queue is not None and tag is not None:
                # Without a connection there is nothing to cancel: the robust queue only has to forget the tag.
                with suppress(*CONNECTION_EXCEPTIONS, TimeoutError):
                    # The library's own timeout begins when there is a connection again.
                    async with asyncio.timeout(CANCEL_SECONDS):
                        await self._queue.cancel(tag)

    async def close(self) -> None:
        """Close channel and connection; the broker takes back what was not settled."""
        self._closed = True
        if self._connection is not None:
            await self._connection.close()

    async def _declare(self) -> AbstractQueue:
        assert self._connection is not None  # noqa: S101 - opened before
        channel = await self._connection.channel(publisher_confirms=False)
        try:
            await channel.set_qos(prefetch_count=self._prefetch)
            return await channel.declare_queue(self._queue_name, passive=True)
        except BaseException:
            with suppress(*CONNECTION_EXCEPTIONS):
                await channel.close()
            raise
