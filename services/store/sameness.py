"""Which facts say the same, so that a prompt says it once. Pure; made for few facts, those that are recalled."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from services.store.ranking import Candidate

_FAMILIES: Final = (
    ("likes", "hobby"),
    ("goal", "plan"),
    ("skill", "language", "native_language"),
)
"""Slots in which one value means one thing. In others it does not: peanuts as an allergy and as a dislike are two."""
_FAMILY: Final = {slot: family[0] for family in _FAMILIES for slot in family}
_NOTE: Final = re.compile(r"\s*\([^()]*\)\s*$")
_SAYS_NOTHING: Final = frozenset(("a", "an", "the"))
_EDGES: Final = ".,;:!?\"'`´“”„‟‘’‚‹›«»…"
"""Other signs belong to the word: `C`, `C++` and `C#` are three."""


def each_once(facts: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield facts in their order, without those that say what an earlier one said.

    The same: one statement but for case, punctuation and articles; one value in two slots of a family, or in `other`
    and anywhere else; a value without its note (`Rex`) when its slot has it with one (`Rex (dog)`).
    """
    found = list(facts)
    noted = {(fact.slot, fold(_NOTE.sub("", fact.value))) for fact in found if _NOTE.search(fact.value)}
    said: set[str] = set()
    values: set[tuple[str, str]] = set()
    anywhere: set[str] = set()
    others: set[str] = set()
    for fact in found:
        statement, value = fold(fact.statement), fold(fact.value)
        place = (_FAMILY.get(fact.slot, fact.slot), value)
        alone = fact.slot == "other"
        if statement in said or place in values or value in (anywhere if alone else others):
            continue
        if (fact.slot, value) in noted:
            continue
        said.add(statement)
        values.add(place)
        (others if alone else anywhere).add(value)
        yield fact


def fold(text: str) -> str:
    """Return what two spellings of one text have in common; a text of signs alone stays as it is."""
    words = (word.strip(_EDGES) for word in unicodedata.normalize("NFKC", text).casefold().split())
    return " ".join(word for word in words if word and word not in _SAYS_NOTHING) or text
