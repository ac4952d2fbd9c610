"""How many tokens a fact costs in a prompt: an estimate for any model that flatters no language. Pure."""

import json
from collections.abc import Iterable, Iterator
from math import ceil
from typing import Final

from services.store.ranking import Candidate

FRAME_TOKENS: Final = 24
"""What a fact's line costs besides its words: braces, quotes, four keys, a date. JSON is dense in tokens."""
_TWO_BYTES: Final = 0x800
_THREE_BYTES: Final = 0x10000


def within_budget(facts: Iterable[Candidate], budget: int) -> Iterator[Candidate]:
    """Yield the facts, in their order, that fit into `budget` tokens together; one that does not fit is left out."""
    for fact in facts:
        if budget < FRAME_TOKENS:
            return
        cost = ceil(FRAME_TOKENS + sum(map(tokens, (fact.slot, fact.value, fact.statement))))
        if cost <= budget:
            budget -= cost
            yield fact


def tokens(text: str) -> float:
    """Estimate the tokens of a text within JSON.

    Four ASCII characters are a token; two of other alphabets; a Chinese, Japanese, Korean, Thai or Indic character is
    one, an emoji two. Real vocabularies differ by model: this errs on the dear side for the newer ones.
    """
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    if written.isascii():
        return len(written) / 4
    return sum(map(_character, written))


def _character(character: str) -> float:
    code = ord(character)
    if code < 0x80:  # noqa: PLR2004 - ASCII
        return 0.25
    if code < _TWO_BYTES:
        return 0.5
    return 1.0 if code < _THREE_BYTES else 2.0
