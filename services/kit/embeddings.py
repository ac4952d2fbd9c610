"""Asks a model for embeddings, over the `openai` SDK, and believes nothing of the answer."""

from collections.abc import Sequence
from typing import Final

from openai import AsyncOpenAI, OpenAIError

from services.kit.vectors import is_usable

CALL_ERRORS: Final = (
    OpenAIError,
    # What the SDK raises for answers of another shape, and the HTTP library for connections reset as they are made.
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What a call can raise, besides `TimeoutError`."""


class UnusableEmbeddingError(ValueError):
    """The model's answer is not one comparable vector for each text."""


async def embed(client: AsyncOpenAI, model: str, texts: Sequence[str]) -> list[Sequence[float]]:
    """Return a vector for each of `texts`, all of one length; raises `CALL_ERRORS`.

    Source: OpenAI API reference, "Create embeddings". The SDK asks for base64 and takes floats as well.
    """
    answer = await client.embeddings.create(model=model, input=list(texts))
    found = {each.index: each.embedding for each in answer.data}
    vectors: list[Sequence[float]] = [found[index] for index in range(len(texts)) if index in found]
    if len(vectors) != len(texts) or len(answer.data) != len(texts):
        raise UnusableEmbeddingError(f"{len(answer.data)} embeddings came for {len(texts)} texts")
    if len({len(vector) for vector in vectors}) != 1 or not all(map(is_usable, vectors)):
        raise UnusableEmbeddingError("the embeddings are not comparable: lengths differ, or numbers are missing")
    return vectors
