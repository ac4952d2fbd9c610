"""One way to read an offered fact: where its value stands, in which clause of which sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from services.extractor.answer import OfferedFact
from services.extractor.guards.message import Message
from services.extractor.guards.spans import Span, overlaps
from services.extractor.guards.words import content_words, find_word, is_english

MOST_READINGS: Final = 8
LONGEST_READ: Final = 500
"""Characters of a quote that are read when its value does not tell where to look."""


@dataclass(frozen=True)
class Reading:
    """An offered fact at one place of the message. All texts are in small letters, with plain quotation marks.

    `quote` is the span of its evidence in the message, `focus` that of its value, or of a clause of the quote when the
    value is not there word by word (`derived`).
    """

    message: Message
    offered: OfferedFact
    quote: Span
    focus: Span
    derived: bool

    @property
    def slot(self) -> str:
        """The slot's name."""
        return self.offered.slot

    @property
    def value(self) -> str:
        """The value."""
        return self.offered.value.lower()

    @property
    def statement(self) -> str:
        """The statement."""
        return self.offered.statement.lower()

    @property
    def retracts(self) -> bool:
        """Tell whether it says that something has ended."""
        return self.offered.operation == "retract"

    @cached_property
    def _sentence(self) -> Span:
        return self.message.sentence_at(*self.focus)

    @cached_property
    def _clauses(self) -> list[Span]:
        return self.message.clauses_of(self._sentence)

    @cached_property
    def _clause(self) -> Span:
        return next((each for each in self._clauses if each[1] > self.focus[0]), self._clauses[-1])

    @cached_property
    def sentence(self) -> str:
        """The sentence that holds the focus."""
        return self.message.plain[slice(*self._sentence)]

    @cached_property
    def clause(self) -> str:
        """The clause that holds the focus."""
        return self.message.plain[slice(*self._clause)].strip()

    @cached_property
    def lead(self) -> str:
        """What stands before the clause in its sentence."""
        return self.message.plain[self._sentence[0] : self._clause[0]]

    @cached_property
    def before(self) -> str:
        """What stands before the focus in its clause."""
        return self.message.plain[self._clause[0] : self.focus[0]]

    @cached_property
    def after(self) -> str:
        """What stands after the focus in its clause."""
        return self.message.plain[self.focus[1] : max(self._clause[1], self.focus[1])]

    @cached_property
    def tail(self) -> str:
        """What stands after the clause in its sentence."""
        return self.message.plain[max(self._clause[1], self.focus[1]) : self._sentence[1]]

    @cached_property
    def earlier(self) -> str:
        """What was said shortly before the sentence."""
        start = self._sentence[0]
        return self.message.plain[max(start - 300, 0) : start]

    @cached_property
    def following(self) -> str:
        """What is said right after the sentence."""
        end = self._sentence[1]
        return self.message.plain[end : end + 60]

    @cached_property
    def english(self) -> bool:
        """Tell whether the sentence looks English."""
        return is_english(self.sentence)

    def stands_in(self, spans: list[Span]) -> bool:
        """Tell whether the quote overlaps one of `spans`."""
        return overlaps(self.quote, spans)


def readings(offered: OfferedFact, message: Message, quotes: list[Span]) -> Iterator[Reading]:
    """Yield the ways to read `offered`: for each place of its quote, each place of its value there."""
    for quote in quotes:
        places = list(_places(offered.value, message.plain, quote))
        for focus in places:
            yield Reading(message, offered, quote, focus, derived=False)
        if not places:
            # A value that long quotes do not hold is looked at where they begin.
            first, last = quote[0], min(quote[1], quote[0] + LONGEST_READ)
            clauses = message.clauses_of(message.sentence_at(first, last))
            read = [(max(start, first), min(end, last)) for start, end in clauses if start < last and first < end]
            for focus in read[:MOST_READINGS] or [(first, last)]:
                yield Reading(message, offered, quote, focus, derived=True)


def _places(value: str, plain: str, quote: Span) -> Iterator[Span]:
    """Yield where the value stands in the quote: whole, or else its longest word."""
    words = content_words(value)
    # What is in brackets ("Rex (dog)") often is not said.
    whole = value.partition("(")[0].strip().lower()
    for wanted in (whole, *sorted(words, key=len, reverse=True)):
        found = [span for span in find_word(wanted, plain, quote) if wanted]
        if found:
            yield from found[:MOST_READINGS]
            return
