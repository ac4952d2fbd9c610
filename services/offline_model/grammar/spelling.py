"""Beside contractions: slips of the pen in the words that carry a fact, as in `my partnr` or `studing at univeristy`.

Only long words whose neighbours are no words are mended, and only for one slip: a letter too many, too few, wrong, or
two in the wrong order. What was meant as a value stays as it was written.
"""

from functools import lru_cache
from typing import Final

from services.offline_model.grammar.lexicon import bag

_CARRYING: Final = bag("""
    allergic allergy allergies vegetarian husband girlfriend boyfriend daughter brother partner fiance married divorced
    engaged separated children university college student teacher teaching engineer accountant electrician mechanic
    carpenter plumber developer designer hairdresser physiotherapist pharmacist receptionist hospital restaurant
    warehouse supermarket factory working studying studied learning speaking language languages asthma diabetes
    diabetic anxiety depression arthritis migraines epilepsy birthday apartment originally currently recently
    hometown graduated graduating apprentice apprenticeship volunteer volunteering favorite favourite gluten lactose
    intolerant intolerance swimming climbing gardening knitting photography football painting cooking cycling marathon
    guitar planning saving holiday wedding pregnant expecting surgery diagnosed pronouns grandmother grandfather
    grandson granddaughter nephew cousin colleague company manager assistant retired unemployed freelance business
""")
_WORDS: Final = bag("""
    finance
    laughter bother breather farther parter saying waving paving raving shaving serving having caring covering paining
    panting pointing carding calling cooling looking booking coking cling recycling colleagues collage gutter manger
    partners teachers brothers students designed engineered wording waking parking training meaning leaning earning
    learnt pleasing planting planing swinging stunning clamming wedging bedding welding gathering retried returned
""")
_SHORTEST: Final = 6
_SMALL: Final = {
    "wrok": "work", "lern": "learn", "evry": "every", "nigth": "night", "scool": "school", "skool": "school",
    "adn": "and",
    "teh": "the", "jsut": "just", "hvae": "have", "lvie": "live", "liek": "like", "studys": "studies",
    "sistr": "sister",
    "wfie": "wife", "mny": "many", "alredy": "already", "nede": "need", "mvoed": "moved",
    "movd": "moved", "meanwile": "meanwhile", "alergy": "allergy", "pepole": "people", "thier": "their", "tym": "time",
    "mooved": "moved", "moveing": "moving", "bak": "back", "bck": "back", "livng": "living", "agen": "again",
    "agian": "again", "liveing": "living",
}  # fmt: skip


@lru_cache(maxsize=4096)
def mended(low: str) -> str:
    """The word that was meant, or nothing when `low` may stand as it is."""
    if low in _SMALL:
        return _SMALL[low]
    if len(low) < _SHORTEST - 1 or low in _CARRYING | _WORDS or not low.isalpha():
        return ""
    meant = [word for word in _CARRYING if word[0] == low[0] and len(word) >= _SHORTEST and _is_slip(low, word)]
    return meant[0] if len(meant) == 1 else ""


def _is_slip(low: str, word: str) -> bool:
    """Whether one slip makes `word` of `low`; another ending is none."""
    if abs(len(low) - len(word)) > 1 or low.startswith(word) or word.startswith(low) or low[:-1] == word[:-1]:
        return False
    start = next((at for at, (mine, other) in enumerate(zip(low, word, strict=False)) if mine != other), 0)
    rest, meant = low[start:], word[start:]
    if len(low) == len(word):
        swapped = rest[:2] == meant[1::-1] and rest[2:] == meant[2:]
        return rest[1:] == meant[1:] or swapped
    return rest[1:] == meant or rest == meant[1:]
