"""Frame: a firm that was one's own only once (`last time I work at OCBC`), and a feast or hour that is none."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import words

_FORMERLY: Final = re.compile(
    r"(?:^|[.;:,(] ?|\b(?:and|but|because|cos) )\W*(?:last time|last year|last month|before|previously|earlier|"
    r"formerly|"
    r"in the past|back then|back in the day|once upon a time|long ago|at that time|those days|in my last (?:job|role)|"
    r"years ago|first),? (?:i|we)(?:'m| am| was| had)? (?:been )?(?:work|works|working|worked|teach|teaching|taught|"
    r"drive|serve|staying|stay|live|living|lived)\b[^.;!?]*$",
    re.IGNORECASE,
)
_NOW: Final = re.compile(r"\b(?:now|these days|nowadays|currently|since)\b", re.IGNORECASE)
_EARLIER_JOB: Final = re.compile(
    r"\b(?:first|last|old|previous|former) (?:[\w-]+ )?(?:job|role|post|position|gig|employer|workplace) "
    r"(?:(?:ever|was|is|there|had|been) )*(?:was|with|at|for)\b|\bjob (?:was|used to be) (?:at|with|for)\b",
    re.IGNORECASE,
)
_CUSTOMER: Final = re.compile(
    r"^ for (?:the|my|our) (?:\w+ )?(?:car|house|home|phone|mobile|internet|broadband|wifi|gas|electric\w*|energy|"
    r"insurance|van|mortgage|pet|dog|cat|bike|boiler|contents|flights?|water|tv)\b",
    re.IGNORECASE,
)
_CUT_OFF: Final = re.compile(r"(?:^| )(?:an?|the|with|of)$")
_FLIES: Final = re.compile(r"\b(?:fly|flying|flew|travel|booked) with ")
_WORKS_AT: Final = re.compile(r"\bwork(?:s|ing)? (?:in|at) (?:an? |the )?(?:\w+ )?$")
_WORKS_FROM: Final = re.compile(
    r"\b(?:work\w*(?! holiday)|remote|remotely|freelance|commute\w*|dial\w*)\b[^.;!?]*\bfrom $"
)
_LIGHT: Final = words("living, being, working, going, getting, having, doing, staying, coming, taking, making, moving")
_OVER: Final = frozenset({"employer", "occupation", "education", "home_city"})
_NO_FIRMS: Final = words("""
  thanksgiving, christmas, xmas, easter, diwali, eid, ramadan, holi, lent, halloween, hanukkah, passover, navratri,
  pongal, onam, durga puja, songkran, new year, chinese new year, lunar new year, cny, carnival, mardi gras,
  boxing day, labor day, memorial day, independence day, mother's day, father's day, valentine's day, the holidays,
  july 4th, height, dawn, dusk, noon, midday, midnight, sunrise, speed, scale, pace, sea, altitude, ngo, an ngo,
  the ngo

""")
_HOUR: Final = re.compile(
    r"^(?:they|we|you|he|she|it|who|that|this|i)(?:['’]\w+)?$|^\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?$", re.IGNORECASE
)


def is_past_or_feast(scene: Scene) -> bool:
    """Whether work is told of another time, its firm is a time itself, or a value is cut off from its rest."""
    if scene.slot == "employer" and (scene.value.lower() in _NO_FIRMS or _HOUR.match(scene.value)):
        return True
    if scene.retracts:
        return False
    told = scene.before + scene.said
    match scene.slot:
        case "likes" | "dislikes":
            return scene.value in _LIGHT or bool(_CUT_OFF.search(scene.value))
        case "employer":
            other = bool(
                _FLIES.search(told)
                or _EARLIER_JOB.search(told)
                or _CUSTOMER.match(told.rpartition(scene.value)[2] + scene.after)
            )
        case "hometown":
            now = _NOW.match(scene.after.lstrip())
            other = bool(now or _WORKS_FROM.search(told.removesuffix(scene.value)))
        case "education":
            other = bool(_WORKS_AT.search(told.removesuffix(scene.value)))
        case _:
            other = scene.slot == "occupation" and scene.value.lower().endswith((" office", " branch", " team"))
    return other or (scene.slot in _OVER and bool(_FORMERLY.search(told)) and not _NOW.search(told))
