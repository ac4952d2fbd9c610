"""The HTTP client below the `openai` SDK: aiohttp, through the SDK's own adapter.

A call takes less than half of the processor's time that it takes over httpx2's own connections, whose pool looks at
every idle socket for every call (docs/benchmarks/chat-profile.md).
"""

from typing import Any

import aiohttp
import httpx2
from openai import DefaultAioHttpClient


class ModelClient(DefaultAioHttpClient):
    """The SDK's client over aiohttp, whose errors say what happened.

    The adapter calls whatever is wrong with a connection a `ConnectTimeout`, and lets other errors of aiohttp through,
    which the SDK does not know. Here they are what httpx2's own transport would raise: `ConnectError` for a connection
    that was not made, `ReadError` for one that broke, `RemoteProtocolError` for an answer that is no HTTP.
    """

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Send a request; without `stream`, read its answer as well. Raises `httpx2.TransportError`."""
        try:
            return await super().send(request, **options)
        except httpx2.TransportError as error:
            raise _plain(error.__cause__, request) or error from error.__cause__
        except aiohttp.ClientError as error:
            raise httpx2.RemoteProtocolError(_named(error), request=request) from error


def _plain(cause: BaseException | None, request: httpx2.Request) -> httpx2.TransportError | None:
    """Return what to raise instead of what the adapter raises; None when that is right."""
    match cause:
        case aiohttp.ClientConnectorError():
            return httpx2.ConnectError(_named(cause), request=request)
        case TimeoutError() | aiohttp.ClientPayloadError():
            return None
        case aiohttp.ClientConnectionError():
            return httpx2.ReadError(_named(cause), request=request)
    return None


def _named(error: BaseException) -> str:
    return str(error) or type(error).__name__
