"""`/v1/activity`: the last minutes in figures, for whoever watches: how much, how soon, at what price, what waits."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from services.store.api.memo import Memo
from services.store.api.pages import Parameters, Tenant
from services.store.api.reader import Reader
from services.store.states import Status


class ActivityQuery(Parameters):
    """How far to look back."""

    minutes: Annotated[int, Field(ge=1, le=1_440)] = 60


class MinuteView(BaseModel):
    """One minute that something happened in. Seconds run from a turn's being taken on to its facts being stored."""

    minute: datetime
    queued: int
    completed: int
    dead: int
    facts: int
    visible_p50: float | None
    visible_p99: float | None


class Percentiles(BaseModel):
    """Seconds; null when nothing was measured."""

    p50: float | None
    p99: float | None


class TokensView(BaseModel):
    """What one model counted."""

    model: str
    turns: int
    input_tokens: int
    output_tokens: int


class WaitingView(BaseModel):
    """Open jobs of one lane, status and attempt; the oldest has been so for so many seconds."""

    lane: Literal["live", "bulk"]
    status: Status
    attempt: int
    count: int
    oldest_seconds: float


class ActivityView(BaseModel):
    """The time from `since` to `as_of`, when it was counted; `waiting` and `dead_letters` are of that moment.

    `extraction` is the model's part of `visible`.
    """

    since: datetime
    as_of: datetime
    minutes: list[MinuteView]
    completed: int
    dead: int
    visible: Percentiles
    extraction: Percentiles
    models: list[TokensView]
    waiting: list[WaitingView]
    dead_letters: int


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["statistics"])
    memo: Memo[ActivityView] = Memo()

    @router.get("/v1/activity")
    async def show_activity(tenant: Tenant, query: Annotated[ActivityQuery, Query()]) -> ActivityView:
        """Return what happened lately, minute by minute and in all, and what waits, as of `as_of`."""
        return await memo.get((tenant, query.minutes), lambda: _measure(reader, tenant, query.minutes))

    return router


async def _measure(reader: Reader, tenant: str, minutes: int) -> ActivityView:
    # Whole minutes, the one under way included.
    as_of = datetime.now(UTC)
    since = as_of.replace(second=0, microsecond=0) - timedelta(minutes=minutes - 1)
    rows = await reader.fetch("count_minutes", tenant, since)
    (measured,) = await reader.fetch("measure_jobs", tenant, since)
    (rest,) = await reader.fetch("count_open_letters", tenant)
    return ActivityView(
        since=since,
        as_of=as_of,
        minutes=[MinuteView(**dict(row)) for row in rows],
        completed=measured["completed"],
        dead=measured["dead"],
        visible=_percentiles(measured["visible"]),
        extraction=_percentiles(measured["extraction"]),
        models=[TokensView(**dict(row)) for row in await reader.fetch("count_tokens", tenant, since)],
        waiting=[WaitingView(**dict(row)) for row in await reader.fetch("count_waiting", tenant)],
        dead_letters=rest["dead_letters"],
    )


def _percentiles(found: Any) -> Percentiles:
    p50, p99 = found or (None, None)
    return Percentiles(p50=p50, p99=p99)
