"""Connections to the broker: named, with a short heartbeat, reconnecting with jitter, patient at the start."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import aio_pika
import structlog
from aio_pika import RobustConnection
from aio_pika.abc import AbstractConnection, AbstractRobustConnection, TimeoutType
from aio_pika.connection import make_url
from aio_pika.exceptions import CONNECTION_EXCEPTIONS, ChannelNotFoundEntity
from aiormq.exceptions import ChannelAccessRefused

log = structlog.get_logger()

HEARTBEAT_SECONDS: Final = 3
"""A connection whose other end is silent is given up after two to three of these."""
FIRST_WAIT_SECONDS: Final = 0.2
LONGEST_WAIT_SECONDS: Final = 5.0

T = TypeVar("T")


class Connection(RobustConnection):
    """A robust connection that stops trying when whoever asked for it gives up.

    The library's own goes on connecting behind a cancelled `connect`, and takes a cancellation for a failed attempt: a
    service that was told to stop while its broker was away would never end.
    """

    async def connect(self, timeout: TimeoutType = None) -> None:  # noqa: ASYNC109 - the library's signature
        """Connect; errors as the library's."""
        try:
            await super().connect(timeout)
        except BaseException:
            await self.close()
            raise


async def connect(url: str, name: str) -> AbstractRobustConnection:
    """Open a connection that restores itself; waits, with a log line each time, until the broker is there.

    `name` is what the broker's management page shows. Separate connections are used to publish and to consume, because
    a memory or disk alarm blocks every connection that publishes (RabbitMQ, "Memory and Disk Alarms").
    """

    async def once() -> AbstractRobustConnection:
        return await aio_pika.connect_robust(
            url,
            connection_class=Connection,
            timeout=10,
            heartbeat=HEARTBEAT_SECONDS,
            # A fixed interval would make a whole fleet return in the same instant.
            reconnect_interval=random.uniform(0.5, 2.0),  # noqa: S311 - jitter, not a secret
            client_properties={"connection_name": name},
        )

    return await patiently(once, name)


@asynccontextmanager
async def visit(url: str, name: str, seconds: float) -> AsyncIterator[AbstractConnection]:
    """Open a connection for one question, once, and close it whatever comes.

    `aio_pika.connect` leaves a connection that failed to the garbage collector, which finds it in whatever thread it
    runs: there, the coroutine that would close it is never awaited, and the warning about that, in the middle of an
    import, broke the import (CPython 3.11). `seconds` are the time to connect. Raises aio_pika's CONNECTION_EXCEPTIONS,
    OSError, TimeoutError, or ValueError for an address that is none.
    """
    connection = aio_pika.Connection(make_url(url), client_properties={"connection_name": name})
    try:
        await connection.connect(timeout=seconds)
        yield connection
    finally:
        await connection.close()


async def patiently(attempt: Callable[[], Awaitable[T]], name: str) -> T:
    """Repeat `attempt` until the broker is there and provisioned, waiting longer each time, up to 5 seconds."""
    wait = FIRST_WAIT_SECONDS
    while True:
        try:
            return await attempt()
        except (ChannelNotFoundEntity, ChannelAccessRefused) as error:
            log.warning("topology_awaited", connection=name, reason=str(error), mend="run `afterthought provision`")
        except (*CONNECTION_EXCEPTIONS, TimeoutError, OSError) as error:
            log.warning("broker_awaited", connection=name, reason=str(error) or type(error).__name__)
        await asyncio.sleep(wait * random.uniform(1.0, 1.5))  # noqa: S311 - jitter, not a secret
        wait = min(wait * 2, LONGEST_WAIT_SECONDS)
