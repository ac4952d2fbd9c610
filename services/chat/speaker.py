"""Who speaks, in which session, when, and whether to remember it: from a request's headers and body. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from contracts.events import Name
from services.chat.errors import Refused
from services.chat.moment import read_moment

USER_HEADER: Final = "Afterthought-User"
SESSION_HEADER: Final = "Afterthought-Session"
SAID_AT_HEADER: Final = "Afterthought-Said-At"
MEMORY_HEADER: Final = "Afterthought-Memory"
JOB_HEADER: Final = "Afterthought-Job"

DEFAULT_SESSION: Final = "default"
OFF: Final = "off"
NO_USER: Final = (
    f"Say who the user is: send the header {USER_HEADER}, or the field `user`, or the field `safety_identifier`. "
    f"To chat without memory, send the header {MEMORY_HEADER}: {OFF}."
)

_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)


def remembers(headers: Mapping[str, str]) -> bool:
    """Tell whether the client lets this chat be remembered."""
    wish = headers.get(MEMORY_HEADER)
    if wish is not None and wish.lower() != OFF:
        raise Refused(f"{MEMORY_HEADER}: the only value it takes in a request is `{OFF}`.", MEMORY_HEADER)
    return wish is None


def user_of(headers: Mapping[str, str], body: dict[str, Any]) -> str | None:
    """Return the user: the header, else `user`, else `safety_identifier`, else None; a bad one is `Refused`."""
    if USER_HEADER in headers:
        return _name(_header(headers, USER_HEADER), USER_HEADER)
    for field in ("user", "safety_identifier"):
        if body.get(field) is not None:
            return _name(body[field], field)
    return None


def session_of(headers: Mapping[str, str], body: dict[str, Any]) -> str:
    """Return the session: the header, else `metadata.session_id`, else the default; a bad one is `Refused`."""
    if SESSION_HEADER in headers:
        return _name(_header(headers, SESSION_HEADER), SESSION_HEADER)
    metadata = body.get("metadata")
    if metadata is None:
        return DEFAULT_SESSION
    if not isinstance(metadata, dict):
        raise Refused("metadata: must be an object.", "metadata")
    session_id = metadata.get("session_id")
    return DEFAULT_SESSION if session_id is None else _name(session_id, "metadata.session_id")


def said_at_of(headers: Mapping[str, str]) -> datetime:
    """Return when it was said: the header, for a client that plays an older conversation, else now."""
    if SAID_AT_HEADER not in headers:
        return datetime.now(UTC)
    try:
        return read_moment(headers[SAID_AT_HEADER])
    except ValueError as error:
        raise Refused(f"{SAID_AT_HEADER}: {error}.", SAID_AT_HEADER) from None


def _header(headers: Mapping[str, str], name: str) -> str:
    try:
        return headers[name].encode("latin-1").decode()
    except UnicodeDecodeError:
        raise Refused(f"{name}: must be UTF-8.", name) from None


def _name(value: object, field: str) -> str:
    try:
        return _NAME.validate_python(value, strict=True)
    except ValidationError:
        raise Refused(f"{field}: must be 1 to 256 characters, none of them a control character.", field) from None
