"""Pieces of scripts that put no spaces between words, which full-text search takes for one long word. Pure."""

import re
from typing import Final

MOST: Final = 24
_UNSPACED: Final = re.compile(
    # Thai to Tibetan, Myanmar, Khmer, kana, Han, Hangul (whose particles cling to the noun), and rarer Han.
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]{2,}"
)


def grams_of(question: str) -> list[str]:
    """Return the pairs of neighbouring characters in a question's unspaced runs, each once and in order."""
    if question.isascii():
        return []
    runs = _UNSPACED.findall(question)
    pairs = (run[place : place + 2] for run in runs for place in range(len(run) - 1))
    return list(dict.fromkeys(pairs))[:MOST]
