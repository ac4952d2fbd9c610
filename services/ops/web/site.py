"""What every page is made with: the templates, the cookies, notices that outlive a redirect, server-sent events."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from services.ops.explanations import explain_rejection
from services.ops.web import security, words

FOLDER: Final = Path(__file__).parent
NOTICE_COOKIE: Final = "ops_notice"
NOTICE_SECONDS: Final = 30
NOTICE_LENGTH: Final = 800
FILTERS: Final = ("ago", "amount", "counted", "day", "lasted", "moment", "percent", "since", "span")
EMPTY: Final = "data:\n"


class Site:
    """Renders the templates."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            # Everything, whatever the template's name is.
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {name: getattr(words, name) for name in FILTERS}
        self._templates.globals |= {"link": link, "explain_rejection": explain_rejection}

    def fragment(self, template: str, **values: Any) -> str:
        """Render a template that is a part of a page."""
        return self._templates.get_template(template).render(**values)

    def page(self, request: Request, template: str, code: int = HTTPStatus.OK, **values: Any) -> Response:
        """Render a page."""
        notice = unquote(request.cookies.get(NOTICE_COOKIE, ""))
        text = self._templates.get_template(template).render(
            path=request.url.path,
            token=security.token_of(request),
            operator=security.operator_of(request),
            notice=notice,
            **values,
        )
        response = HTMLResponse(text, code)
        security.remember_token(request, response)
        if notice:
            response.delete_cookie(NOTICE_COOKIE)
        return response


def link(path: str, **query: Any) -> str:
    """Return a link with those parameters that have a value."""
    given = urlencode({name: value for name, value in query.items() if value not in (None, "")})
    return f"{path}?{given}" if given else path


def done(request: Request, act: security.Act, where: str, notice: str) -> Response:
    """Lead the browser on after an act, and have the next page say what was done."""
    response = RedirectResponse(where, HTTPStatus.SEE_OTHER)
    security.keep(request, response, NOTICE_COOKIE, quote(notice[:NOTICE_LENGTH]), NOTICE_SECONDS)
    security.remember_operator(request, response, act)
    return response


def event(name: str, text: str) -> str:
    """Return a server-sent event; lines of its own for each line of the text."""
    data = "".join(f"data: {line}\n" for line in text.splitlines())
    return f"event: {name}\n{data or EMPTY}\n"


def stream(events: AsyncIterator[str]) -> Response:
    """Return server-sent events as an answer."""
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
