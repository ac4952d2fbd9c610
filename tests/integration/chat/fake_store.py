"""A store written by hand: notes what it is asked, recalls the facts it is told to."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

from starlette.types import Receive, Scope, Send

LISBON = {
    "id": "01900000-0000-7000-8000-000000000000",
    "slot": "home_city",
    "value": "Lisbon",
    "statement": "The user lives in Lisbon.",
    "said_at": "2026-11-01T09:30:00Z",
}


@dataclass
class FakeStore:
    """Answers `status` with `items` and `memory`, or with `body` as it is; with `hold` not until `release` is set."""

    url: str = ""
    items: list[dict[str, Any]] = field(default_factory=list)
    memory: str = "on"
    status: int = 200
    body: bytes | None = None
    hold: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)
    embeddings: list[dict[str, Any]] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; `asked` notes its user and question, `embeddings` its vector if it has one."""
        _, version, users, user, recall = scope["raw_path"].decode().split("/")
        assert (version, users, recall) == ("v1", "users", "recall")
        if scope["method"] == "POST":
            sent = json.loads(await _body_of(receive))
            self.embeddings.append(sent["embedding"])
            question = sent["q"]
        else:
            question = parse_qs(scope["query_string"].decode()).get("q", [""])[0]
        self.asked.append((unquote(user), question))
        if self.hold:
            await self.release.wait()
        body = (
            self.body
            if self.body is not None
            else json.dumps({"items": self.items, "next": None, "memory": self.memory}).encode()
        )
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _body_of(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(body)
