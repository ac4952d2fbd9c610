"""Frame: what may come is not what the user is now, and not every errand is an aim.

`assistant principal by 2027` is an aim, a firm that has been applied to employs nobody, and `email him tomorrow` is no
plan to remember.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import work

_AIMED: Final = re.compile(
    r"\b(?:goal|aim|aims|aiming|dream|dreams|dreaming|hope|hoping|ambition|want to|wants to|wanna|applied|applying|"
    r"apply|"
    r"interview\w*|going for|gunning for|shooting for|in line for|in the running|shortlist\w*|retrain\w*|"
    r"train(?:ing)? (?:to be|as|to become)|studying to|qualify(?:ing)? as|eventually|some ?day|one day|next step|"
    r"considering|thinking (?:of|about)|turned? (?:it |them |her |him |this |that )?down|declin\w+|hear(?:ing)? back|"
    r"recruiter|cover letter|shadowing|offered)\b",
    re.IGNORECASE,
)
_REACHED: Final = re.compile(
    r"\b(?:i am|i'm|im|i work|i've been|as an?|got (?:the|it|in)|accepted|hired|took me|start(?:ed|ing)?|passed|"
    r"finally|"
    r"working|for me|took it|said yes|quit|left)\b",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\bturn(?:ed|ing)? (?:it |them |that |this )?down\b|\bdeclin\w+|\bsaid no\b|\bshould i (?:take|accept)\b|"
    r"\bfingers crossed\b|\bdidn't get\b|\bhaven't heard\b",
    re.IGNORECASE,
)
_BARE_START: Final = re.compile(
    r"^(?:start|begin|resume|finish|go|leave|come|return|work|be back)(?: (?:on|in|at|from|next|this|tomorrow|back|"
    r"early))*"
    r"(?: \w+day| week| month)?$",
    re.IGNORECASE,
)
_NO_AIM: Final = re.compile(
    r"\b(?:planning|training|learning) (?:engineer|manager|officer|analyst|assistant|director|department|permission|"
    r"inspector|lead|executive|coordinator|supervisor|application|team|consultant|specialist|support)\b",
    re.IGNORECASE,
)
_ERRAND: Final = re.compile(
    r"^(?:email|text|call|ring|message|ask|tell|send|reply|write to|see|have|eat|cook|buy|watch) (?:him|her|them|it|"
    r"you|that|soup|"
    r"dinner|lunch|breakfast|pizza|pasta)\b|^trip to (?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_SOUGHT: Final = re.compile(
    r"\b(?:need|looking for|look for|find|hire|want|search(?:ing)? for) (?:an?|the|my|some|another)\b",
)
_WORK: Final = frozenset({"occupation", "employer"})
_AIMS: Final = frozenset({"goal", "plan"})


def is_ahead(scene: Scene) -> bool:
    """Whether work is only aimed at, offered or refused, or an aim is an errand."""
    if scene.retracts:
        return False
    if scene.slot in _WORK:
        return _is_aimed_at(scene)
    return scene.slot in _AIMS and _is_errand(scene)


def _is_aimed_at(scene: Scene) -> bool:
    if _REFUSED.search(scene.after + scene.later[:60]):
        return True
    told = scene.before + scene.said
    aimed = max((found.end() for found in _AIMED.finditer(told)), default=0)
    return aimed > 0 and not _REACHED.search(told[aimed:])


def _is_errand(scene: Scene) -> bool:
    sought = scene.value.lower().partition(" in ")[0] in work.JOBS and _SOUGHT.search(scene.before + scene.said)
    errand = _BARE_START.match(scene.value) or _NO_AIM.search(scene.said) or _ERRAND.match(scene.value)
    return bool(sought or errand)
