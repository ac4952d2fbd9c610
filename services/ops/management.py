"""RabbitMQ's management HTTP API, as far as provisioning needs it; every failure is one sentence that says what to do.

Source: RabbitMQ, "HTTP API Reference". Written for 3.10 and 4.x.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote

import httpx2

from services.ops.errors import ApiRefusedError, ApiUnreachableError, OpsError

SETTING: Final = "OPS_RABBITMQ_ADMIN_URL"
REQUEST_SECONDS: Final = 10.0
PAUSE_SECONDS: Final = 0.5


class Management:
    """A connection to the management API with an administrator's credentials."""

    def __init__(self, url: str) -> None:
        """`url` holds user and password: `http://guest:guest@127.0.0.1:15672`."""
        try:
            parsed = httpx2.URL(url)
        except httpx2.InvalidURL as error:
            raise OpsError(f"{SETTING} is not a URL ({error}).") from error
        if parsed.scheme not in {"http", "https"} or not parsed.host or not parsed.username:
            raise OpsError(f"{SETTING} must look like http://user:password@host:15672.")
        self.user = parsed.username
        self.address = f"{parsed.scheme}://{parsed.netloc.decode()}"
        self._client = httpx2.Client(
            base_url=self.address + parsed.path.rstrip("/"),
            auth=(parsed.username, parsed.password),
            timeout=REQUEST_SECONDS,
            # The broker is ours: what the environment says about proxies is meant for the outside.
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def wait(self, within: float, say: Callable[[str], None]) -> None:
        """Return when the API answers; raises `ApiUnreachableError` when it does not for `within` seconds."""
        deadline = time.monotonic() + within
        said = False
        while True:
            try:
                self.read("overview")
            except ApiUnreachableError:
                if time.monotonic() >= deadline:
                    raise
                if not said:
                    say(f"waiting up to {within:g} s for RabbitMQ's management API at {self.address}")
                said = True
                time.sleep(PAUSE_SECONDS)
            else:
                return

    def read(self, *path: str) -> Any:
        """Return what is at `path`, whose parts are quoted here, or None if there is nothing."""
        response = self._request("GET", path)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return None
        try:
            return response.json()
        except ValueError as error:
            raise self._stranger() from error

    def put(self, body: Any, *path: str) -> None:
        """Create or replace what is at `path`."""
        self._expect_found(self._request("PUT", path, body), path)

    def post(self, body: Any, *path: str) -> None:
        """Add to what is at `path`."""
        self._expect_found(self._request("POST", path, body), path)

    def _request(self, method: str, path: tuple[str, ...], body: Any = None) -> httpx2.Response:
        try:
            response = self._client.request(
                method, "/api/" + "/".join(quote(part, safe="") for part in path), json=body
            )
        except httpx2.TransportError as error:
            raise ApiUnreachableError(
                f"RabbitMQ's management API does not answer at {self.address} ({str(error) or type(error).__name__}): "
                f"start RabbitMQ, `rabbitmq-plugins enable rabbitmq_management`, or correct {SETTING}."
            ) from error
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ApiUnreachableError(
                f"RabbitMQ's management API at {self.address} answers {response.status_code}: see the broker's log."
            )
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            raise ApiRefusedError(
                f"RabbitMQ does not let the user {self.user!r} of {SETTING} in ({_reason(response)}): "
                "correct its name or password, or give it the tag administrator."
            )
        if response.is_client_error and response.status_code != HTTPStatus.NOT_FOUND:
            raise ApiRefusedError(f"RabbitMQ refuses {method} {'/'.join(path)}: {_reason(response)}")
        return response

    def _expect_found(self, response: httpx2.Response, path: tuple[str, ...]) -> None:
        if response.status_code == HTTPStatus.NOT_FOUND:
            raise ApiRefusedError(f"RabbitMQ knows no {'/'.join(path)}: {_reason(response)}")

    def _stranger(self) -> OpsError:
        return ApiRefusedError(f"What answers at {self.address} is not RabbitMQ's management API: correct {SETTING}.")


def _reason(response: httpx2.Response) -> str:
    try:
        body = response.json()
    except ValueError:
        return str(response.status_code)
    return str(body.get("reason") or body.get("error")) if isinstance(body, dict) else str(response.status_code)
