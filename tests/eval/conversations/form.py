"""A long conversation as it is measured, whatever file it came from."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from contracts.events import MESSAGE_LIMIT, ContextMessage
from tests.eval.errors import LabelError
from tests.eval.labels import LabelledTurn

CONTEXT: Final = 4
"""How many earlier messages travel with a turn."""


@dataclass(frozen=True)
class Question:
    """A question whose answer stands in turns of one or more people; `evidence` are those turns, of users alone."""

    text: str
    answer: str
    people: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Conversation:
    """What one or more users said, each with a memory of their own, and what is asked about it later."""

    name: str
    turns: list[LabelledTurn]
    questions: list[Question]


def read_json(file: Path, what: str) -> list[Any]:
    """Read a file that is a JSON list; raises `LabelError` that says what was expected of it."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LabelError(f"There is no file {file}: name your own copy of {what}.") from None
    except IsADirectoryError:
        raise LabelError(f"{file} is a folder: name the file in it, {what}.") from None
    except (OSError, ValueError) as error:
        raise LabelError(f"{file} is no JSON, and so not {what}: {error}.") from None
    if not isinstance(read, list) or not read:
        raise LabelError(f"{file} is not {what}: that is a list of conversations.")
    return read


def refuse(file: Path, number: int, what: str, error: ValidationError) -> LabelError:
    """Return the error for an entry, counted from 1, that is not in its form; it holds none of the file's words."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return LabelError(f"{file} is not {what}: entry {number}, {place}: {first['msg']}.")


def fits(text: str) -> bool:
    """Tell whether chat would take a text as a message."""
    return bool(text.strip()) and len(text) <= MESSAGE_LIMIT and "\x00" not in text


def context_of(earlier: list[ContextMessage]) -> tuple[ContextMessage, ...]:
    """Return as much of what was said before as travels with a turn."""
    return tuple(earlier[-CONTEXT:])
