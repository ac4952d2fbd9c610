"""`/v1/embeddings`: which facts wait for an embedding, and the embeddings that somebody made for them.

The store calls no model; the embedder does, and comes here before and after (docs/adr/0011).
"""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from contracts.events import Name, Text
from services.kit.vectors import unpack
from services.store.api.pages import Page, Parameters, Tenant
from services.store.api.reader import Reader

MOST: Final = 500

Vector = Annotated[str, AfterValidator(unpack)]
"""Base64 of float32, little-endian; a tuple of floats once it is read."""


class WaitingQuery(Parameters):
    """For which model, and how many at once."""

    model: Name
    limit: Annotated[int, Field(ge=1, le=MOST)] = 64


class WaitingFact(BaseModel):
    """A fact without an embedding of the model, and the text to embed."""

    user_id: str
    fact_id: UUID
    statement: str


class Embedding(BaseModel):
    """A fact's embedding, with the text it was made of; null when the model makes none of that text."""

    model_config = ConfigDict(extra="forbid")

    user_id: Name
    fact_id: UUID
    statement: Text
    embedding: Vector | None


class Embeddings(BaseModel):
    """Embeddings that one model made."""

    model_config = ConfigDict(extra="forbid")

    model: Name
    items: Annotated[list[Embedding], Field(max_length=MOST)]


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["embeddings"])

    @router.get("/v1/embeddings/waiting")
    async def list_waiting(tenant: Tenant, query: Annotated[WaitingQuery, Query()]) -> Page[WaitingFact]:
        """Return facts that have no embedding of the model yet, in no order."""
        rows = await reader.fetch("list_unembedded", tenant, query.model, query.limit)
        return Page(items=[WaitingFact(**dict(row)) for row in rows])

    @router.post("/v1/embeddings")
    async def keep(tenant: Tenant, given: Embeddings) -> dict[str, int]:
        """Keep embeddings; one whose fact has changed or gone meanwhile is dropped."""
        for each in given.items:
            # One transaction each: together they would lock many users' facts in an order that nobody else keeps.
            fact = (each.user_id, each.fact_id, each.statement)
            await reader.fetch("write_embedding", tenant, *fact, given.model, each.embedding)
        return {"taken": len(given.items)}

    return router
