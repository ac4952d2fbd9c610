"""Frame: what passes, or is over, is no fact of a slot where it would replace a lasting one.

`I'm in Rome for the weekend` names no home, a diet for today is none, a dog that is looked after no pet, and what is
borrowed is not owned.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene

_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept?|oct|"
    r"nov|dec)"
)
_SPAN: Final = (
    rf"(?:weekend|week|fortnight|days|nights?|christmas|xmas|easter|summer|holidays?|vacation|honeymoon|conference|"
    rf"wedding|project|festival|half[- ]term|training|{_MONTH})"
)
_SHORT: Final = (
    rf"\bfor (?:only |just |about |around |another )*(?:the |a |an |this |these |those |next |first |few |couple of |my |"
    rf"our |\d+ |two |three |four |five |six |seven |eight |ten |fifteen |twenty )*{_SPAN}\b"
)
_TILL: Final = (
    r"\b(?:un)?'?till? (?:(?:about |around |at least |after |early |late |mid-?|the |this |next )*"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:the )?(?:end|start|beginning|middle) of|tomorrow|next|christmas|"
    rf"easter|(?:mid-?|early |late )?(?:{_MONTH}\b(?! \d{{4}} )|spring|summer|autumn|winter)|"
    r"(?:the|my|our|his|her|their|it|he|she|they|we|i|[A-Z]\w+)(?:'s)? [\w' -]{0,30}"
    r"\b(?:is|are|gets?|comes?|finish\w*|done|back|fixed|ends?|over|ready|heals?|repaired|out|opens?|return\w*)\b)"
)
_MEANWHILE: Final = (
    r"\b(?:while|whilst) (?:the|my|our|his|her|their|they|he|she|[A-Z]\w+)(?:'s)? [\w' -]{0,30}"
    r"\b(?:gets?|being|done|fixed|built|painted|repaired|renovated|away|off|on (?:leave|holiday|vacation)|in hospital)\b"
)
_SITTING: Final = (
    r"\b(?:(?:house|dog|cat|pet|baby|horse|plant)[- ]?(?:sitt(?:er|ing)|sat|sit)|minding|looking after|"
    r"babysat|caring for|feeding|walking)\b"
)
_STAYS: Final = (
    r"\b(?:(?<!waiter in a )hotel|hostel(?! life)|air ?bnb|motel|b&b|campsite|camping|camped|tent|cabin|caravan|mobile home|guest ?house|resort|"
    r"layover|stopover|suitcase|holiday (?:let|home|house|flat|cottage|park)|second (?:home|house|flat)|visiting|"
    r"crashing|sleep(?:ing)? over|temporarily|seconded|secondment|deputation|on (?:assignment|loan|tour|leave|"
    r"board)|half[- ]term|in-laws'?|sublet|the now|flying visit)\b"
)


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_PASSING: Final[dict[str, re.Pattern[str]]] = {
    "home_city": _either(
        _SHORT,
        _STAYS,
        r"(?<!from )(?<!since )\b(?:this|next) (?:week|weekend)\b|\bfor (?:work|business|training)[?!.]*$|\bon weekdays\b",
        r"\bwith (?:my )?(?:clients|customers)\b|\bjust arrived\b.*\?|\bfor sale\b|\bdream\b",
        r"\boffice (?:today|now)\b|\bjust landed\b|\b(?:office|branch|client|site) in\b",
        r"\b(?:company|firm|employer|team|headquarters) (?:is|are|was) (?:based )?in\b",
        r"\bat (?:my|the) (?:[\w-]+ )?(?:mum|mom|dad|nan|gran|parents|sister|brother|cousin|friend|aunt|uncle|mate)'?s?'?"
        r"(?: (?:place|house|flat|side))?(?: in|$)|\b(?:tonight|tomorrow)\b",
        r"\b(?:rent|rents|let|renting) (?:it |them )?out\b",
        r"\b(?:landed|arrived) in .*\b(?:yesterday|today|tonight)\b",
    ),
    "occupation": _either(
        r"\bin training\b|\bthe family \w+|\bjury\b|\bthis week\b|\bthe (?:young|old|fast|slow|tall|short|b|loud|bad)\w*est "
        r"|\bcaptain of\b|\bshadowing\b|\b(?:filling|standing|stepping) in\b|\bplaying (?:the|an?)\b",
        r"\bat (?:my|the|a|our) (?:[\w']+ ){0,2}(?:wedding|fair|party|fete)\b|\bthe \w+ (?:tonight|today)\b",
        r"\bfor my (?:kids|children|teens|teenagers|family)\b|\bat heart\b|\b(?:tonight|for the (?:day|night|evening))\b",
        r"\bin (?:the|a|this|our) (?:\w+ )?(?:play|show|film|movie|game|story|family|panto\w*|musical)\b",
    ),
    "diet": _either(
        _SHORT,
        r"\b(?:today|tonight|this (?:evening|week|weekend|month|morning)|for (?:lent|ramadan|one meal))\b",
        r"\b(?:making|cooking|baking|having) (?:an? |some |the )?(?:vegan|vegetarian|keto|halal|kosher|[a-z]+[- ]free)\b",
        r"\b(?:before|after) (?:the|my|a|an) (?:\w+ )?(?:test|scan|surgery|operation|op|procedure|colonoscopy|scope)\b",
    ),
    "pet": _either(
        r"\bgrew up with\b|\b(?:fridge|freezer|oven)\b|\b(?:wireless|bluetooth|usb)\b|"
        r"\bin (?:the|my|our) (?:attic|kitchen|walls?|loft|garage|shed|roof|code|park|street)\b|"
        r"\b(?:there's|there is|saw|met|spotted|petted|fed|bet on) (?:an?|the|this|one)\b|\b(?:back|when) (?:when )?(?:i|we) (?:lived|was|were|had)\b",
    ),
    "owns": _either(
        r"\b(?:borrow\w*|rentals?|rented|renting|hir(?:ed|ing|e) (?:car|van|bike)|loaner|courtesy (?:car|van)|lent me|"
        r"on loan|test[- ]driv\w+|company (?:car|van|laptop|phone)|lease\w*)\b",
        r"\b(?:piano|guitar|violin|drum|boat|car|bike|horse|cello) (?:exam|recital|competition|show|dealer|rental|teacher)\b",
        r"\bmy (?:first|last|previous|former) [\w ]{2,25}\b(?:was|had)\b|\bmy old [\w ]{2,30}\bhad\b",
    ),
    "partner": _either(
        r"\bex[- ](?:wife|husband|partner|girlfriend|boyfriend)\b",
        r"\b(?:at the time|back then|partner in crime)\b|\b(?:first|imaginary|work|dance|business|lab|tennis|gym|pretend) "
        r"(?:wife|husband|partner|girlfriend|boyfriend)\b|\bsigned\b",
    ),
    "employer": _either(
        r"\b(?:\w+[- ]weeks?|\d+ weeks?|this (?:week|month)'s|short[- ]term) (?:contract|gig|job|placement)\b",
        r"\bin (?:the|a|our) (?:school )?(?:play|panto\w*|musical|choir)\b|\bkitchen (?:table|counter|sink)\b|\b(?:parent|governor|mum|mom|dad|patient|customer|member|visitor|guest) at\b",
        r"\b(?:my|his|her) first job\b|\bclient site\b|\bvolunteer\w*\b(?! (?:coordinator|manager|officer))|\bfood bank\b",
        r"\bas (?:a|their) (?:supplier|customer|patient|visitor)\b",
        r"\b(?:with|at) [\w&' ]+ and (?:the|my) (?:bill|signal|contract|account|broadband|internet|premium)\b",
    ),
    "relationship": _either(
        r"^\W*single\W*$|\bengaged in\b",
        r"\b(?:lost|buried|bury|late|my ex|left) (?:my |the )?(?:husband|wife|hubby|missus|partner)\b",
        r"\b(?:husband|wife|hubby|partner) (?:\w+ )?(?:died|passed|left me|is gone|walked out|was buried)\b",
    ),
    "other": _either(r"\bnot drive (?!at all|any ?more|so|and|but|because|yet|myself|a car|cars)\w+"),
    "name": _either(r"\b(?:now|officially)\b.*\bmrs\b"),
    "education": _either(r"\b(?:parent|governor|mum|mom|dad|patient|customer|member|visitor|guest) at\b"),
    "plan": _either(r"\bat the surgery\b|\b(?:tonight|today|this (?:evening|afternoon|morning))\b"),
    "goal": _either(
        r"\bby (?:noon|tonight|lunch|\d{1,2} ?[ap]m|end of (?:the )?day|eod)\b|\bthis (?:email|code|bug|letter|page|form|file)\b",
        r"\b(?:bathroom|toilet|loo)\b|\b(?:go|get|be) home\b",
    ),
}
_NO_HOME: Final = _either(
    r"\bmoved (?:the|our|it|him|her|them|this|my (?:mother|mum|mom|dad|father|gran|nan|parents|son|daughter|party|meeting))"
    r" (?!family|things|stuff|life|lot|kids|whole|boxes|home|business)(?:\w+ )?to\b",
    r"\b(?:safari|sightseeing|itinerary|honeymoon|check-?in|cruise)\b|, then (?-i:[A-Z])\w+",
    r"\b(?:looked at|looking at|viewed|viewing|bid on|offer on|lost out on|fell in love with|dreaming of) ",
    r"\bstuck in\b.*\b(?:cancel\w*|flight|connection|snow\w*|storm|strike)\b|\bis my \w+'s\b|\b(?:that|which) (?:i|we) (?:let|rent) |\btenants\b",
    r"\bbut (?:i )?(?:wouldn't|don't|do not|would not|never|not) live\b",
)
_STRONG: Final = _either(_TILL, _MEANWHILE, r"\bsuitcase\b", r"\bfor the next\b", r"\bfor (?:an?|one|the) (?:day|hour|night)\b")
_UNLASTING: Final = frozenset({"home_city", "occupation", "diet", "pet", "owns"})
_LASTING: Final = re.compile(
    r"\b(?:live|lives|living|moved|shifted|relocated|settled|full[- ]time|been|since)\b", re.IGNORECASE
)
_KEPT: Final = re.compile(rf"(?:{_SITTING})(?! (?:my|our) (?:[\w-]+ )?\w+(?!'))[^.!?]{{0,80}}$", re.IGNORECASE)
_HANGS_ON: Final = re.compile(r"^[\s,]*(?:until|'?till?) (?!\d)", re.IGNORECASE)
_ANOTHERS: Final = re.compile(
    r"(?: is|'s)?(?: the name)?\W{1,3}(?:and |but )?(?:he|she)(?:'s| is| has| was)\b", re.IGNORECASE
)
"""`Bertie's the name, and he's …`: the name of whom the rest is about."""


def passes(scene: Scene) -> bool:
    """Whether what is said of a slot will be over soon, or is over, by the words around it."""
    if scene.slot == "name" and _ANOTHERS.match(scene.after + scene.later[:40]):
        return True
    if scene.retracts or scene.value == "widowed":
        return False
    if scene.slot in {"pet", "owns"} and _KEPT.search(scene.before + scene.said):
        return True
    if scene.slot == "home_city" and _NO_HOME.search(scene.sentence):
        return True
    if scene.slot in _UNLASTING and (_STRONG.search(scene.part) or _HANGS_ON.match(scene.after)):
        return True
    pattern = _PASSING.get(scene.slot)
    return bool(pattern and pattern.search(scene.part) and not _LASTING.search(scene.part))
