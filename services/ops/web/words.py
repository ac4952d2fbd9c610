"""Numbers and moments as the page writes them; short, in UTC, and the same everywhere."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

SECONDS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
THOUSAND: Final = 1_000
MANY: Final = 100_000
FEW: Final = 10

NOTHING: Final = "–"


def ago(seconds: float | None) -> str:
    """Write a duration: `0.42 s`, `14 s`, `3 min`, `2 h 10 min`, `4 d`."""
    if seconds is None or math.isnan(seconds):
        return NOTHING
    if seconds < 1:
        return f"{seconds * THOUSAND:.0f} ms"
    if seconds < FEW:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    place = next(number for number, (size, _) in enumerate(SECONDS) if whole >= size)
    size, unit = SECONDS[place]
    smaller, small_unit = SECONDS[min(place + 1, len(SECONDS) - 1)]
    rest = whole % size // smaller
    return f"{whole // size} {unit}" + (f" {rest} {small_unit}" if rest else "")


def amount(number: float | None) -> str:
    """Write a number: `7`, `12 345`, `1.2 M`."""
    if number is None or math.isnan(number):
        return NOTHING
    if number >= THOUSAND * THOUSAND:
        return f"{number / THOUSAND / THOUSAND:.1f} M"
    if number >= MANY:
        return f"{number / THOUSAND:.0f} k"
    if number != int(number):
        return f"{number:.1f}"
    return f"{int(number):,}".replace(",", "\u202f")


def counted(number: int, what: str) -> str:
    """Write `1 turn`, `2 turns`."""
    return f"{amount(number)} {what}{'' if number == 1 else 's'}"


def moment(value: str | datetime | None) -> str:
    """Write a moment to the second: today's by its time alone."""
    if value is None:
        return NOTHING
    at = _parsed(value)
    return at.strftime("%H:%M:%S") if at.date() == datetime.now(UTC).date() else at.strftime("%Y-%m-%d %H:%M:%S")


def day(value: str | datetime | None) -> str:
    """Write a day."""
    return NOTHING if value is None else _parsed(value).strftime("%Y-%m-%d")


def span(fact: Mapping[str, Any]) -> str:
    """Write from when to when a fact was valid; within one day, by the time."""
    first = _parsed(fact["valid_from"])
    if fact["valid_to"] is None:
        return f"{first:%Y-%m-%d} – now"
    last = _parsed(fact["valid_to"])
    if first.date() == last.date():
        return f"{first:%Y-%m-%d %H:%M:%S} – {last:%H:%M:%S}"
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"


def since(value: str | datetime | None) -> str:
    """Write how long ago a moment was."""
    return NOTHING if value is None else ago(max((datetime.now(UTC) - _parsed(value)).total_seconds(), 0))


def percent(share: float | None) -> str:
    """Write a share of 1; a hundred per cent only when it is all."""
    if share is None:
        return NOTHING
    return f"{math.floor(share * THOUSAND) / FEW:g} %"


def _parsed(value: str | datetime) -> datetime:
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at.astimezone(UTC)


def lasted(job: Mapping[str, Any]) -> str:
    """Write how long a job took from being taken on to its end."""
    return ago((_parsed(job["finished_at"]) - _parsed(job["queued_at"])).total_seconds())
