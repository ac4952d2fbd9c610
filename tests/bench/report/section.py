"""A section of the report: text, tables and charts to read, data and ratios to compare."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """Rows of text under a header; the first column is a name, the others are numbers."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""

    def markdown(self) -> str:
        """Return it as Markdown."""
        lines = [f"**{self.title}**", ""] if self.title else []
        lines.append(f"| {' | '.join(self.header)} |")
        lines.append(f"|---|{'---:|' * (len(self.header) - 1)}")
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        return "\n".join(lines)


@dataclass(frozen=True)
class Chart:
    """Horizontal bars: (name, value) each; `file` is its name without the ending."""

    file: str
    title: str
    unit: str
    bars: Sequence[tuple[str, float]]
    highlighted: str = ""


@dataclass
class Section:
    """What one section of the bench has found.

    `ratios` are what the regression gate compares: larger is better. `failures` make the whole run fail.
    """

    name: str
    title: str
    about: str
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    ratios: dict[str, float] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
