"""Errors over HTTP: one exception that knows its status, answered as problem+json (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

PROBLEM_JSON: Final = "application/problem+json"


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    """A request that cannot be served, and why."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        errors: Sequence[Mapping[str, str]] = (),
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`detail` names what is wrong and what to do; `errors` name single fields (`field`, `message`).

        `members` are further members of the body (RFC 9457, "Extension Members").
        """
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.members = dict(members or {})
        self.headers = dict(headers or {})


def field_errors(errors: Sequence[Any]) -> list[dict[str, str]]:
    """Turn pydantic's errors into `field` and `message` pairs; the offending values stay out."""
    return [
        {
            "field": ".".join(str(part) for part in each["loc"] if part != "body") or "body",
            "message": each["msg"].removeprefix("Value error, "),
        }
        for each in errors
    ]


def problem_response(request: Request, problem: Problem) -> JSONResponse:
    """Render `problem` for `request`."""
    return render_problem(request.url.path, problem)


def render_problem(path: str, problem: Problem) -> JSONResponse:
    """Render `problem` for a request to `path`."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "detail": problem.detail,
        "instance": path,
        **problem.members,
    }
    if problem.errors:
        body["errors"] = problem.errors
    return JSONResponse(body, problem.status.value, problem.headers, media_type=PROBLEM_JSON)


def answer_with_problems(app: FastAPI) -> None:
    """Make every error of `app` a problem+json body."""

    async def on_problem(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Problem)  # noqa: S101 - registered for this type
        return problem_response(request, error)

    async def on_invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type
        return problem_response(request, invalid(error.errors()))

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
        return problem_response(request, Problem(HTTPStatus(error.status_code), str(error.detail)))

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)


def invalid(errors: Sequence[Any]) -> Problem:
    """Return the problem for a request that failed validation: 400 for broken JSON, else 422 with each field named."""
    if any(each["type"] == "json_invalid" for each in errors):
        reason = next(each for each in errors if each["type"] == "json_invalid").get("ctx", {}).get("error", "")
        return Problem(HTTPStatus.BAD_REQUEST, f"The body is not valid JSON: {reason}".rstrip(": "))
    fields = field_errors(errors)
    named = "; ".join(f"{each['field']}: {each['message']}" for each in fields[:3])
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, named, fields)
