"""A file to import: what kind it is, and its turns from the first to the last, as often as they are asked for."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from services.ops.cli.importing.chatgpt import read_chatgpt, read_conversations
from services.ops.cli.importing.turn import Maker, Turn, Wrong
from services.ops.errors import OpsError, UsageError

Form = Literal["auto", "turns", "chatgpt"]
Source = Callable[[], Iterator[Turn | Wrong]]


def open_source(path: Path, form: Form, user: str | None, said_at: datetime | None) -> Source:
    """Return what yields the turns of a file, anew at each call."""
    if form == "chatgpt" or (form == "auto" and _is_export(path)):
        if user is None:
            raise UsageError("A ChatGPT export does not say whose it is as your assistant knows them: give --user.")
        conversations = read_conversations(path)
        return lambda: read_chatgpt(conversations, Maker(user, said_at), user)
    return lambda: _read_lines(path, Maker(user, said_at))


def _read_lines(path: Path, maker: Maker) -> Iterator[Turn | Wrong]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _read_line(f"line {number}", line, maker)
    except OSError as error:
        raise OpsError(f"Cannot read {path}: {error.strerror or error}") from error


def _read_line(place: str, line: bytes, maker: Maker) -> Turn | Wrong:
    try:
        found = json.loads(line)
    except UnicodeDecodeError:
        return Wrong(place, "is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Wrong(place, f"is not valid JSON: {error}")
    return maker.make(place, found)


def _is_export(path: Path) -> bool:
    """Tell an export from lines of JSON: it is a zip, or begins with the bracket of a list."""
    try:
        with path.open("rb") as file:
            while (byte := file.read(1)).isspace():
                pass
        return byte == b"[" or zipfile.is_zipfile(path)
    except OSError as error:
        raise OpsError(f"Cannot read {path}: {error.strerror or error}") from error
