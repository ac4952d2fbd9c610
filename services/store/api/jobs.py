"""`/v1/jobs`: one job, many jobs, and one job as it changes."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from contracts.events import Name
from services.kit.problems import Problem
from services.store.api.pages import PAGE, Cursor, Limit, Page, Parameters, Tenant, page_of, read_cursor
from services.store.api.reader import Reader
from services.store.api.stream import EVENT_STREAM, JobWatch
from services.store.api.views import JobView, job_view
from services.store.states import Status

NEWEST: Final = (datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


class JobsQuery(Parameters):
    """Which jobs to list."""

    user_id: Name | None = None
    session_id: Name | None = None
    status: Status | None = None
    limit: Limit = PAGE
    cursor: Cursor = None


def routes(reader: Reader, watch: JobWatch) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["jobs"])

    async def find(tenant: str, job_id: UUID) -> JobView:
        rows = await reader.fetch("show_jobs", [tenant], [job_id])
        if not rows:
            raise Problem(
                HTTPStatus.NOT_FOUND, f"There is no job {job_id}: it is the id that a turn was answered with."
            )
        return job_view(rows[0])

    @router.get("/v1/jobs/{job_id}")
    async def show_job(tenant: Tenant, job_id: UUID, _: Annotated[Parameters, Query()]) -> JobView:
        """Return one job: where it stands, why it failed, when what happened, how many facts came of it."""
        return await find(tenant, job_id)

    @router.get("/v1/jobs")
    async def list_jobs(tenant: Tenant, query: Annotated[JobsQuery, Query()]) -> Page[JobView]:
        """Return jobs, those said last first."""
        said_at, turn_id = NEWEST if query.cursor is None else read_cursor(query.cursor, datetime, UUID)
        filters = (query.session_id, query.status, said_at, turn_id, query.limit + 1)
        if query.user_id is None:
            rows = await reader.fetch(_statement(query.status), tenant, *filters)
        else:
            rows = await reader.fetch_own("list_jobs_of_user", tenant, query.user_id, *filters)
        return page_of(rows, query.limit, job_view, lambda row: (row["said_at"], row["turn_id"]))

    @router.get("/v1/jobs/{job_id}/events", response_class=StreamingResponse, responses={200: EVENT_STREAM})
    async def follow_job(tenant: Tenant, job_id: UUID, _: Annotated[Parameters, Query()]) -> StreamingResponse:
        """Stream one `event: job` now and one at each change, until the job has ended."""
        stream = watch.follow(tenant, await find(tenant, job_id))
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    return router


def _statement(status: Status | None) -> str:
    """Name the statement that finds jobs of a status without a look at all those of another."""
    if status in {Status.DEAD, Status.DISCARDED}:
        return "list_failed_jobs"
    return "list_open_jobs" if status in {Status.QUEUED, Status.PROCESSING, Status.RETRYING} else "list_jobs"
