"""`POST /v1/turns`: records turns without chatting, all of them or, when anything is wrong with one, none."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StringConstraints, ValidationError

from contracts.events import (
    CONTEXT_LIMIT,
    DEFAULT_TENANT,
    MESSAGE_LIMIT,
    Content,
    ContextMessage,
    Lane,
    Name,
    TurnRecorded,
    UserMessage,
)
from contracts.identifiers import new_id, turn_id_for
from services.chat.moment import read_moment
from services.chat.recorder import Memory, Receipt, Recorder
from services.kit.problems import Problem, invalid
from services.kit.tracing import spans

TURNS_LIMIT: Final = 500
RETRY_AFTER_SECONDS: Final = 5


class Strict(BaseModel):
    """Base of what a client sends here: an unknown field is an error, so that a misspelt one is not lost silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SaidMessage(Strict):
    """The user's own words."""

    id: Name | None = None
    content: Content
    said_at: Annotated[datetime, PlainValidator(read_moment)] | None = None


class EarlierMessage(Strict):
    """A message before it, to understand it by."""

    role: Literal["user", "assistant", "system"]
    content: Annotated[str, StringConstraints(max_length=MESSAGE_LIMIT, pattern=r"^[^\x00]*$")]


class Turn(Strict):
    """One turn to record."""

    user_id: Name
    session_id: Name
    message: SaidMessage
    context: Annotated[tuple[EarlierMessage, ...], Field(max_length=CONTEXT_LIMIT)] = ()
    lane: Lane = Lane.LIVE


class Turns(Strict):
    """The body of the request."""

    turns: Annotated[tuple[Turn, ...], Field(min_length=1, max_length=TURNS_LIMIT)]


class RecordTurns:
    """The route; the broker, and for the rest the outbox, have `within` seconds each."""

    def __init__(self, recorder: Recorder, within: float) -> None:
        self._recorder = recorder
        self._within = within

    async def __call__(self, request: Request) -> JSONResponse:
        """Record the turns; answers 202 with the jobs in the order of the request, or 503 when some are unavailable.

        A message id that comes twice gives the same job twice and is published once, as it came first.
        """
        with spans.serve("POST", request.url.path, request.headers):
            return await self._record(request)

    async def _record(self, request: Request) -> JSONResponse:
        turns = _read(await request.body())
        now = datetime.now(UTC)
        recorded = [_recorded(turn, now) for turn in turns]
        receipts: dict[UUID, asyncio.Future[Receipt]] = {}
        for turn in recorded:
            if turn.turn_id not in receipts:
                receipts[turn.turn_id] = self._recorder.record(turn, self._within, self._within)
        await asyncio.gather(*receipts.values())
        jobs = [_job(turn, receipts[each.turn_id].result()) for turn, each in zip(turns, recorded, strict=True)]
        if any(job["memory"] == Memory.UNAVAILABLE for job in jobs):
            raise _unavailable(jobs)
        return JSONResponse({"jobs": jobs}, HTTPStatus.ACCEPTED)


def _read(body: bytes) -> Sequence[Turn]:
    try:
        return Turns.model_validate_json(body).turns
    except ValidationError as error:
        raise invalid([_worded(each) for each in error.errors(include_url=False, include_input=False)]) from None


def _worded(error: Any) -> dict[str, Any]:
    """Put into plain words what pydantic says about lengths and patterns."""
    worded = dict(error)
    if error["loc"] == ("turns",) and error["type"] in {"too_short", "too_long"}:
        worded["msg"] = f"one request takes 1 to {TURNS_LIMIT} turns"
    elif error["type"] == "string_pattern_mismatch":
        worded["msg"] = "must not hold control characters" if error["loc"][-1] != "content" else "must not hold NUL"
    return worded


def _recorded(turn: Turn, now: datetime) -> TurnRecorded:
    ident = turn.message.id
    turn_id = new_id() if ident is None else turn_id_for(DEFAULT_TENANT, turn.user_id, ident)
    return TurnRecorded(
        tenant_id=DEFAULT_TENANT,
        user_id=turn.user_id,
        session_id=turn.session_id,
        turn_id=turn_id,
        lane=turn.lane,
        said_at=turn.message.said_at or now,
        message=UserMessage(id=ident or str(turn_id), content=turn.message.content),
        context=tuple(ContextMessage(role=each.role, content=each.content) for each in turn.context),
    )


def _job(turn: Turn, receipt: Receipt) -> dict[str, str]:
    named = {} if turn.message.id is None else {"message_id": turn.message.id}
    return {"job_id": str(receipt.job_id), **named, "memory": receipt.memory.value}


def _unavailable(jobs: list[dict[str, str]]) -> Problem:
    missing = sum(job["memory"] == Memory.UNAVAILABLE for job in jobs)
    detail = (
        f"{missing} of {len(jobs)} turns could be neither confirmed nor kept: `jobs` says which. Send them again "
        "later; that is safe where each message has an id, because the same id never makes a second job."
    )
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, members={"jobs": jobs}, headers=headers)
