"""HTTP as every service has it: probes, a bound on the body, one way to listen and to stop."""

import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus

import structlog
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.kit.metrics import CONTENT_TYPE, exposition
from services.kit.process import StartError

log = structlog.get_logger()

Check = Callable[[], str]
"""Says what is wrong with a dependency, or nothing."""

GRACE_SECONDS = 10


def add_probes(
    app: FastAPI,
    checks: Mapping[str, Check],
    is_ready: Callable[[Mapping[str, str]], bool] = lambda problems: not problems,
) -> None:
    """Add `/healthz` (the process is alive), `/readyz` (each of `checks` has nothing to say) and `/metrics`.

    `is_ready` is given the problems by name, for a service that can do its work in spite of some; they are told anyway.
    """

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        problems = {name: problem for name, check in checks.items() if (problem := check())}
        if is_ready(problems):
            return JSONResponse({"status": "ready", "problems": problems})
        return JSONResponse({"status": "not ready", "problems": problems}, HTTPStatus.SERVICE_UNAVAILABLE)

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(exposition(), media_type=CONTENT_TYPE)


class BodyLimit:
    """Answers 413 to a body of more than `limit` bytes, before anybody reads it into memory.

    `refuse` renders the answer, so that each API keeps its own error shape.
    """

    def __init__(self, app: ASGIApp, limit: int, refuse: Callable[[str, int], ASGIApp]) -> None:
        self._app = app
        self._limit = limit
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._limit:
            await self._refuse(scope["path"], self._limit)(scope, receive, send)
            return
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._limit:
                raise _TooLarge
            return message

        async def unless_too_large(message: Message) -> None:
            # The framework answers 400 to whatever goes wrong while it reads a body; ours says what it was.
            if taken <= self._limit:
                await send(message)

        with suppress(_TooLarge):
            await self._app(scope, bounded, unless_too_large)
        if taken > self._limit:
            await self._refuse(scope["path"], self._limit)(scope, receive, send)


class _TooLarge(Exception):  # noqa: N818 - never leaves this module
    """A body without a declared length went over the limit."""


class _Server(uvicorn.Server):
    """A uvicorn server that leaves the signals to the process (`services.kit.process`)."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int, setting: str) -> socket.socket:
    """Bind before anything else starts; `setting` is the variable to name when the port is taken."""
    try:
        return socket.create_server((host, port), backlog=2_048)
    except OSError as error:
        raise StartError(
            f"Cannot listen on {host}:{port} ({error.strerror or error}): free the port, or set {setting} to another."
        ) from error


async def serve(app: FastAPI, listener: socket.socket, stop: asyncio.Event) -> None:
    """Serve `app` on `listener` until `stop` is set, then finish the requests under way."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    host, port = listener.getsockname()[:2]
    log.info("listening", address=f"http://{host}:{port}")
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
