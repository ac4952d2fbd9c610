"""The guards in their order: the first that objects gives the reason.

Each names words without which it objects to nothing. Most messages hold few of them, so most guards are not asked:
plain searches, once for a message, in place of many patterns for each fact.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from services.extractor.guards import hypothesis, instruction, negation, past, quotation, reasons, recalled, sarcasm, someone
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

    @property
    def always(self) -> bool:
        """Whether it is asked whatever is said."""
        return not self.said and not self.told


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


def guards_of(message: Message) -> list[Row]:
    """Return the guards that could object to what is offered about a message."""
    said, told = message.plain.__contains__, message.told.lower().__contains__
    return [row for row in GUARDS if row.always or any(map(said, row.said)) or any(map(told, row.told))]


def objection(reading: Reading, guards: Iterable[Row]) -> str | None:
    """Return the reason of the first of `guards` that objects, or None."""
    for row in guards:
        if row.objects(reading):
            return row.reason
    return None
