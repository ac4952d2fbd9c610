"""Dates in a text as ISO 8601, so that what was said in November is still true in March: `next month` is `in 2026-12`.

The reference is the moment at which it was said, in UTC. What can be read in two ways keeps its words and says when
they were said: `next Friday, as of 2026-11-22`. Seasons are those of the northern hemisphere.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from services.store.iso import DAY, MONTH, MONTHS, MONTHS_OF_YEAR, NAMES, YEAR, day_of, iso_of, month_of, pattern

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 8000
"""Said outside of these, by a clock that is wrong, a phrase stays as it is: it may lead past the calendar's end."""

_SEASON: Final = 3
_SHIFT: Final = {"last": -1, "this": 0, "coming": 1, "next": 1}
_DAYS: Final = {
    "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0,
    "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip
_COUNTS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_PREPOSITIONS: Final = "in|on|of|by|until|till|before|after|since|from|for|during|around"
_PLACED: Final = rf"(?P<placed>\b(?:{_PREPOSITIONS}) )?"
_COUNT: Final = rf"(?P<count>an?|one|{'|'.join(_COUNTS)}|\d{{1,3}}) (?P<unit>day|week|month|year)s?"
_HINT: Final = pattern(
    rf"\b(?:to(?:day|night|morrow)|yesterday|ago|from now|last|this|next|coming|{NAMES}|in {_COUNT}"
    rf"|(?:on|by|until|till|before) (?:{'|'.join(WEEKDAYS)}))\b"
)
_RECURRING: Final = pattern(r"\b(?:every|each|always|usually|annual(?:ly)?|yearly|monthly|weekly|daily)\b")


def dated(text: str, said_at: datetime, *, ahead: bool) -> str:
    """Return a text with its dates as ISO 8601. With `ahead` it tells of the future, and `in March` is the next one."""
    if not _HINT.search(text) or not FIRST_YEAR <= said_at.year <= LAST_YEAR:
        return text
    reading = _Reading(said_at.date(), ahead=ahead, recurring=_RECURRING.search(text) is not None)
    for phrase, read in _READINGS:
        text = phrase.sub(lambda found, read=read: read(reading, found), text)  # type: ignore[misc]
    return text


class _Reading:
    """Reads the phrases of one text; each method returns what stands in a phrase's place."""

    def __init__(self, today: date, *, ahead: bool, recurring: bool) -> None:
        self._today = today
        self._ahead = ahead and not recurring
        self._recurring = recurring

    def whole(self, found: re.Match[str]) -> str:
        """`June 5th, 2027`."""
        return iso_of(found.groupdict()) or found[0]

    def day_of_year(self, found: re.Match[str]) -> str:
        """`June 5th`, of what lies ahead."""
        # Small letters make it more likely another word.
        if not self._ahead or found["month"] in {"may", "march", "mar"}:
            return found[0]
        days = (day_of(self._today.year + more, month_of(found["month"]), int(found["day"])) for more in (0, 1))
        return next((day for day in days if day >= self._today.isoformat()), found[0])

    def day(self, found: re.Match[str]) -> str:
        """`yesterday`."""
        if self._is_title(found, "when"):
            return found[0]
        return _placed(found, "on", (self._today + timedelta(_DAYS[found["when"].lower()])).isoformat())

    def ago(self, found: re.Match[str]) -> str:
        """`two weeks ago`."""
        return self._distant(found, -_number(found["count"]))

    def from_now(self, found: re.Match[str]) -> str:
        """`in 3 months`. `in a year` may be how long it takes."""
        count = _number(found["count"])
        return self._as_of(found) if count == 1 else self._distant(found, count)

    def relative(self, found: re.Match[str]) -> str:
        """`next month`, `last Friday`. `the next month` may be how long it takes."""
        which, unit = found["which"].lower(), found["unit"].lower()
        if self._recurring or self._is_title(found, "which"):
            return found[0]
        if found["the"]:
            return self._as_of(found)
        if unit in {"week", "month", "year"}:
            return self._distant(found, _SHIFT[which])
        if unit in SEASONS:
            return self._season(found, which, unit)
        if unit in MONTHS:
            return self._month(found, which, month_of(unit))
        return self._weekday(found, which, unit)

    def month(self, found: re.Match[str]) -> str:
        """`in March`, of what lies ahead."""
        if not self._ahead:
            return found[0]
        month = month_of(found["month"])
        return f"{found['placed']}{self._today.year + (month < self._today.month)}-{month:02}"

    def weekday(self, found: re.Match[str]) -> str:
        """`on Friday`, of what lies ahead."""
        number = WEEKDAYS.index(found["unit"].lower())
        if not self._ahead:
            return found[0]
        return self._as_of(found) if number == self._today.weekday() else f"{found['placed']}{self._coming(number)}"

    def _distant(self, found: re.Match[str], count: int) -> str:
        unit, year = found["unit"].lower(), self._today.year
        if self._recurring:
            return found[0]
        if unit == "day":
            return _placed(found, "on", (self._today + timedelta(count)).isoformat())
        if unit == "week":
            return _placed(found, "in", f"the week of {self._today + timedelta(7 * count - self._today.weekday())}")
        if unit == "year":
            return _placed(found, "in", str(year + count))
        year, month = divmod(year * MONTHS_OF_YEAR + self._today.month - 1 + count, MONTHS_OF_YEAR)
        return _placed(found, "in", f"{year}-{month + 1:02}")

    def _season(self, found: re.Match[str], which: str, season: str) -> str:
        start, month = SEASONS[season], self._today.month
        # A winter goes by the year that it begins in.
        year = self._today.year - (start == SEASONS["winter"] and month < _SEASON)
        runs = year != self._today.year or 0 <= month - start < _SEASON
        if which in {"next", "coming"}:
            if month < start and not runs:
                return self._as_of(found, "month")
            year += 1
        elif which == "last" and (month < start or runs):
            year -= 1
        ends = f"/{(year + 1) % 100:02}" if season == "winter" else ""
        return _placed(found, "in", f"{season} {year}{ends}")

    def _month(self, found: re.Match[str], which: str, month: int) -> str:
        year = self._today.year
        if which in {"next", "coming"}:
            if month > self._today.month:
                return self._as_of(found, "month")
            year += 1
        elif which == "last" and month >= self._today.month:
            year -= 1
        return _placed(found, "in", f"{year}-{month:02}")

    def _weekday(self, found: re.Match[str], which: str, unit: str) -> str:
        weekend = unit == "weekend"
        number = WEEKDAYS.index("saturday" if weekend else unit)
        today = self._today.weekday() == number
        if which == "next" or (which != "last" and today) or (weekend and self._today.weekday() >= number):
            return self._as_of(found)
        day = self._coming(number) - timedelta(7 if which == "last" else 0)
        return _placed(found, "on", f"the weekend of {day}" if weekend else day.isoformat())

    def _coming(self, weekday: int) -> date:
        return self._today + timedelta((weekday - self._today.weekday()) % 7)

    def _as_of(self, found: re.Match[str], precision: str = "day") -> str:
        if self._recurring:
            return found[0]
        return f"{found[0]}, as of {self._today:%Y-%m}" if precision == "month" else f"{found[0]}, as of {self._today}"

    @staticmethod
    def _is_title(found: re.Match[str], group: str) -> bool:
        """Tell whether the phrase may be a name, as in `watch Next Friday`."""
        return not found[group].islower() and found.start(group) > 0


_AGAIN: Final = r"(?!, as of \d)"
_WHICH: Final = "|".join(_SHIFT)
_RELATIVE: Final = rf"week|month|year|weekend|{'|'.join((*SEASONS, *MONTHS, *WEEKDAYS))}"
_READINGS: Final[list[tuple[re.Pattern[str], Callable[[_Reading, re.Match[str]], str]]]] = [
    (pattern(rf"\b(?:the )?{DAY}(?: of)? {MONTH},? {YEAR}\b"), _Reading.whole),
    (pattern(rf"\b{MONTH} {DAY},? {YEAR}\b"), _Reading.whole),
    (pattern(rf"\b{MONTH}(?: of)?,? {YEAR}\b"), _Reading.whole),
    (pattern(rf"\b(?:the )?{DAY}(?: of)? {MONTH}"), _Reading.day_of_year),
    (pattern(rf"\b{MONTH} (?:the )?{DAY}\b(?!:)"), _Reading.day_of_year),
    (pattern(rf"{_PLACED}\b(?P<when>{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b"), _Reading.day),
    (pattern(rf"{_PLACED}\b{_COUNT} ago\b"), _Reading.ago),
    (pattern(rf"(?P<placed>\b(?:from|until) )?\b{_COUNT} from now\b{_AGAIN}"), _Reading.from_now),
    (pattern(rf"(?P<placed>\b\B)?\bin {_COUNT}\b(?! of\b){_AGAIN}"), _Reading.from_now),
    (pattern(rf"{_PLACED}\b(?P<the>the )?(?P<which>{_WHICH}) (?P<unit>{_RELATIVE})\b{_AGAIN}"), _Reading.relative),
    (pattern(rf"(?P<placed>\b(?:in|by|until|till|before|during|around) ){MONTH}(?! ?\d)"), _Reading.month),
    (pattern(rf"(?P<placed>\b(?:on|by|until|till|before) )(?P<unit>{'|'.join(WEEKDAYS)})\b{_AGAIN}"), _Reading.weekday),
]  # fmt: skip


def _number(count: str) -> int:
    word = count.lower()
    return int(word) if word.isdigit() else _COUNTS.index(word) + 2 if word in _COUNTS else 1


def _placed(found: re.Match[str], preposition: str, when: str) -> str:
    """Return a date with the preposition that stood before it, or with the one that it needs."""
    return f"{found['placed'] or preposition + ' '}{when}"
