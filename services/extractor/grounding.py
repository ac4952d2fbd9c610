"""The grounding check: a fact stands only if the user's own message holds the words it quotes, and says what it says.

Quotes are checked, not believed; then the guards ask whether the words behind the fact are the user's own statement
(`services.extractor.guards`). What does not stand is handed back with its reason, so that it can be counted.
"""

from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from contracts.events import FACTS_LIMIT, VALUE_LIMIT, Fact, Rejection, UserMessage
from contracts.slots import BY_NAME
from services.extractor.answer import OfferedFact
from services.extractor.evidence import Evidence
from services.extractor.folding import fold_words
from services.extractor.guards import reasons
from services.extractor.guards.reading import readings
from services.extractor.guards.table import objection
from services.kit.redaction.detector import redact

REDACTED: Final = "[redacted]"
SHOWN: Final = 256
"""Longest slot or value in a rejection, in characters."""


def check(offered: Iterable[OfferedFact], message: UserMessage, alias: str) -> tuple[list[Fact], list[Rejection]]:
    """Return the facts that stand and the rejections of the others, both in the order of the answer.

    `alias` is what the model calls `message`. Facts quote the message verbatim and name it by its real id. A fact that
    the answer repeats counts once.
    """
    offered = list(offered)
    evidence = Evidence(message.content, "\n".join(map(_told, offered)))
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
            found = reasons.TOO_MANY
        if len(rejected) < FACTS_LIMIT:
            rejected.append(
                Rejection(reason=found, slot=_shown(each.slot, evidence), value=_shown(each.value, evidence))
            )
    return list(facts.values()), rejected


def _told(offered: OfferedFact) -> str:
    """Return the texts of what is offered; a statement mostly repeats the value."""
    value, statement = offered.value, offered.statement
    return statement if value in statement else f"{value}\n{statement}"


def _ground(offered: OfferedFact, message_id: str, alias: str, evidence: Evidence) -> Fact | str:
    """Return the fact as it will be stored, or the reason why it does not stand."""
    if offered.slot not in BY_NAME:
        return reasons.UNKNOWN_SLOT
    if offered.message_id != alias:
        return reasons.UNKNOWN_MESSAGE
    quotes = evidence.find(offered.quote)
    if not quotes:
        return reasons.QUOTE_NOT_IN_MESSAGE
    fact = _fact(offered, message_id, evidence.content[slice(*quotes[0])])
    if fact is None:
        return reasons.VALUE_TOO_LONG if len(offered.value.strip()) > VALUE_LIMIT else reasons.OUTSIDE_LIMITS
    objections = []
    for reading in readings(offered, evidence, quotes):
        reason = objection(reading, evidence.guards)
        if reason is None:
            return fact if reading.quote == quotes[0] else _quote(fact, evidence.content[slice(*reading.quote)])
        objections.append(reason)
    return objections[0]


def _fact(offered: OfferedFact, message_id: str, quote: str) -> Fact | None:
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
        return None


def _quote(fact: Fact, words: str) -> Fact:
    return fact.model_copy(update={"quote": words.strip()})


def _shown(text: str, evidence: Evidence) -> str:
    """Return what a rejection may show of a text: it is stored, and a secret never is."""
    text = text[: 2 * SHOWN].replace("\x00", "")
    for start, end in evidence.secrets:
        text = text.replace(evidence.content[start:end], REDACTED)
    return redact(text).text[:SHOWN]
