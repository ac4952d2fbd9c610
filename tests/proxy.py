"""A TCP proxy that plays a bad network between two parts: refused, cut, held, slow or half open. It counts what it did.

    async with FaultProxy("127.0.0.1", 5672) as proxy:
        ...  # connect to proxy.port
        proxy.cut()
        ...
        proxy.heal()

Every method takes effect at once. `faults` counts what happened, so that a test can say that its fault did.
"""

import asyncio
import socket
import struct
from collections import Counter
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit, urlunsplit

CHUNK = 65_536
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes a close send RST."""


def close_now(end: socket.socket) -> None:
    """Close a socket that a task of this loop may be waiting for; its number may belong to another a moment later."""
    if end.fileno() >= 0:
        asyncio.get_running_loop().remove_reader(end)
        asyncio.get_running_loop().remove_writer(end)
    end.close()


class _Link:
    """One connection through the proxy: the client's end and the target's."""

    def __init__(self, client: socket.socket, target: socket.socket) -> None:
        self.client = client
        self.target = target
        self.dead = False
        self.pumps: list[asyncio.Task[None]] = []

    def close(self) -> None:
        """Close both ends; called by a pump, ends the other one."""
        for pump in self.pumps:
            if pump is not asyncio.current_task():
                pump.cancel()
        close_now(self.client)
        close_now(self.target)

    def reset(self) -> None:
        """The same, with RST instead of FIN."""
        for end in (self.client, self.target):
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.close()


class FaultProxy:
    """Listens on a port of its own for as long as the block lasts and passes all to `target_host:target_port`."""

    def __init__(self, target_host: str, target_port: int) -> None:
        self._target = (target_host, target_port)
        # Bound for as long as we live, so that nobody else gets the port while connections are refused.
        self._guard = self._bind(0)
        self.port: int = self._guard.getsockname()[1]
        self._listener: socket.socket | None = None
        self._accepting: asyncio.Task[None] | None = None
        self._links: set[_Link] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._swallowing = False
        self._delay = 0.0
        self.faults: Counter[str] = Counter()

    async def __aenter__(self) -> Self:
        self.heal()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._refuse()
        tasks = [pump for link in self._links for pump in link.pumps]
        self._reset_all()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._guard.close()

    def url(self, url: str) -> str:
        """Return `url` with the proxy's host and port in the place of its own."""
        parts = urlsplit(url)
        credentials = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
        return urlunsplit(parts._replace(netloc=f"{credentials}127.0.0.1:{self.port}"))

    @property
    def url_port(self) -> int:
        """The port to connect to."""
        return self.port

    @property
    def connections(self) -> int:
        """How many connections go through now, dead ones not counted."""
        return sum(not link.dead for link in self._links)

    def cut(self) -> None:
        """Reset every connection and refuse new ones, until healed. Counts `cut`."""
        self._refuse()
        self.faults["cut"] += len(self._links)
        self._reset_all()

    def hold(self) -> None:
        """Let nothing through in either direction, until healed; then it arrives. Counts `held`, in chunks."""
        self._flowing.clear()

    def latency(self, milliseconds: float) -> None:
        """Delay every chunk. Counts `delayed`."""
        self._delay = milliseconds / 1_000

    def half_open(self) -> None:
        """Swallow all that is sent on the connections there are, for ever, and on new ones, until healed.

        Neither side is told that the other is gone, not even at a close. Counts `swallowed`, in chunks.
        """
        for link in self._links:
            link.dead = True
        self._swallowing = True

    def heal(self) -> None:
        """End every fault. What was cut or has gone half open stays lost; new connections work."""
        self._flowing.set()
        self._swallowing = False
        self._delay = 0.0
        if self._listener is None:
            self._listener = self._bind(self.port)
            self._listener.listen(128)
            self._accepting = asyncio.create_task(self._accept(self._listener))

    def _bind(self, port: int) -> socket.socket:
        bound = socket.socket()
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        bound.setblocking(False)
        bound.bind(("127.0.0.1", port))
        return bound

    def _refuse(self) -> None:
        if self._accepting is not None and self._listener is not None:
            self._accepting.cancel()
            close_now(self._listener)
            self._accepting = self._listener = None

    def _reset_all(self) -> None:
        for link in self._links:
            link.reset()
        self._links.clear()

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            client, _ = await loop.sock_accept(listener)
            target = socket.socket()
            for end in (client, target):
                end.setblocking(False)
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link = _Link(client, target)
            link.dead = self._swallowing
            self._links.add(link)
            link.pumps.append(asyncio.create_task(self._join(link)))

    async def _join(self, link: _Link) -> None:
        try:
            await asyncio.get_running_loop().sock_connect(link.target, self._target)
        except OSError:
            self._links.discard(link)
            link.reset()
            return
        link.pumps.append(asyncio.create_task(self._pump(link, link.target, link.client)))
        await self._pump(link, link.client, link.target)

    async def _pump(self, link: _Link, source: socket.socket, sink: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            while data := await loop.sock_recv(source, CHUNK):
                if not self._flowing.is_set():
                    self.faults["held"] += 1
                    await self._flowing.wait()
                if self._delay:
                    self.faults["delayed"] += 1
                    await asyncio.sleep(self._delay)
                if link.dead:
                    self.faults["swallowed"] += 1
                    continue
                await loop.sock_sendall(sink, data)
        if not link.dead:
            await self._flowing.wait()
            self._links.discard(link)
            link.close()
