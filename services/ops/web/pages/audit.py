"""`/audit`: who did what, the latest first."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.ops.web.site import Site
from services.ops.web.sources.store import Store

PAGE: Final = 50


def routes(site: Site, store: Store) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/audit")
    async def list_acts(request: Request, by: str = "", cursor: str = "") -> Response:
        page = await store.audit({"operator": by, "cursor": cursor, "limit": PAGE})
        return site.page(request, "audit.html", page=page, by=by, cursor=cursor)

    return router
