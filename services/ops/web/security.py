"""What keeps the page the operator's own: answers that run nobody's scripts, and acts that come from its own forms.

An act needs three things: a browser that says the request comes from this page (Origin, else Sec-Fetch-Site), the token
of the cookie repeated in the form (which no other site can read), and an operator's name for the audit trail.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import quote, unquote, urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.ops.web.errors import NotOursError, RefusedError

TOKEN_COOKIE: Final = "ops_token"  # noqa: S105 - a name
OPERATOR_COOKIE: Final = "ops_operator"
TOKEN_BYTES: Final = 32
YEAR_SECONDS: Final = 365 * 86_400
NAME_LENGTH: Final = 256
PROBES: Final = frozenset({"/healthz", "/readyz", "/metrics"})

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Act:
    """A request to change something, by an operator who gave a name."""

    operator: str
    form: FormData

    def field(self, name: str, *, longest: int = 4_096) -> str:
        """Return a field's text, or nothing."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip()[:longest] if isinstance(value, str) else ""

    def require(self, name: str, what: str) -> str:
        """Return a field's text; `what` it is goes into the refusal when it is missing."""
        value = self.field(name)
        if not value:
            raise RefusedError(422, f"{what} is missing: go back and fill it in.")
        return value


async def read_form(request: Request) -> FormData:
    """Return the form of a request that came from this page; raises `NotOursError`."""
    _require_same_origin(request)
    form = await request.form(max_files=0, max_fields=400)
    given, kept = form.get("token", ""), request.cookies.get(TOKEN_COOKIE, "")
    if not isinstance(given, str) or not kept or not secrets.compare_digest(given.encode(), kept.encode()):
        raise NotOursError("This form is not from this page, or too old: load the page again and repeat.")
    return form


async def read_act(request: Request) -> Act:
    """Return an act with its operator."""
    form = await read_form(request)
    named = form.get("operator", "")
    operator = named.strip() if isinstance(named, str) else ""
    if not operator or len(operator) > NAME_LENGTH or not operator.isprintable() or not _fits_a_header(operator):
        message = "Give your name as the operator: printable Latin letters, for the audit trail."
        raise RefusedError(422, message)
    # The page that answers knows the name already; the cookie comes back with the next request.
    request.state.operator = operator
    return Act(operator, form)


Acting = Annotated[Act, Depends(read_act)]
Form = Annotated[FormData, Depends(read_form)]


def token_of(request: Request) -> str:
    """Return the token of the request's cookie, or a new one, which `remember` then sets."""
    if not hasattr(request.state, "token"):
        request.state.token = request.cookies.get(TOKEN_COOKIE, "") or secrets.token_urlsafe(TOKEN_BYTES)
    return str(request.state.token)


def operator_of(request: Request) -> str:
    """Return the name that the operator gave last, or nothing."""
    return str(getattr(request.state, "operator", "") or unquote(request.cookies.get(OPERATOR_COOKIE, "")))


def remember_token(request: Request, response: Response) -> None:
    """Have the browser keep the token that its forms carry."""
    if request.cookies.get(TOKEN_COOKIE, "") != token_of(request):
        keep(request, response, TOKEN_COOKIE, token_of(request), None)


def remember_operator(request: Request, response: Response, act: Act) -> None:
    """Have the browser keep the operator's name."""
    keep(request, response, OPERATOR_COOKIE, quote(act.operator), YEAR_SECONDS)


def keep(request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
    """Set a cookie that no script reads and no other site sends."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict", secure=secure)


def _fits_a_header(name: str) -> bool:
    try:
        name.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _require_same_origin(request: Request) -> None:
    origin = request.headers.get("origin")
    if origin is not None:
        # A proxy may speak https outside and http inside: the host decides.
        ours = urlsplit(origin).netloc == request.headers.get("host")
    else:
        ours = request.headers.get("sec-fetch-site") == "same-origin"
    if not ours:
        raise NotOursError("The request comes from another site, or a client that does not say from where.")


class Guard:
    """Adds the headers above to every answer, and refuses requests under a name that is not the page's."""

    def __init__(self, app: ASGIApp, allowed_hosts: Sequence[str]) -> None:
        """`allowed_hosts` are names without ports; `*` allows all."""
        self._app = app
        self._allowed = {each.lower() for each in allowed_hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if self._is_allowed(scope):
            await self._app(scope, receive, guarded)
        else:
            text = "The page does not answer under this name: add it to OPS_ALLOWED_HOSTS.\n"
            await PlainTextResponse(text, 421)(scope, receive, guarded)

    def _is_allowed(self, scope: Scope) -> bool:
        if "*" in self._allowed or scope["path"] in PROBES:
            return True
        host = Headers(scope=scope).get("host", "").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return name in self._allowed
