"""A user's message as the guards read it: its sentences around a place, its secrets, and what in it is not said."""

import re
from functools import cached_property
from typing import Final

from services.extractor.folding import LOOKALIKES
from services.extractor.guards.clauses import split_clauses
from services.extractor.guards.material import find_material
from services.extractor.guards.recalled import find_recalled
from services.extractor.guards.spans import Span, find_each
from services.extractor.pieces import NO_TITLE
from services.kit.redaction.detector import find_secrets, may_hold_secrets
from services.kit.redaction.kinds import MARK

BEFORE: Final = 400
AFTER: Final = 200
"""Characters around a place that are read for its sentence: whatever a message is, one fact costs the same."""
_END: Final = re.compile(rf"(?<![A-Z]){NO_TITLE}(?<!\be\.g)(?<!\bi\.e)[.!?…。！？]+[\"')\]]*(?:\s|$)|\n")
_STOP: Final = re.compile(r"[.!?…。！？\n]")


class Message:
    """The content, and what is found in it when a guard first asks."""

    def __init__(self, content: str, told: str = "") -> None:
        """`told` is all that is offered about it: values and statements."""
        self.content = content
        self.told = told
        self._clauses: dict[Span, list[Span]] = {}

    @cached_property
    def plain(self) -> str:
        """The content in small letters with plain quotation marks and dashes, as long as the content."""
        if self.content.isascii():
            # Of all that is made plain, ASCII has capitals and one quotation mark.
            return self.content.lower().replace("`", "'")
        plain = self.content.translate(LOOKALIKES)
        lower = plain.lower()
        # A few letters have no small form of the same length.
        return lower if len(lower) == len(plain) else "".join(x.lower() if len(x.lower()) == 1 else x for x in plain)

    @cached_property
    def suspicious(self) -> bool:
        """Whether there could be a secret, or a marker in its place, in it or in what is told."""
        return may_hold_secrets(f"{self.content}\n{self.told}") or MARK in self.told

    @cached_property
    def secrets(self) -> list[Span]:
        """Where its secrets stand."""
        return [(each.start, each.end) for each in find_secrets(self.content)]

    @cached_property
    def recalled(self) -> list[Span]:
        """Where it repeats what recall puts into a prompt."""
        return find_recalled(self.content)

    @cached_property
    def material(self) -> list[Span]:
        """Where it holds code, pasted mail, or a text to work on."""
        return find_material(self.plain)

    def clauses_of(self, sentence: Span) -> list[Span]:
        """Return the clauses of a sentence, which many facts may quote."""
        if sentence not in self._clauses:
            self._clauses[sentence] = split_clauses(self.plain, sentence)
        return self._clauses[sentence]

    def sentence_at(self, start: int, end: int) -> Span:
        """Return the sentence around a place, or what of it lies within the window."""
        first = max(start - BEFORE, 0)
        begun = first
        for found in find_each(_END, _STOP, self.content, (first, start)):
            begun = found.end()
        last = min(end + AFTER, len(self.content))
        for found in find_each(_END, _STOP, self.content, (max(end - 1, start), last)):
            return begun, found.end()
        return begun, last
