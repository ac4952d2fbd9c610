"""Chat and store over HTTP, as the commands ask them; every failure is one sentence that says what to do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote

import httpx2

from services.kit.process import read
from services.ops.errors import AwayError, OpsError, RefusedError
from services.ops.settings import PlacesSettings

SECONDS: Final = 60.0
"""How long a service may be silent: a batch of turns waits for the broker and then for the outbox."""
PAGE: Final = 200
AWAY: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT})
Headers = Mapping[str, str | bytes]


class Service:
    """One service; `setting` is the variable that says where it is."""

    def __init__(self, name: str, url: str, setting: str, seconds: float = SECONDS) -> None:
        self.name = name
        self.url = url
        self.setting = setting
        # What is listened for on loopback is ours: what the environment says about proxies is meant for the outside.
        try:
            self._client = httpx2.Client(base_url=url, timeout=seconds, trust_env=False)
        except httpx2.InvalidURL as error:
            raise OpsError(f"{setting} is not a URL ({error}).") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, *path: str, **parameters: Any) -> Any:
        """Return what is at `path`, whose parts are quoted here; parameters that are None are left out."""
        return self.call("GET", path, parameters=parameters)

    def find(self, *path: str) -> Any:
        """Return what is at `path`, or None when there is nothing."""
        try:
            return self.get(*path)
        except RefusedError as error:
            if error.problem.get("status") == HTTPStatus.NOT_FOUND:
                return None
            raise

    def list(self, *path: str, most: int, **parameters: Any) -> list[Any]:
        """Return up to `most` items of a list, from as many pages as they take."""
        items: list[Any] = []
        cursor = None
        while len(items) < most:
            page = self.get(*path, limit=min(PAGE, most - len(items)), cursor=cursor, **parameters)
            items += page["items"]
            cursor = page.get("next")
            if cursor is None:
                break
        return items

    def call(
        self,
        method: str,
        path: tuple[str, ...],
        body: Any = None,
        parameters: Mapping[str, Any] | None = None,
        headers: Headers | None = None,
    ) -> Any:
        """Ask, and return the JSON of the answer (None when it is empty); `AwayError` or `RefusedError` otherwise."""
        with self.open(method, path, body, parameters, headers) as response:
            response.read()
            if response.status_code == HTTPStatus.NO_CONTENT:
                return None
            try:
                return response.json()
            except ValueError as error:
                raise self._stranger() from error

    @contextmanager
    def open(
        self,
        method: str,
        path: tuple[str, ...],
        body: Any = None,
        parameters: Mapping[str, Any] | None = None,
        headers: Headers | None = None,
    ) -> Iterator[httpx2.Response]:
        """Ask, and yield a good answer whose body is not read yet; raises as `call` does."""
        given = {name: value for name, value in (parameters or {}).items() if value is not None}
        where = "/" + "/".join(quote(part, safe="") for part in path)
        try:
            with self._client.stream(method, where, json=body, params=given, headers=_encoded(headers)) as response:
                if not response.is_success:
                    response.read()
                    raise self._failure(response)
                yield response
        except (httpx2.TransportError, httpx2.UnsupportedProtocol) as error:
            reason = str(error) or type(error).__name__
            raise AwayError(
                f"The {self.name} does not answer at {self.url} ({reason}): "
                f"start it, or correct {self.setting}. `afterthought doctor` looks at everything."
            ) from error

    def _failure(self, response: httpx2.Response) -> OpsError:
        try:
            problem = response.json()
        except ValueError:
            problem = None
        if not isinstance(problem, dict):
            return self._stranger()
        inner = problem.get("error")
        detail = str((inner.get("message") if isinstance(inner, dict) else None) or problem.get("detail") or problem)
        if response.status_code in AWAY or response.is_server_error:
            return AwayError(f"The {self.name} cannot do that now: {detail}", _seconds(response))
        return RefusedError(detail, {**problem, "status": response.status_code})

    def _stranger(self) -> OpsError:
        return OpsError(f"What answers at {self.url} is not the {self.name}: correct {self.setting}.")


def open_chat() -> Service:
    """Return the chat service of the settings."""
    return Service("chat service", read(PlacesSettings).ops_chat_url, "OPS_CHAT_URL")


def open_store() -> Service:
    """Return the store of the settings."""
    return Service("store", read(PlacesSettings).ops_store_url, "OPS_STORE_URL")


def _encoded(headers: Headers | None) -> dict[bytes, bytes]:
    return {name.encode(): each if isinstance(each, bytes) else each.encode() for name, each in (headers or {}).items()}


def _seconds(response: httpx2.Response) -> float | None:
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else None
