"""Errors as the clients of each route know them: OpenAI's shape under `/v1/`, problem+json elsewhere and for turns."""

from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from services.kit.problems import Problem, answer_with_problems, render_problem

TURNS_PATH: Final = "/v1/turns"
INVALID_REQUEST: Final = "invalid_request_error"
SERVER_ERROR: Final = "server_error"
MIB: Final = 1_048_576


class Refused(Exception):  # noqa: N818 - reads as what it is
    """A chat request that cannot be served."""

    def __init__(self, message: str, param: str | None = None, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        """`message` says what is wrong and what to do; `param` is the field or header that it is about."""
        super().__init__(message)
        self.message = message
        self.param = param
        self.status = status


class ModelAway(Exception):  # noqa: N818 - reads as what it is
    """The model gave no answer at all; its own errors are answers and are passed on."""

    def __init__(self, message: str, code: str, status: HTTPStatus) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status


def openai_error(message: str, kind: str, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    """Return the body of an error as the official clients read it (OpenAI API reference, "Errors")."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def refuse_large_body(path: str, limit: int) -> ASGIApp:
    """Return the 413 for a body of more than `limit` bytes, in the shape of the route at `path`."""
    detail = f"The body has more than {limit // MIB} MiB; send less at a time."
    return _answer(path, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, INVALID_REQUEST)


def answer_with_errors(app: FastAPI) -> None:
    """Make every error of `app` a body that the route's clients understand."""
    answer_with_problems(app)

    async def on_refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)  # noqa: S101 - registered for this type
        return JSONResponse(openai_error(error.message, INVALID_REQUEST, error.param), error.status)

    async def on_away(_request: Request, error: Exception) -> Response:
        assert isinstance(error, ModelAway)  # noqa: S101 - registered for this type
        return JSONResponse(openai_error(error.message, SERVER_ERROR, code=error.code), error.status)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
        return _answer(request.url.path, HTTPStatus(error.status_code), str(error.detail), INVALID_REQUEST)

    async def on_bug(request: Request, _error: Exception) -> Response:
        # The server raises it again, so that it is logged with its traceback.
        detail = "The chat service failed on this request; its log says why."
        return _answer(request.url.path, HTTPStatus.INTERNAL_SERVER_ERROR, detail, SERVER_ERROR)

    async def on_gone(_request: Request, _error: Exception) -> Response:
        return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it

    app.add_exception_handler(Refused, on_refused)
    app.add_exception_handler(ModelAway, on_away)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(ClientDisconnect, on_gone)
    app.add_exception_handler(Exception, on_bug)


def _answer(path: str, status: HTTPStatus, detail: str, kind: str) -> Response:
    if path.startswith("/v1/") and path != TURNS_PATH:
        return JSONResponse(openai_error(detail, kind), status)
    return render_problem(path, Problem(status, detail))
