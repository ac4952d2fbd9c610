"""Frame: what passes, or is over, is no fact of a slot where it would replace a lasting one.

A diet for today is none, a dog that is looked after no pet, and what is borrowed is not owned.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import HANGS_ON, LASTING, SHORT, SOON_OVER, either

_SITTING: Final = (
    r"\b(?:(?:house|dog|cat|pet|baby|horse|plant)[- ]?(?:sitt(?:er|ing)|sat|sit)|minding|looking after|"
    r"babysat|caring for|feeding|walking)\b"
)


_PASSING: Final[dict[str, re.Pattern[str]]] = {
    "occupation": either(
        r"^\W*(?:today|tonight)\b|\bin training\b|\bthe family (?!business|firm|farm|trade|bakery|shop|restaurant|"
        r"company)\w+|\bjury\b|\bthis week\b|\bthe (?:young|old|fast|slow|tall|short|b|loud|bad)\w*est "
        r"|\bcaptain of\b|\bshadowing\b|\b(?:filling|standing|stepping) in\b|\bplaying (?:the|an?)\b",
        r"\bat (?:my|the|a|our) (?:[\w']+ ){0,2}(?:wedding|fair|party|fete)\b|\bthe \w+ (?:tonight|today)\b",
        r"\bfor my (?:kids|children|teens|teenagers|family)\b|\bat heart\b|\b(?:tonight|for the (?:day|night|"
        r"evening))\b",
        r"\bin (?:the|a|this|our) (?:\w+ )?(?:play|show|film|movie|game|story|family|panto\w*|musical)\b",
    ),
    "diet": either(
        SHORT,
        r"\b(?:today|tonight|this (?:evening|week|weekend|month|morning)|for (?:lent|ramadan|one meal))\b",
        r"\b(?:making|cooking|baking|having) (?:an? |some |the )?(?:vegan|vegetarian|keto|halal|kosher|"
        r"[a-z]+[- ]free)\b",
        r"\b(?:before|after) (?:the|my|a|an) (?:\w+ )?(?:test|scan|surgery|operation|op|procedure|colonoscopy|scope)\b",
    ),
    "pet": either(
        r"\bin my (?:throat|ear|stomach|bonnet|head)\b|\bmind an? |\brid(?:e|ing) (?:an? |school|lesson)|"
        r"\bthe (?:stables?|shelter|school|farm|class|office|pub|cafe|zoo) has\b|\bgrew up with\b|\b(?:fridge|"
        r"freezer|oven)\b|\b(?:wireless|bluetooth|usb)\b|"
        r"\bin (?:the|my|our) (?:attic|kitchen|walls?|loft|garage|shed|roof|code|park|street)\b|"
        r"\b(?:saw|met|spotted|petted|fed|bet on) (?:an?|the|this|one)\b|\b(?:back|when) (?:when )?(?:i|"
        r"we) (?:lived|was|were|had)\b",
    ),
    "owns": either(
        r"\b(?:borrow\w*|rentals?|rented|renting|hir(?:ed|ing|e) (?:car|van|bike)|loaner|courtesy (?:car|van)|lent me|"
        r"on loan|test[- ]driv\w+|company (?:car|van|laptop|phone)|lease\w*)\b",
        r"\b(?:piano|guitar|violin|drum|boat|car|bike|horse|cello) (?:exam|recital|competition|show|dealer|rental|"
        r"teacher)\b",
        r"\b(?:changed|switched|moved|went|transferred) (?:jobs )?from\b|\bplay(?:ing)? (?:[\w ]{1,15} of )?golf\b",
        r"\bmy (?:first|last|previous|former) [\w ]{2,25}\b(?:was|had)\b|\bmy old [\w ]{2,30}\bhad\b",
    ),
    "partner": either(
        r"\bex[- ](?:wife|husband|partner|girlfriend|boyfriend)\b",
        r"\b(?:at the time|back then|partner in crime)\b|\b(?:first|imaginary|work|dance|business|lab|tennis|gym|"
        r"pretend) "
        r"(?:wife|husband|partner|girlfriend|boyfriend)\b|\bsigned\b",
        r"\b(?:seeing|see|meeting|out with) [\w ]+? (?:on \w+day|about|tomorrow|tonight|later|next|this|"
        r"for (?:pizza|lunch|dinner|coffee|drinks|a))\b",
    ),
    "employer": either(
        r"\b(?:contract|job|internship|placement|stint|notice period) (?:at|with) .*\b(?:ends|ended|finish\w*|is up|"
        r"runs out)\b",
        r"\btrial (?:shift|day)\b|\bworking on an? [\w ]+ for\b|\btemping\b.*\b(?:this week|today|for a)\b",
        r"\b(?:\w+[- ]weeks?|\d+ weeks?|this (?:week|month)'s|short[- ]term) (?:contract|gig|job|placement)\b",
        r"\bin (?:the|a|our) (?:school )?(?:play|panto\w*|musical|choir)\b|\bkitchen (?:table|counter|sink)\b|"
        r"\b(?:parent|governor|mum|mom|dad|patient|customer|member|visitor|guest) at\b",
        r"\b(?:my|his|her) first job\b|\bclient site\b|\bvolunteer\w*\b(?! (?:coordinator|manager|officer))|"
        r"\bfood bank\b",
        r"\bas (?:a|their) (?:supplier|customer|patient|visitor)\b",
        r"\b(?:with|at) [\w&' ]+ and (?:the|my) (?:bill|signal|contract|account|broadband|internet|premium)\b",
    ),
    "hobby": either(
        r"\brunning (?:late|out|low|short|behind|away|errands|an? (?:fever|temperature|bath))\b|"
        r"\b(?:at|around|by) (?:\d+|\w+) this (?:morning|afternoon|evening)\b",
        r"\b(?:played|sang|danced|swam|ran|fenced|rowed|boxed) .*\b(?:at|in) (?:school|uni\w*|college|high school)\b",
    ),
    "relationship": either(
        r"^\W*single\W*$|\bengaged (?:in|with the)\b",
        r"\b(?:lost|buried|bury|late|my ex|left) (?:my |the )?(?:husband|wife|hubby|missus|partner)\b",
        r"\b(?:husband|wife|hubby|partner) (?:\w+ )?(?:died|passed|left me|is gone|walked out|was buried)\b",
    ),
    "other": either(
        r"\bquit smoking breaks?\b|\bnot drive (?!at all|any ?more|so|and|but|because|yet|myself|a car|cars)\w+",
    ),
    "name": either(r"\b(?:now|officially)\b.*\bmrs\b"),
    "education": either(
        r"\b(?:parent|governor|mum|mom|dad|patient|customer|member|visitor|guest) at\b|"
        r"\bstud(?:y|ied|ying) (?:the|my|your|this) (?:menu|map|market|contract|manual|instructions|recipe|"
        r"timetable|notes|"
        r"label)\b"
    ),
    "plan": either(
        r"\b(?:regret\w*|hated|loved|enjoyed|glad about) \w+ing\b",
        r"\bat the surgery\b|\b(?:live|lives|living|work|working) off\b|\bhave a (?:place|flat|house|home) in\b|"
        r"\b(?:tonight|today|"
        r"this (?:evening|afternoon|morning))\b",
    ),
    "goal": either(
        r"\bby (?:noon|tonight|lunch|\d{1,2} ?[ap]m|end of (?:the )?day|eod)\b|\bthis (?:email|code|bug|letter|page|"
        r"form|file)\b",
        r"\b(?:bathroom|toilet|loo)\b|\bgoal here\b|\bhop(?:e|ing) (?:my|the|his|her|he|she|they|it)\b|\b(?:go|get|"
        r"be) home\b",
    ),
}
_UNLASTING: Final = frozenset({"occupation", "diet", "dislikes", "pet", "owns"})
_KEPT: Final = re.compile(rf"(?:{_SITTING})(?! (?:my|our) (?:[\w-]+ )?\w+(?!'))[^.!?]{{0,80}}$", re.IGNORECASE)
_ANOTHERS: Final = re.compile(
    r"(?: is|'s)?(?: the name)?\W{1,3}(?:and |but )?(?:he|she)(?:'s| is| has| was)\b", re.IGNORECASE
)
"""`Bertie's the name, and he's …`: the name of whom the rest is about."""
_NOWHERE: Final = re.compile(
    r"^(?:back )?home$|^(?:fly|flying|go|going|drive|driving|travel|head|come)(?: \w+)? there\b", re.IGNORECASE
)
"""`fly there in July`: a journey without its place says nothing to anybody later."""


def passes(scene: Scene) -> bool:
    """Whether what is said of a slot will be over soon, or is over, by the words around it."""
    if scene.slot == "name" and _ANOTHERS.match(scene.after + scene.later[:40]):
        return True
    if scene.retracts or scene.value == "widowed":
        return False
    if scene.slot in {"plan", "goal"} and _NOWHERE.search(scene.value):
        return True
    if scene.slot in {"pet", "owns"} and _KEPT.search(scene.before + scene.said):
        return True
    if scene.slot in _UNLASTING and (SOON_OVER.search(scene.part) or HANGS_ON.match(scene.after)):
        return True
    pattern = _PASSING.get(scene.slot)
    return bool(pattern and pattern.search(scene.part) and not LASTING.search(scene.part))
