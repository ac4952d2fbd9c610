"""`/memory`: what is known of one user, with evidence and history, and an export of all that is kept."""

import asyncio
from collections.abc import AsyncIterator
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from services.ops.web.errors import RefusedError
from services.ops.web.site import Site
from services.ops.web.sources.store import Store

PAGE: Final = 100
FORMS: Final = {"json": "application/json", "markdown": "text/markdown; charset=utf-8"}
ENDINGS: Final = {"json": "json", "markdown": "md"}


def routes(site: Site, store: Store) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/memory")
    async def show(request: Request, user: str = "", cursor: str = "", past: str = "") -> Response:
        if not user:
            latest = await store.jobs({"limit": 50})
            users = list(dict.fromkeys(each["user_id"] for each in latest["items"]))
            return site.page(request, "users.html", users=users[:12])
        facts, history, memory = await asyncio.gather(
            store.facts(user, cursor=cursor, limit=PAGE),
            store.facts(user, history=True, cursor=past, limit=PAGE),
            store.memory(user),
        )
        return site.page(
            request,
            "memory.html",
            user=user,
            facts=facts,
            history=history,
            slots=by_slot(history["items"]),
            memory=memory,
            cursor=cursor,
            past=past,
        )

    @router.get("/memory/export")
    async def export(user: str, form: str = "json") -> Response:
        if form not in FORMS:
            raise RefusedError(422, "An export is json or markdown.")
        # Opened before the answer begins, so that a store which is away is an error.
        opened = store.export(user, form)
        response = await opened.__aenter__()

        async def body() -> AsyncIterator[bytes]:
            try:
                async for chunk in response.aiter_bytes():
                    yield chunk
            finally:
                await opened.__aexit__(None, None, None)

        name = f"memory-{quote(user, safe='')}.{ENDINGS[form]}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(body(), media_type=FORMS[form], headers=headers)

    return router


def by_slot(facts: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return facts, which come by slot and age, as a timeline for each slot."""
    return [(slot, list(group)) for slot, group in groupby(facts, key=lambda fact: str(fact["slot"]))]
