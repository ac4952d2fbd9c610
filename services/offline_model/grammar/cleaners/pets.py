"""Cleaners for animals without a name."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.lexicon import geography, life, names


def pet_plain(text: str) -> list[str]:
    """Unnamed animals: `dog`, `two cats`."""
    values = []
    number = r"(?:two|three|four|five|six|seven|eight|nine|ten|several|some|a few|a couple of|\d+|lots of|many)"
    for part in clean.split_list(clean.cut(text)):
        low = re.sub(r" (?:at home|as well|that|who|which|from|in|together|with|of my own).*$", "", part.lower())
        one = re.fullmatch(rf"(?:an?|my|one|our|another)(?: (?!{_NOT_PETS})[\w-]+){{0,3}}? ({_SPECIES})", low)
        many = re.fullmatch(rf"({number}(?: [\w-]+){{0,2}}? (?:{_SPECIES_MANY}))", low)
        if one:
            values.append(one.group(1))
        elif many:
            values.append(many.group(1))
    return values


_NOT_PETS: Final = (
    r"(?:hot|stuffed|toy|neighbou?r's|friend's|sister's|brother's|roast|fried|grilled|chocolate|wild|dead|"
    r"plastic|big fear)\b"
)
_SPECIES: Final = "|".join(sorted((re.escape(name) for name in life.SPECIES), key=len, reverse=True))
_SPECIES_MANY: Final = "|".join(
    sorted(
        (
            re.escape(name) + "s?"
            for name in (*life.SPECIES, "puppie", "bunnie", "ponie", "huskie", "mice", "geese", "bees")
        ),
        key=len,
        reverse=True,
    )
)


def animal_gone(text: str) -> list[str]:
    """The name of an animal that died: one word with a capital, and no usual name of a person."""
    name = text.strip(" ,")
    usual = name.lower() in names.GIVEN_NAMES | names.NOT_NAMES | geography.CITIES
    return [name] if name[:1].isupper() and name.isalpha() and not usual else []


KINDS: Final = {"pet_plain": pet_plain, "animal_gone": animal_gone}
