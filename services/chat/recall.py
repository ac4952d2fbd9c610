"""Asks the store what is known about a user, within a deadline; a chat without an answer goes on without."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import httpx2
import structlog

from services.chat.prompt import Fact
from services.chat.question import QuestionEmbedder
from services.chat.speaker import OFF

log = structlog.get_logger()

FIELDS: Final = ("slot", "value", "statement", "said_at")
DAY_LENGTH: Final = len("2026-11-22")
QUESTION_SHARE: Final = 2 / 3
"""Of the time for a recall, what the question's embedding may take; the store needs the rest."""
LIMITS: Final = httpx2.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=3.0)
"""Idle connections go before the store's server closes them (5 s), so that no request meets a closing one."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """What is known about a user; with `is_off` nothing is, and nothing new is to be remembered."""

    facts: Sequence[Fact] = ()
    is_off: bool = False


NOTHING: Final = Recollection()


class Recall:
    """Reads facts from the store's HTTP API."""

    def __init__(
        self, store: httpx2.AsyncClient, within: float, tokens: int, embedder: QuestionEmbedder | None = None
    ) -> None:
        """`within` is in seconds, `tokens` what the facts may take of the prompt; without an embedder, words decide."""
        self._store = store
        self._within = within
        self._tokens = tokens
        self._embedder = embedder

    async def recall(self, user_id: str, question: str) -> Recollection:
        """Return what the store recalls about the user for `question`, or `NOTHING` when it fails or is late."""
        try:
            async with asyncio.timeout(self._within):
                response = await self._ask(user_id, question)
            response.raise_for_status()
            return _recollection(response.json())
        except TimeoutError:
            log.warning("recall_missed", reason=f"no answer within {self._within:g} s")
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, AttributeError, KeyError, TypeError) as error:
            log.warning("recall_missed", reason=_reason(error))
        return NOTHING

    async def _ask(self, user_id: str, question: str) -> httpx2.Response:
        path = f"/v1/users/{quote(user_id, safe='')}/recall"
        query: dict[str, str | int] = {"q": question, "budget": self._tokens}
        if self._embedder is not None and question.strip():
            vector = await self._embedder.embed(question, self._within * QUESTION_SHARE)
            if vector is not None:
                embedding = {"model": self._embedder.model, "vector": vector}
                return await self._store.post(path, json={**query, "embedding": embedding})
        return await self._store.get(path, params=query)


def open_store(url: str) -> httpx2.AsyncClient:
    """Return a client for the store at `url`. It is our own neighbour: the environment's proxies are not for it."""
    return httpx2.AsyncClient(base_url=url, limits=LIMITS, trust_env=False)


def _recollection(answer: Any) -> Recollection:
    # A store of before there was an opt-out does not say.
    if answer.get("memory") == OFF:
        return Recollection(is_off=True)
    return Recollection([_fact(item) for item in answer["items"]])


def _fact(item: Any) -> Fact:
    fact = {field: item[field] for field in FIELDS}
    if not all(isinstance(value, str) for value in fact.values()):
        raise TypeError("a field of a fact is not a string")
    # The model is told the day: what else is in the moment only costs tokens.
    fact["said_at"] = fact["said_at"][:DAY_LENGTH]
    return fact


def _reason(error: Exception) -> str:
    if isinstance(error, httpx2.HTTPStatusError):
        return f"the store answered {error.response.status_code}"
    if isinstance(error, httpx2.HTTPError):
        return str(error) or type(error).__name__
    return "the store's answer is not a list of facts"
