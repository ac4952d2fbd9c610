"""Clocks: order and erasure go by when something was said, so the parts must agree on what time it is."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

from services.ops.doctor.finding import Finding, broken, fine

RESOLUTION: Final = 1.0
"""A Date header has whole seconds."""
MEND: Final = (
    "Keep the clocks with NTP or chrony on every machine (docs/adr/0010); STORE_ERASE_MARGIN is what they may differ."
)


def compare(part: str, theirs: datetime, ours: datetime, margin: float) -> Finding:
    """Compare the clock of a part with the one here; `margin` is in seconds."""
    name = f"clock.{part.lower()}"
    ahead = (theirs - ours).total_seconds()
    if abs(ahead) <= margin:
        return fine(name, f"{part} and this machine agree on the time.")
    which = "ahead of" if ahead > 0 else "behind"
    return broken(name, f"The clock of {part} is {abs(ahead):.1f} s {which} the one here.", MEND)


def read_date(header: str | None) -> datetime | None:
    """Return the moment of a Date header, None if there is none."""
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
