"""The guards in their order: the first that objects gives the reason.

Each names words without which it objects to nothing. Most messages hold few of them, so most guards are not asked:
one quick search for a message, in place of many patterns for each fact.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from services.extractor.guards import (
    hypothesis,
    instruction,
    negation,
    past,
    quotation,
    reasons,
    recalled,
    sarcasm,
    someone,
)
from services.extractor.guards.hypothesis import is_hypothesis
from services.extractor.guards.instruction import gives_orders, is_forged, is_instruction
from services.extractor.guards.message import Message
from services.extractor.guards.negation import is_denied, is_not_ended
from services.extractor.guards.past import is_past
from services.extractor.guards.question import is_question
from services.extractor.guards.quotation import is_quotation
from services.extractor.guards.reading import Reading
from services.extractor.guards.recalled import is_recalled
from services.extractor.guards.sarcasm import is_sarcasm
from services.extractor.guards.secret import is_secret
from services.extractor.guards.someone import is_reported, is_someone_else
from services.extractor.guards.support import is_unsupported
from services.kit.hints import any_of

Guard = Callable[[Reading], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A guard that objects only where one of `said` stands in the message, or one of `told` in what is offered.

    Both are in small letters. Without either it is asked about every fact.
    """

    reason: str
    objects: Guard
    said: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


GUARDS: Final = (
    Row(reasons.SECRET, is_secret),
    Row(reasons.RECALLED, is_recalled, said=recalled.HINTS, told=recalled.HINTS),
    Row(reasons.INSTRUCTION, gives_orders, told=instruction.ORDER_HINTS),
    Row(reasons.INSTRUCTION, is_forged),
    Row(reasons.INSTRUCTION, is_instruction, said=instruction.HINTS),
    Row(reasons.QUOTATION, is_quotation, said=quotation.HINTS),
    Row(reasons.UNSUPPORTED, is_unsupported),
    Row(reasons.SOMEONE_ELSE, is_reported, said=someone.HINTS),
    Row(reasons.SOMEONE_ELSE, is_someone_else),
    Row(reasons.HYPOTHESIS, is_hypothesis, said=hypothesis.HINTS),
    Row(reasons.QUESTION, is_question),
    Row(reasons.SARCASM, is_sarcasm, said=sarcasm.HINTS),
    Row(reasons.NEGATED, is_denied, said=negation.HINTS),
    Row(reasons.NOT_ENDED, is_not_ended),
    Row(reasons.PAST, is_past, said=past.HINTS),
)
_ALWAYS: Final = [row for row in GUARDS if not row.said and not row.told]
_SAID: Final = any_of(hint for row in GUARDS for hint in row.said)
_TOLD: Final = any_of(hint for row in GUARDS for hint in row.told)
_SEARCHES: Final = [(row, any_of(row.said), any_of(row.told)) for row in GUARDS]


def guards_of(message: Message) -> list[Row]:
    """Return the guards that could object to what is offered about a message."""
    plain, told = message.plain, message.told.lower()
    if not _SAID.search(plain) and not _TOLD.search(told):
        return _ALWAYS
    return [
        row
        for row, in_said, in_told in _SEARCHES
        if in_said.search(plain) or in_told.search(told) or not (row.said or row.told)
    ]


def objection(reading: Reading, guards: Iterable[Row]) -> str | None:
    """Return the reason of the first of `guards` that objects, or None."""
    for row in guards:
        if row.objects(reading):
            return row.reason
    return None
