"""Figures: the median of repetitions with their spread, and percentiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One number of the report, from the repetitions of one run."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median of the repetitions."""
        return median(self.values)

    def show(self, digits: int = 0) -> str:
        """Return it as text: `991 (980–1,078)`."""
        if not self.values:
            return "–"
        text = f"{self.median:,.{digits}f}"
        if len(self.values) > 1:
            text += f" ({min(self.values):,.{digits}f}–{max(self.values):,.{digits}f})"
        return text

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON knows it."""
        return {"median": self.median, "values": list(self.values)} if self.values else {"median": None, "values": []}


def figure(values: Sequence[float]) -> Figure:
    """Return the figure of some repetitions."""
    return Figure(tuple(values))


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value below which `percent` of `values` lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
