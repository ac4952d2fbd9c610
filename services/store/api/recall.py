"""`/v1/users/{user}/recall`: the facts worth putting into a prompt, ranked for the question, within a budget."""

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from contracts.events import MESSAGE_LIMIT, Text
from services.store.api.pages import Page, Parameters, Tenant, UserId
from services.store.api.reader import Reader
from services.store.budget import within_budget
from services.store.grams import grams_of
from services.store.ranking import ALWAYS, Candidate, rank
from services.store.sameness import each_once

CANDIDATES: Final = 200
_ALWAYS: Final = sorted(ALWAYS)


class RecallQuery(Parameters):
    """What the conversation is about, and how many tokens of prompt the facts may take."""

    q: Annotated[Text, Field(max_length=MESSAGE_LIMIT)] = ""
    budget: Annotated[int, Field(ge=1, le=10_000)] = 400


class RecalledFact(BaseModel):
    """A current fact, as short as a prompt needs it."""

    id: UUID
    slot: str
    value: str
    statement: str
    said_at: datetime


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["facts"])

    @router.get("/v1/users/{user_id:path}/recall")
    async def recall(tenant: Tenant, user_id: UserId, query: Annotated[RecallQuery, Query()]) -> Page[RecalledFact]:
        """Return current facts: what fits the question, what is always needed, then the confirmed and the recent."""
        rows = await reader.fetch_own(
            "recall_facts", tenant, user_id, query.q, grams_of(query.q), [], _ALWAYS, CANDIDATES
        )
        ranked = rank((Candidate(*row) for row in rows), (), datetime.now(UTC))
        return Page(items=[_recalled(fact) for fact in within_budget(each_once(ranked), query.budget)])

    return router


def _recalled(fact: Candidate) -> RecalledFact:
    return RecalledFact(
        id=fact.fact_id, slot=fact.slot, value=fact.value, statement=fact.statement, said_at=fact.said_at
    )
