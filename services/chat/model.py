"""The one way to the model: the `openai` SDK, with bytes in and bytes out.

The SDK's low-level `post` takes the body as bytes and gives the response unread, so that fields it does not know pass
both ways and nothing is serialised twice.
"""

import time
from http import HTTPStatus
from typing import Final

import httpx2
from openai import APIConnectionError, APIStatusError, APITimeoutError, AsyncOpenAI

from services.chat.errors import ModelAway
from services.chat.metrics import MODEL_SECONDS
from services.kit.model_client import ModelClient
from services.kit.settings import ModelSettings
from services.kit.tracing import spans

CONNECT_SECONDS: Final = 5.0
LIMITS: Final = httpx2.Limits(max_connections=1_000, max_keepalive_connections=100, keepalive_expiry=3.0)
"""Idle connections go before a usual server closes them (uvicorn: 5 s), so that no request meets a closing one."""


class Model:
    """Passes requests to the model server and its answers back, errors included."""

    def __init__(self, client: AsyncOpenAI) -> None:
        self._client = client

    async def complete(self, body: bytes, streams: bool) -> httpx2.Response:
        """Send a chat completion; with `streams` the body of a good answer is not read yet, and is to be closed.

        Raises `ModelAway` when there is no answer at all.
        """
        begun, outcome = time.perf_counter(), "failed"
        try:
            with spans.call("chat", {"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai"}) as span:
                answer = await self._complete(body, streams)
                outcome = "answered" if answer.is_success else "failed"
                status = answer.status_code
                spans.note(span, {"http.response.status_code": status}, "" if outcome == "answered" else str(status))
        finally:
            MODEL_SECONDS.labels(outcome).observe(time.perf_counter() - begun)
        return answer

    async def _complete(self, body: bytes, streams: bool) -> httpx2.Response:
        try:
            return _plain(
                await self._client.post(
                    "/chat/completions",
                    cast_to=httpx2.Response,
                    content=body,
                    # Compressed bytes would have to be taken apart here: this is one machine talking to the next.
                    options={"headers": {"Accept-Encoding": "identity"}},
                    stream=streams,
                )
            )
        except APIStatusError as error:
            return error.response
        except APIConnectionError as error:
            raise _away(error) from error

    async def list_models(self) -> httpx2.Response:
        """Ask which models there are; raises as `complete` does."""
        try:
            return await self._client.get("/models", cast_to=httpx2.Response)
        except APIStatusError as error:
            return error.response
        except APIConnectionError as error:
            raise _away(error) from error


def open_model(settings: ModelSettings, timeout_seconds: float) -> AsyncOpenAI:
    """Return the SDK's client. It does not try again by itself: the caller's own client does, and knows how long."""
    timeout = httpx2.Timeout(timeout_seconds, connect=CONNECT_SECONDS)
    return AsyncOpenAI(
        api_key=settings.api_key,
        base_url=settings.base_url,
        timeout=timeout,
        max_retries=0,
        # The offline model is a neighbour: the environment's proxies are not for it.
        http_client=ModelClient(timeout=timeout, limits=LIMITS, trust_env=not settings.offline),
    )


def _plain(response: object) -> httpx2.Response:
    """Narrow the type: the SDK says that streaming could give its own stream, but not for this `cast_to`."""
    if not isinstance(response, httpx2.Response):
        raise TypeError(f"the SDK gave a {type(response).__name__}")
    return response


def _away(error: APIConnectionError) -> ModelAway:
    if isinstance(error, APITimeoutError):
        return ModelAway("The model did not answer in time.", "model_timeout", HTTPStatus.GATEWAY_TIMEOUT)
    message = "The model cannot be reached: check OPENAI_BASE_URL, or OFFLINE_MODEL_URL when no real model is set."
    return ModelAway(message, "model_unreachable", HTTPStatus.BAD_GATEWAY)
