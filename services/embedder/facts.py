"""The store, as the embedder sees it: facts that wait, and where their embeddings go."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import httpx2

from services.kit.vectors import pack

BODY_BYTES: Final = 500_000
"""A body of ours stays well below what the store takes (1 MiB)."""


class Waiting(NamedTuple):
    """A fact without an embedding."""

    user_id: str
    fact_id: str
    statement: str


class Embedded(NamedTuple):
    """A fact with its vector; None when the model makes none of its text."""

    fact: Waiting
    vector: Sequence[float] | None


class Facts:
    """Reads and writes over the store's HTTP API; raises `httpx2.HTTPError`, and `ValueError` at odd answers."""

    def __init__(self, store: httpx2.AsyncClient, model: str, limit: int) -> None:
        self._store = store
        self._model = model
        self._limit = limit

    async def waiting(self) -> list[Waiting]:
        """Return facts that have no embedding of the model, at most `limit`."""
        answer = await self._store.get("/v1/embeddings/waiting", params={"model": self._model, "limit": self._limit})
        items = answer.raise_for_status().json()["items"]
        return [Waiting(item["user_id"], item["fact_id"], item["statement"]) for item in items]

    async def keep(self, embedded: Sequence[Embedded]) -> None:
        """Store embeddings."""
        items = [{**each.fact._asdict(), "embedding": _packed(each.vector)} for each in embedded]
        for part in _in_parts(items):
            (await self._store.post("/v1/embeddings", json={"model": self._model, "items": part})).raise_for_status()


def open_store(url: str) -> httpx2.AsyncClient:
    """Return a client for the store at `url`. It is our own neighbour: the environment's proxies are not for it."""
    return httpx2.AsyncClient(base_url=url, trust_env=False, timeout=30)


def _packed(vector: Sequence[float] | None) -> str | None:
    return None if vector is None else pack(vector)


def _in_parts(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    size = 0
    for item in items:
        part.append(item)
        # JSON may write one character in six bytes.
        size += len(item["embedding"] or "") + 6 * (len(item["statement"]) + len(item["user_id"])) + 200
        if size > BODY_BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part
