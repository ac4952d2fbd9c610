"""Asks the store what is known about a user, within a deadline; a chat without an answer goes on without.

After failures in a row no chat waits any more, until a question that went out beside a chat was answered
(`patience.py`).

Every chat waits for this, so it goes over aiohttp's client: it costs a tenth of the processor's time of the others here
(docs/benchmarks/chat-profile.md).
"""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode

import aiohttp
import structlog
from yarl import URL

from services.chat.patience import Patience
from services.chat.prompt import Fact
from services.chat.question import QuestionEmbedder
from services.chat.speaker import OFF

log = structlog.get_logger()

FIELDS: Final = ("slot", "value", "statement", "said_at")
DAY_LENGTH: Final = len("2026-11-22")
QUESTION_SHARE: Final = 2 / 3
"""Of the time for a recall, what the question's embedding may take; the store needs the rest."""
CONNECTIONS: Final = 200
KEEP_SECONDS: Final = 3.0
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
        self,
        session: aiohttp.ClientSession,
        store_url: str,
        within: float,
        tokens: int,
        embedder: QuestionEmbedder | None = None,
    ) -> None:
        """`within` is in seconds, `tokens` what the facts may take of the prompt; without an embedder, words decide."""
        self._session = session
        self._users_url = f"{store_url.rstrip('/')}/v1/users"
        self._within = within
        self._tokens = tokens
        self._embedder = embedder
        self._patience = Patience()
        self._trying: asyncio.Task[Recollection] | None = None

    async def close(self) -> None:
        """Give up on what nobody waits for."""
        if self._trying is not None:
            self._trying.cancel()
            await asyncio.wait((self._trying,))

    async def recall(self, user_id: str, question: str) -> Recollection:
        """Return what the store recalls about the user for `question`, or `NOTHING` when it fails or is late."""
        if not self._patience.is_lost:
            return await self._recall(user_id, question)
        if (self._trying is None or self._trying.done()) and self._patience.may_try():
            self._trying = asyncio.create_task(self._recall(user_id, question))
        return NOTHING

    async def _recall(self, user_id: str, question: str) -> Recollection:
        try:
            async with asyncio.timeout(self._within):
                status, body = await self._ask(user_id, question)
        except TimeoutError:
            return self._missed(f"no answer within {self._within:g} s")
        except (aiohttp.ClientError, ValueError) as error:
            return self._missed(str(error) or type(error).__name__)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return self._missed(f"the store answered {status}")
        # Whatever else it is, nobody had to wait for it.
        self._patience.answered()
        if status != HTTPStatus.OK:
            log.warning("recall_missed", reason=f"the store answered {status}")
            return NOTHING
        try:
            return _recollection(json.loads(body))
        except (ValueError, AttributeError, KeyError, TypeError):
            log.warning("recall_missed", reason="the store's answer is not a list of facts")
            return NOTHING

    def _missed(self, reason: str) -> Recollection:
        log.warning("recall_missed", reason=reason)
        self._patience.failed()
        return NOTHING

    async def _ask(self, user_id: str, question: str) -> tuple[int, bytes]:
        url = f"{self._users_url}/{quote(user_id, safe='')}/recall"
        query: dict[str, str | int] = {"q": question, "budget": self._tokens}
        if self._embedder is not None and question.strip():
            vector = await self._embedder.embed(question, self._within * QUESTION_SHARE)
            if vector is not None:
                body = {**query, "embedding": {"model": self._embedder.model, "vector": vector}}
                async with self._session.post(URL(url, encoded=True), json=body) as response:
                    return response.status, await response.read()
        async with self._session.get(URL(f"{url}?{urlencode(query)}", encoded=True)) as response:
            return response.status, await response.read()


def open_session() -> AbstractAsyncContextManager[aiohttp.ClientSession]:
    """Return the client for recall: no cookies, no proxies of the environment, no deadlines but the caller's."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
    )


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
