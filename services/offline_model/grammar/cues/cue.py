"""What a cue finds: a value for a slot, and the words that say so."""

from dataclasses import dataclass
from typing import Literal

from services.offline_model.grammar.text import Word

Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A fact that words of a clause tell, whatever the rest of it says. `first` and `last` are its evidence."""

    slot: str
    value: str
    first: Word
    last: Word
    operation: Literal["assert", "retract"] = "assert"


@dataclass(frozen=True, slots=True)
class Found:
    """A value that starts at a place of a clause, and the place behind it."""

    value: str
    end: int


def told(slot: str, found: Found, words: Words, start: int, operation: Literal["assert", "retract"] = "assert") -> Cue:
    """The cue of a value that was found, with the words from `start` on as its evidence."""
    return Cue(slot, found.value, words[start], words[found.end - 1], operation)


def low(words: Words, place: int) -> str:
    """The word at a place in lower case; nothing outside the clause."""
    return words[place].low if 0 <= place < len(words) else ""


def lows(words: Words, start: int, size: int) -> tuple[str, ...]:
    """Some words from a place on, in lower case."""
    return tuple(word.low for word in words[max(start, 0) : max(start, 0) + size])


def is_word(words: Words, place: int) -> bool:
    """Whether a word (no mark) stands at a place."""
    return 0 <= place < len(words) and words[place].kind == "word"


def has_capital(words: Words, place: int) -> bool:
    """Whether a word with a capital stands at a place; `I` is none."""
    return is_word(words, place) and words[place].text[:1].isupper() and words[place].text != "I"
