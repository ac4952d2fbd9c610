"""What can be saved of an answer that was cut or damaged: the facts in it that are complete and valid, and no others.

A fact is a flat JSON object, so it is whole when its closing brace is there and every string in it is closed. Time is
linear in the length of the answer, whatever it holds.
"""

import re
from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from services.extractor.answer import OfferedFact

# Within a JSON string these characters would have a backslash before the quote, so this is no user's text.
_LIST: Final = re.compile(r'"facts"\s*:\s*\[')
_END: Final = re.compile(r"\s*\]")
# Possessive, so that a failure is final: a brace that opens nothing complete costs one pass over what follows it, up to
# the next brace or the end of its string.
_FLAT_OBJECT: Final = re.compile(r'\{(?=\s*+")(?:[^{}"\\]++|"(?:[^"\\]++|\\.)*+")*+\}', re.DOTALL)


def salvage(answer: str) -> list[OfferedFact]:
    """Return the complete facts in `answer`, in their order; nothing if it holds none, whatever it is."""
    found: list[OfferedFact] = []
    for text in _objects(answer):
        try:
            fact = OfferedFact.model_validate_json(text)
        except ValidationError:
            continue
        found.append(fact)
    return found


def _objects(answer: str) -> Iterator[str]:
    """Yield the flat objects of the last list of facts: a model may have drafted others before."""
    lists = [each.end() for each in _LIST.finditer(answer)]
    if not lists:
        return
    at = lists[-1]
    while not _END.match(answer, at) and (found := _FLAT_OBJECT.search(answer, at)):
        yield found.group()
        at = found.end()
