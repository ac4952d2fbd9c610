"""`/v1/dead-letters`: what was given up, listed, grouped by cause, and one whole."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from contracts.events import ErrorClass, Name, Text
from services.kit.problems import Problem
from services.store.api.letter_views import GroupView, LetterView, WholeLetterView, letter_view, whole_letter_view
from services.store.api.pages import PAGE, Cursor, Limit, Page, Parameters, Tenant, page_of, read_cursor
from services.store.api.reader import Reader

NEWEST: Final = datetime.max.replace(tzinfo=UTC)
LAST_ID: Final = UUID(int=2**128 - 1)
LAST_TEXT: Final = "\U0010ffff"

Fingerprint = Annotated[Text, Field(min_length=1, max_length=300)]


class LettersQuery(Parameters):
    """Which letters to list or to group."""

    status: Literal["open", "replayed", "discarded", "resolved"] | None = None
    error_class: ErrorClass | None = None
    user_id: Name | None = None
    origin: Name | None = None
    fingerprint: Fingerprint | None = None
    limit: Limit = PAGE
    cursor: Cursor = None

    @property
    def filters(self) -> tuple[str | None, ...]:
        """The filters in the order of the statements."""
        return self.status, self.error_class, self.user_id, self.origin, self.fingerprint


def routes(reader: Reader) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["dead letters"])

    @router.get("/v1/dead-letters")
    async def list_letters(tenant: Tenant, query: Annotated[LettersQuery, Query()]) -> Page[LetterView]:
        """Return dead letters, the latest first."""
        after = (NEWEST, LAST_ID) if query.cursor is None else read_cursor(query.cursor, datetime, UUID)
        rows = await reader.fetch("list_letters", tenant, *query.filters, *after, query.limit + 1)
        return page_of(rows, query.limit, letter_view, lambda row: (row["archived_at"], row["id"]))

    @router.get("/v1/dead-letters/groups")
    async def group_letters(tenant: Tenant, query: Annotated[LettersQuery, Query()]) -> Page[GroupView]:
        """Return dead letters by what they have in common, the group with the latest letter first."""
        after = (NEWEST, LAST_TEXT) if query.cursor is None else read_cursor(query.cursor, datetime, str)
        rows = await reader.fetch("group_letters", tenant, *query.filters, *after, query.limit + 1)
        return page_of(
            rows, query.limit, lambda row: GroupView(**dict(row)), lambda row: (row["last_at"], row["fingerprint"])
        )

    @router.get("/v1/dead-letters/{letter_id}")
    async def show_letter(tenant: Tenant, letter_id: UUID, _: Annotated[Parameters, Query()]) -> WholeLetterView:
        """Return one dead letter with the user's words, the raw message, what the model answered, and its job."""
        letters = await reader.fetch("show_letter", tenant, letter_id)
        if not letters:
            raise Problem(HTTPStatus.NOT_FOUND, f"There is no dead letter {letter_id}: see GET /v1/dead-letters.")
        letter = letters[0]
        if letter["turn_id"] is None:
            return whole_letter_view(letter, None, None)
        turns = await reader.fetch("read_turn", letter["tenant_id"], letter["user_id"], letter["turn_id"])
        jobs = await reader.fetch("show_jobs", [letter["tenant_id"]], [letter["turn_id"]])
        own = [job for job in jobs if job["user_id"] == letter["user_id"]]
        return whole_letter_view(letter, turns[0] if turns else None, own[0] if own else None)

    return router
