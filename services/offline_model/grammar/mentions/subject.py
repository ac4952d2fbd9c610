"""Whose a mention is: the user's, or that of the person whom the words before it speak of."""

import re
from collections.abc import Callable
from typing import Final

from services.offline_model.grammar.lexicon import life, words
from services.offline_model.grammar.lexicon.towns import is_town
from services.offline_model.grammar.mentions.notation import any_of

_FOLK: Final = words("""
  friend, friends, mate, mates, boss, colleague, colleagues, neighbour, neighbor, neighbours, neighbors,
  roommate, flatmate, housemate, teacher, client, clients, student, students, patient, patients, landlord,
  manager, coworker, co-worker, guest, guests, kid, child, parents, family, granny, nan, gran, nana, bro, sis,
  man, woman, lady, guy, bloke, people, chap, fella, couple, lads, papa, mama, baba, amma, brother-in-law, ex,
  grandchild, grandson, team, eldest, youngest, in-laws
""")
_PEOPLE: Final = any_of({*life.KIN, *life.KIN_MANY, *life.PARTNER_WORDS, *life.SPECIES} | _FOLK)
_OTHER: Final = re.compile(
    rf"\b(?:he|she|they|you|your|his|her|their|who|someone|somebody|everyone|people|(?:my|the|a|an|this|that) "
    rf"(?:[\w-]+ ){{0,2}}?(?:{_PEOPLE})(?:'s)?|"
    r"(?:[A-Z][\w'-]+))(?= |$)(?! (?:and|or) (?:I|me)\b)"
)
_OWN: Final = re.compile(r"\b(?:I|my|me|myself|mine|us)\b")
_THEIR_OWN: Final = re.compile(
    r"\b(?:he|she|they|his|their|who|brothers?|sisters?|cousins?|ex|friends?|mates?|colleagues?|boss|neighbou?rs?|uncle|"
    r"aunt\w*|nephew|niece|sons?|daughters?|housemate|flatmate|roommate)\b"
)
_NAME: Final = re.compile(r"\b[A-Z][\w-]+")
_REACH: Final = 160


def is_own(text: str, at: int) -> bool:
    """Whether nobody but the user stands before `at` as the one last spoken of; true when nobody does at all."""
    before = text[max(0, at - _REACH) : at]
    own = _last(_OWN, before)
    other = _last(_OTHER, before)
    return other < 0 or own > other


def is_said_of_user(text: str, at: int) -> bool:
    """The same, and the user is spoken of."""
    before = text[max(0, at - _REACH) : at]
    return _last(_OWN, before) >= 0 and is_own(text, at)


def leaves_itself_out(before: str) -> bool:
    """Whether `so` ends `before`, in small letters, and what follows is the user's: `Mum got ill so moved back`."""
    return before.endswith(" so ") and not _THEIR_OWN.search(before)


def with_small_towns(text: str, known: Callable[[str], bool] = is_town) -> str:
    """The text with the towns in small letters: a town is nobody whom something could be told of."""
    return _NAME.sub(lambda found: found[0].lower() if known(found[0].lower()) else found[0], text)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)
