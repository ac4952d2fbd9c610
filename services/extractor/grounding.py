"""The grounding check: a fact stands only if the user's own message holds the words it quotes.

Quotes are checked, not believed. What does not stand is handed back with its reason, so that it can be counted.
"""

from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from contracts.events import FACTS_LIMIT, MESSAGE_LIMIT, Fact, Rejection, UserMessage
from contracts.slots import BY_NAME
from services.extractor.answer import OfferedFact
from services.extractor.folding import Folded, fold, fold_words

UNKNOWN_SLOT: Final = "unknown_slot"
UNKNOWN_MESSAGE: Final = "unknown_message"
QUOTE_NOT_IN_MESSAGE: Final = "quote_not_in_message"
OUTSIDE_LIMITS: Final = "outside_limits"
"""A field is empty, too long or out of its range."""
TOO_MANY: Final = "too_many"

LONGEST_QUOTE: Final = MESSAGE_LIMIT
"""A longer one cannot stand in any message, and is not worth reading."""
SHOWN: Final = 256
"""Longest slot or value in a rejection, in characters."""


def check(offered: Iterable[OfferedFact], message: UserMessage, alias: str) -> tuple[list[Fact], list[Rejection]]:
    """Return the facts that stand and the rejections of the others, both in the order of the answer.

    `alias` is what the model calls `message`. Facts quote the message verbatim and name it by its real id. A fact that
    the answer repeats counts once.
    """
    evidence = _Evidence(message.content)
    facts: dict[tuple[str, str, str], Fact] = {}
    rejected: list[Rejection] = []
    for each in offered:
        found = _ground(each, message.id, alias, evidence)
        if isinstance(found, Fact):
            key = (found.slot, fold_words(found.value), found.operation)
            if key in facts:
                continue
            if len(facts) < FACTS_LIMIT:
                facts[key] = found
                continue
            found = TOO_MANY
        if len(rejected) < FACTS_LIMIT:
            rejected.append(Rejection(reason=found, slot=_shown(each.slot), value=_shown(each.value)))
    return list(facts.values()), rejected


class _Evidence:
    """The user's message, folded when the first quote needs it."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._folded: Folded | None = None

    def find(self, quote: str) -> str | None:
        """Return the verbatim words of the message that `quote` stands for, or None."""
        if len(quote) > LONGEST_QUOTE or not any(character.isalnum() for character in quote):
            return None
        if quote in self._content:
            return quote
        if self._folded is None:
            self._folded = fold(self._content)
        span = self._folded.find(fold_words(quote))
        return self._content[slice(*span)] if span else None


def _ground(offered: OfferedFact, message_id: str, alias: str, evidence: _Evidence) -> Fact | str:
    """Return the fact as it will be stored, or the reason why it does not stand."""
    if offered.slot not in BY_NAME:
        return UNKNOWN_SLOT
    if offered.message_id != alias:
        return UNKNOWN_MESSAGE
    quote = evidence.find(offered.quote)
    if quote is None:
        return QUOTE_NOT_IN_MESSAGE
    try:
        return Fact(
            slot=offered.slot,
            value=offered.value.strip(),
            statement=offered.statement.strip(),
            operation=offered.operation,
            confidence=offered.confidence,
            quote=quote.strip(),
            message_id=message_id,
        )
    except ValidationError:
        return OUTSIDE_LIMITS


def _shown(text: str) -> str:
    return text.replace("\x00", "")[:SHOWN]
