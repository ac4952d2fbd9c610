"""Frame: a place where the user stays, works, looks at a house or passes through is no home."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import HANGS_ON, LASTING, SHORT, SOON_OVER, either

_STAYS: Final = (
    r"\b(?:hotel|hostel(?! life)|air ?bnb|motel|b&b|campsite|camping|camped|tent|cabin|caravan|"
    r"mobile home|guest ?house|resort|"
    r"layover|stopover|suitcase|holiday (?:let|home|house|flat|cottage|park)|(?:second|other|summer|winter) (?:home|"
    r"house|flat|apartment|place)|locum|visiting|"
    r"crashing|sleep(?:ing)? over|temporarily|seconded|secondment|deputation|on (?:assignment|loan|tour|leave|"
    r"board)|half[- ]term|in-laws'?|sublet|the now|flying visit)\b"
)
_PASSING: Final = either(
    SHORT,
    _STAYS,
    r"(?<!from )(?<!since )\b(?:this|next) (?:week|weekend)\b|\bfor (?:work|business|training)[?!.]*$|\bon weekdays\b",
    r"\bwith (?:my )?(?:clients|customers)\b|\bjust arrived\b.*\?|\bfor sale\b|\bdream\b",
    r"\boffice (?:today|now)\b|\bjust landed\b|\b(?:office|branch|client|site) in\b",
    r"\b(?:company|firm|employer|team|headquarters) (?:is|are|was) (?:based )?in\b",
    r"\bat (?:my|the) (?:[\w-]+ )?(?:mum|mom|dad|nan|gran|parents|sister|brother|cousin|friend|aunt|uncle|mate)'?s?'?"
    r"(?: (?:place|house|flat|side))?(?: in|$)|\b(?:tonight|tomorrow)\b",
    r"\b(?:rent|rents|let|renting) (?:it |them )?out\b",
    r"\b(?:landed|arrived) in .*\b(?:yesterday|today|tonight)\b",
)
_NO_HOME: Final = either(
    r"\bsuitcase\b",
    r"\b(?:i'm|we're|i am|we are|staying|put up) in an? (?:premier inn|holiday inn|travelodge|hotel|airbnb|b&b) in\b",
    r"\bmoved (?:the|our|it|him|her|them|this|my (?:mother|mum|mom|dad|father|gran|nan|parents|son|daughter|party|"
    r"meeting))"
    r" (?!family|things|stuff|life|lot|kids|whole|boxes|home|business)(?:\w+ )?to\b",
    r"\b(?:safari|sightseeing|itinerary|honeymoon|check-?in|cruise)\b|, then (?-i:[A-Z])\w+",
    r"\b(?:looked at|looking at|viewed|viewing|bid on|offer on|lost out on|fell in love with|dreaming of) ",
    r"\b(?:need|looking for|hire|recommend\w*) an? [\w ]{2,30} in\b",
    r"\bstuck in\b.*\b(?:cancel\w*|flight|connection|snow\w*|storm|strike)\b|\bis my \w+'s\b|\b(?:that|which) (?:i|"
    r"we) (?:let|rent) |\btenants\b",
    r"\bbut (?:i )?(?:wouldn't|don't|do not|would not|never|not) live\b",
)
_FOR_A_TIME: Final = re.compile(
    r"^,?(?: (?:now|with [\w' ]{2,20}))? (?:for|on|until|till) (?:the |a |an |about |another |just |my |our )*"
    r"(?:(?:few|couple of|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|\d+)[ -])?"
    r"(?:weeks?|months?|year|term|semester|terms|winter|summer|season|project|service|internship|placement|exchange|bit|"
    r"while|contract|posting|training|research|harvest|course)\b(?! or (?:two|more|so) ago)|"
    r"^,? (?:in|during|over) (?:the )?(?:winter|summer|week|term|holidays)s?\b|"
    r"^[\w ,']{0,25} (?:until|till) (?:I|we|the|my|our|christmas|easter|\w+ when)\b",
    re.IGNORECASE,
)
"""Behind a place: who moves for a time has not left the other home for good."""
_CAME_BACK: Final = re.compile(r", (?:then |but |and )?(?:i |we )?(?:came|moved|went) back\b", re.IGNORECASE)
"""Behind a place it was left again; before one it was returned to."""
_STUDIES_AT: Final = re.compile(r"\b(?:student|postdoc|phd|studying)(?: (?:in|at|of|from|to|by))? *$", re.IGNORECASE)
_LET_IN: Final = re.compile(
    r"\b(?:accept\w*|admitted|admission|offer|scholarship) (?:\w+ ){0,3}(?:in|at|of|from|to|by) *$", re.IGNORECASE
)
_WORKS_THERE: Final = re.compile(
    r"\b(?:work\w*|job|waiter|waitress|chef|cook|receptionist|porter|cleaner|housekeep\w*|manager) (?:\w+ ){0,3}"
    r"(?:hotel|hostel|resort|camp\w*)\b",
    re.IGNORECASE,
)


def is_stay(scene: Scene) -> bool:
    """Whether a place is one that the user is at for a while, or not at all."""
    if scene.slot != "home_city" or scene.retracts:
        return False
    soon_over = SOON_OVER.search(scene.part) or HANGS_ON.match(scene.after) or _CAME_BACK.search(scene.after)
    if soon_over or _FOR_A_TIME.match(scene.behind_value) or _NO_HOME.search(scene.sentence) or _is_school(scene):
        return True
    return bool(_PASSING.search(scene.part)) and not (LASTING.search(scene.part) or _WORKS_THERE.search(scene.part))


def _is_school(scene: Scene) -> bool:
    """`PhD student in Tsinghua`: a school that no list of towns has, or one that is yet to be gone to."""
    before = (scene.before + scene.said).removesuffix(scene.value)
    return bool(_LET_IN.search(before) or (not scene.is_listed and _STUDIES_AT.search(before)))
