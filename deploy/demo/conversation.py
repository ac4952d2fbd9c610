"""Reads a conversation file; its format is described in README.md beside this file."""

from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from contracts.events import Content, Name
from deploy.local.errors import CannotRunError


class Line(BaseModel):
    """One thing that a user says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user: Name
    say: Content
    session: Name = "default"
    at: AwareDatetime | None = None
    fail: int = Field(default=0, ge=0, le=3)
    later: bool = False


def read_conversation(path: Path) -> list[Line]:
    """Return the lines of a file.

    Raises:
        CannotRunError: There is no such file, it holds nothing, or a line is wrong; the message names line and field.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRunError(f"Cannot read the conversation {path}: {error}") from None
    lines = [_read_line(path, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise CannotRunError(f"The conversation {path} holds no line; its format is in deploy/demo/README.md.")
    return lines


def questions(lines: list[Line]) -> list[Line]:
    """Return what is asked at the end: the lines marked `later`, or one question for each user."""
    marked = [line for line in lines if line.later]
    users = dict.fromkeys(line.user for line in lines)
    return marked or [Line(user=user, session="later", say="What do you know about me?", later=True) for user in users]


def _read_line(path: Path, number: int, text: str) -> Line:
    try:
        return Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        raise CannotRunError(
            f"{path}, line {number}: {field}: {first['msg']}. The format is in deploy/demo/README.md."
        ) from None
