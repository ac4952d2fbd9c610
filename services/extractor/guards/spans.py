"""Spans of a text: where a part of it begins, and where what follows it does."""

from bisect import bisect_left

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
