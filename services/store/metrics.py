"""What the store counts."""

from math import nan
from typing import Final

from services.kit.metrics import counter, gauge

SWEPT: Final = counter("store_swept_total", "Turns that were sent again because their jobs were silent.")
OLDEST_OPEN: Final = gauge("store_oldest_open_seconds", "Age of the oldest open job; NaN if nobody knows.")
LETTERS_OPEN: Final = gauge("store_dead_letters_open", "Open dead letters; NaN if nobody knows.")
WITHOUT_TURN: Final = gauge(
    "store_jobs_without_turn", "Silent open jobs whose turn is not known, so that nobody can send it; NaN if unknown."
)


def forget() -> None:
    """Show that nobody knows."""
    for each in (OLDEST_OPEN, LETTERS_OPEN, WITHOUT_TURN):
        each.set(nan)
