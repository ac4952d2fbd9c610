"""Guard: what recall put into a prompt, coming back as if the user had said it.

A client may resend it, a user may paste it, a model may quote it: a fact must not become its own evidence.
"""

import re
from typing import TYPE_CHECKING, Final

from contracts.recall import RECALL_HEADLINE, RECALL_KEYS
from services.extractor.guards.spans import Span, merge

if TYPE_CHECKING:
    from services.extractor.guards.reading import Reading

_HEADLINE: Final = re.compile(
    r"\s+".join(re.escape(word) for word in RECALL_HEADLINE.rstrip(":").split()), re.IGNORECASE
)
# A word of it that may be in capitals, but no other letter is taken for one of these (as "ſ" is for "s").
_HINT: Final = "quoted"
HINTS: Final = (_HINT, "{")
"""What holds neither in small letters holds nothing recalled."""
# One fact of it: an object with at least two of the keys, wherever a line was broken.
_KEY: Final = rf'"(?:{"|".join(RECALL_KEYS)})"\s{{0,3}}:'
_FACT: Final = re.compile(rf"\{{\s{{0,9}}{_KEY}[^{{}}]{{0,2000}}?{_KEY}[^{{}}]{{0,2000}}\}}?")


def find_recalled(content: str) -> list[Span]:
    """Return where `content` holds recalled facts, in order: their objects, and all lines right below the headline."""
    spans: list[Span] = []
    if _HINT in content.lower():
        for headline in _HEADLINE.finditer(content):
            end = content.find("\n\n", headline.end())
            spans.append((headline.start(), end if end >= 0 else len(content)))
    if "{" in content and '"' in content:
        spans += [found.span() for found in _FACT.finditer(content)]
    return merge(spans) if spans else spans


def is_recalled(reading: "Reading") -> bool:
    """Tell whether the quote stands in recalled text, or the fact itself is written like it."""
    fact = f"{reading.value}\n{reading.statement}"
    return reading.stands_in(reading.message.recalled) or bool(find_recalled(fact))
