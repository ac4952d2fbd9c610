"""Puts the page together: its groups of routes, static files, probes, and errors as pages that say what to do."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from services.kit.http import BodyLimit, add_probes
from services.ops.settings import PageSettings
from services.ops.web.errors import AwayError, NotOursError, RefusedError
from services.ops.web.overview import Overview
from services.ops.web.pages import audit, chat, home, jobs, letters, memory, rights
from services.ops.web.security import Guard
from services.ops.web.site import FOLDER, Site
from services.ops.web.sources.chat import Chat
from services.ops.web.sources.store import Store

BODY_BYTES: Final = 1_048_576


@dataclass(frozen=True, slots=True)
class Sources:
    """Whom the page asks."""

    store: Store
    chat: Chat
    overview: Overview


def build(settings: PageSettings, sources: Sources, stop: asyncio.Event) -> FastAPI:
    """Return the application; `stop` ends the live streams, so that the server can end too."""
    app = FastAPI(title="afterthought ops", docs_url=None, redoc_url=None, openapi_url=None)
    site = Site()
    app.include_router(home.routes(site, sources.overview, stop))
    app.include_router(jobs.routes(site, sources.store))
    app.include_router(letters.routes(site, sources.store))
    app.include_router(memory.routes(site, sources.store))
    app.include_router(rights.routes(site, sources.store))
    app.include_router(chat.routes(site, sources.chat, sources.store))
    app.include_router(audit.routes(site, sources.store))
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    # The page is there to show that others are not: it needs none of them to be ready.
    add_probes(app, {})
    _answer_with_pages(app, site)
    app.add_middleware(BodyLimit, limit=BODY_BYTES, refuse=_too_large)
    app.add_middleware(Guard, allowed_hosts=settings.allowed_hosts)
    return app


def _answer_with_pages(app: FastAPI, site: Site) -> None:
    def show(request: Request, status: int, title: str, message: str) -> Response:
        return site.page(request, "error.html", status, title=title, message=message)

    async def on_away(request: Request, error: Exception) -> Response:
        return show(request, HTTPStatus.SERVICE_UNAVAILABLE, "Not there now", str(error))

    async def on_refused(request: Request, error: Exception) -> Response:
        status = error.status if isinstance(error, RefusedError) else HTTPStatus.BAD_REQUEST
        title = "Not found" if status == HTTPStatus.NOT_FOUND else "Not done"
        return show(request, status, title, str(error))

    async def on_stranger(request: Request, error: Exception) -> Response:
        return show(request, HTTPStatus.FORBIDDEN, "Refused", str(error))

    async def on_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
        message = "There is no such page." if status == HTTPStatus.NOT_FOUND else "The page can not be asked like this."
        return show(request, status, HTTPStatus(status).phrase, message)

    app.add_exception_handler(AwayError, on_away)
    app.add_exception_handler(RefusedError, on_refused)
    app.add_exception_handler(NotOursError, on_stranger)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_http)


def _too_large(_: str, limit: int) -> ASGIApp:
    return PlainTextResponse(f"The form has more than {limit} bytes.\n", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
