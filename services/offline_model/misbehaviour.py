"""What a scripted fault does to an answer that would have been right."""

import asyncio
import json
import logging
from dataclasses import replace
from typing import Final

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.offline_model.completion import Completion
from services.offline_model.faults import Fault
from services.offline_model.streaming import event_lines

OFF_SCHEMA: Final = '{"unexpected": [1, 2, 3], "facts": "none"}'
_DAMAGE: Final = "\ufffd#]{"
_SLOW_SECONDS: Final = 5.0
_LOOK_SECONDS: Final = 0.05


def spoil(completion: Completion, fault: Fault | None) -> Completion:
    """The completion as the fault leaves it: cut in the middle, damaged in the middle, or of another shape."""
    content = completion.content
    middle = len(content) // 2
    match fault.kind if fault else None:
        case "truncated":
            return replace(completion, content=content[:middle], finish_reason="length")
        case "damaged":
            return replace(completion, content=content[:middle] + _DAMAGE + content[middle + 1 :])
        case "off_schema":
            return replace(completion, content=OFF_SCHEMA)
        case _:
            return completion


async def wait(seconds: float | None) -> None:
    """Take longer than usual."""
    await asyncio.sleep(_SLOW_SECONDS if seconds is None else seconds)


async def hang(request: Request, seconds: float | None) -> None:
    """Do not answer until the client has gone, or `seconds` are over (then answer after all)."""
    loop = asyncio.get_running_loop()
    end = None if seconds is None else loop.time() + seconds
    while end is None or loop.time() < end:
        if await request.is_disconnected():
            raise ClientDisconnect
        await asyncio.sleep(_LOOK_SECONDS)


class ScriptedResetFilter(logging.Filter):
    """Keeps uvicorn from reporting an unfinished answer as a bug: here it is one that was asked for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop the one message; keep all others."""
        return "without completing response" not in record.getMessage()


class BrokenOffResponse(Response):
    """An answer whose connection is closed after its first half.

    Starlette leaves the body unfinished, and uvicorn closes a connection whose application returns without the last
    part: for the client that is a reset in the middle of an answer.
    """

    def __init__(self, completion: Completion, *, stream: bool) -> None:
        """`stream` breaks between two chunks instead of within a JSON body."""
        super().__init__(media_type="text/event-stream" if stream else "application/json")
        if stream:
            lines = list(event_lines(completion, include_usage=False))
            self._first = "".join(lines[: max(1, len(lines) // 2)]).encode()
        else:
            body = json.dumps(completion.body()).encode()
            self._first = body[: len(body) // 2]
        self.raw_headers = [(name, value) for name, value in self.raw_headers if name != b"content-length"]

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send headers and half of the body, and stop."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._first, "more_body": True})
