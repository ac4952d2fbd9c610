"""Birth dates: `17 May 1990`, `May 17th`, `17/05/1990` and `1990` as ISO 8601, as far as they are told."""

import re
from typing import Final

from services.offline_model.grammar.lexicon.geography import MONTHS

_MONTH: Final = "|".join(f"{month}|{month[:3]}" for month in MONTHS) + "|sept"
_LONGEST_MONTH: Final = 31
_FORMS: Final = tuple(
    re.compile(rf"(?:^|(?<= )){form}(?=[ .,]|$)", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<monthno>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[/.](?P<monthno>\d{1,2})[/.](?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?: ?,)?(?: (?P<year>(?:19|20)\d\d))?",
        rf"(?P<month>{_MONTH}) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?,)?(?: (?P<year>(?:19|20)\d\d))?",
        rf"(?P<month>{_MONTH})(?: of)? (?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)",
        r"'(?P<short>\d\d)",
    )
)


def birth_date(text: str) -> list[str]:
    """The first date in `text`: `1990-05-17`, `1990-05`, `1990`, or `05-17` when no year is told."""
    for form in _FORMS:
        found = form.search(text[:80])
        if found:
            parts = found.groupdict()
            return _iso(parts)
    return []


def _iso(parts: dict[str, str | None]) -> list[str]:
    month = int(parts.get("monthno") or 0)
    named = (parts.get("month") or "").lower()
    if named:
        month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(named[:3]))
    day = int(parts.get("day") or 0)
    if month > len(MONTHS) or day > _LONGEST_MONTH:
        return []
    year = parts.get("year") or (f"19{parts['short']}" if parts.get("short") else "")
    pieces = [year, f"{month:02}" if month else "", f"{day:02}" if day else ""]
    return ["-".join(piece for piece in pieces if piece)]
