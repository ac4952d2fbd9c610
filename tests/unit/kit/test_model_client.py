"""What a call's error says: over real sockets, as the SDK raises it."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx2
import openai
import pytest

from services.kit.model_client import ModelClient

TIMEOUT = httpx2.Timeout(0.3)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
AT_ONCE = struct.pack("ii", 1, 0)


def reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    writer.close()


def stay_silent(_: asyncio.StreamWriter) -> None: ...


def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


def cut_the_answer(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"{")
    writer.close()


def begin_and_stay_silent(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"{")


def speak_no_http(writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.test ESMTP\r\n")


@asynccontextmanager
async def server(act: Callable[[asyncio.StreamWriter], None]) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Read a request and act; yields the port, and a list that grows with each request."""
    asked: list[bytes] = []
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        act(writer)
        await asyncio.gather(reader.read(), return_exceptions=True)
        writer.close()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.create_task(serve(reader, writer)))

    async with await asyncio.start_server(begin, "127.0.0.1", 0) as running:
        yield running.sockets[0].getsockname()[1], asked
    await asyncio.gather(*serving)


async def ask(url: str, *, trust_env: bool = False) -> openai.APIConnectionError:
    http = ModelClient(timeout=TIMEOUT, trust_env=trust_env)
    async with openai.AsyncOpenAI(api_key="any", base_url=url, max_retries=0, timeout=TIMEOUT, http_client=http) as sdk:
        with pytest.raises(openai.APIConnectionError) as caught:
            await sdk.chat.completions.create(model="any", messages=[{"role": "user", "content": "Hello"}])
    return caught.value


@pytest.mark.parametrize(
    ("act", "raised"),
    [
        (reset, httpx2.ReadError),
        (hang_up, httpx2.ReadError),
        (cut_the_answer, httpx2.ReadError),
        (speak_no_http, httpx2.RemoteProtocolError),
        (stay_silent, httpx2.ReadTimeout),
        (begin_and_stay_silent, httpx2.ReadTimeout),
    ],
)
async def test_a_call_that_met_a_server_tells_what_became_of_it(act, raised):
    async with server(act) as (port, asked):
        error = await ask(f"http://127.0.0.1:{port}/v1")
    assert asked, "the fault did not happen"
    assert type(error.__cause__) is raised
    assert isinstance(error, openai.APITimeoutError) is issubclass(raised, httpx2.TimeoutException)
    assert error.__cause__.request is error.request


async def test_nobody_there_is_not_called_late():
    async with server(stay_silent) as (port, _):
        pass
    error = await ask(f"http://127.0.0.1:{port}/v1")
    assert not isinstance(error, openai.APITimeoutError)
    assert type(error.__cause__) is httpx2.ConnectError


async def test_a_name_that_nobody_has_is_not_called_late():
    error = await ask("http://model.invalid/v1")
    assert type(error.__cause__) is httpx2.ConnectError


@pytest.mark.parametrize("trust_env", [False, True])
async def test_the_environments_proxy_is_asked_only_when_wanted(monkeypatch, trust_env):
    async with server(hang_up) as (port, asked):
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        await ask("http://model.invalid/v1", trust_env=trust_env)
    assert bool(asked) is trust_env
