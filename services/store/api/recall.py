"""`/v1/users/{user}/recall`: the facts worth putting into a prompt, ranked for the question, within a budget."""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import structlog
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from contracts.events import MESSAGE_LIMIT, Name, Text
from services.kit.problems import Problem
from services.store.api.embeddings import Vector
from services.store.api.pages import Page, Parameters, Tenant, UserId
from services.store.api.reader import Reader
from services.store.budget import within_budget
from services.store.grams import grams_of
from services.store.ranking import ALWAYS, LISTED, Candidate, rank
from services.store.sameness import each_once

log = structlog.get_logger()

CANDIDATES: Final = 200
_ALWAYS: Final = sorted(ALWAYS)


class RecallQuery(Parameters):
    """What the conversation is about, and how many tokens of prompt the facts may take."""

    q: Annotated[Text, Field(max_length=MESSAGE_LIMIT)] = ""
    budget: Annotated[int, Field(ge=1, le=10_000)] = 400


class QuestionEmbedding(BaseModel):
    """The question as a vector, and the model that made it: only that model's vectors compare to it."""

    model_config = ConfigDict(extra="forbid")

    model: Name
    vector: Vector


class RecallRequest(RecallQuery):
    """The same with the question's embedding, which would not fit an address."""

    embedding: QuestionEmbedding | None = None


class RecalledFact(BaseModel):
    """A current fact, as short as a prompt needs it."""

    id: UUID
    slot: str
    value: str
    statement: str
    said_at: datetime


class Recalled(Page[RecalledFact]):
    """What is recalled. With `memory` off nothing is, and chat then publishes nothing either (docs/adr/0010)."""

    memory: Literal["on", "off"]


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["facts"])

    @router.get("/v1/users/{user_id:path}/recall", response_model=Recalled)
    async def recall(tenant: Tenant, user_id: UserId, query: Annotated[RecallQuery, Query()]) -> Response:
        """Return current facts: what fits the question, what is always needed, then the confirmed and the recent."""
        return _rendered(await answer(tenant, user_id, query, None))

    @router.post("/v1/users/{user_id:path}/recall", response_model=Recalled)
    async def recall_by_meaning(tenant: Tenant, user_id: UserId, request: RecallRequest) -> Response:
        """Return the same, ranked by the question's embedding too."""
        return _rendered(await answer(tenant, user_id, request, request.embedding))

    async def answer(tenant: str, user_id: str, query: RecallQuery, embedding: QuestionEmbedding | None) -> Recalled:
        nearest = [] if embedding is None else await find_nearest(tenant, user_id, embedding)
        question = (query.q, grams_of(query.q))
        arguments = (*question, nearest, _ALWAYS, CANDIDATES)
        rows = await reader.recall(tenant, user_id, *arguments)
        if rows is None:
            return Recalled(items=[], memory="off")
        ranked = rank((Candidate(*row[1:]) for row in rows), nearest, datetime.now(UTC))
        items = [_recalled(fact) for fact in within_budget(each_once(ranked), query.budget)]
        return Recalled(items=items, memory="on")

    async def find_nearest(tenant: str, user_id: str, embedding: QuestionEmbedding) -> list[UUID]:
        try:
            rows = await reader.fetch_own("nearest_facts", tenant, user_id, embedding.model, embedding.vector, LISTED)
        except Problem:
            # Without pgvector, say: the words are still there. If it is the database, they will fail as well.
            log.warning("nearest_missed")
            return []
        return [row["fact_id"] for row in rows]

    return router


def _rendered(recalled: Recalled) -> Response:
    # Written here, because FastAPI would validate it once more: every chat waits for this route.
    return Response(recalled.model_dump_json(), media_type="application/json")


def _recalled(fact: Candidate) -> RecalledFact:
    return RecalledFact(
        id=fact.fact_id, slot=fact.slot, value=fact.value, statement=fact.statement, said_at=fact.said_at
    )
