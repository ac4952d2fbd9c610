"""What a mention is: a slot, a value, and the span of the message that is its evidence."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact that a line mentions. `span` is where in the message it is said."""

    slot: str
    value: str
    operation: Literal["assert", "retract"]
    span: tuple[int, int]
