"""The question as a vector, if there is time: recall by meaning is an extra, and never what a chat waits for."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog
from openai import AsyncOpenAI

from services.kit.embeddings import CALL_ERRORS, embed
from services.kit.vectors import pack

log = structlog.get_logger()

FAILURES: Final = 3
"""Failures in a row after which nobody waits for the model for a while."""
PAUSE_SECONDS: Final = 10.0


class QuestionEmbedder:
    """Asks `model` for the embedding of a question; pauses while it fails, so that chats do not wait for nothing."""

    def __init__(self, client: AsyncOpenAI, model: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` is in seconds and never goes back."""
        self._client = client
        self.model = model
        self._clock = clock
        self._failures = 0
        self._resume_at = 0.0

    async def embed(self, question: str, within: float) -> str | None:
        """Return the vector as text (`services.kit.vectors`), or None if it does not come `within` seconds."""
        if self._failures >= FAILURES:
            if self._clock() < self._resume_at:
                return None
            # This one tries; the others go on without, until it has an answer.
            self._resume_at = self._clock() + PAUSE_SECONDS
        try:
            async with asyncio.timeout(within):
                (vector,) = await embed(self._client, self.model, [question])
        except TimeoutError:
            self._missed(f"no answer within {within:g} s")
        except CALL_ERRORS as error:
            self._missed(type(error).__name__)
        else:
            self._failures = 0
            return pack(vector)
        return None

    def _missed(self, reason: str) -> None:
        self._failures += 1
        self._resume_at = self._clock() + PAUSE_SECONDS
        log.warning("question_not_embedded", reason=reason, failures=self._failures)
