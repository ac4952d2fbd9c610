"""The guards in their order: the first that objects gives the reason.

Each says what must stand in a message for it to object to anything there. Most messages hold little of that, so most
guards are not asked: plain searches, once for a message, in place of its patterns for each fact.
"""

from collections.abc import Callable, Iterable
from typing import Final

from services.extractor.guards import hypothesis, instruction, negation, past, quotation, reasons, sarcasm, someone
from services.extractor.guards.hypothesis import is_hypothesis
from services.extractor.guards.instruction import gives_orders, is_instruction
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

EVERY: Final = ("",)
"""Of a guard that no message is safe from."""

GUARDS: Final[tuple[tuple[str, Guard, tuple[str, ...]], ...]] = (
    (reasons.SECRET, is_secret, EVERY),
    (reasons.RECALLED, is_recalled, EVERY),
    (reasons.INSTRUCTION, gives_orders, EVERY),
    (reasons.INSTRUCTION, is_instruction, instruction.HINTS),
    (reasons.QUOTATION, is_quotation, quotation.HINTS),
    (reasons.UNSUPPORTED, is_unsupported, EVERY),
    (reasons.SOMEONE_ELSE, is_reported, someone.HINTS),
    (reasons.SOMEONE_ELSE, is_someone_else, EVERY),
    (reasons.HYPOTHESIS, is_hypothesis, hypothesis.HINTS),
    (reasons.QUESTION, is_question, EVERY),
    (reasons.SARCASM, is_sarcasm, sarcasm.HINTS),
    (reasons.NEGATED, is_denied, negation.HINTS),
    (reasons.NOT_ENDED, is_not_ended, EVERY),
    (reasons.PAST, is_past, past.HINTS),
)


def guards_of(plain: str) -> list[tuple[str, Guard]]:
    """Return the guards, with their reasons, that could object to facts of a message; `plain` is its text."""
    return [(reason, objects) for reason, objects, hints in GUARDS if any(map(plain.__contains__, hints))]


def objection(reading: Reading, guards: Iterable[tuple[str, Guard]]) -> str | None:
    """Return the reason of the first of `guards` that objects, or None."""
    for reason, objects in guards:
        if objects(reading):
            return reason
    return None
