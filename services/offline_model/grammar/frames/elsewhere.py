"""Frame: a place that the user is at on some days, has left again, or lives at only in a text or in spirit.

`On Tuesdays I'm in Leeds`, `I moved to Leeds in 2011 and hated it`, `I live in Derry in my head`, `in chapter six we
live in Lisbon`, `our neighbours in Aarhus`, `in NYC rn`.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import LASTING, either

_DAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_NOW_AND_THEN: Final = either(
    rf"\b(?:every|each|alternate|most)(?: other| second| few)? (?:{_DAY}|weekday|week|fortnight|month)s?\b",
    rf"\bon (?:{_DAY}s|weekdays|weekends)\b",
    r"\b(?:once|twice|(?:two|three|four|\d) (?:times|days)) (?:a|per|each|every) (?:week|fortnight|month|year)\b",
)
_CLAUSE: Final = re.compile(r"[,;:–—]| (?:and|but|so|because) ")
_HOME: Final = re.compile(r"\b(?:based|home|home's|i'm an?|i am an?|im an?)\b", re.IGNORECASE)
_MOVED: Final = re.compile(r"\b(?:moved|came|went|shifted|relocated)\b[^,.;]*$", re.IGNORECASE)
_LEFT_AGAIN: Final = either(
    r"^ (?:together |once )*(?:back in the day|once(?=,|$)|for all of \w+)\b",
    r"^ (?:together )?(?:in (?:19|20)\d\d|years ago|back in \d{4})?,? ?(?:and |but )?(?:i |we |it |that )?"
    r"(?:(?:absolutely |really |only |just )?(?:hated|lasted|regretted|loathed|left(?= again| after| within)|stuck it"
    r" (?:out )?for|couldn't stand|was miserable|were miserable|(?:came|moved) (?:straight |right )?back)|never "
    r"settled)\b",
)
_WHEN_YOUNG: Final = either(
    r"^ (?:[\w ]{1,20} )?(?:when (?:i|we) (?:was|were)|as an? (?:kid|child|boy|girl|teen\w*|student))\b",
    r"^ (?:[\w ]{1,20} )?(?:for|to go to) (?:uni|university|college)\b",
    r"^ [\w ]{0,20}\band (?:stayed|lived there|remained) (?:for )?(?:\w+ )?(?:years|months)\b",
)
"""Behind a move: one of long ago, after which there may have been others."""
_SINCE_THEN: Final = re.compile(r"\b(?:since|still|never left|live here|lived here|stayed (?!for\b))", re.IGNORECASE)
_FOR_NOW: Final = re.compile(r"^,? (?:rn|right now|at the (?:moment|minute|mo)|atm)\b", re.IGNORECASE)
_IN_SPIRIT: Final = re.compile(
    r"^ (?:only |just )?(?:in (?:my|our) (?:head|heart|mind|dreams|imagination)|in spirit|at heart|rent[- ]free)\b",
    re.IGNORECASE,
)
_NO_MORE: Final = re.compile(r"^ (?:no more|no longer)\b", re.IGNORECASE)
_NEIGHBOURS: Final = re.compile(r"\bneighbou?rs? (?:back )?(?:in|at|from|of) $", re.IGNORECASE)
_IN_A_TEXT: Final = re.compile(
    r"\b(?:chapter|episode|scene|verse) (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE
)


def is_elsewhere(scene: Scene) -> bool:
    """Whether the user does not live at the place, or no longer does."""
    if scene.slot != "home_city" or scene.retracts:
        return False
    before, after = scene.ahead_of_value, scene.behind_value
    if _IN_SPIRIT.match(after) or _NO_MORE.match(after) or _IN_A_TEXT.search(before) or _NEIGHBOURS.search(before):
        return True
    if _MOVED.search(before):
        young = _WHEN_YOUNG.match(after) and not _SINCE_THEN.search(after)
        return bool(young or _LEFT_AGAIN.match(after))
    clause, behind = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    if LASTING.search(clause) or _HOME.search(clause):
        return False
    return bool(_FOR_NOW.match(after) or _NOW_AND_THEN.search(f"{clause} {behind}"))
