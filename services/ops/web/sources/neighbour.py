"""A service of ours over HTTP; every failure is one sentence that says what to look at."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, Final, Self

import httpx2

from services.ops.web.errors import AwayError, RefusedError

LIMITS: Final = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=3.0)
"""Idle connections go before the neighbour's server closes them (5 s)."""


class Neighbour:
    """A client of one service."""

    def __init__(self, name: str, url: str, setting: str, seconds: float = 10.0) -> None:
        """`name` and `setting` are for the sentences; a request may take `seconds`."""
        self.name = name
        self.url = url.rstrip("/")
        self._setting = setting
        try:
            self._client = httpx2.AsyncClient(base_url=self.url, timeout=seconds, limits=LIMITS, trust_env=False)
        except httpx2.InvalidURL as error:
            raise AwayError(f"{setting} is not a URL ({error}).") from error

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def read(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Return the JSON at `path`; parameters that are None or empty are left out."""
        given = {name: value for name, value in (query or {}).items() if value not in (None, "")}
        return _json(await self.ask("GET", path, params=given))

    async def ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """Return a successful answer; raises `AwayError` or `RefusedError`."""
        try:
            response = await self._client.request(method, path, **request)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._away(str(error) or type(error).__name__) from error
        self._require_success(response)
        return response

    async def look(self, path: str) -> httpx2.Response:
        """Return the answer at `path`, whatever its status; raises `AwayError`."""
        try:
            return await self._client.get(path)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._away(str(error) or type(error).__name__) from error

    @asynccontextmanager
    async def stream(self, path: str, query: Mapping[str, Any] | None = None) -> AsyncIterator[httpx2.Response]:
        """Yield a successful answer whose body is yet to come, without a deadline for the whole of it."""
        timeout = httpx2.Timeout(10.0, read=60.0)
        try:
            async with self._client.stream("GET", path, params=query, timeout=timeout) as response:
                if response.is_error:
                    await response.aread()
                self._require_success(response)
                yield response
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._away(str(error) or type(error).__name__) from error

    def _require_success(self, response: httpx2.Response) -> None:
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise self._away(_detail(response))
        if response.is_error:
            raise RefusedError(response.status_code, _detail(response))

    def _away(self, reason: str) -> AwayError:
        return AwayError(f"{self.name} does not answer at {self.url} ({reason}): start it, or correct {self._setting}.")


def _json(response: httpx2.Response) -> Any:
    try:
        return response.json()
    except ValueError as error:
        raise AwayError(f"What answers at {response.url} is none of our services.") from error


def _detail(response: httpx2.Response) -> str:
    try:
        body = response.json()
    except ValueError:
        return f"HTTP {response.status_code}"
    if not isinstance(body, dict):
        return f"HTTP {response.status_code}"
    error = body.get("error")
    return str(
        body.get("detail") or (error.get("message") if isinstance(error, dict) else error) or response.status_code
    )
