"""Passes the model's answer on to the client: status, headers and bytes as they came."""

import json
from collections.abc import Iterable
from typing import Final

import httpx2
import structlog
from starlette.types import Send

from services.chat.errors import SERVER_ERROR, openai_error

log = structlog.get_logger()

Header = tuple[bytes, bytes]

# What belongs to one connection (RFC 9110, 7.6.1), to one server, or to an encoding that has been taken off.
OWN_HEADERS: Final = frozenset(
    b"connection keep-alive proxy-authenticate proxy-connection te trailer transfer-encoding upgrade "
    b"content-length content-encoding date server set-cookie alt-svc strict-transport-security "
    b"afterthought-job afterthought-memory".split()
)
BROKEN_OFF: Final = json.dumps(openai_error("The model's answer broke off.", SERVER_ERROR, code="model_interrupted"))


async def pass_on(response: httpx2.Response, extra: Iterable[Header], send: Send) -> None:
    """Send `response` with the headers `extra` as well; one that is not read yet is passed on as it arrives."""
    headers = [(name.lower(), value) for name, value in response.headers.raw if name.lower() not in OWN_HEADERS]
    headers += extra
    if response.is_closed:
        await send_whole(response.status_code, headers, response.content, send)
        return
    try:
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        await _send_chunks(response, send)
    finally:
        await response.aclose()


async def send_whole(status: int, headers: list[Header], content: bytes, send: Send) -> None:
    """Send an answer whose body is there."""
    length = (b"content-length", str(len(content)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": content})


async def _send_chunks(response: httpx2.Response, send: Send) -> None:
    try:
        async for chunk in response.aiter_bytes():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    except httpx2.HTTPError as error:
        # The status is out already. OpenAI's own servers report this as an event, and its clients raise it.
        log.warning("answer_broke_off", reason=str(error) or type(error).__name__)
        await send({"type": "http.response.body", "body": f"\n\ndata: {BROKEN_OFF}\n\n".encode(), "more_body": True})
    await send({"type": "http.response.body", "body": b""})
