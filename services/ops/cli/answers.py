"""One exchange with the assistant: the answer as it comes, the job of what was said, and what was remembered of it."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2

from services.ops.cli.service import Service
from services.ops.errors import OpsError

PAUSE_SECONDS: Final = 0.2
ENDED: Final = frozenset({"completed", "dead", "discarded", "erased"})
Message = dict[str, str]


@dataclass
class Exchange:
    """What came back: `memory` as in the header Afterthought-Memory, `status` the job's last, `facts` the turn's."""

    answer: str = ""
    memory: str = "off"
    job: str | None = None
    status: str | None = None
    facts: list[dict[str, Any]] = field(default_factory=list)


class Talk:
    """A conversation of one user in one session with one model."""

    def __init__(self, chat: Service, store: Service, user: str, session: str, model: str) -> None:
        self._chat = chat
        self._store = store
        self._user = user
        self._headers = {"Afterthought-User": user, "Afterthought-Session": session}
        self._model = model
        self._messages: list[Message] = []

    def say(self, text: str, hear: Callable[[str], None]) -> Exchange:
        """Say something; `hear` gets the pieces of the answer as they come."""
        asked = [*self._messages, {"role": "user", "content": text}]
        body = {"model": self._model, "messages": asked, "stream": True}
        exchange = Exchange()
        with self._chat.open("POST", ("v1", "chat", "completions"), body, headers=self._headers) as response:
            exchange.memory = response.headers.get("Afterthought-Memory", "off")
            exchange.job = response.headers.get("Afterthought-Job")
            for piece in _pieces(response):
                exchange.answer += piece
                hear(piece)
        self._messages = [*asked, {"role": "assistant", "content": exchange.answer}]
        return exchange

    def remember(self, exchange: Exchange, within: float) -> None:
        """Wait up to `within` seconds until the turn has been worked on, and fetch the facts that came of it."""
        deadline = time.monotonic() + within
        while exchange.job is not None:
            # The store hears of a job a moment after the chat has.
            job = self._store.find("v1", "jobs", exchange.job) or {"status": "queued", "facts": 0}
            exchange.status = job["status"]
            if exchange.status in ENDED or time.monotonic() >= deadline:
                break
            time.sleep(PAUSE_SECONDS)
        if exchange.status == "completed":
            exchange.facts = [each for each in self.facts() if each["evidence"]["turn_id"] == exchange.job]

    def facts(self) -> list[dict[str, Any]]:
        """Return what is known of the user."""
        return self._store.list("v1", "users", self._user, "facts", most=1_000)


def choose_model(chat: Service) -> str:
    """Return the first model that the model server names."""
    models = chat.get("v1", "models").get("data") or ()
    if not models:
        raise OpsError("The model server names no model: say which with --model.")
    return str(models[0]["id"])


def _pieces(response: httpx2.Response) -> Iterator[str]:
    """Yield the text of a streamed answer, piece by piece (OpenAI, "Streaming")."""
    for line in response.iter_lines():
        data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if not data or data == "[DONE]":
            continue
        chunk = json.loads(data)
        if error := chunk.get("error"):
            raise OpsError(f"The model broke off: {error.get('message', error)}")
        for choice in chunk.get("choices", ())[:1]:
            if text := (choice.get("delta") or {}).get("content"):
                yield text
