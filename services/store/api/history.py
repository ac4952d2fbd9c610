"""`/v1/jobs/{id}/history`: one job with everything that happened to it: words, failures, dead letters,
facts, and why others are none.
"""

import json
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from services.kit.problems import Problem
from services.store.api.letter_views import LetterView, letter_view
from services.store.api.pages import Parameters, Tenant
from services.store.api.reader import Reader
from services.store.api.views import ErrorView, FactView, JobView, fact_view, job_view


class FailureView(BaseModel):
    """An attempt that failed: retried at `next_attempt_at`, or the job's last.

    One that failed and was followed by the next while the store was away may be missing.
    """

    generation: int
    attempt: int
    status: Literal["retrying", "dead"]
    error: ErrorView
    failed_at: datetime
    next_attempt_at: datetime | None


class HistoryView(BaseModel):
    """A job's whole story. `content` is null while only later events of the turn have arrived."""

    job: JobView
    content: str | None
    prompt_version: str | None
    duration_ms: int | None
    rejections: Annotated[
        dict[str, int],
        Field(
            description="facts that were offered and rejected, by reason; empty for jobs from before these were kept"
        ),
    ]
    failures: list[FailureView]
    letters: list[LetterView]
    facts: list[FactView]


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["jobs"])

    @router.get("/v1/jobs/{job_id}/history")
    async def show_history(tenant: Tenant, job_id: UUID, _: Annotated[Parameters, Query()]) -> HistoryView:
        """Return one job with its turn's words, each failed attempt, its dead letters, facts and rejections."""
        jobs = await reader.fetch("show_jobs", [tenant], [job_id])
        if not jobs:
            raise Problem(
                HTTPStatus.NOT_FOUND, f"There is no job {job_id}: it is the id that a turn was answered with."
            )
        key = (tenant, jobs[0]["user_id"], job_id)
        turns = await reader.fetch("read_turn", *key)
        extractions = await reader.fetch("read_extraction", *key)
        extraction = (
            extractions[0] if extractions else {"prompt_version": None, "duration_ms": None, "rejections": None}
        )
        return HistoryView(
            job=job_view(jobs[0]),
            content=turns[0]["content"] if turns else None,
            prompt_version=extraction["prompt_version"],
            duration_ms=extraction["duration_ms"],
            rejections=json.loads(extraction["rejections"] or "{}"),
            failures=[_failure(row) for row in await reader.fetch("list_failures", *key)],
            letters=[letter_view(row) for row in await reader.fetch("list_letters_of_turn", *key)],
            facts=[fact_view(row) for row in await reader.fetch("list_facts_of_turn", *key)],
        )

    return router


def _failure(row: Any) -> FailureView:
    fields = {name: row[name] for name in FailureView.model_fields if name != "error"}
    return FailureView(**fields, error=ErrorView(error_class=row["error_class"], message=row["error"]))
