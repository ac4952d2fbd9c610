"""The bare proxy: FastAPI and an HTTP client, which passes a chat on and does nothing else.

`python -m tests.bench.http.bare_proxy PORT MODEL_URL`
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

LIMITS = httpx2.Limits(max_connections=1_000, max_keepalive_connections=100)


def build(model_url: str) -> FastAPI:
    """Return the application."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with httpx2.AsyncClient(base_url=model_url, limits=LIMITS, timeout=60, trust_env=False) as client:
            app.state.client = client
            yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/v1/chat/completions")
    async def chat(request: Request) -> Response:
        client: httpx2.AsyncClient = request.app.state.client
        headers = {"content-type": "application/json", "accept-encoding": "identity"}
        asked = client.build_request("POST", "/chat/completions", content=await request.body(), headers=headers)
        answer = await client.send(asked, stream=True)
        kind = answer.headers["content-type"]
        if kind == "application/json":
            body = await answer.aread()
            return Response(body, answer.status_code, media_type=kind)

        async def pieces() -> AsyncIterator[bytes]:
            try:
                async for piece in answer.aiter_bytes():
                    yield piece
            finally:
                await answer.aclose()

        return StreamingResponse(pieces(), answer.status_code, media_type=kind)

    return app


if __name__ == "__main__":
    uvicorn.run(build(sys.argv[2]), port=int(sys.argv[1]), log_level="warning", access_log=False)
