"""Frame: what the body is said not to bear, and bears: tested for and not found, outgrown, or a plain dislike.

A medicine that is not taken is no taste either, and a ward that has a condition in its name gives it to nobody.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import either

_CLEARED: Final = either(
    r"\btest\w* (?:came back )?(?:negative|clear)\b|\bnegative (?:for|to|result)\b|\bruled out\b|\bcleared of\b",
    r"\b(?:outgrew|outgrown|outgrow|grew out of|grown out of|grow out of|got over|used to be|disappeared|went away)\b",
    r"\b(?:turns out|turned out) (?:i'm|i am|it's|it is|it was|i was) not\b|\bnot (?:actually |really )?allerg\w+",
)
_DISLIKED: Final = either(
    r"\b(?:just|simply) (?:do not|don't|didn't|can't|hate|dislike)\b",
    r"\bnot an? (?:real |actual |proper |true )?allergy\b|\bno allergy\b|\bnothing medical\b|\bnot allergic\b",
    r"\bjust (?:the )?(?:taste|texture|smell|fussy|picky|a (?:preference|dislike))\b",
)
_IN_FUN: Final = either(
    r"\ballergic to (?:\w+ )?(?:hard work|my (?:ex|boss|job|phone|inbox|alarm|in-laws|mother-in-law|exes|commute|"
    r"desk))\b"
)
_MAKES_ANOTHER: Final = re.compile(
    r"\b(?:mak|mad|giv|gav|put|send|sent|bring|br)\w* (?:my|our|his|her|the|their) (?:[\w-]+ )?(?:son|daughter|kids?|"
    r"child|"
    r"children|mum|mom|mam|dad|mother|father|brother|sister|wife|husband|partner|boyfriend|girlfriend|nan|gran|mate|"
    r"friend|toddler|baby|boy|girl|twins|dog|cat)\b",
    re.IGNORECASE,
)
_MEDICINES: Final = re.compile(
    r"\b(?:\w+(?:cillin|mycin|profen|statin|cycline|codone|azole)|aspirin|paracetamol|tylenol|advil|codeine|morphine|"
    r"antibiotics?|nsaids?|sulfa|medicine|medication|painkillers?|vaccines?)\b",
    re.IGNORECASE,
)
_WARD: Final = re.compile(
    r"^ (?:wards?|units?|team|clinic|department|nurses?|nursing|charity|research|centre|center|service|patients?|"
    r"specialist|consultant|support group|awareness)\b",
    re.IGNORECASE,
)


def is_no_reaction(scene: Scene) -> bool:
    """Whether the words around say that the user's body bears it."""
    if scene.retracts:
        return False
    if scene.slot in {"dislikes", "diet"}:
        return bool(_MEDICINES.search(scene.value))
    if scene.slot == "health":
        firm = scene.value == "bp" and re.search(r"\b(?:at|from|with|for|by) BP\b", scene.sentence)
        return bool(firm or _WARD.match(scene.after))
    if scene.slot != "allergy":
        return False
    told = scene.sentence
    return bool(_CLEARED.search(told) or _DISLIKED.search(told) or _IN_FUN.search(told) or _MAKES_ANOTHER.search(told))
