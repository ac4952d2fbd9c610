"""What a command prints: for people tables and sentences, for programs JSON on stdout and nothing else there."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

PIPED_COLUMNS: Final = 200
"""Where stdout is no terminal, nobody knows how wide it will be shown: ids should stay in one piece."""
_HIDDEN: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Display:
    """Where a command's output goes. With `as_json`, sentences go to stderr, so that stdout is one JSON document."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._out = _console(stderr=False)
        self.notes = _console(stderr=True)

    def document(self, value: Any) -> None:
        """Print a JSON document."""
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))

    def say(self, text: str, style: str = "") -> None:
        """Print a sentence."""
        (self.notes if self.as_json else self._out).print(Text(plain(text), style=style), soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Print rows of values under their columns' names."""
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(Text(_shown(value)) for value in row))
        self._out.print(table)

    def fields(self, values: Iterable[tuple[str, Any]]) -> None:
        """Print names and values under each other, without those that are missing."""
        table = Table.grid(padding=(0, 2))
        for name, value in values:
            if value not in (None, "", [], {}):
                table.add_row(Text(name, style="bold"), Text(_shown(value), overflow="fold"))
        self._out.print(table)

    def items(self, items: Sequence[Any], columns: Sequence[str], row: Any, nothing: str) -> None:
        """Print a list: as JSON, as a table whose rows `row` makes, or the sentence `nothing`."""
        if self.as_json:
            self.document({"items": items})
        elif items:
            self.table(columns, [row(item) for item in items])
        else:
            self.say(nothing)


def plain(text: str) -> str:
    """Return `text` without what would steer a terminal or turn its direction: users and models wrote it."""
    return "".join(
        "\ufffd" if each in _HIDDEN or (unicodedata.category(each) == "Cc" and each not in "\n\t") else each
        for each in text
    )


def moment(value: str | None) -> str:
    """Return a moment of the API in local time, to the second."""
    return datetime.fromisoformat(value).astimezone().strftime("%Y-%m-%d %H:%M:%S") if value else ""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_COLUMNS
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, width=width)
