"""A tap on the exchange: copies of all messages that go through it, as long as it is open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aio_pika
from aio_pika.abc import AbstractExchange, AbstractIncomingMessage, AbstractQueue

from contracts.topology import EXCHANGE


@dataclass
class Tap:
    """`copies` are the messages so far."""

    exchange: AbstractExchange
    queue: AbstractQueue
    copies: list[AbstractIncomingMessage] = field(default_factory=list)

    async def keep(self, message: AbstractIncomingMessage) -> None:
        """Keep a copy."""
        self.copies.append(message)

    async def close(self) -> None:
        """Copy no more."""
        await self.queue.unbind(self.exchange, "#")


@asynccontextmanager
async def open_tap(url: str) -> AsyncIterator[Tap]:
    """Yield a tap on the broker at `url`; its queue ends with its connection."""
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel(on_return_raises=True)
        exchange = await channel.get_exchange(EXCHANGE)
        tap = Tap(exchange, await channel.declare_queue(exclusive=True))
        await tap.queue.bind(exchange, "#")
        await tap.queue.consume(tap.keep, no_ack=True)
        yield tap
