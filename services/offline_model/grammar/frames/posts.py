"""Frame: where the user works, studies, trains or is a customer, and where a firm has gone, read as their home.

`I've moved to Barclays` is no move of home, `I'm nursing in Bristol now` may be a commute, and `the company has moved
to Milton Keynes` moves nobody's furniture. Who works or moves somewhere and says a word of a household lives there.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import LASTING

_MOVED_TO: Final = re.compile(
    r"(?<!we )(?<!we've )(?<!we have )\b(?:moved|switched|gone|changed|jumped|moving)(?: over| across| on| up)? "
    r"to (?:the )?$",
    re.IGNORECASE,
)
_SERVICE: Final = re.compile(
    r"\b(?i:energy|bank|mobile|broadband|insurance|plan \w+|\w+ ltd|water|telecom|college|university|school)$|"
    r"^[A-Z]{2,5}$"
)
_WORKS_IN: Final = re.compile(
    r"\b(?:i|we|i'm|im|i am|we're|we are) (?:now |currently |mostly |also )?(?:work|working|teach|teaching|nursing|"
    r"study|studying|training|coach|coaching|play|playing|commut\w+)(?: [\w-]+){0,3} (?:in|at|for|to) $",
    re.IGNORECASE,
)
_FIRM_MOVED: Final = re.compile(
    r"\b(?:company|firm|employer|office|hq|headquarters|team|department|branch|factory|plant|business|bank)"
    r"(?:'s|s| has| have| is| are| just| was| were| got| be| been| being)* (?:relocat\w+|moved|moving|shifted|"
    r"transferred) (?!me\b|us\b)(?:\w+ )?(?:to|into|over to|out to) $",
    re.IGNORECASE,
)
_OF_A_THING: Final = re.compile(
    r"\b(?:my|our|the|an?|new|another) (?:[\w-]+ )?(?:dentist|therapist|\w+ologist|pa?ediatrician|doctor|gp|vet|"
    r"physio\w*|hairdresser|barber|surgery|clinic|gym|club|choir|church|mosque|temple|band|studio|business|boat|horse|"
    r"caravan|desk|council|university|client)(?:'s|s| is| are| has| have)?(?: now| based| over| moved| currently)* "
    r"(?:in|at|near|to|for) $|"
    r"\bmy (?:patch|round|route|area)(?:'s| is)(?: now)? $|"
    r"\b(?:i|we) (?:now |also |mostly )?(?:support|follow|cover|deliver|cheer)(?: [\w-]+){0,2}? (?:in |around |for )?$",
    re.IGNORECASE,
)
_LIVES: Final = re.compile(
    r"\b(?:liv\w+|rent\w*|resid\w+|stay\w*|sleep\w*|settled|i'm an?|i am an?|im an?|we're an?|we are an?)\b",
    re.IGNORECASE,
)
_COMMUTES: Final = re.compile(
    r"\b(?:each way|commut\w+|not moving|not shifting|(?:two|three|four|\d) days(?: a week|$|[,.!])|on the (?:bus|"
    r"train) from home|living where i was)(?!\w)",
    re.IGNORECASE,
)
_AT_HOME: Final = re.compile(
    r"\b(?:based|home|home's|flat|house|room|apartment|i'm an?|i am an?|im an?)\b", re.IGNORECASE
)
_HOUSEHOLD: Final = re.compile(
    r"\b(?:liv\w+|resid\w+|stay\w*|home|house|flat|apartment|room|rent\w*|landlord|neighbou?r\w*|family|kids|children|"
    r"husband|wife|partner|girlfriend|boyfriend|city|town|village|suburb|area|based|here|packing|boxes|settl\w+|"
    r"garden|weather|relocat\w+|place)\b|, (?-i:[A-Z])|\bfrom (?-i:[A-Z])",
    re.IGNORECASE,
)


def is_post(scene: Scene) -> bool:
    """Whether the place is one of work, of studies or of a thing, and not where the user lives."""
    if scene.slot != "home_city" or scene.retracts:
        return False
    before, after = scene.ahead_of_value, scene.behind_value
    if _FIRM_MOVED.search(before) or (_OF_A_THING.search(before) and not _LIVES.search(before)):
        return True
    if _COMMUTES.search(scene.sentence) and not (LASTING.search(before) or _AT_HOME.search(before)):
        return True
    gone = not scene.is_listed and (_MOVED_TO.search(before) or _SERVICE.search(scene.value))
    return bool((gone or _WORKS_IN.search(before)) and not _HOUSEHOLD.search(before + after))
