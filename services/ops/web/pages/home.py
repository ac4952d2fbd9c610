"""`/`: the overview, and what it streams while somebody looks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.topology import LANE_QUEUES, STORE_DEAD, STORE_EVENTS
from services.ops.web.charts import HEIGHT, WIDTH, charts_of
from services.ops.web.overview import Overview, Snapshot
from services.ops.web.site import Site, event, stream
from services.ops.web.sources.broker import delay_of
from services.ops.web.verdict import figures, judge

EVERY_SECONDS: Final = 2.0


def routes(site: Site, overview: Overview, stop: asyncio.Event) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/")
    async def show(request: Request) -> Response:
        return site.page(request, "overview.html", **_values(await overview.current()))

    @router.get("/live/overview")
    async def follow_overview() -> Response:
        async def events() -> AsyncIterator[str]:
            said = ""
            async for seen in _snapshots(overview, stop):
                values = _values(seen)
                yield event("figures", site.fragment("_figures.html", **values))
                verdict = site.fragment("_verdict.html", **values)
                # Only when it changed: whoever has it read aloud would hear it again and again.
                if verdict != said:
                    yield event("verdict", verdict)
                said = verdict

        return stream(events())

    @router.get("/live/changes")
    async def follow_changes() -> Response:
        """Tell lists that there is something new, so that they fetch themselves anew."""

        async def events() -> AsyncIterator[str]:
            told: Any = None
            async for seen in _snapshots(overview, stop):
                mark = _mark(seen)
                yield event("changed", "") if told not in (None, mark) else ": still here\n\n"
                told = mark

        return stream(events())

    return router


async def _snapshots(overview: Overview, stop: asyncio.Event) -> AsyncIterator[Snapshot]:
    while not stop.is_set():
        yield await overview.current()
        with suppress(TimeoutError):
            async with asyncio.timeout(EVERY_SECONDS):
                await stop.wait()


def _mark(seen: Snapshot) -> Any:
    """Return what changes when a list of jobs or letters does."""
    if seen.activity is None:
        return "away"
    waiting = [(each["lane"], each["status"], each["attempt"], each["count"]) for each in seen.activity["waiting"]]
    return seen.activity["minutes"][-2:], waiting, seen.activity["dead_letters"], seen.stats and seen.stats["totals"]


def _values(seen: Snapshot) -> dict[str, Any]:
    return {
        "seen": seen,
        "verdict": judge(seen),
        "figures": figures(seen),
        "charts": charts_of(seen),
        "width": WIDTH,
        "height": HEIGHT,
        "queues": _queues(seen),
    }


def _queues(seen: Snapshot) -> list[dict[str, Any]]:
    """Return the rows of the queue table: lanes, their delays, the way to the store."""
    if seen.broker is None:
        return []
    rows = []
    for lane, name in LANE_QUEUES.items():
        waiting, age = seen.waiting(lane.value, "queued")
        rows.append(_row(seen, name, f"{lane.value} lane", age if waiting else None))
        delays = sorted((each for each in seen.broker.queues if each.startswith(f"{name}.retry.")), key=delay_of)
        for attempt, delay in enumerate(delays, 1):
            waiting, age = seen.waiting(lane.value, "retrying", attempt=attempt)
            label = f"{lane.value}, waits {delay.rpartition('.')[2]}"
            rows.append(_row(seen, delay, label, age if waiting else None) | {"delay": True})
    rows.append(_row(seen, STORE_EVENTS, "events to the store", None))
    rows.append(_row(seen, STORE_DEAD, "dead letters to the store", None))
    return rows


def _row(seen: Snapshot, name: str, label: str, age: float | None) -> dict[str, Any]:
    queue = seen.broker.queues.get(name) if seen.broker else None
    return {"name": name, "label": label, "queue": queue, "age": age, "delay": False}
