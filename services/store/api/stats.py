"""`/v1/stats`: how many jobs stand where, and how long they take."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from services.store.api.memo import Memo
from services.store.api.pages import Parameters, Tenant
from services.store.api.reader import Reader
from services.store.states import Status


class StatusStats(BaseModel):
    """Jobs of one status. Seconds run from queueing to the end, or to now for jobs that are open."""

    count: int = 0
    mean_seconds: float | None = None


class Totals(BaseModel):
    """Everything the store holds; facts are the current ones."""

    jobs: int
    users: int
    facts: int
    dead_letters: int


class Stats(BaseModel):
    """Jobs by status, every status named, and totals, as they were at `as_of`."""

    as_of: datetime
    statuses: Annotated[dict[Status, StatusStats], Field(description="by status")]
    totals: Totals


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["statistics"])
    memo: Memo[Stats] = Memo()

    @router.get("/v1/stats")
    async def show_stats(tenant: Tenant, _: Annotated[Parameters, Query()]) -> Stats:
        """Return count and mean seconds of the jobs by status, and totals, as of a moment ago when there are many."""
        return await memo.get(tenant, lambda: _count(reader, tenant))

    return router


async def _count(reader: Reader, tenant: str) -> Stats:
    as_of = datetime.now(UTC)
    by_status = {row["status"]: StatusStats(**dict(row)) for row in await reader.fetch("count_jobs", tenant)}
    (totals,) = await reader.fetch("count_rest", tenant)
    return Stats(
        as_of=as_of,
        statuses={status: by_status.get(status, StatusStats()) for status in Status},
        totals=Totals(jobs=sum(each.count for each in by_status.values()), **dict(totals)),
    )
