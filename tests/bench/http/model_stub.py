"""A model server that costs next to nothing: `python -m tests.bench.http.model_stub PORT`.

The model's name says how long it takes: `stub-300` answers after 300 ms. Extraction prompts get the two facts of each
message, chats a fixed answer, streamed in five pieces if so wanted. `GET /calls` tells what was asked so far.
"""

import asyncio
import json
import sys
from typing import Any, Final, cast

import httptools

from tests.bench.pipeline.job import extract

PIECES: Final = 5
ANSWER: Final = "Good to know. What else can I do for you today?"
CHARACTERS_OF_A_TOKEN: Final = 4
_HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n"


COUNTED: Final = ("calls", "input_tokens", "output_tokens")


class Counts:
    """Extraction calls and the tokens of their prompts and answers."""

    calls = 0
    input_tokens = 0
    output_tokens = 0


class Stub(asyncio.Protocol):
    """One client's connection."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._body = b""
        self._url = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        # uvloop's transports are no subclasses of asyncio's.
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        """Begin anew."""
        self._body = self._url = b""

    def on_url(self, url: bytes) -> None:
        """Add to the path."""
        self._url += url

    def on_body(self, body: bytes) -> None:
        """Add to the body."""
        self._body += body

    def on_message_complete(self) -> None:
        """Answer, after the time that the model takes."""
        if self._url == b"/calls":
            self._send(json.dumps({name: getattr(Counts, name) for name in COUNTED}).encode())
            return
        asked = json.loads(self._body)
        latency = int(asked["model"].rpartition("-")[2]) / 1_000
        if latency:
            asyncio.get_running_loop().call_later(latency, self._answer, asked)
        else:
            self._answer(asked)

    def _answer(self, asked: dict[str, Any]) -> None:
        if asked.get("stream"):
            self._stream(asked["model"])
            return
        content = ANSWER
        tokens = len(self._body) // CHARACTERS_OF_A_TOKEN
        if "response_format" in asked:
            content = _facts(asked["messages"][-1]["content"])
            Counts.calls += 1
            Counts.input_tokens += tokens
            Counts.output_tokens += len(content) // CHARACTERS_OF_A_TOKEN
        self._send(json.dumps(_completion(asked["model"], content, tokens)).encode())

    def _stream(self, model: str) -> None:
        self._write(_HEAD % b"text/event-stream" + b"Transfer-Encoding: chunked\r\n\r\n")
        length = len(ANSWER) // PIECES + 1
        for place in range(0, len(ANSWER), length):
            delta = {"content": ANSWER[place : place + length]}
            self._write_chunk(f"data: {json.dumps(_chunk(model, delta, None))}\n\n".encode())
        self._write_chunk(f"data: {json.dumps(_chunk(model, {}, 'stop'))}\n\ndata: [DONE]\n\n".encode())
        self._write(b"0\r\n\r\n")

    def _send(self, body: bytes) -> None:
        self._write(_HEAD % b"application/json" + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def _write_chunk(self, data: bytes) -> None:
        self._write(b"%x\r\n" % len(data) + data + b"\r\n")

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)


def _facts(document: str) -> str:
    facts = [
        {
            "slot": slot,
            "value": value,
            "statement": statement,
            "operation": "assert",
            "confidence": 0.9,
            "quote": quote,
            "message_id": message["id"],
        }
        for message in json.loads(document)["messages"]
        for slot, value, statement, quote in extract(message["content"])
    ]
    return json.dumps({"facts": facts})


def _completion(model: str, content: str, tokens: int) -> dict[str, Any]:
    spent = len(content) // CHARACTERS_OF_A_TOKEN
    return {
        "id": "stub",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": tokens, "completion_tokens": spent, "total_tokens": tokens + spent},
    }


def _chunk(model: str, delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "stub", "object": "chat.completion.chunk", "created": 0, "model": model, "choices": [choice]}


async def main(port: int) -> None:
    """Serve until the process ends."""
    server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", port, backlog=2_048)
    await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(int(sys.argv[1])))
