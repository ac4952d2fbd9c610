"""A model server written by hand: notes what it is asked, answers the bytes it is told to."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from tests.bus import PATIENCE

PLAIN = (
    b'{ "id":"chatcmpl-1", "object":"chat.completion","created":1,"model":"offline",'
    b'"choices":[{"index":0,"message":{"role":"assistant","content":"Hello \\u00e9"},"finish_reason":"stop",'
    b'"logprobs":null}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2},"x_unknown":[1.50]}\n'
)


def _chunk(delta: dict[str, str], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    whole = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "offline", "choices": [choice]}
    return b"data: " + json.dumps(whole).encode() + b"\n\n"


CHUNKS = (
    _chunk({"role": "assistant", "content": "Hel"}),
    _chunk({"content": "lo"}),
    _chunk({}, "stop"),
    b": a comment\n\n",
    b"data: [DONE]\n\n",
)


@dataclass
class FakeModel:
    """Answers `status`, `headers` and `chunks` to every chat.

    Embeddings are answered `embeddings_status` and `embeddings`, never while `hold_embeddings`, until `release` is set.
    `hold` keeps every answer back until `release` is set, `hold_after` only its end; `breaks` ends the connection
    after the last chunk.
    """

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    chunks: tuple[bytes, ...] = (PLAIN,)
    hold: bool = False
    hold_after: bool = False
    breaks: bool = False
    embeddings_status: int = 200
    embeddings: bytes = b"{}"
    hold_embeddings: bool = False
    embedded: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    seen_headers: list[dict[str, str]] = field(default_factory=list)
    entered: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    abandoned: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        if scope["path"].endswith("/chat/completions"):
            self.bodies.append(body)
            self.asked.append(json.loads(body))
            self.seen_headers.append({name.decode(): value.decode() for name, value in scope["headers"]})
        if scope["path"].endswith("/embeddings"):
            await self._embed(body, receive, send)
            return
        self.entered.set()
        if self.hold and not await self._released(receive):
            return
        headers = {"content-type": "application/json", **self.headers}
        await send(_start(self.status, headers))
        for chunk in self.chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if self.hold_after and not await self._released(receive):
            return
        if self.breaks:
            raise BrokenOffError
        await send({"type": "http.response.body", "body": b""})

    def streams(self, *chunks: bytes) -> None:
        """Answer server-sent events from now on."""
        self.headers["content-type"] = "text/event-stream"
        self.chunks = chunks or CHUNKS

    async def _embed(self, body: bytes, receive: Receive, send: Send) -> None:
        self.embedded.append(json.loads(body))
        if self.hold_embeddings and not await self._released(receive):
            return
        await send(_start(self.embeddings_status, {"content-type": "application/json"}))
        await send({"type": "http.response.body", "body": self.embeddings})

    async def _released(self, receive: Receive) -> bool:
        release = asyncio.ensure_future(self.release.wait())
        leaving = asyncio.ensure_future(receive())
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait((release, leaving), return_when=asyncio.FIRST_COMPLETED)
        release.cancel()
        leaving.cancel()
        if not self.release.is_set():
            self.abandoned.set()
        return self.release.is_set()


class BrokenOffError(Exception):
    """Makes the server close the connection in the middle of an answer."""


def _start(status: int, headers: dict[str, str]) -> Message:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": raw}
