"""The guards in their order: the first that objects gives the reason."""

from collections.abc import Callable
from typing import Final

from services.extractor.guards import reasons
from services.extractor.guards.hypothesis import is_hypothesis
from services.extractor.guards.instruction import is_instruction
from services.extractor.guards.negation import is_denied, is_not_ended
from services.extractor.guards.past import is_past
from services.extractor.guards.question import is_question
from services.extractor.guards.quotation import is_quotation
from services.extractor.guards.reading import Reading
from services.extractor.guards.recalled import is_recalled
from services.extractor.guards.sarcasm import is_sarcasm
from services.extractor.guards.secret import is_secret
from services.extractor.guards.someone import is_someone_else
from services.extractor.guards.support import is_unsupported

Guard = Callable[[Reading], bool]

GUARDS: Final[tuple[tuple[str, Guard], ...]] = (
    (reasons.SECRET, is_secret),
    (reasons.RECALLED, is_recalled),
    (reasons.INSTRUCTION, is_instruction),
    (reasons.QUOTATION, is_quotation),
    (reasons.UNSUPPORTED, is_unsupported),
    (reasons.SOMEONE_ELSE, is_someone_else),
    (reasons.HYPOTHESIS, is_hypothesis),
    (reasons.QUESTION, is_question),
    (reasons.SARCASM, is_sarcasm),
    (reasons.NEGATED, is_denied),
    (reasons.NOT_ENDED, is_not_ended),
    (reasons.PAST, is_past),
)


def objection(reading: Reading) -> str | None:
    """Return the reason of the first guard that objects, or None."""
    return next((reason for reason, objects in GUARDS if objects(reading)), None)
