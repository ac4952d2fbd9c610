"""What several catches of one line make together: `Rex (dog)` from an animal and its name, and the like."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from services.offline_model.grammar.cleaners import CLEANERS
from services.offline_model.grammar.cleaners.identity import person
from services.offline_model.grammar.lexicon.life import KIN, SPECIES

Caught = dict[str, str]
Kinds = Mapping[str, str]
Composer = Callable[[Caught, Kinds], list[tuple[str, str]]]

_SPECIES: Final = re.compile(
    r"(?:^|(?<= ))(?:" + "|".join(sorted(SPECIES, key=len, reverse=True)) + r")(?='?s?$)", re.IGNORECASE
)
_KIN: Final = re.compile(
    r"(?:^|(?<= ))(?:" + "|".join(sorted(KIN, key=len, reverse=True)) + r")(?='?s?$)", re.IGNORECASE
)
_SINGULARS: Final = {
    "kids": "child",
    "children": "child",
    "twins": "twin",
    "puppies": "puppy",
    "bunnies": "rabbit",
    "ponies": "pony",
}
_FORMAL: Final = {
    "mum": "mother",
    "mom": "mother",
    "dad": "father",
    "grandma": "grandmother",
    "grandpa": "grandfather",
    "grandad": "grandfather",
    "auntie": "aunt",
}
_NUMBERS: Final = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six"}


def one_of(plural: str) -> str:
    """The singular: `child` of `kids`, `cat` of `cats`."""
    return _SINGULARS.get(plural, plural.removesuffix("s"))


def _named(caught: Caught, kinds: Kinds, name: str) -> list[str]:
    kind = kinds.get(name, "person")
    return CLEANERS[kind if kind in CLEANERS else "person"](caught[name])


def species_of(text: str) -> str:
    """The animal without its adjectives and plural: `dog` from `old rescue dogs`."""
    low = text.lower().removesuffix("'s")
    for plural, one in _SINGULARS.items():
        low = re.sub(rf"{plural}$", one, low)
    found = _SPECIES.search(low.removesuffix("s")) or _SPECIES.search(low) or _SPECIES.search(low.removesuffix("es"))
    return found.group() if found else low


def kin_of(text: str) -> str:
    """The relation without its adjectives: `daughter` from `eldest daughter`."""
    found = _KIN.search(text.lower().removesuffix("'s"))
    kin = found.group() if found else text.lower()
    return _FORMAL.get(kin, kin)


def _pet(caught: Caught, kinds: Kinds) -> list[tuple[str, str]]:
    kind = species_of(caught.get("species") or caught.get("species_of") or "")
    names = _named(caught, kinds, "pet") if "pet" in caught else [kind]
    return [("pet", f"{name} ({kind})" if name != kind else kind) for name in names]


def _pets(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    kind = species_of(caught["pet_group"])
    return [("pet", f"{name} ({kind})") for name in CLEANERS["beings"](caught["pet_many"])]


def _relative(caught: Caught, kinds: Kinds) -> list[tuple[str, str]]:
    kin = kin_of(caught.get("kin") or caught.get("kin_possessive") or "")
    if "family" not in caught:
        return [("family", kin)]
    return [("family", f"{name} ({kin})") for name in _named(caught, kinds, "family")]


def _relatives(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    group = (caught.get("group") or caught.get("group_text") or "kids").split()[-1].lower()
    return [("family", f"{name} ({one_of(group)})") for name in CLEANERS["people"](caught["family_many"])]


def _group(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    words = caught["family_plain"].lower().split()
    number = " ".join([_NUMBERS.get(words[0], words[0]), *words[1:]])
    return [("family", re.sub(r" (?:beautiful|lovely|wonderful|small|young)(?= )", "", number))]


def _parent(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    count = caught["count"].lower()
    return [("family", f"{_NUMBERS.get(count, count)} children")]


def _birth_order(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    return [("family", f"one of {_NUMBERS.get(caught['order'], caught['order'])} siblings")]


def _degree(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    degree = re.sub(r"^(?:masters|master degree)$", "master's", caught["degree"], flags=re.IGNORECASE)
    degree = re.sub(r"^(?:bachelors|bachelor degree|bachelor)$", "bachelor's", degree, flags=re.IGNORECASE)
    degree = (
        degree
        if len(degree) > len("PhD.")
        else degree.upper().replace("PHD", "PhD").replace("MSC", "MSc").replace("BSC", "BSc")
    )
    fields = CLEANERS["degree_field"](caught["degree_field"]) if "degree_field" in caught else []
    schools = CLEANERS["any_school"](caught["education_at"]) if "education_at" in caught else []
    if not fields and not schools:
        return []
    values = [f"{degree} in {fields[0]}"] if fields else [degree]
    return [("education", value) for value in [*values, *schools]]


def _age(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    years = caught.get("years") or caught.get("years_word") or ""
    return [("other", f"{years.split()[-1]} years old")]


def _worded(template: str, name: str, *, trim: str = "") -> Composer:
    def composer(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
        value = re.sub(rf"^(?:an? )?{trim}", "", caught[name].strip(), flags=re.IGNORECASE)
        return [("other", template.format(value))]

    return composer


def _faith(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    value = re.sub(r"^(?:an? )?(?:proud )?", "", caught["faith"].lower())
    special = {"jew": "Jewish", "atheist": "atheist", "agnostic": "agnostic"}
    return [("other", special.get(value, value.title()))]


def _friend(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    return [("other", f"{name} (best friend)") for name in person(caught["friend_name"])]


def _self(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    return [("other", caught["self"].lower())]


def _sign(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    return [("other", re.sub(r"^an? ", "", caught["sign"].lower()).title())]


def _animals(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    return [("pet", caught["pet_number"].lower())]


def _animal(caught: Caught, _kinds: Kinds) -> list[tuple[str, str]]:
    return [("pet", species_of(caught["pet_species"]))]


COMPOSERS: Final[dict[str, Composer]] = {
    "species": _pet, "species_of": _pet, "pet_group": _pets, "pet_species": _animal, "pet_number": _animals,
    "kin": _relative,
    "kin_possessive": _relative, "family_many": _relatives, "family_plain": _group, "count": _parent,
    "order": _birth_order,
    "degree": _degree, "years": _age, "years_word": _age, "height": _worded("{} tall", "height"), "faith": _faith,
    "hand": _worded("{}", "hand"), "owl": _worded("{}", "owl"), "friend_name": _friend, "self": _self, "sign": _sign,
}  # fmt: skip
"""By the name of the catch that calls for it; the other catches of the line are its material."""
