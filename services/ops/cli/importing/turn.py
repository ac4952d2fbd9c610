"""A turn to import: what `POST /v1/turns` takes, with an id that is the same at every run, and a time. Pure."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StringConstraints, ValidationError

from contracts.events import CONTEXT_LIMIT, EARLIEST, MESSAGE_LIMIT, Content, Lane, Name

_FORM: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")
_LEAD: Final = timedelta(hours=24)


def read_moment(value: object) -> datetime:
    """Read a date and time as `POST /v1/turns` does; raises `ValueError` with a sentence."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and _FORM.match(value) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError("must be a date and time with its zone, such as 2026-11-22T10:00:00Z")
    if not EARLIEST <= moment <= datetime.now(UTC) + _LEAD:
        raise ValueError("must not be before 1970, nor in the future")
    return moment.astimezone(UTC)


Said = Annotated[datetime, PlainValidator(read_moment)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class _Message(_Strict):
    id: Name | None = None
    content: Content
    said_at: Said | None = None


class _Earlier(_Strict):
    role: Literal["user", "assistant", "system"]
    content: Annotated[str, StringConstraints(max_length=MESSAGE_LIMIT, pattern=r"^[^\x00]*$")]


class _Turn(_Strict):
    user_id: Name
    session_id: Name
    message: _Message
    context: Annotated[list[_Earlier], Field(max_length=CONTEXT_LIMIT)] = []
    lane: Literal["live", "bulk"] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as it is sent, and the place in the file that it comes from."""

    place: str
    user: str
    session: str
    message: str
    said_at: datetime
    body: dict[str, Any]

    @property
    def key(self) -> bytes:
        """Return what stands for its job: the same message of the same user is the same job."""
        return hashlib.sha256(f"{self.user}\x1f{self.message}".encode()).digest()[:16]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A place in the file that is no turn, and why."""

    place: str
    reason: str


class Maker:
    """Makes turns of what a file holds; one for each run through the file, as it counts what it has seen."""

    def __init__(self, user: str | None, said_at: datetime | None) -> None:
        """`user` and `said_at` are for what does not say its own."""
        self._user = user
        self._said_at = said_at
        self._seen: Counter[bytes] = Counter()

    def make(self, place: str, found: object) -> Turn | Wrong:
        """Return the turn in `found`, an object as in `POST /v1/turns`, or what is wrong with it."""
        if not isinstance(found, dict):
            return Wrong(place, "is not an object with user_id, session_id and message")
        given = {"user_id": self._user, **found} if self._user else found
        try:
            turn = _Turn.model_validate(given)
        except ValidationError as error:
            return Wrong(place, "; ".join(_worded(each) for each in error.errors(include_url=False)[:3]))
        said_at = turn.message.said_at or self._said_at
        if said_at is None:
            return Wrong(
                place, "message.said_at: is missing: say when it was said, or give --said-at for all such lines"
            )
        ident = turn.message.id or self._derive(turn, said_at)
        body = {
            "user_id": turn.user_id,
            "session_id": turn.session_id,
            "message": {"id": ident, "content": turn.message.content, "said_at": said_at.isoformat()},
            "context": [each.model_dump() for each in turn.context],
            "lane": Lane.BULK.value,
        }
        return Turn(place, turn.user_id, turn.session_id, ident, said_at, body)

    def _derive(self, turn: _Turn, said_at: datetime) -> str:
        """Return an id for a message that has none: a digest of what it is, so that the next run finds the same.

        What is there twice in all respects is told apart by its number, which does not depend on the lines between.
        """
        parts = (turn.user_id, turn.session_id, said_at.isoformat(), turn.message.content)
        digest = hashlib.sha256("\x1f".join(parts).encode()).digest()[:16]
        self._seen[digest] += 1
        return f"import-{digest.hex()}-{self._seen[digest]}"


def _worded(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"]) or "the turn"
    if error["type"] == "missing":
        more = ": say whose it is, or give --user for all such lines" if field == "user_id" else ""
        return f"{field}: is missing{more}"
    if error["type"] == "extra_forbidden":
        return f"{field}: is not a field of a turn"
    if error["type"] == "string_pattern_mismatch":
        return f"{field}: must not hold control characters"
    return f"{field}: {error['msg'].removeprefix('Value error, ')}"
