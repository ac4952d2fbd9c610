"""Divides a message that is too long for one call: whole sentences together, every character in exactly one piece."""

import re
from collections.abc import Iterator
from typing import Final

from services.extractor.tokens import QUARTERS, quarters

NO_TITLE: Final = r"(?<!\b[DMSdms][rst])(?<!\bMrs)"
"""A pattern before a full stop: that of "Dr." or "St." ends no sentence."""
# Where a sentence ends, with the white space after it. Chinese and Japanese put none there.
_END: Final = re.compile(rf"(?<![.!?…]){NO_TITLE}[.!?…]++[\"'”’)\]]*+\s++|[。！？؟।]++[\"'”’」』）)]*+\s*+|\n\s*+")
_WORD: Final = re.compile(r"\s*\S+\s*|\s+")


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, without the white space around them."""
    return [stripped for sentence in _sentences(text) if (stripped := sentence.strip())]


def split(text: str, most: int) -> list[str]:
    """Return `text` in pieces of at most `most` tokens (estimated); joined, they are `text` again.

    A sentence that is too long is divided between words, and a word between characters.
    """
    room = most * QUARTERS
    pieces: list[str] = []
    begun, size = [""], 0
    for part in _parts(text, room):
        cost = quarters(part)
        if size and size + cost > room:
            pieces.append("".join(begun))
            begun, size = [], 0
        begun.append(part)
        size += cost
    return [*pieces, "".join(begun)]


def last_sentences(text: str, most: int) -> str:
    """Return the end of `text`: as many whole sentences as have at most `most` tokens (estimated), perhaps none."""
    room, start = most * QUARTERS, len(text)
    for sentence in reversed(list(_sentences(text))):
        room -= quarters(sentence)
        if room < 0:
            break
        start -= len(sentence)
    return text[start:]


def _parts(text: str, room: int) -> Iterator[str]:
    """Yield sentences, or words of those that are too long, or characters of those."""
    for sentence in _sentences(text):
        if quarters(sentence) <= room:
            yield sentence
            continue
        for word in _WORD.findall(sentence):
            if quarters(word) <= room:
                yield word
            else:
                yield from word


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for found in _END.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    if start < len(text):
        yield text[start:]
