"""The slots a fact about the user can fill.

A slot is single-valued (a newer value supersedes the older one) or many-valued (one current fact per normalised
value, and at most `limit` of them). The extractor offers this list to the model, the store consolidates by it, and a
fact in any other slot is rejected before it is stored.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a slot's values are, as far as it decides which of them are equal (`services/store/rules.py`)."""

    NAME = "name"
    """A proper name or a term: compared as written, but for case, white space and punctuation."""
    PLACE = "place"
    LANGUAGE = "language"
    DATE = "date"
    """A day, a month or a year."""
    THING = "thing"
    """Something countable: `cat` and `cats` are one."""
    BEING = "being"
    """Somebody, as `Rex (dog)`: named by either part."""
    HAPPENING = "happening"
    """Something with a time in it, such as `move to Berlin next month`."""
    UPCOMING = "upcoming"
    """A happening that lies ahead, so that `in March` is the next one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One kind of durable fact.

    `name` is the key used in events, tables and the API. `many` tells whether several values can be current at
    once. `says` is the one line that tells a model what belongs here, `value` an example of a well-formed value.
    `limit` is the number of values that can be current at once: one more closes another (docs/adr/0009). A value can
    not be current here and in the slot `opposite` at once.
    """

    name: str
    many: bool
    says: str
    value: str
    kind: Kind = Kind.NAME
    limit: int = 1
    opposite: str = ""


SLOTS: Final[tuple[Slot, ...]] = (
    Slot("name", False, "what the user is called", "Ada"),
    Slot("pronouns", False, "the pronouns the user asks for", "they/them"),
    Slot("birth_date", False, "the day or year the user was born", "1990-05-17", Kind.DATE),
    Slot("home_city", False, "where the user lives now", "Lisbon", Kind.PLACE),
    Slot("hometown", False, "where the user was born or grew up", "Porto", Kind.PLACE),
    Slot("nationality", False, "the user's nationality or citizenship", "Portuguese"),
    Slot("native_language", False, "the user's first language", "Portuguese", Kind.LANGUAGE),
    Slot("occupation", False, "the work the user does", "nurse"),
    Slot("employer", False, "whom the user works for", "St. Mary's Hospital"),
    Slot("relationship", False, "the user's relationship status", "married"),
    Slot("partner", False, "the name of the user's partner or spouse", "Tom"),
    Slot("diet", False, "what the user does or does not eat, as a rule", "vegetarian"),
    Slot("time_zone", False, "the user's time zone", "Europe/Lisbon"),
    Slot("likes", True, "something or someone the user likes, loves or prefers", "jazz", Kind.THING, 60, "dislikes"),
    Slot("dislikes", True, "something the user dislikes, hates or avoids", "cilantro", Kind.THING, 40, "likes"),
    Slot("hobby", True, "something the user does regularly for pleasure", "climbing", Kind.THING, 30),
    Slot("pet", True, "an animal the user has, with its name when known", "Rex (dog)", Kind.BEING, 20),
    Slot("family", True, "a relative of the user, with the name when known", "Mia (daughter)", Kind.BEING, 40),
    Slot("skill", True, "something the user can do well", "Python", Kind.NAME, 40),
    Slot("language", True, "a language the user speaks besides the first", "German", Kind.LANGUAGE, 20),
    Slot("education", True, "a school, degree or field the user studied", "biology", Kind.HAPPENING, 20),
    Slot(
        "goal", True, "something the user wants to achieve or is working towards", "run a marathon", Kind.UPCOMING, 30
    ),
    Slot("plan", True, "a trip, event or change the user has planned", "move to Berlin in March", Kind.UPCOMING, 30),
    Slot("allergy", True, "something the user is allergic or intolerant to", "peanuts", Kind.THING, 40),
    Slot("health", True, "a lasting health condition of the user", "asthma", Kind.HAPPENING, 40),
    Slot("owns", True, "a lasting possession of the user", "a cargo bike", Kind.THING, 40),
    Slot("other", True, "any other durable fact about the user", "volunteers at a food bank", Kind.HAPPENING, 60),
)

BY_NAME: Final[dict[str, Slot]] = {slot.name: slot for slot in SLOTS}

SCOPES: Final[dict[str, tuple[str, ...]]] = {
    slot.name: tuple(sorted({slot.name, slot.opposite or slot.name})) for slot in SLOTS
}
"""For each slot the slots whose facts bear on each other: itself, and its opposite."""
