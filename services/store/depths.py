"""How much waits in a queue and who consumes it, asked of the broker without taking anything."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import CONNECTION_EXCEPTIONS, ChannelNotFoundEntity

from services.kit.bus.connection import visit

CONNECT_SECONDS: Final = 5.0


class Depth(NamedTuple):
    """Messages that are ready to be taken, and the number of consumers."""

    ready: int
    consumers: int


async def look(url: str, queues: Sequence[str]) -> dict[str, Depth]:
    """Return the depths of queues; one that does not exist is left out.

    On a connection of its own, closed at the end: this is asked seldom, and a missing queue closes the channel.
    Raises aio_pika's CONNECTION_EXCEPTIONS, OSError or TimeoutError while the broker is away.
    """
    async with visit(url, "store.sweep", CONNECT_SECONDS) as connection:
        found = {queue: await _depth(connection, queue) for queue in queues}
    return {queue: depth for queue, depth in found.items() if depth is not None}


async def _depth(connection: AbstractConnection, queue: str) -> Depth | None:
    channel = await connection.channel(publisher_confirms=False)
    try:
        declared = (await channel.declare_queue(queue, passive=True, timeout=CONNECT_SECONDS)).declaration_result
    except ChannelNotFoundEntity:
        return None
    finally:
        with suppress(*CONNECTION_EXCEPTIONS):
            await channel.close()
    return Depth(declared.message_count or 0, declared.consumer_count or 0)
