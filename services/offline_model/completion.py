"""Bodies of the answer: a chat completion, or the chunks of one."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from services.offline_model.requests import ChatRequest

CHARACTERS_PER_TOKEN = 4
WORDS_PER_CHUNK = 4

FinishReason = Literal["stop", "length"]


@dataclass(frozen=True, slots=True)
class Completion:
    """One answer before it takes its shape on the wire. Token counts are estimates: four characters each."""

    id: str
    created: int
    model: str
    content: str
    finish_reason: FinishReason
    prompt_tokens: int

    @property
    def usage(self) -> dict[str, int]:
        """Token counts as OpenAI names them."""
        answer = count_tokens(self.content)
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": answer,
            "total_tokens": self.prompt_tokens + answer,
        }

    def body(self) -> dict[str, Any]:
        """The completion as one JSON object."""
        message = {"role": "assistant", "content": self.content, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self.finish_reason}
        return {**self._head("chat.completion"), "choices": [choice], "usage": self.usage}

    def chunks(self, *, include_usage: bool) -> Iterator[dict[str, Any]]:
        """The completion in pieces of a few words; with `include_usage` a last one holds the token counts."""
        head = self._head("chat.completion.chunk") | ({"usage": None} if include_usage else {})
        yield {**head, "choices": [_delta({"role": "assistant", "content": ""}, None)]}
        for piece in _pieces(self.content):
            yield {**head, "choices": [_delta({"content": piece}, None)]}
        yield {**head, "choices": [_delta({}, self.finish_reason)]}
        if include_usage:
            yield {**head, "choices": [], "usage": self.usage}

    def _head(self, kind: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": "offline",
        }


def complete(request: ChatRequest, content: str) -> Completion:
    """Wrap `content` as the answer to `request`, cut at its token limit."""
    limit = request.token_limit
    finish: FinishReason = "stop"
    if limit is not None and count_tokens(content) > limit:
        content, finish = content[: limit * CHARACTERS_PER_TOKEN], "length"
    prompt = sum(count_tokens(message.text) + 3 for message in request.messages)
    return Completion(f"chatcmpl-{uuid.uuid4().hex}", int(time.time()), request.model, content, finish, prompt)


def count_tokens(text: str) -> int:
    """A plain estimate, rounded up."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def _delta(delta: dict[str, str], finish_reason: FinishReason | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}


def _pieces(content: str) -> Iterator[str]:
    words = content.split(" ")
    for start in range(0, len(words), WORDS_PER_CHUNK):
        last = start + WORDS_PER_CHUNK >= len(words)
        yield " ".join(words[start : start + WORDS_PER_CHUNK]) + ("" if last else " ")
