"""Whether a stored fact is an expected one: the slot is one that is accepted, and the value means the same.

Values agree when the store would take them for one value, or when one holds all words of the other in their order, with
few words more. Containment is what a human allows as well ("Rex" and "Rex (dog)", "nurse" and "paediatric nurse"); the
bound keeps a clause from counting because it holds the word somewhere. A denial in only one of the two never agrees.
"""

import re
import unicodedata
from typing import Final

from services.store.values import normalise
from tests.eval.labels import Expected

MORE_WORDS: Final = 5
"""How many words that matter a stored value may have besides those of the expected one."""
LEAST_SHARE: Final = 0.5
"""How much of an expected value, in words that matter, a shorter stored one must hold."""

_WORD: Final = re.compile(r"\w+")
SMALL: Final = frozenset(
    ["a", "an", "the", "my", "our", "of", "in", "at", "to", "for", "and", "or", "with", "on", "by", "from"]
)
_DENIALS: Final = frozenset(
    ["no", "not", "never", "without", "former", "ex", "dont", "doesnt", "isnt", "non", "t", "avoid", "avoids", "free"]
)


def agrees(expected: Expected, slot: str, value: str, operation: str) -> bool:
    """Tell whether a stored fact is the expected one."""
    if operation != expected.operation or slot not in expected.slot:
        return False
    return any(same_value(accepted, value) for accepted in expected.value)


def touches(expected: Expected, slot: str, value: str) -> bool:
    """Tell whether a stored fact is about the expected one at all: its slot, or its value, is right."""
    return slot in expected.slot or any(same_value(accepted, value) for accepted in expected.value)


def same_value(accepted: str, value: str) -> bool:
    """Tell whether a stored value means an accepted one."""
    if normalise(accepted) == normalise(value):
        return True
    wanted, got = _words(accepted), _words(value)
    if not wanted or not got or _denied(wanted) != _denied(got):
        return False
    said, expected = _weigh(got), _weigh(wanted)
    if _holds(got, wanted):
        return said - expected <= MORE_WORDS
    return said > 0 and _holds(wanted, got) and said / expected >= LEAST_SHARE


def _words(value: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", value).casefold()
    return _WORD.findall(folded)


def _weigh(words: list[str]) -> int:
    """Count the words that matter."""
    return sum(word not in SMALL for word in words)


def _denied(words: list[str]) -> bool:
    return not _DENIALS.isdisjoint(words)


def _holds(long: list[str], short: list[str]) -> bool:
    count = len(short)
    return any(long[start : start + count] == short for start in range(len(long) - count + 1))
