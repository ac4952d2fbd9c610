"""A value that is nothing but a date, as ISO 8601: `May 17, 1990` is `1990-05-17`. What dates are made of."""

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NAMES: Final = "|".join((*MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept?", "oct", "nov", "dec"))
MONTHS_OF_YEAR: Final = 12
LEAP_YEAR: Final = 2000

MONTH: Final = rf"(?P<month>{NAMES})\b\.?"
DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR: Final = r"(?P<year>[12]\d{3})"


def pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that takes capitals and small letters for the same, and knows no letters but those of ASCII."""
    return re.compile(text, re.IGNORECASE | re.ASCII)


_FORMS: Final = [
    pattern(text)
    for text in (
        rf"{YEAR}(?:[-/.](?P<m>\d\d?)(?:[-/.](?P<day>\d\d?))?)?",
        rf"(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark){YEAR}",
        rf"(?:the )?{DAY}(?: of)? {MONTH}(?:,? {YEAR})?",
        rf"{MONTH} (?:the )?{DAY}(?:,? {YEAR})?",
        rf"{MONTH}(?: of)?,? {YEAR}",
    )
]
_LEAD: Final = pattern(r"^(?:born )?(?:in|on) ")


def date_of(value: str) -> str:
    """Return a value that is nothing but a date as ISO 8601, `--06-05` when it has no year, or nothing.

    `5/6/1990` is none: it is two different days in two countries.
    """
    text = _LEAD.sub("", " ".join(value.split()).strip(" .,"))
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return iso_of(found.groupdict())
    return ""


def covers(precise: str, vague: str) -> bool:
    """Tell whether a date (as `date_of` returns it) says all that another one says: `1990-06-05` and `1990`."""
    return precise == vague or precise.startswith(f"{vague}-") or (vague[:2] == "--" and precise[4:] == vague[1:])


def iso_of(parts: dict[str, str | None]) -> str:
    """Return the ISO 8601 form of a date's parts, by the names of the groups above; nothing if there is no such day."""
    year = parts.get("year")
    if parts.get("first"):
        day, month = int(parts["first"] or 0), int(parts["second"] or 0)
        if parts["mark"] == "/" and day <= MONTHS_OF_YEAR and month <= MONTHS_OF_YEAR and day != month:
            return ""
        if month > MONTHS_OF_YEAR:
            day, month = month, day
        return day_of(int(year or 0), month, day)
    number = int(parts.get("m") or 0) or month_of(parts.get("month") or "")
    if not number:
        return year or ""
    if not parts.get("day"):
        return f"{year}-{number:02}" if number <= MONTHS_OF_YEAR else ""
    whole = day_of(int(year or LEAP_YEAR), number, int(parts["day"] or 0))
    return whole if year or not whole else f"-{whole[4:]}"


def day_of(year: int, month: int, day: int) -> str:
    """Return a day as ISO 8601, or nothing if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def month_of(name: str) -> int:
    """Return the number of a month, by its name or the beginning of it; 0 for no name."""
    return [month[:3] for month in MONTHS].index(name[:3].lower()) + 1 if name else 0
