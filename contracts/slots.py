"""The slots a fact about the user can fill.

A slot is single-valued (a newer value supersedes the older one) or many-valued (one current fact per normalised
value). The extractor offers this list to the model, the store consolidates by it, and a fact in any other slot is
rejected before it is stored.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Slot:
    """One kind of durable fact.

    `name` is the key used in events, tables and the API. `many` tells whether several values can be current at
    once. `says` is the one line that tells a model what belongs here, `value` an example of a well-formed value.
    """

    name: str
    many: bool
    says: str
    value: str


SLOTS: Final[tuple[Slot, ...]] = (
    Slot("name", False, "what the user is called", "Ada"),
    Slot("pronouns", False, "the pronouns the user asks for", "they/them"),
    Slot("birth_date", False, "the day or year the user was born", "1990-05-17"),
    Slot("home_city", False, "where the user lives now", "Lisbon"),
    Slot("hometown", False, "where the user was born or grew up", "Porto"),
    Slot("nationality", False, "the user's nationality or citizenship", "Portuguese"),
    Slot("native_language", False, "the user's first language", "Portuguese"),
    Slot("occupation", False, "the work the user does", "nurse"),
    Slot("employer", False, "whom the user works for", "St. Mary's Hospital"),
    Slot("relationship", False, "the user's relationship status", "married"),
    Slot("partner", False, "the name of the user's partner or spouse", "Tom"),
    Slot("diet", False, "what the user does or does not eat, as a rule", "vegetarian"),
    Slot("time_zone", False, "the user's time zone", "Europe/Lisbon"),
    Slot("likes", True, "something or someone the user likes, loves or prefers", "jazz"),
    Slot("dislikes", True, "something the user dislikes, hates or avoids", "cilantro"),
    Slot("hobby", True, "something the user does regularly for pleasure", "climbing"),
    Slot("pet", True, "an animal the user has, with its name when known", "Rex (dog)"),
    Slot("family", True, "a relative of the user, with the name when known", "Mia (daughter)"),
    Slot("skill", True, "something the user can do well", "Python"),
    Slot("language", True, "a language the user speaks besides the first", "German"),
    Slot("education", True, "a school, degree or field the user studied", "biology"),
    Slot("goal", True, "something the user wants to achieve or is working towards", "run a marathon"),
    Slot("plan", True, "a trip, event or change the user has planned", "move to Berlin in March"),
    Slot("allergy", True, "something the user is allergic or intolerant to", "peanuts"),
    Slot("health", True, "a lasting health condition of the user", "asthma"),
    Slot("owns", True, "a lasting possession of the user", "a cargo bike"),
    Slot("other", True, "any other durable fact about the user", "volunteers at a food bank"),
)

BY_NAME: Final[dict[str, Slot]] = {slot.name: slot for slot in SLOTS}
