"""Lists in pages: bounds, cursors, and what every request may and may not say.

A cursor is the sort key of the last item, so that a page starts where the last one ended, whatever was added meanwhile.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Final, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Path
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from contracts.events import DEFAULT_TENANT, Name
from services.kit.problems import Problem

T = TypeVar("T")

Limit = Annotated[int, Field(ge=1, le=200, description="most items in the answer")]
Cursor = Annotated[str | None, Field(max_length=2_048, description="`next` of the page before")]
PAGE: Final = 50
_PARTS: Final = TypeAdapter(list[str])


async def _tenant() -> str:
    # A coroutine, because FastAPI would run a plain function in a thread, at each request.
    return DEFAULT_TENANT


Tenant = Annotated[str, Depends(_tenant)]
"""Whose data a request sees; the one place where authentication will decide it."""
UserId = Annotated[Name, Path(description="the user's id, percent-encoded")]


class Parameters(BaseModel):
    """Query parameters; one that is not known is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(BaseModel, Generic[T]):
    """A list's answer; `next` leads to the following page, null at the end."""

    items: list[T]
    next: str | None = None


def page_of(
    rows: Sequence[Any], limit: int, item: Callable[[Any], T], key: Callable[[Any], Sequence[object]]
) -> Page[T]:
    """Return a page of `limit` items from up to one row more; `key` is a row's sort key."""
    shown = rows[:limit]
    following = write_cursor(key(shown[-1])) if len(rows) > limit else None
    return Page(items=[item(row) for row in shown], next=following)


def write_cursor(key: Sequence[object]) -> str:
    """Return the cursor that stands for a sort key."""
    parts = [part.isoformat() if isinstance(part, datetime) else str(part) for part in key]
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *kinds: type) -> tuple[Any, ...]:
    """Return the sort key in a cursor, its parts being of `kinds` (str, UUID, datetime); 422 when it is not one."""
    try:
        parts = _PARTS.validate_json(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(_part(part, kind) for part, kind in zip(parts, kinds, strict=True))
    except ValueError as error:
        raise refusal("cursor", "not a cursor of this list: leave it out, or give what `next` said") from error


def refusal(parameter: str, message: str) -> Problem:
    """Return a 422 that names a query parameter."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"query.{parameter}: {message}",
        [{"field": f"query.{parameter}", "message": message}],
    )


def _part(part: str, kind: type) -> object:
    if kind is datetime:
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    if kind is UUID:
        return UUID(part)
    if "\x00" in part:
        raise ValueError
    return part
