"""Frame: a place that the user is at on some days, once moved to, or lives at only in a text or in spirit.

`On Tuesdays I'm in Leeds`, `I moved to Leeds in 2011 and hated it`, `I live in Derry in my head`, `in chapter six we live
in Lisbon`, `our neighbours in Aarhus`, `the company has moved to Leeds`.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import LASTING, either
from services.offline_model.grammar.lexicon import geography
from services.offline_model.grammar.lexicon.towns import is_town

_DAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_NOW_AND_THEN: Final = either(
    rf"\b(?:every|each|alternate|most|some)(?: other| second| few)? (?:{_DAY}|weekday|week|fortnight|month)s?\b",
    rf"\bon (?:{_DAY}s|weekdays|weekends)\b",
    r"\b(?:once|twice|(?:two|three|four|\d) (?:times|days)) (?:a|per|each|every) (?:week|fortnight|month|year)\b",
)
_ONCE: Final = re.compile(
    r"^ (?:together |once )*(?:back in the day|once(?= ?[,.!])|for all of \w+)\b|"
    r"^ (?:together )?(?:in (?:19|20)\d\d|years ago|back in \d{4})?,? ?(?:and |but )?(?:i |we |it |that )?(?:absolutely |"
    r"really |only |just |never )?(?:hated|lasted|regretted|loathed|settled(?= in\b)|left(?= again| after| within)|stuck "
    r"it (?:out )?for|couldn't stand|was miserable|were miserable|came (?:straight |right )?back|moved (?:straight |right )?"
    r"back)\b",
    re.IGNORECASE,
)
_MOVED: Final = re.compile(r"\b(?:moved|came|went|shifted|relocated)\b[^,.;]*$", re.IGNORECASE)
_YOUNG: Final = re.compile(
    r"^ (?:[\w ]{1,20} )?(?:when (?:i|we) (?:was|were)\b|as an? (?:kid|child|boy|girl|teen\w*|student)\b|"
    r"(?:in (?:19|20)\d\d )?(?:for|to go to) (?:uni|university|college)\b(?!.*\b(?:and|then) (?:never left|stayed(?! for)))|"
    r"[\w ]{0,20}\band (?:stayed|lived there|remained) (?:for )?(?:\w+ )?(?:years|months))\b",
    re.IGNORECASE,
)
_FOR_NOW: Final = re.compile(r"^,? (?:rn|right now|at the (?:moment|minute|mo)|atm)\b", re.IGNORECASE)
_IN_SPIRIT: Final = re.compile(
    r"^ (?:only |just )?(?:in (?:my|our) (?:head|heart|mind|dreams|imagination)|in spirit|at heart|rent[- ]free)\b",
    re.IGNORECASE,
)
_IN_A_TEXT: Final = re.compile(
    r"\b(?:chapter|episode|scene|verse|act|level|season) (?:\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_NEIGHBOURS: Final = re.compile(r"\bneighbou?rs? (?:back )?(?:in|at|from|of) $", re.IGNORECASE)
_NO_MORE: Final = re.compile(r"^ (?:no more|no longer)\b", re.IGNORECASE)
_FIRM_MOVED: Final = re.compile(
    r"\b(?:company|firm|employer|office|hq|headquarters|head office|team|department|branch|factory|plant|business|bank)"
    r"(?:'s|s| has| have| is| are| just| was| were| got| be| been| being)* (?:relocat\w+|moved|moving|shifted|transferred)"
    r" (?!me\b|us\b)(?:\w+ )?(?:to|into|over to|out to) $",
    re.IGNORECASE,
)


_MOVED_TO: Final = re.compile(
    r"\b(?:moved|transferred|switched|shifted|gone|changed|jumped|moving|shifting|transferring)(?: over| across| on| up)? "
    r"to (?:the )?$",
    re.IGNORECASE,
)
_WORKS_IN: Final = re.compile(
    r"\b(?:i|we|i'm|im|i am|we're|we are) (?:now |currently |mostly |also )?(?:work|working|teach|teaching|nursing|study|"
    r"studying|training|coach|coaching|play|playing|commut\w+)(?: [\w-]+){0,3} (?:in|at|for|to) $",
    re.IGNORECASE,
)
_OF_OTHER_THINGS: Final = re.compile(
    r"\b(?:dentist|therapist|doctor|gp|vet|physio\w*|hairdresser|barber|surgery|clinic|gym|club|choir|church|mosque|temple|"
    r"band|studio|business|boat|horse|caravan|desk|council|university|course|client|patch|round|route|area)"
    r"(?:'s|s| is| are| has| have)?(?: now| based| over| moved| currently)* (?:(?:in|at|near|to|for) )?$|"
    r"\b(?:support|supports|supporting|follow|following|cover|covering|deliver|delivering|cheer\w* for)(?: [\w-]+){0,2}? "
    r"(?:in |around |for )?$",
    re.IGNORECASE,
)
_COMMUTES: Final = re.compile(
    r"\b(?:each way|commut\w+|not moving|not shifting|(?:two|three|four|\d) days(?: a week)?|on the (?:bus|train) from home|"
    r"living where I was)\b",
    re.IGNORECASE,
)
_HOUSEHOLD: Final = re.compile(
    r"\b(?:liv\w+|resid\w+|stay\w*|home|house|flat|apartment|room|rent\w*|landlord|neighbou?r\w*|family|kids|"
    r"children|husband|wife|partner|girlfriend|boyfriend|city|town|village|suburb|area|based|here|"
    r"packing|boxes|settl\w+|garden|weather|relocat\w+)\b|, (?-i:[A-Z])|\bfrom (?-i:[A-Z])",
    re.IGNORECASE,
)
_LISTED: Final = geography.CITIES | geography.COUNTRIES


def _is_listed(place: str) -> bool:
    return place.lower() in _LISTED or is_town(place)


def is_elsewhere(scene: Scene) -> bool:
    """Whether the user does not live at the place, or no longer does."""
    if scene.slot != "home_city" or scene.retracts:
        return False
    before, after = scene.ahead_of_value, scene.behind_value
    if _ONCE.match(after) or _IN_SPIRIT.match(after) or _NO_MORE.match(after):
        return True
    if _IN_A_TEXT.search(before) or _NEIGHBOURS.search(before) or _FIRM_MOVED.search(before):
        return True
    if _MOVED_TO.search(before) and not _is_listed(scene.value) and not _HOUSEHOLD.search(before + after):
        return True
    if _OF_OTHER_THINGS.search(before) or (_COMMUTES.search(scene.sentence) and not LASTING.search(before)):
        return True
    if _WORKS_IN.search(before) and not _HOUSEHOLD.search(before + after):
        return True
    if _YOUNG.match(after) and _MOVED.search(before):
        return True
    if _FOR_NOW.match(after) and not LASTING.search(before):
        return True
    return bool(_NOW_AND_THEN.search(scene.sentence)) and not LASTING.search(scene.sentence)
