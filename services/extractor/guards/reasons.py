"""Why an offered fact is not accepted: the label of the counter and the `reason` of a rejection."""

from typing import Final

UNKNOWN_SLOT: Final = "unknown_slot"
UNKNOWN_MESSAGE: Final = "unknown_message"
VALUE_TOO_LONG: Final = "value_too_long"
OUTSIDE_LIMITS: Final = "outside_limits"
"""Another field is empty, too long or out of its range."""
QUOTE_NOT_IN_MESSAGE: Final = "quote_not_in_message"
TOO_MANY: Final = "too_many"
SECRET: Final = "secret"  # noqa: S105 - the name of a reason
RECALLED: Final = "recalled"
"""It comes from what recall put into the prompt."""
INSTRUCTION: Final = "instruction"
QUOTATION: Final = "quotation"
"""It stands in quotation marks, in pasted text or in material to work on."""
SOMEONE_ELSE: Final = "someone_else"
QUESTION: Final = "question"
HYPOTHESIS: Final = "hypothesis"
SARCASM: Final = "sarcasm"
NEGATED: Final = "negated"
NOT_ENDED: Final = "not_ended"
"""A retraction whose words say that it is so."""
PAST: Final = "past"
"""What was once so, offered as what is so."""
UNSUPPORTED: Final = "unsupported"
"""The value has nothing in common with what the user said."""

REASONS: Final = (
    *(UNKNOWN_SLOT, UNKNOWN_MESSAGE, VALUE_TOO_LONG, OUTSIDE_LIMITS, QUOTE_NOT_IN_MESSAGE, TOO_MANY, SECRET, RECALLED),
    *(INSTRUCTION, QUOTATION, SOMEONE_ELSE, QUESTION, HYPOTHESIS, SARCASM, NEGATED, NOT_ENDED, PAST, UNSUPPORTED),
)
