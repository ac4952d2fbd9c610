"""What the API shows of dead letters, of what became of a replay, and of what operators did."""

import base64
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from contracts.envelope import BATCH, Event, TurnDeadEvent, TurnRecordedEvent
from services.store.api.views import ErrorView, JobView, job_view
from services.store.desk import Replays
from services.store.plan import turn_of
from services.store.replay import Reason, Refused


class LetterView(BaseModel):
    """A dead letter. Of one that nobody could read, the user and the turn are not known."""

    id: UUID
    status: str
    error: ErrorView
    fingerprint: str
    origin: str
    attempt: int
    user_id: str | None
    session_id: str | None
    turn_id: UUID | None
    generation: int | None
    said_at: datetime | None
    archived_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    reason: str | None
    replayed_as: int | None


class BodyView(BaseModel):
    """A message's body: as text, or as base64 when it is not UTF-8."""

    text: str | None = None
    base64: str | None = None


class WholeLetterView(LetterView):
    """A dead letter with everything that came with it; `answer` is the model's, if that could not be read."""

    message_id: str | None
    content: str | None
    answer: str | None
    routing_key: str
    headers: dict[str, Any]
    x_death: list[Any]
    body: BodyView
    job: JobView | None


class GroupView(BaseModel):
    """Letters of one cause. `example` is the message of the latest."""

    fingerprint: str
    error_class: str
    count: int
    users: int
    first_at: datetime
    last_at: datetime
    example: str
    example_id: UUID


class AcceptedView(BaseModel):
    """A letter that is replayed as `generation` of its job. `sent` is false while the sweeper has yet to send it."""

    letter_id: UUID
    turn_id: UUID
    generation: int
    sent: bool


class RefusedView(BaseModel):
    """A letter that is not replayed, and why."""

    letter_id: UUID
    reason: Reason
    message: str


class ReplayView(BaseModel):
    """What was replayed or, in a dry run, would be. `next` leads to the letters that one request leaves over."""

    dry_run: bool
    accepted: list[AcceptedView]
    refused: list[RefusedView]
    next: str | None


class DiscardView(BaseModel):
    """What was discarded or, in a dry run, would be. `next` leads to the letters that one request leaves over."""

    dry_run: bool
    discarded: list[UUID]
    refused: list[RefusedView]
    next: str | None


class AuditView(BaseModel):
    """What an operator did to a letter, or for a person, of whom only a digest is kept."""

    id: UUID
    at: datetime
    operator: str
    action: str
    letter_id: UUID | None
    turn_id: UUID | None
    person: str | None
    detail: dict[str, Any]


def letter_view(row: Any) -> LetterView:
    """Return the view of a row of `list_letters`."""
    return LetterView(**_letter(row))


def whole_letter_view(row: Any, turn: Any, job: Any) -> WholeLetterView:
    """Return the view of a row of `show_letter`, with the rows of its turn and its job, if there are any."""
    event = _event(row["body"])
    brought = turn_of(event) if isinstance(event, TurnRecordedEvent | TurnDeadEvent) else None
    headers = json.loads(row["headers"])
    deaths = headers.get("x-death")
    if turn is not None:
        message_id, content = turn["message_id"], turn["content"]
    else:
        message_id, content = (brought.message.id, brought.message.content) if brought else (None, None)
    return WholeLetterView(
        **_letter(row),
        message_id=message_id,
        content=content,
        answer=event.data.answer if isinstance(event, TurnDeadEvent) else None,
        routing_key=row["routing_key"],
        headers=headers,
        x_death=deaths if isinstance(deaths, list) else [],
        body=_body(row["body"]),
        job=None if job is None else job_view(job),
    )


def replay_view(replays: Replays, *, dry_run: bool, following: str | None) -> ReplayView:
    """Return the view of a replay."""
    return ReplayView(
        dry_run=dry_run,
        accepted=[AcceptedView(**each._asdict()) for each in replays.accepted],
        refused=[RefusedView(**each._asdict()) for each in replays.refused],
        next=following,
    )


def discard_view(discarded: list[UUID], refused: list[Refused], *, dry_run: bool, following: str | None) -> DiscardView:
    """Return the view of a group's discard."""
    views = [RefusedView(**each._asdict()) for each in refused]
    return DiscardView(dry_run=dry_run, discarded=discarded, refused=views, next=following)


def audit_view(row: Any) -> AuditView:
    """Return the view of a row of `list_audit`."""
    return AuditView(**dict(row) | {"detail": json.loads(row["detail"])})


def _letter(row: Any) -> dict[str, Any]:
    fields = {name: row[name] for name in LetterView.model_fields if name != "error"}
    return fields | {"error": ErrorView(error_class=row["error_class"], message=row["message"])}


def _event(body: bytes) -> Event | None:
    try:
        return BATCH.validate_json(body)[0]
    except ValidationError:
        return None


def _body(body: bytes) -> BodyView:
    try:
        return BodyView(text=body.decode())
    except UnicodeDecodeError:
        return BodyView(base64=base64.b64encode(body).decode())
