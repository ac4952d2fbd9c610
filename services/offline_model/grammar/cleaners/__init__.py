"""Seventh step of the grammar: what a pattern caught becomes a value, several values, or nothing.

Each kind of value has one cleaner: text in, list of values out. An empty list means that the catch is no such value
(`I'm a bit tired` names no occupation), and the rule that caught it gives no fact. Precision lives here.
"""

from collections.abc import Callable
from typing import Final

from services.offline_model.grammar.cleaners import (
    aims,
    body,
    identity,
    learning,
    pastimes,
    pets,
    plans,
    tastes,
    things,
    work,
)

CLEANERS: Final[dict[str, Callable[[str], list[str]]]] = {
    **identity.KINDS,
    **work.KINDS,
    **learning.KINDS,
    **pastimes.KINDS,
    **tastes.KINDS,
    **body.KINDS,
    **aims.KINDS,
    **plans.KINDS,
    **pets.KINDS,
    **things.KINDS,
}
