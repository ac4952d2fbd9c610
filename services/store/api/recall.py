"""`/v1/users/{user}/recall`: the facts worth putting into a prompt, ranked for the question, within a budget."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from contracts.events import MESSAGE_LIMIT, Text
from services.store.api.pages import Page, Parameters, Tenant, UserId
from services.store.api.reader import Reader

CANDIDATES: Final = 200
CHARACTERS_PER_TOKEN: Final = 4
FRAME: Final = len('{"slot":"","value":"","statement":"","said_at":"2026-11-01"}\n')
"""What a fact costs in a prompt besides its own words, in characters."""


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
        """Return current facts, those that fit the question first, then the often confirmed and the recent."""
        rows = await reader.fetch("recall_facts", tenant, user_id, query.q.strip(), CANDIDATES)
        return Page(items=list(within_budget(rows, query.budget)))

    return router


def within_budget(rows: Iterable[Any], budget: int) -> Iterable[RecalledFact]:
    """Yield the facts, in their order, that fit into `budget` tokens together; one that does not fit is left out."""
    for row in rows:
        cost = ceil((FRAME + sum(len(row[part]) for part in ("slot", "value", "statement"))) / CHARACTERS_PER_TOKEN)
        if cost <= budget:
            budget -= cost
            yield RecalledFact(
                id=row["fact_id"],
                slot=row["slot"],
                value=row["value"],
                statement=row["statement"],
                said_at=row["said_at"],
            )
