"""The HTTP surface: OpenAI's routes, probes, and the script of faults."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from services.kit.http import BodyLimit, add_probes
from services.offline_model.answers import answer, matched_text, purpose_of
from services.offline_model.completion import Completion, complete
from services.offline_model.embedding_routes import add_embedding_routes
from services.offline_model.errors import STATUS_TYPES, BadRequestError, OfflineModelError, error_body
from services.offline_model.fault_routes import add_fault_routes
from services.offline_model.faults import Fault, FaultTable
from services.offline_model.hallucination import MODEL as HALLUCINATING
from services.offline_model.misbehaviour import BrokenOffResponse, hang, spoil, wait
from services.offline_model.requests import MAX_BODY_BYTES, ChatRequest, parse_request
from services.offline_model.streaming import event_lines

log = structlog.get_logger()

Pause = Callable[[float], Awaitable[Any]]
"""Waits for that many seconds."""

MODEL: Final = "offline"
_CREATED: Final = 1_760_000_000
# Above this much text the grammar runs in a thread, so that one long request does not hold up the others.
_LONG_TEXT: Final = 4_000


def build_app(
    faults: FaultTable,
    *,
    latency_ms: int = 0,
    lying: bool = False,
    seed: int = 0,
    schemas: bool = True,
    pause: Pause = asyncio.sleep,
) -> FastAPI:
    """The application; `latency_ms` is waited before each answer, by all requests at once. `pause` does the waiting.

    `lying` makes it hallucinate by `seed` whatever model is asked for, not only under that model's name. Without
    `schemas` it refuses a JSON schema, as servers do that know JSON mode alone.
    """
    app = FastAPI(title="Afterthought offline model", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(BodyLimit, limit=MAX_BODY_BYTES, refuse=_refuse_large)
    add_probes(app, {})
    add_fault_routes(app, faults)
    add_embedding_routes(app, faults, lambda: pause(latency_ms / 1_000))
    _answer_errors(app)

    @app.get("/v1/models")
    async def models() -> dict[str, Any]:
        return {"object": "list", "data": [_model(), _model(HALLUCINATING)]}

    @app.get("/v1/models/{name:path}")
    async def model(name: str) -> dict[str, Any]:
        return _model(name)

    @app.post("/v1/chat/completions")
    async def chat_completions(request: Request) -> Response:
        asked = parse_request(await request.body(), schemas=schemas)
        fault = faults.take(matched_text(asked), purpose_of(asked))
        if fault:
            log.info("fault_fired", kind=fault.kind)
        await pause(latency_ms / 1_000)
        if fault and fault.kind == "hallucinate":
            return await _respond(request, asked, fault, lies_by=fault.seed)
        lies = lying or asked.model == HALLUCINATING
        return await _respond(request, asked, fault, lies_by=seed if lies else None)

    return app


async def _respond(request: Request, asked: ChatRequest, fault: Fault | None, *, lies_by: int | None) -> Response:
    if fault and fault.kind == "status":
        return _status_response(fault)
    if fault and fault.kind == "hang":
        await hang(request, fault.seconds)
    if fault and fault.kind == "slow":
        await wait(fault.seconds)
    long = len(asked.last_user_text) > _LONG_TEXT
    content = await asyncio.to_thread(answer, asked, lies_by) if long else answer(asked, lies_by)
    completion = spoil(complete(asked, content), fault)
    include_usage = bool(asked.stream_options and asked.stream_options.include_usage)
    if fault and fault.kind == "reset":
        return BrokenOffResponse(completion, stream=asked.stream)
    if asked.stream:
        return StreamingResponse(_streamed(completion, include_usage=include_usage), media_type="text/event-stream")
    return JSONResponse(completion.body())


async def _streamed(completion: Completion, *, include_usage: bool) -> AsyncIterator[str]:
    for line in event_lines(completion, include_usage=include_usage):
        yield line
        # Gives other requests their turn between chunks, and lets each chunk leave on its own.
        await asyncio.sleep(0)


def _model(name: str = MODEL) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": _CREATED, "owned_by": "afterthought"}


def _status_response(fault: Fault) -> JSONResponse:
    kind, code = STATUS_TYPES.get(fault.status, ("server_error", None))
    headers = {"Retry-After": f"{fault.retry_after:g}"} if fault.retry_after is not None else {}
    return JSONResponse(error_body(f"Scripted status {fault.status}.", kind, code=code), fault.status, headers)


def _refuse_large(_path: str, limit: int) -> ASGIApp:
    error = BadRequestError(f"The body is larger than {limit} bytes.")
    return JSONResponse(error.body(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _answer_errors(app: FastAPI) -> None:
    """Make every error of `app` an error of OpenAI's shape."""

    async def on_error(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, OfflineModelError)  # noqa: S101 - registered for this type
        return JSONResponse(error.body(), error.status)

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
        kind, code = STATUS_TYPES.get(error.status_code, ("invalid_request_error", None))
        message = f"{error.detail}: {request.method} {request.url.path}"
        return JSONResponse(error_body(message, kind, code=code), error.status_code)

    app.add_exception_handler(OfflineModelError, on_error)
    app.add_exception_handler(HTTPException, on_http)
