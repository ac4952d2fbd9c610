"""What the API shows of a job and of a fact, from rows of `sql/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.store.states import Status


class ErrorView(BaseModel):
    """Why a job failed, last."""

    error_class: Annotated[str, Field(serialization_alias="class")]
    message: str


class UsageView(BaseModel):
    """Tokens that the model counted."""

    input_tokens: int
    output_tokens: int


class JobView(BaseModel):
    """One turn's life. `facts`, `rejected`, `model` and `usage` tell of the extraction whose facts are stored."""

    id: UUID
    user_id: str
    session_id: str
    message_id: str | None
    status: Status
    generation: int
    attempt: int
    lane: Literal["live", "bulk"]
    error: ErrorView | None
    said_at: datetime
    queued_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    next_attempt_at: datetime | None
    facts: int
    rejected: int
    model: str | None
    usage: UsageView | None


class EvidenceView(BaseModel):
    """The user's own words behind a fact; of what a person corrected, the correction."""

    quote: str
    message_id: str
    turn_id: UUID
    session_id: str


class FactView(BaseModel):
    """A fact, valid from `valid_from` up to `valid_to`; `supersedes` is the fact it took the place of.

    `ended_by` is the turn that ended it, or the act of the user's own. `source` is a turn, or the user directly.
    """

    id: UUID
    slot: str
    value: str
    statement: str
    confidence: float
    evidence: EvidenceView
    said_at: datetime
    valid_from: datetime
    valid_to: datetime | None
    ended: Literal["superseded", "retracted", "corrected", "crowded_out"] | None
    confirmed_at: datetime | None
    confirmations: int
    supersedes: UUID | None
    superseded_by: UUID | None
    ended_by: UUID | None
    source: Literal["turn", "user"]


def job_view(row: Any) -> JobView:
    """Return the view of a row of `show_job` or `list_jobs`."""
    return JobView(
        id=row["turn_id"],
        user_id=row["user_id"],
        session_id=row["session_id"],
        message_id=row["message_id"],
        status=row["status"],
        generation=row["generation"],
        attempt=row["attempt"],
        lane=row["lane"],
        error=None if row["error_class"] is None else ErrorView(error_class=row["error_class"], message=row["error"]),
        said_at=row["said_at"],
        queued_at=row["queued_at"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        next_attempt_at=row["next_attempt_at"],
        facts=row["facts"] or 0,
        rejected=row["rejected"] or 0,
        model=row["model"],
        usage=None
        if row["input_tokens"] is None
        else UsageView(input_tokens=row["input_tokens"], output_tokens=row["output_tokens"]),
    )


def erased_view(job: JobView) -> JobView:
    """Return what whoever watched a job is told when its user was erased: that there is nothing any more."""
    return JobView(
        id=job.id,
        user_id=job.user_id,
        session_id=job.session_id,
        message_id=None,
        status=Status.ERASED,
        generation=job.generation,
        attempt=0,
        lane=job.lane,
        error=None,
        said_at=job.said_at,
        queued_at=None,
        started_at=None,
        finished_at=None,
        next_attempt_at=None,
        facts=0,
        rejected=0,
        model=None,
        usage=None,
    )


def fact_view(row: Any) -> FactView:
    """Return the view of a row of `list_facts`."""
    return FactView(
        id=row["fact_id"],
        slot=row["slot"],
        value=row["value"],
        statement=row["statement"],
        confidence=row["confidence"],
        evidence=EvidenceView(
            quote=row["quote"], message_id=row["message_id"], turn_id=row["turn_id"], session_id=row["session_id"]
        ),
        said_at=row["said_at"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        ended=row["ended_as"],
        confirmed_at=row["confirmed_at"],
        confirmations=row["confirmations"],
        supersedes=row["supersedes"],
        superseded_by=row["superseded_by"],
        ended_by=row["ended_by"],
        source=row["source"],
    )
