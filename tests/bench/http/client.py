"""A client for load: one request at a time on each connection, answers timed to their first and last byte."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

import httptools

from tests.bench.figures import percentile

OK: Final = 200
SECONDS: Final = 60.0
MEMORY: Final = b"afterthought-memory"


@dataclass
class Load:
    """What a number of requests took, in seconds each; `failed` had another status than 200.

    `memory` counts what chat's header said of each turn.
    """

    took: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    failed: int = 0
    memory: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def kept(self) -> int:
        """How many turns are safe, and so must be stored in the end."""
        return self.memory["queued"] + self.memory["deferred"]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.took) / self.seconds

    def ms(self, percent: float) -> float:
        """Return a percentile of the whole answer's time, in ms."""
        return percentile(self.took, percent) * 1_000

    def first_ms(self, percent: float) -> float:
        """Return a percentile of the time to the first byte of the body, in ms."""
        return percentile(self.first, percent) * 1_000


class Connection(asyncio.Protocol):
    """One connection that is kept."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._answered: asyncio.Future[int] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self.first = 0.0
        self.memory = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        # uvloop's transports are no subclasses of asyncio's.
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail what waits."""
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(exc or ConnectionError("the server closed the connection"))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Note what became of the turn."""
        if name.lower() == MEMORY:
            self.memory = value.decode()

    def on_body(self, _: bytes) -> None:
        """Note when the first byte of a body came."""
        self.first = self.first or time.perf_counter()

    def on_message_complete(self) -> None:
        """Answer is whole."""
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(self._parser.get_status_code())

    async def ask(self, request: bytes) -> int:
        """Send a request and return the status of its answer."""
        assert self._transport is not None
        self.first, self.memory = 0.0, ""
        self._parser = httptools.HttpResponseParser(self)
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        async with asyncio.timeout(SECONDS):
            return await self._answered

    def close(self) -> None:
        """Close it."""
        if self._transport is not None:
            self._transport.close()


async def load(port: int, requests: Sequence[bytes], clients: int, spread: float = 0.0) -> Load:
    """Send all requests from so many clients, each waiting for its answer before its next request.

    The clients begin one after the other, over `spread` seconds.
    """
    found, waiting = Load(), iter(requests)
    open_one: Callable[[], Any] = lambda: asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)  # noqa: E731
    connections = [(await open_one())[1] for _ in range(clients)]
    begun = time.perf_counter()
    try:
        starts = [place * spread / clients for place in range(clients)]
        await asyncio.gather(*(_ask_on(*each, waiting, found) for each in zip(connections, starts, strict=True)))
    finally:
        found.seconds = time.perf_counter() - begun
        for connection in connections:
            connection.close()
    return found


async def _ask_on(connection: Connection, start: float, waiting: Iterator[bytes], found: Load) -> None:
    await asyncio.sleep(start)
    for request in waiting:
        begun = time.perf_counter()
        status = await connection.ask(request)
        found.took.append(time.perf_counter() - begun)
        found.first.append(connection.first - begun)
        found.failed += status != OK
        found.memory[connection.memory] += 1


def get(path: str) -> bytes:
    """Return a GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


def post(path: str, body: Any, **headers: str) -> bytes:
    """Return a POST request with a JSON body; underscores in header names become dashes."""
    content = json.dumps(body).encode()
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
    head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n{''.join(lines)}"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content
