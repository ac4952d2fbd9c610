"""All searches together: `find_secrets` says where, `redact` puts the markers in."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from services.kit.redaction.cards import find_cards
from services.kit.redaction.ibans import find_ibans
from services.kit.redaction.keys import find_bearers, find_keys
from services.kit.redaction.kinds import KINDS, MARKER, Secret, marker
from services.kit.redaction.words import find_told

_DIGIT: Final = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, and how many of each kind there were."""

    text: str
    kinds: Mapping[str, int]


def find_secrets(text: str) -> list[Secret]:
    """Return the secrets of `text` in order; where two overlap, they are one, of the kind that begins first."""
    found = list(_search(text))
    if not found:
        return found
    merged: list[Secret] = []
    for secret in sorted(found, key=lambda each: (each.start, KINDS.index(each.kind))):
        if merged and secret.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Secret(last.start, max(last.end, secret.end), last.kind)
        else:
            merged.append(secret)
    return merged


def redact(text: str, limit: int | None = None) -> Redacted:
    """Return `text` with a marker for each secret.

    A text that the markers would make longer than `limit` gets as many asterisks as the secret has characters instead.
    """
    secrets = find_secrets(text)
    if not secrets:
        return Redacted(text, {})
    redacted = _replace(text, secrets, plain=False)
    if limit is not None and len(redacted) > limit:
        redacted = _replace(text, secrets, plain=True)
    return Redacted(redacted, Counter(secret.kind for secret in secrets))


def _replace(text: str, secrets: list[Secret], *, plain: bool) -> str:
    parts, place = [], 0
    for secret in secrets:
        parts += [text[place : secret.start], "*" * (secret.end - secret.start) if plain else marker(secret.kind)]
        place = secret.end
    return "".join((*parts, text[place:]))


def _search(text: str) -> Iterator[Secret]:
    marks = [each.span() for each in MARKER.finditer(text)] if "[redacted: " in text else []
    for secret in _search_all(text):
        # What is redacted already is no secret, however it reads with the words before it.
        following = bisect_right(marks, (secret.start, secret.start))
        near = marks[max(following - 1, 0) : following + 1]
        if not any(start < secret.end and secret.start < end for start, end in near):
            yield secret


def _search_all(text: str) -> Iterator[Secret]:
    lower = text.lower()
    yield from find_keys(text)
    if "bearer " in lower or "basic " in lower:
        yield from find_bearers(text)
    yield from find_told(text, lower)
    if _DIGIT.search(text) or not text.isascii():
        yield from find_cards(text)
        yield from find_ibans(text)
