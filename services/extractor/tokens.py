"""Tokens without a tokenizer: an estimate on the high side for any model, and the sharing out of what a call cost.

Chinese and Japanese have no spaces and about a token for each character; a rule of four characters a token would be
wrong by a factor of five there.
"""

import re
from collections.abc import Sequence
from typing import Final

from contracts.events import Usage

QUARTERS: Final = 4
# What each character counts, in quarters of a token, beyond the one that every character counts.
_MORE: Final[tuple[tuple[re.Pattern[str], int], ...]] = (
    (re.compile(r"[\x00-\x1f!-@\[-`{-\x7f]"), 1),  # digits, punctuation, line ends
    (re.compile(r"[\u0080-\u052f]"), 1),  # Latin with accents, Greek, Cyrillic
    (re.compile(r"[\u0530-\u2e7f]"), 3),  # other alphabets and signs
    (re.compile(r"[\u2e80-\uffff]"), 4),  # Chinese, Japanese, Korean and what is near them
    (re.compile(r"[\U00010000-\U0010ffff]"), 7),  # emoji, rare characters
)
_PLAIN: Final = _MORE[:1]


def estimate(text: str) -> int:
    """Return how many tokens `text` has at most, for the models that are in use; docs/adr/0008 has the rule."""
    return -(-quarters(text) // QUARTERS)


def quarters(text: str) -> int:
    """Return the estimate in quarters of a token: the sum of what each character counts."""
    rules = _PLAIN if text.isascii() else _MORE
    return len(text) + sum(more * len(pattern.findall(text)) for pattern, more in rules)


def share(usage: Usage | None, weights: Sequence[int]) -> list[Usage | None]:
    """Share out what a call cost in proportion to `weights` (at least 1 each); the sums are exact."""
    if usage is None:
        return [None] * len(weights)
    inputs, outputs = _portions(usage.input_tokens, weights), _portions(usage.output_tokens, weights)
    return [Usage(input_tokens=a, output_tokens=b) for a, b in zip(inputs, outputs, strict=True)]


def add(first: Usage | None, second: Usage | None) -> Usage | None:
    """Add up what two calls cost, as far as it is known."""
    if first is None or second is None:
        return first or second
    return Usage(
        input_tokens=first.input_tokens + second.input_tokens,
        output_tokens=first.output_tokens + second.output_tokens,
    )


def _portions(total: int, weights: Sequence[int]) -> list[int]:
    """Divide by largest remainder; of equal remainders the first one gets more."""
    whole = sum(weights)
    portions = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(portions)]:
        portions[place] += 1
    return portions
