"""Words as the guards compare them: folded, without the little ones, by their stems."""

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LITTLE: Final = """
    a an and are as at be been but by do does for from had has have her his i in is it its me my no not of off
    on one or our out she so some than that the their them they this to too up was we were who with without
    you your user s t
"""
LITTLE: Final = frozenset(_LITTLE.split())
SHORT: Final = 3
STEM: Final = 4
# Words that hardly stand in a sentence of another language.
_ENGLISH: Final = re.compile(
    r"(?<![^\W_])(?:i|i'?m|i'?ve|i'?d|i'll|my|the|and|am|have|with|you|your|what|is|are|don'?t|this|that|where|would"
    r"|she"
    r"|he|they|not|of|it's|like|love|live|work|we|should|could|can|how|do|does|to|for|which|who|any)(?![^\W_])"
)

_ENGLISH_START: Final = re.compile(r"\W*(?:i|i'?m|i'?ve|my|we) ")


def content_words(text: str) -> list[str]:
    """Return the words of `text` that mean something, in small letters."""
    return [word for each in _WORD.finditer(text) if (word := each[0].lower()) not in LITTLE]


def find_word(wanted: str, plain: str, within: tuple[int, int]) -> list[tuple[int, int]]:
    """Return where `wanted` stands in a part of `plain`, as a word or as the beginning of one ("climb", "climbing")."""
    found: list[tuple[int, int]] = []
    place = plain.find(wanted, *within) if wanted else -1
    while place >= 0:
        end = place + len(wanted)
        if place == 0 or not plain[place - 1].isalnum() or not wanted[:1].isascii():
            found.append((place, end))
        place = plain.find(wanted, end, within[1])
    return found


def is_english(sentence: str) -> bool:
    """Tell whether `sentence` (small letters) looks English: the wording of the guards is."""
    return bool(_ENGLISH_START.match(sentence)) or len({found[0] for found in _ENGLISH.finditer(sentence)}) > 1


def related(first: str, second: str) -> bool:
    """Tell whether two words could be forms of one: they begin alike ("bake", "baking"), or share four letters."""
    short, long = sorted((first, second), key=len)
    if short == long or (len(short) >= SHORT and long.startswith(short[: max(SHORT, len(short) - 1)])):
        return True
    return any(short[start : start + STEM] in long for start in range(len(short) - STEM + 1))


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last match of `pattern`."""
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is what is left
        pass
    return found
