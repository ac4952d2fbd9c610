"""A model server that does what the test says: real HTTP on loopback, with the faults that a real one has.

`ScriptedModel.on("words", act, …)` plays the acts, in order, to the requests whose message holds these words; every
other request gets the default answer, for each message one fact that quotes the whole of it.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request: its JSON body and the document that the extractor sent to the model."""

    body: dict[str, Any]

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body["messages"][1]["content"])
        return found

    @property
    def content(self) -> str:
        """The words of all messages, in lines."""
        return "\n".join(self.said.values())

    @property
    def said(self) -> dict[str, str]:
        """The words of each message by its id."""
        return {message["id"]: message["content"] for message in self.document["messages"]}


Act = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


class ScriptedModel:
    """What the requests get, and what they were."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self.under_way = 0
        self._changed = asyncio.Condition()
        self._script: list[tuple[str, deque[Act]]] = []

    def on(self, words: str, *acts: Act) -> None:
        """Play `acts` to the next requests whose message holds `words`; an empty string matches all."""
        self._script.append((words, deque(acts)))

    async def holds(self, count: int) -> None:
        """Wait until `count` requests are under way at once."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: self.under_way >= count)

    async def got(self, count: int) -> list[Request]:
        """Wait until `count` requests have come."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: len(self.requests) >= count)
        return self.requests

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while not writer.is_closing():
                request = Request(await _read(reader))
                await self._count(request, 1)
                try:
                    await self._next_act(request)(request, writer)
                finally:
                    await self._count(request, -1)

    async def _count(self, request: Request, change: int) -> None:
        async with self._changed:
            if change > 0:
                self.requests.append(request)
            self.under_way += change
            self._changed.notify_all()

    def _next_act(self, request: Request) -> Act:
        for words, acts in self._script:
            if acts and words in request.content:
                return acts.popleft()
        return answer()


@asynccontextmanager
async def scripted_model(port: int = 0) -> AsyncIterator[ScriptedModel]:
    model = ScriptedModel()
    connections: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        # A cancelled callback would be reported as an error of the stream.
        with suppress(asyncio.CancelledError):
            await model.serve(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        connections.discard(task)

    server = await asyncio.start_server(accept, "127.0.0.1", port, backlog=1_024)
    model.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    yield model
    server.close()
    for task in list(connections):
        task.cancel()
    await asyncio.gather(*connections, return_exceptions=True)


async def _read(reader: asyncio.StreamReader) -> dict[str, Any]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = next(int(line.split(":")[1]) for line in head.splitlines() if line.startswith("content-length:"))
    body: dict[str, Any] = json.loads(await reader.readexactly(length))
    return body


def fact(quote: str, **changes: Any) -> dict[str, Any]:
    """A fact as a model writes it."""
    offered = {
        "slot": "other",
        "value": quote,
        "statement": f"The user said: {quote}",
        "operation": "assert",
        "confidence": 0.9,
        "quote": quote,
        "message_id": "m1",
    }
    return offered | changes


def completion(content: str | None, finish_reason: str = "stop", **message: Any) -> dict[str, Any]:
    """A chat completion."""
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted-1",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
    }


def send(
    body: bytes | object, status: int = 200, content_type: str = "application/json", headers: Mapping[str, str] = {}
) -> Act:
    """Send this response."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def act(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(_head(status, len(raw), content_type, headers) + raw)
        await writer.drain()

    return act


def answer(facts: list[dict[str, Any]] | None = None) -> Act:
    """Answer with these facts; without, with one for each message that quotes all of it."""

    async def act(request: Request, writer: asyncio.StreamWriter) -> None:
        offered = [fact(words, message_id=name) for name, words in request.said.items()] if facts is None else facts
        await send(completion(json.dumps({"facts": offered})))(request, writer)

    return act


def content(text: str | None, finish_reason: str = "stop", **message: Any) -> Act:
    """Answer with this text, whatever it is."""
    return send(completion(text, finish_reason, **message))


def status(code: int, error: Mapping[str, str] = {}, **headers: str) -> Act:
    """Refuse with this status and an error in OpenAI's shape."""
    return send(
        {"error": {"message": f"status {code}", "type": "error", "param": None, "code": None, **error}},
        code,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def reset() -> Act:
    """Break the connection in the middle of the answer."""

    async def act(_: Request, writer: asyncio.StreamWriter) -> None:
        raw = json.dumps(completion('{"facts": []}')).encode()
        writer.write(_head(200, len(raw), "application/json", {}) + raw[: len(raw) // 2])
        await writer.drain()
        writer.transport.abort()

    return act


def hang_up() -> Act:
    """Close the connection without a word."""

    async def act(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.close()

    return act


def hold(released: asyncio.Event) -> Act:
    """Answer when `released` is set."""

    async def act(request: Request, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        await answer()(request, writer)

    return act


def drip() -> Act:
    """Send a byte of the answer now and then, never all of it."""

    async def act(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(_head(200, 1_000_000, "application/json", {}))
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)

    return act


def _head(code: int, length: int, content_type: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {code} X", f"content-type: {content_type}", f"content-length: {length}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
