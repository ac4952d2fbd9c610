"""A fact as one sentence about the user."""

import re
from typing import Final

_TOLD: Final[dict[str, tuple[str, str]]] = {
    "name": ("The user is called {}.", "The user is no longer called {}."),
    "pronouns": ("The user's pronouns are {}.", "The user's pronouns are no longer {}."),
    "birth_date": ("The user was born on {}.", "The user was not born on {}."),
    "home_city": ("The user lives in {}.", "The user no longer lives in {}."),
    "hometown": ("The user comes from {}.", "The user does not come from {}."),
    "nationality": ("The user's nationality is {}.", "The user's nationality is no longer {}."),
    "native_language": ("The user's first language is {}.", "The user's first language is not {}."),
    "occupation": ("The user works as {}.", "The user no longer works as {}."),
    "employer": ("The user works for {}.", "The user no longer works for {}."),
    "relationship": ("The user is {}.", "The user is no longer {}."),
    "partner": ("The user's partner is {}.", "{} is no longer the user's partner."),
    "diet": ("The user's diet is {}.", "The user's diet is no longer {}."),
    "time_zone": ("The user's time zone is {}.", "The user's time zone is no longer {}."),
    "likes": ("The user likes {}.", "The user no longer likes {}."),
    "dislikes": ("The user dislikes {}.", "The user no longer dislikes {}."),
    "hobby": ("The user's hobbies include {}.", "The user's hobbies no longer include {}."),
    "pet": ("The user has a pet: {}.", "The user no longer has the pet {}."),
    "family": ("The user's family includes {}.", "The user's family no longer includes {}."),
    "skill": ("The user's skills include {}.", "The user's skills no longer include {}."),
    "language": ("The user speaks {}.", "The user no longer speaks {}."),
    "education": ("The user's education includes {}.", "The user's education no longer includes {}."),
    "goal": ("The user wants to {}.", "The user no longer wants to {}."),
    "plan": ("The user plans: {}.", "The user no longer plans: {}."),
    "allergy": ("The user cannot tolerate {}.", "The user is no longer allergic to {}."),
    "health": ("The user has this condition: {}.", "The user no longer has this condition: {}."),
    "owns": ("The user owns {}.", "The user no longer owns {}."),
    "other": ("About the user: {}.", "No longer so of the user: {}."),
}
_VERBS: Final = re.compile(r"[a-z]+s (?:\w|by|at|for|up)|smokes$|(?:does not|has|quit) ")


def tell(slot: str, value: str, operation: str) -> str:  # noqa: PLR0911 - one return per wording
    """The sentence for a fact; `operation` is `assert` or `retract`."""
    positive, negative = _TOLD[slot]
    if operation == "retract":
        return negative.format(value)
    if slot == "birth_date" and re.fullmatch(r"\d{4}(-\d\d)?", value):
        return f"The user was born in {value}."
    if slot == "occupation":
        return _work(value)
    if slot == "diet" and value.startswith(("no ", "eats ")):
        return f"The user {value if value.startswith('eats') else 'consumes ' + value}."
    if slot == "health" and not re.match(r"[a-z-]+(?:ic|tic|deaf|blind)$|hard of|uses ", value):
        return f"The user has {value}."
    if slot == "allergy":
        return f"The user is allergic or intolerant to {value}."
    if slot == "other" and _VERBS.match(value):
        return f"The user {value}."
    return positive.format(value)


def _work(value: str) -> str:
    if value in {"retired", "unemployed", "self-employed", "semi-retired", "between jobs"}:
        return f"The user is {value}."
    if value.startswith("runs "):
        return f"The user {value}."
    article = "an" if value[:1].lower() in "aeiou" and not value.lower().startswith(("uni", "eu")) else "a"
    plain = (
        value.split(maxsplit=1)[0].lower() in {"head", "director", "vp", "chief"}
        or not value.rsplit(maxsplit=1)[-1].islower()
    )
    return f"The user works as {value}." if plain else f"The user works as {article} {value}."
