"""The evidence: a user's message in which quotes are searched, however the model spells them."""

from functools import cached_property
from typing import Final

from contracts.events import MESSAGE_LIMIT
from services.extractor.folding import Folded, fold, fold_words
from services.extractor.guards.message import Message
from services.extractor.guards.spans import Span
from services.extractor.guards.table import Row, guards_of

LONGEST_QUOTE: Final = MESSAGE_LIMIT
"""A longer one cannot stand in any message, and is not worth reading."""
PLACES: Final = 8
"""Places of a quote that are read: words that stand so often in a message say little."""


class Evidence(Message):
    """The user's message, folded when the first quote needs it."""

    @cached_property
    def guards(self) -> list[Row]:
        """The guards that could object to what is said here."""
        return guards_of(self)

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.content)

    def find(self, quote: str) -> list[Span]:
        """Return where the words that `quote` stands for are in the message: the first places, or none."""
        if len(quote) > LONGEST_QUOTE or not any(map(str.isalnum, quote)):
            return []
        found: list[Span] = []
        at = self.content.find(quote)
        while at >= 0 and len(found) < PLACES:
            found.append((at, at + len(quote)))
            at = self.content.find(quote, at + len(quote))
        return found or self._folded.find(fold_words(quote), PLACES)
