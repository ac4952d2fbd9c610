"""A chat service on a real broker, between a model and a store written by hand, all over real HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from openai import AsyncOpenAI
from starlette.types import Receive, Scope, Send

from contracts.envelope import BATCH, TurnRecordedEvent
from contracts.events import TurnRecorded
from services.chat.main import open_chat
from services.chat.settings import ChatSettings
from services.kit.http import listen, serve
from services.kit.settings import LOOPBACK, ModelSettings
from tests.bus import PATIENCE, take
from tests.integration.chat.fake_model import FakeModel
from tests.integration.chat.fake_store import FakeStore

LONG_MS = 20_000
"""A deadline (milliseconds) that only a broken service reaches: tests do not hang on a slow machine's luck."""


@dataclass
class Chat:
    """A running chat service: its address, a bare HTTP client and the official client."""

    url: str
    http: httpx2.AsyncClient
    openai: AsyncOpenAI

    async def say(self, content: Any = "I live in Lisbon.", user: str | None = "ada", **fields: Any) -> httpx2.Response:
        """Post a chat of one message, as plain HTTP; `headers` are the request's, all else goes into the body."""
        headers = fields.pop("headers", {})
        named = {} if user is None else {"user": user}
        body = {"model": "offline", "messages": [{"role": "user", "content": content}], **named, **fields}
        return await self.http.post("/v1/chat/completions", json=body, headers=headers)

    async def is_ready(self) -> bool:
        """Tell whether turns would be safe now."""
        return (await self.http.get("/readyz")).is_success


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[str]:
    """Serve `app` on a free port and yield its URL."""
    listener = listen(LOOPBACK, 0, "PORT")
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(app, listener, stop))
    try:
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    finally:
        stop.set()
        await serving


@asynccontextmanager
async def chatting(model_url: str, **settings: Any) -> AsyncIterator[Chat]:
    """Run a chat service; deadlines are long unless `settings` say otherwise."""
    names = ("recall_timeout_ms", "publish_timeout_ms", "outbox_timeout_ms", "turns_timeout_ms")
    named = settings.pop("embedding_model", "")
    model_settings = ModelSettings(openai_base_url=f"{model_url}/v1", openai_api_key="secret", embedding_model=named)
    chat_settings = ChatSettings(**{**dict.fromkeys(names, LONG_MS), **settings})
    async with (
        open_chat(chat_settings, model_settings) as app,
        running(app) as url,
        httpx2.AsyncClient(base_url=url, timeout=PATIENCE, trust_env=False) as http,
        AsyncOpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as openai,
    ):
        yield Chat(url, http, openai)


@pytest.fixture
def nobody() -> str:
    """The URL of a port where nobody listens."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        return f"http://{LOOPBACK}:{taken.getsockname()[1]}"


@pytest.fixture
def nowhere(nobody) -> dict[str, Any]:
    """Settings of a chat service with neither broker nor database, and short deadlines."""
    port = nobody.rpartition(":")[2]
    urls = {"rabbitmq_url": f"amqp://x:x@{LOOPBACK}:{port}/", "database_url": f"postgresql://x:x@{LOOPBACK}:{port}/x"}
    return {**urls, "publish_timeout_ms": 50, "outbox_timeout_ms": 50, "turns_timeout_ms": 50}


Neighbours = tuple[FakeModel, FakeStore]


@pytest_asyncio.fixture
async def neighbours() -> AsyncIterator[Neighbours]:
    """The model behind the chat service and the store beside it, on one port: their paths tell them apart."""
    model, store = FakeModel(), FakeStore()

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        await (store if scope["path"].startswith("/v1/users/") else model)(scope, receive, send)

    async with running(either) as url:
        model.url = store.url = url
        yield model, store
        store.release.set()


@pytest.fixture
def model(neighbours: Neighbours) -> FakeModel:
    """The model behind the chat service."""
    return neighbours[0]


@pytest.fixture
def store(neighbours: Neighbours) -> FakeStore:
    """The store beside the chat service."""
    return neighbours[1]


StartChat = Callable[..., AbstractAsyncContextManager[Chat]]


@pytest.fixture
def start_chat(broker, database, model, store) -> StartChat:
    """Start a chat service with settings of one's own."""

    def start(model_url: str = "", **settings: Any):
        given = {"rabbitmq_url": broker.url("chat"), "database_url": database, "store_url": store.url, **settings}
        return chatting(model_url or model.url, **given)

    return start


@pytest_asyncio.fixture
async def chat(start_chat) -> AsyncIterator[Chat]:
    """A chat service with broker, database, model and store in good health."""
    async with start_chat() as running_chat:
        yield running_chat


@pytest.fixture
def recorded(amqp) -> Callable[..., Any]:
    """Take turns out of a lane's queue, for good: `await recorded(count, queue)`."""

    async def take_turns(count: int = 1, queue: str = "extractor.turns") -> list[TurnRecorded]:
        turns: list[TurnRecorded] = []
        while len(turns) < count:
            (message,) = await take(amqp, queue, 1)
            events = BATCH.validate_json(message.body)
            turns += [event.data for event in events if isinstance(event, TurnRecordedEvent)]
        return turns

    return take_turns
