"""How much is measured: every size and duration of the bench, and one factor for all of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """`size` scales every count and duration: below 1 is for trying the bench out, not for numbers."""

    repetitions: int = 3
    size: float = 1.0

    def count(self, full: int, least: int = 100) -> int:
        """Return how many instead of `full`."""
        return max(least, round(full * self.size)) if self.size < 1 else round(full * self.size)

    def seconds(self, full: float) -> float:
        """Return how long instead of `full` seconds."""
        return max(1.0, full * min(self.size, 1.0))
