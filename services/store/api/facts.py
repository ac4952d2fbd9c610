"""`/v1/users/{user}/facts`: what is known about a user, was known on a day, or ever was."""

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from contracts.slots import BY_NAME
from services.store.api.pages import (
    PAGE,
    Cursor,
    Limit,
    Page,
    Parameters,
    Tenant,
    UserId,
    page_of,
    read_cursor,
    refusal,
)
from services.store.api.reader import Reader
from services.store.api.views import FactView, fact_view

FIRST: Final = ("", datetime(1, 1, 2, tzinfo=UTC), UUID(int=0))


class FactsQuery(Parameters):
    """Which facts to list: the current ones, or those valid `at` a moment, or all of them."""

    slot: str | None = None
    at: AwareDatetime | None = None
    history: bool = False
    limit: Limit = PAGE
    cursor: Cursor = None


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["facts"])

    @router.get("/v1/users/{user_id:path}/facts")
    async def list_facts(tenant: Tenant, user_id: UserId, query: Annotated[FactsQuery, Query()]) -> Page[FactView]:
        """Return a user's facts with their evidence, by slot and then by age."""
        _check(query)
        after = FIRST if query.cursor is None else read_cursor(query.cursor, str, datetime, UUID)
        rows = await reader.fetch_own(
            "list_facts", tenant, user_id, query.slot, query.at, query.history, *after, query.limit + 1
        )
        return page_of(rows, query.limit, fact_view, lambda row: (row["slot"], row["valid_from"], row["fact_id"]))

    return router


def _check(query: FactsQuery) -> None:
    if query.slot is not None and query.slot not in BY_NAME:
        raise refusal("slot", f"there is no such slot; there are {', '.join(BY_NAME)}")
    if query.at is not None and query.at > datetime.now(UTC):
        raise refusal("at", "must not be in the future")
    if query.at is not None and query.history:
        raise refusal("at", "give either `at` or `history`, not both")
