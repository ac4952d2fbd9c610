"""What operators do: replay and discard of dead letters, by name or by the group, and `GET /v1/audit`."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from contracts.events import Name
from services.kit.problems import Problem
from services.store.api.letter_views import (
    AuditView,
    DiscardView,
    ReplayView,
    audit_view,
    discard_view,
    replay_view,
)
from services.store.api.letters import LAST_ID, NEWEST, Fingerprint
from services.store.api.pages import (
    PAGE,
    Cursor,
    Limit,
    Page,
    Parameters,
    Tenant,
    page_of,
    read_cursor,
    write_cursor,
)
from services.store.api.reader import Reader, or_503
from services.store.desk import Desk, Replays
from services.store.replay import Reason, Refused

AT_ONCE: Final = 500
"""Most letters that one request replays."""
OLDEST: Final = (datetime(1, 1, 2, tzinfo=UTC), UUID(int=0))

Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_024, pattern=r"^[^\x00]*$")]


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: Annotated[Name, Field(description="who does this, for the audit trail")]


class ReplayRequest(_Request):
    """What to replay: letters by their ids, the open letters of one fingerprint, or all open letters.

    `user_id` narrows a fingerprint, or all, to one user's letters.

    A dry run, the default, only tells what would happen. `force` replays what died of context_too_long or refused.
    """

    ids: Annotated[list[UUID], Field(min_length=1, max_length=AT_ONCE)] | None = None
    fingerprint: Fingerprint | None = None
    all: Literal[True] | None = None
    user_id: Name | None = None
    dry_run: bool = True
    force: bool = False
    cursor: Cursor = None

    @model_validator(mode="after")
    def _one_choice(self) -> Self:
        if sum(each is not None for each in (self.ids, self.fingerprint, self.all)) != 1:
            raise ValueError('give one of "ids", "fingerprint" and "all": true')
        if self.force and self.ids is None:
            raise ValueError('"force" goes with "ids" only: such letters are replayed by name, never in a group')
        if self.ids is not None and (self.cursor, self.user_id) != (None, None):
            raise ValueError('"cursor" and "user_id" do not go with "ids"')
        return self


class DiscardRequest(_Request):
    """Why a letter is given up."""

    reason: Why


class GroupDiscardRequest(DiscardRequest):
    """Why the open letters of one fingerprint, or one user's of them, are given up.

    A dry run, the default, only tells which these are.
    """

    fingerprint: Fingerprint
    user_id: Name | None = None
    dry_run: bool = True
    cursor: Cursor = None


class AuditQuery(Parameters):
    """Whose acts to list."""

    operator: Name | None = None
    limit: Limit = PAGE
    cursor: Cursor = None


def routes(reader: Reader, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["operations"])

    @router.post("/v1/dead-letters/replay")
    async def replay(tenant: Tenant, request: ReplayRequest) -> ReplayView:
        """Replay letters, each as the next generation of its job, or tell what a replay would do.

        Named letters go all or none; of a group or of all, what can not be replayed is listed and left.
        """
        if request.ids is not None:
            with or_503("replay"):
                replays = await _replay_named(desk, tenant, request, request.ids)
            return replay_view(replays, dry_run=request.dry_run, following=None)
        letters, following = await _select(reader, tenant, request.fingerprint, request.user_id, request.cursor)
        with or_503("replay"):
            if request.dry_run:
                replays = await desk.consider(tenant, letters)
            else:
                replays = await desk.replay(tenant, letters, request.operator)
        return replay_view(replays, dry_run=request.dry_run, following=following)

    @router.post("/v1/dead-letters/discard")
    async def discard_group(tenant: Tenant, request: GroupDiscardRequest) -> DiscardView:
        """Give up a group's open letters, each with its job if that is dead, or tell which these are."""
        letters, following = await _select(reader, tenant, request.fingerprint, request.user_id, request.cursor)
        refused: list[Refused] = []
        if not request.dry_run:
            with or_503("discard"):
                refused = await desk.discard_all(tenant, letters, request.operator, request.reason)
        left = {each.letter_id for each in refused}
        discarded = [each for each in letters if each not in left]
        return discard_view(discarded, refused, dry_run=request.dry_run, following=following)

    @router.post("/v1/dead-letters/{letter_id}/discard", status_code=HTTPStatus.NO_CONTENT)
    async def discard(tenant: Tenant, letter_id: UUID, request: DiscardRequest) -> None:
        """Give up a letter, and its job if that is dead."""
        with or_503("discard"):
            refused = await desk.discard(tenant, letter_id, request.operator, request.reason)
        if refused is not None:
            raise _problem([refused], "Nothing was discarded")

    @router.get("/v1/audit")
    async def list_audit(tenant: Tenant, query: Annotated[AuditQuery, Query()]) -> Page[AuditView]:
        """Return what operators did, the latest first."""
        after = (NEWEST, LAST_ID) if query.cursor is None else read_cursor(query.cursor, datetime, UUID)
        rows = await reader.fetch("list_audit", tenant, query.operator, *after, query.limit + 1)
        return page_of(rows, query.limit, audit_view, lambda row: (row["at"], row["id"]))

    return router


async def _replay_named(desk: Desk, tenant: str, request: ReplayRequest, letters: list[UUID]) -> Replays:
    """Replay letters by their ids: all, or none when one of them is refused."""
    replays = await desk.consider(tenant, letters, force=request.force)
    if request.dry_run:
        return replays
    if replays.blocking:
        raise _problem(replays.blocking, "Nothing was replayed")
    replays = await desk.replay(tenant, letters, request.operator, force=request.force)
    # Somebody else may have been faster in between.
    if replays.blocking and not replays.accepted:
        raise _problem(replays.blocking, "Nothing was replayed")
    return replays


async def _select(
    reader: Reader, tenant: str, fingerprint: str | None, user: str | None, cursor: str | None
) -> tuple[list[UUID], str | None]:
    """Return the open letters that a request is about, the oldest first, and where the rest begins."""
    after = OLDEST if cursor is None else read_cursor(cursor, datetime, UUID)
    rows = await reader.fetch("select_open_letters", tenant, fingerprint, user, *after, AT_ONCE + 1)
    if not rows and fingerprint is not None and cursor is None:
        whose = "of this user " if user is not None else ""
        message = f"There is no open letter {whose}with this fingerprint: see GET /v1/dead-letters/groups?status=open."
        raise Problem(HTTPStatus.NOT_FOUND, message)
    shown = rows[:AT_ONCE]
    following = write_cursor((shown[-1]["archived_at"], shown[-1]["id"])) if len(rows) > AT_ONCE else None
    return [row["id"] for row in shown], following


def _problem(refused: list[Refused], what: str) -> Problem:
    unknown = [each for each in refused if each.reason is Reason.UNKNOWN]
    status = HTTPStatus.NOT_FOUND if unknown else HTTPStatus.CONFLICT
    first = (unknown or refused)[0]
    more = f" ({len(refused) - 1} more refused)" if len(refused) > 1 else ""
    members = {"refused": [each._asdict() | {"letter_id": str(each.letter_id)} for each in refused]}
    return Problem(status, f"{what}: letter {first.letter_id}: {first.message}{more}", members=members)
