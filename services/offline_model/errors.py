"""Errors of the offline model, in OpenAI's shape."""

from http import HTTPStatus
from typing import Any


class OfflineModelError(Exception):
    """The base of this service's errors; knows its status and how OpenAI would word it."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    type = "server_error"

    def __init__(self, message: str, *, param: str | None = None, code: str | None = None) -> None:
        """`param` names the field that is wrong, `code` the machine-readable reason."""
        super().__init__(message)
        self.message = message
        self.param = param
        self.code = code

    def body(self) -> dict[str, Any]:
        """The error object as OpenAI's API writes it."""
        return error_body(self.message, self.type, param=self.param, code=self.code)


class BadRequestError(OfflineModelError):
    """The request cannot be understood; the message names the field."""

    status = HTTPStatus.BAD_REQUEST
    type = "invalid_request_error"


def error_body(message: str, kind: str, *, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    """`{"error": {"message", "type", "param", "code"}}`."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


STATUS_TYPES = {
    400: ("invalid_request_error", None),
    401: ("authentication_error", "invalid_api_key"),
    403: ("permission_error", None),
    404: ("invalid_request_error", "not_found"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
}
"""Type and code of the error for a status; 5xx is a `server_error`."""
