"""When a message was said: read from what a client sends, for both routes. Pure."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from contracts.events import EARLIEST

LEAD: Final = timedelta(hours=24)
"""How far a client's clock may be ahead of ours; what it dates later than now counts as said now."""
_FORM: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")


def read_moment(value: object) -> datetime:
    """Read an RFC 3339 date and time; raises `ValueError` with a sentence.

    Pydantic's own reading would take numbers, in seconds or milliseconds, too.
    """
    try:
        if not isinstance(value, str) or not _FORM.match(value):
            raise ValueError  # noqa: TRY301 - the same sentence for whatever is wrong with its form
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError("must be a date and time with its zone, such as 2026-11-22T10:00:00Z")
    if moment < EARLIEST:
        raise ValueError("must not be before 1970")
    now = datetime.now(UTC)
    if moment > now + LEAD:
        raise ValueError("must not be more than 24 hours in the future")
    # Nothing is said later than now: a clock ahead of ours would outlive an erasure (docs/adr/0010).
    return min(moment.astimezone(UTC), now)
