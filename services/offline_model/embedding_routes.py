"""`POST /v1/embeddings`, in OpenAI's format: texts or tokens in, one vector each out."""

import asyncio
import base64
import json
import struct
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.offline_model.completion import count_tokens
from services.offline_model.embeddings import DIMENSIONS, embed
from services.offline_model.errors import STATUS_TYPES, BadRequestError, error_body
from services.offline_model.faults import Fault, FaultTable
from services.offline_model.misbehaviour import hang, wait

MOST_INPUTS: Final = 2_048
MOST_DIMENSIONS: Final = 4_096
_LONG_TEXT: Final = 4_000

_Text = Annotated[str, Field(min_length=1)]
_Tokens = Annotated[list[int], Field(min_length=1)]


class EmbeddingRequest(BaseModel):
    """A request; any model name will do. Other fields are ignored."""

    model_config = ConfigDict(extra="ignore", strict=True)

    model: _Text
    input: _Text | Annotated[list[_Text] | _Tokens | list[_Tokens], Field(min_length=1, max_length=MOST_INPUTS)]
    encoding_format: Literal["float", "base64"] = "float"
    dimensions: Annotated[int, Field(ge=1, le=MOST_DIMENSIONS)] = DIMENSIONS

    @property
    def texts(self) -> list[str]:
        """The inputs as texts; tokens as their numbers, which is as good as any text for a hash."""
        if isinstance(self.input, str):
            return [self.input]
        if isinstance(self.input[0], int):
            return [" ".join(map(str, self.input))]
        return [each if isinstance(each, str) else " ".join(map(str, each)) for each in self.input]


def add_embedding_routes(app: FastAPI, faults: FaultTable, pause: Callable[[], Awaitable[Any]]) -> None:
    """Add the route; `pause` is waited for before each answer."""

    @app.post("/v1/embeddings")
    async def embeddings(request: Request) -> Response:
        asked = parse(await request.body())
        fault = faults.take("\n".join(asked.texts), "embedding")
        await pause()
        if fault and fault.kind == "status":
            kind, code = STATUS_TYPES.get(fault.status, ("server_error", None))
            headers = {"Retry-After": f"{fault.retry_after:g}"} if fault.retry_after is not None else {}
            return JSONResponse(error_body(f"Scripted status {fault.status}.", kind, code=code), fault.status, headers)
        if fault and fault.kind == "hang":
            await hang(request, fault.seconds)
        if fault and fault.kind == "slow":
            await wait(fault.seconds)
        long = sum(map(len, asked.texts)) > _LONG_TEXT
        body = await asyncio.to_thread(answer, asked) if long else answer(asked)
        return _spoilt(json.dumps(body).encode(), fault)


def parse(body: bytes) -> EmbeddingRequest:
    """Return the request in `body`; `BadRequestError` names the first field that is wrong."""
    try:
        return EmbeddingRequest.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else None
        raise BadRequestError(f"{field or 'The body'}: {first['msg']}", param=field) from None


def answer(asked: EmbeddingRequest) -> dict[str, Any]:
    """Return the answer's body."""
    texts = asked.texts
    vectors = [embed(text, asked.dimensions) for text in texts]
    encoded: list[Any] = vectors if asked.encoding_format == "float" else [_base64(each) for each in vectors]
    tokens = sum(map(count_tokens, texts))
    return {
        "object": "list",
        "data": [{"object": "embedding", "index": index, "embedding": each} for index, each in enumerate(encoded)],
        "model": asked.model,
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def _base64(vector: list[float]) -> str:
    """Encode as OpenAI does: float32, little-endian."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def _spoilt(body: bytes, fault: Fault | None) -> Response:
    """Return the answer; a fault of any kind that concerns the content leaves half of it."""
    whole = fault is None or fault.kind in {"hang", "slow"}
    content = body if whole else body[: len(body) // 2]
    return Response(content, HTTPStatus.OK, media_type="application/json")
