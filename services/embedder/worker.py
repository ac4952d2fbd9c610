"""The embedder's loop and its policy: what waits is embedded in batches; what fails is waited for, or set aside.

A failure is the provider's until the provider makes an embedding of something else: then it is the text's, and the fact
is set aside for this model, so that it holds nothing up.
"""

import asyncio
from contextlib import suppress
from typing import Final

import httpx2
import openai
import structlog
from openai import AsyncOpenAI

from services.embedder.facts import Embedded, Facts, Waiting
from services.embedder.metrics import FACTS, FAILING, OUTCOMES
from services.kit.embeddings import CALL_ERRORS, UnusableEmbeddingError, embed

log = structlog.get_logger()

LONGEST_WAIT: Final = 60.0
SAMPLE: Final = "The user said hello."
"""What any model can embed; asked to find out whether the provider works at all."""
_BY_TEXT: Final = (openai.BadRequestError, openai.UnprocessableEntityError, UnusableEmbeddingError)


class Embedder:
    """Embeds until it is stopped. `problem` says what it waits for, or nothing."""

    def __init__(self, facts: Facts, client: AsyncOpenAI, model: str, *, every: float, timeout: float) -> None:
        """`every` is the time between two looks at the store, `timeout` that of one request, both in seconds."""
        self._facts = facts
        self._client = client
        self._model = model
        self._every = every
        self._timeout = timeout
        self.problem = ""

    async def run(self, stop: asyncio.Event) -> None:
        """Embed what waits, again and again; twice the wait at each failure, up to a minute."""
        wait = self._every
        while not stop.is_set():
            try:
                embedded = await self.embed_some()
            except TimeoutError:
                self._failed("a request took too long")
            except (*CALL_ERRORS, httpx2.HTTPError, KeyError) as error:
                self._failed(f"{type(error).__name__}: {error}")
            else:
                self.problem, wait = "", self._every
                FAILING.set(0)
                if embedded:
                    continue
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await stop.wait()
            wait = min(2 * wait, max(LONGEST_WAIT, self._every)) if self.problem else self._every

    async def embed_some(self) -> int:
        """Embed one batch of what waits; returns how many facts that were."""
        waiting = await self._facts.waiting()
        if not waiting:
            return 0
        try:
            embedded = await self._embed(waiting)
        except _BY_TEXT:
            embedded = await self._embed_each(waiting)
        await self._facts.keep(embedded)
        refused = sum(each.vector is None for each in embedded)
        FACTS.labels(OUTCOMES[0]).inc(len(embedded) - refused)
        FACTS.labels(OUTCOMES[1]).inc(refused)
        log.info("facts_embedded", count=len(embedded), refused=refused)
        return len(embedded)

    async def _embed(self, facts: list[Waiting]) -> list[Embedded]:
        async with asyncio.timeout(self._timeout):
            vectors = await embed(self._client, self._model, [fact.statement for fact in facts])
        return [Embedded(fact, vector) for fact, vector in zip(facts, vectors, strict=True)]

    async def _embed_each(self, facts: list[Waiting]) -> list[Embedded]:
        """Find the texts that the model refuses; raises what it says to a harmless one, if it refuses that too."""
        async with asyncio.timeout(self._timeout):
            await embed(self._client, self._model, [SAMPLE])
        embedded: list[Embedded] = []
        for fact in facts:
            try:
                embedded += await self._embed([fact])
            except _BY_TEXT:
                embedded.append(Embedded(fact, None))
        return embedded

    def _failed(self, reason: str) -> None:
        if not self.problem:
            log.warning("embedding_paused", reason=reason)
        self.problem = reason
        FAILING.set(1)
