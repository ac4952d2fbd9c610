"""Spans of a text: where a part of it begins, and where what follows it does."""

import re
from bisect import bisect_left
from collections.abc import Iterator

Span = tuple[int, int]


def merge(spans: list[Span]) -> list[Span]:
    """Return `spans` in order, those that touch as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def overlaps(span: Span, spans: list[Span]) -> bool:
    """Tell whether `span` has a part of one of `spans`, which are in order and do not overlap."""
    place = bisect_left(spans, (span[1],)) - 1
    return place >= 0 and spans[place][1] > span[0]


def find_each(pattern: re.Pattern[str], starts: re.Pattern[str], text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` does within a part of `text`, when its matches begin with a character of `starts`.

    Most characters do not, and to see that costs a tenth of trying a pattern of many branches at each of them.
    """
    at, end = span
    while begin := starts.search(text, at, end):
        at = begin.start()
        if found := pattern.match(text, at, end):
            yield found
            at = found.end()
        else:
            at += 1
