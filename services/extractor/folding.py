"""Folds text so that two spellings of the same words are equal, and remembers where each folded character came from."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LOOKALIKES: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
"""Typographic quotes and dashes to plain ones, letter by letter."""
# What is not seen is not compared: format characters (zero-width, soft hyphen) and variation selectors.
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")


CLUSTER: Final = 32
"""Most characters that are normalised together; Unicode's Stream-Safe Text Format (UAX 15) allows 30 marks in a row.

Normalising sorts the marks of a letter, in a time that grows with the square of their number.
"""


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`; the character at i came from `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: list[int]
    ends: list[int]

    def find(self, words: str, most: int = 1) -> list[tuple[int, int]]:
        """Return where the folded `words` stand in the original text: the first `most` places, or none."""
        found: list[tuple[int, int]] = []
        at = self.text.find(words) if words else -1
        while at >= 0 and len(found) < most:
            found.append((self.starts[at], self.ends[at + len(words) - 1]))
            at = self.text.find(words, at + len(words))
        return found


def fold(text: str) -> Folded:
    """Fold Unicode (NFKD), case, white space, typographic quotes and dashes."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in _fold_cluster(text[start:end]):
            if character.isspace() and folded and folded[-1] == " ":
                continue
            folded.append(" " if character.isspace() else character)
            starts.append(start)
            ends.append(end)
    return Folded("".join(folded), starts, ends)


def fold_words(text: str) -> str:
    """Fold `text` without the white space around it."""
    if text.isascii():
        # Of all that is folded, ASCII has case, white space and one quotation mark.
        return " ".join(text.lower().replace("`", "'").split())
    return fold(text).text.strip()


@lru_cache(maxsize=8_192)
def _fold_cluster(cluster: str) -> str:
    plain = unicodedata.normalize("NFKD", _UNSEEN.sub("", cluster).translate(LOOKALIKES))
    # Case folding can bring back what is not decomposed.
    return unicodedata.normalize("NFKD", plain.casefold()).translate(LOOKALIKES)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that normalisation treats as one: a character with the marks after it, up to a limit."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or index - start == CLUSTER or not _combines(text[index]):
            yield start, index
            start = index


@lru_cache(maxsize=8_192)
def _combines(character: str) -> bool:
    if character.isascii():
        return False
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) != 0
