"""The tables: every way of saying something that the grammar knows, one module per family of slots.

Within a family the first line that gives a fact wins, so the more exact line stands above the more general one. `find`
lines are tried besides.
"""

from typing import Final

from services.offline_model.grammar.pattern import Rule
from services.offline_model.grammar.tables import (
    body,
    identity,
    learning,
    people,
    pets,
    places,
    plans,
    tastes,
    things,
    work,
)

FAMILIES: Final[dict[str, tuple[Rule, ...]]] = {
    "identity": identity.RULES,
    "places": places.RULES,
    "work": work.RULES,
    "people": people.RULES,
    "pets": pets.RULES,
    "tastes": tastes.RULES,
    "body": body.RULES,
    "learning": learning.RULES,
    "plans": plans.RULES,
    "things": things.RULES,
}
