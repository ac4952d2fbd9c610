"""`/v1/users/{user}/export`: everything that is kept of a user, as JSON or as Markdown, page by page as it is read.

No transaction lives as long as the download: a slow client holds nothing, and an erasure meanwhile ends the lists.
"""

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.kit.problems import Problem
from services.store.api.markdown import heading, paragraph, title
from services.store.api.pages import Parameters, Tenant, UserId
from services.store.api.reader import Reader, or_503
from services.store.api.views import fact_view, job_view
from services.store.rights import Rights

PAGE: Final = 200
OLDEST: Final = datetime(1, 1, 2, tzinfo=UTC)
NOBODY: Final = UUID(int=0)
TYPES: Final = {"json": "application/json", "markdown": "text/markdown; charset=utf-8"}

Item = dict[str, Any]


class ExportQuery(Parameters):
    """In which form; without it the header Accept decides."""

    format: Literal["json", "markdown"] | None = None


class _List(NamedTuple):
    """One list of an export: its statement, the arguments before the key, the first key, and a row's item and key."""

    name: str
    statement: str
    arguments: tuple[object, ...]
    first: tuple[object, ...]
    item: Callable[[Any], Item]
    key: tuple[str, ...]


def _view(of: Callable[[Any], BaseModel]) -> Callable[[Any], Item]:
    return lambda row: of(row).model_dump(mode="json", by_alias=True)


def _plain(row: Any) -> Item:
    found = dict(row)
    if "context" in found:
        found["context"] = json.loads(found["context"])
    if "body" in found:
        found["body"] = found["body"].decode(errors="replace")
    plain: Item = to_jsonable_python(found)
    return plain


LISTS: Final = (
    _List(
        "facts",
        "list_facts",
        (None, None, True),
        ("", OLDEST, NOBODY),
        _view(fact_view),
        ("slot", "valid_from", "fact_id"),
    ),
    _List("claims", "export_claims", (), (OLDEST, NOBODY, -1), _plain, ("said_at", "turn_id", "ordinal")),
    _List("turns", "export_turns", (), (OLDEST, NOBODY), _plain, ("said_at", "turn_id")),
    _List("jobs", "export_jobs", (), (OLDEST, NOBODY), _view(job_view), ("said_at", "turn_id")),
    _List("failures", "export_failures", (), (OLDEST, NOBODY, -1), _plain, ("failed_at", "turn_id", "attempt")),
    _List("dead_letters", "export_letters", (), (OLDEST, NOBODY), _plain, ("archived_at", "id")),
)


def routes(reader: Reader, rights: Rights) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["users"])

    @router.get("/v1/users/{user_id:path}/export", response_class=StreamingResponse)
    async def export(
        tenant: Tenant,
        user_id: UserId,
        query: Annotated[ExportQuery, Query()],
        accept: Annotated[str, Header()] = "*/*",
    ) -> StreamingResponse:
        """Return everything that is kept of a user; of somebody who is not known, empty lists."""
        form = query.format or _accepted(accept)
        with or_503("export"):
            standing = await rights.standing_of(tenant, user_id)
        about: Item = {
            "user_id": user_id,
            "exported_at": datetime.now(UTC).isoformat(),
            "settings": {"memory": "off" if standing.is_silent else "on"},
        }
        # The first page is read before the answer begins, so that a database which is away is an error.
        first = await _page(reader, tenant, user_id, LISTS[0], LISTS[0].first)
        write = _as_json if form == "json" else _as_markdown
        stream = write(about, lambda each: _rows(reader, tenant, user_id, each, first if each is LISTS[0] else None))
        name = "export.json" if form == "json" else "export.md"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingResponse(stream, media_type=TYPES[form], headers=headers)

    return router


def _accepted(accept: str) -> str:
    wanted = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    for each in wanted:
        if each in {"text/markdown", "text/*"}:
            return "markdown"
        if each in {"application/json", "application/*", "*/*", ""}:
            return "json"
    raise Problem(HTTPStatus.NOT_ACCEPTABLE, "An export is application/json or text/markdown: ask for one of them.")


async def _page(reader: Reader, tenant: str, user: str, part: _List, after: tuple[object, ...]) -> list[Any]:
    return await reader.fetch_own(part.statement, tenant, user, *part.arguments, *after, PAGE)


async def _rows(reader: Reader, tenant: str, user: str, part: _List, page: list[Any] | None) -> AsyncIterator[Item]:
    page = await _page(reader, tenant, user, part, part.first) if page is None else page
    while page:
        for row in page:
            yield part.item(row)
        if len(page) < PAGE:
            return
        page = await _page(reader, tenant, user, part, tuple(page[-1][name] for name in part.key))


Rows = Callable[[_List], AsyncIterator[Item]]


async def _as_json(about: Item, rows: Rows) -> AsyncIterator[str]:
    yield json.dumps(about, ensure_ascii=False)[:-1]
    for part in LISTS:
        yield f', "{part.name}": ['
        separator = "\n"
        async for item in rows(part):
            yield separator + json.dumps(item, ensure_ascii=False)
            separator = ",\n"
        yield "]"
    yield "}\n"


async def _as_markdown(about: Item, rows: Rows) -> AsyncIterator[str]:
    yield title(about)
    for part in LISTS:
        yield heading(part.name)
        empty = True
        async for item in rows(part):
            empty = False
            yield paragraph(item)
        if empty:
            yield "None.\n"
