"""One way to read an offered fact: where its value stands, in which clause of which sentence."""

from collections.abc import Iterator
from typing import Final

from services.extractor.answer import OfferedFact
from services.extractor.guards.message import Message
from services.extractor.guards.spans import Span, overlaps
from services.extractor.guards.words import content_words, find_word, is_english

MOST_READINGS: Final = 8
LONGEST_READ: Final = 500
"""Characters of a quote that are read when its value does not tell where to look."""
EARLIER: Final = 300
FOLLOWING: Final = 60
"""Characters before and after a sentence that are read with it."""


class Reading:
    """An offered fact at one place of the message. All texts are in small letters, with plain quotation marks.

    `quote` is the span of its evidence in the message, `focus` that of its value, or of a clause of the quote when the
    value is not there word by word (`derived`). What nearly every guard reads is cut out at once, the rest when asked.
    """

    __slots__ = (
        "_clause",
        "_sentence",
        "before",
        "clause",
        "derived",
        "focus",
        "lead",
        "message",
        "offered",
        "quote",
        "retracts",
        "sentence",
        "slot",
        "statement",
        "value",
    )

    def __init__(self, message: Message, offered: OfferedFact, quote: Span, focus: Span, *, derived: bool) -> None:
        self.message = message
        self.offered = offered
        self.quote = quote
        self.focus = focus
        self.derived = derived
        self.slot = offered.slot
        self.value = offered.value.lower()
        self.statement = offered.statement.lower()
        self.retracts = offered.operation == "retract"
        plain = message.plain
        self._sentence = first, last = message.sentence_at(*focus)
        self.sentence = plain[first:last]
        self._clause = start, end = _clause_at(focus[0], message.clauses_of(self._sentence))
        self.clause = plain[start:end].strip()
        # What stands before the clause in its sentence, and before the focus in its clause.
        self.lead = plain[first:start]
        self.before = plain[start : focus[0]]

    @property
    def after(self) -> str:
        """What stands after the focus in its clause."""
        return self.message.plain[self.focus[1] : max(self._clause[1], self.focus[1])]

    @property
    def tail(self) -> str:
        """What stands after the clause in its sentence."""
        return self.message.plain[max(self._clause[1], self.focus[1]) : self._sentence[1]]

    @property
    def earlier(self) -> str:
        """What was said shortly before the sentence."""
        start = self._sentence[0]
        return self.message.plain[max(start - EARLIER, 0) : start]

    @property
    def following(self) -> str:
        """What is said right after the sentence."""
        end = self._sentence[1]
        return self.message.plain[end : end + FOLLOWING]

    @property
    def english(self) -> bool:
        """Tell whether the sentence looks English."""
        return is_english(self.sentence)

    def stands_in(self, spans: list[Span]) -> bool:
        """Tell whether the quote overlaps one of `spans`."""
        return bool(spans) and overlaps(self.quote, spans)


def readings(offered: OfferedFact, message: Message, quotes: list[Span]) -> Iterator[Reading]:
    """Yield the ways to read `offered`: for each place of its quote, each place of its value there."""
    for quote in quotes:
        places = _places(offered.value, message.plain, quote)
        for focus in places:
            yield Reading(message, offered, quote, focus, derived=False)
        if not places:
            # A value that long quotes do not hold is looked at where they begin.
            first, last = quote[0], min(quote[1], quote[0] + LONGEST_READ)
            clauses = message.clauses_of(message.sentence_at(first, last))
            read = [(max(start, first), min(end, last)) for start, end in clauses if start < last and first < end]
            for focus in read[:MOST_READINGS] or [(first, last)]:
                yield Reading(message, offered, quote, focus, derived=True)


def _clause_at(place: int, clauses: list[Span]) -> Span:
    for each in clauses:
        if each[1] > place:
            return each
    return clauses[-1]


def _places(value: str, plain: str, quote: Span) -> list[Span]:
    """Return where the value stands in the quote: whole, or else its longest word."""
    # What is in brackets ("Rex (dog)") often is not said.
    whole = value.partition("(")[0].strip().lower()
    found = find_word(whole, plain, quote)
    if not found:
        for word in sorted(content_words(value), key=len, reverse=True):
            if found := find_word(word, plain, quote):
                break
    return found[:MOST_READINGS]
