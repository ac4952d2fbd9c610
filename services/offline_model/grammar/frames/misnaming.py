"""Frame: a name that is another's, or one that the user takes back: `It's Bethan, one word`, `you called me Felix`."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import names
from services.offline_model.grammar.lexicon.towns import is_town

_IT_IS: Final = re.compile(
    r"(?:^|[\s,])(?:it's|its|it is|that's)(?: (?:spelt|spelled|written|actually|just))*\W*$",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"\b(?:me|my|mine|i|i'm|im|myself)\b", re.IGNORECASE)
_GREETS: Final = re.compile(
    r"^\W*(?:hi|hiya|hey|hello|yo|good|morning|evening|afternoon|howya|g'day|hola|bonjour|ok|sorry|right|well)\b",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(
    r"\b(?:we|they|dem|parents|she|he) (?:don |have |dey |all |just |finally )*(?:name|named|call|called|calling) "
    r"(?:am|him|her|it|them|the|our)\b",
    re.IGNORECASE,
)
_COMPLAINS: Final = re.compile(
    r"(?<!can )(?<!could )(?<!may )(?<!if )\b(?:you|stop|don't|do not|never|nobody|no one|who) "
    r"(?:(?:just|keep|kept|have|always|to|again|even|still|wrongly) )*"
    r"(?:call\w*|wrote|write|writing|put|named|address\w*|spell\w*|spelt) (?:me|it|my name)\b[^,.;]*$",
    re.IGNORECASE,
)
_BY_CHILDREN: Final = re.compile(
    r"\b(?:kids?|children|students|pupils|grandkids|grandchildren|nephews?|nieces?|toddler|son|daughter)(?: all|"
    r" just)? "
    r"calls? me\b|\bon team \w+$",
    re.IGNORECASE,
)
_STOCK: Final = frozenset(
    {"groot", "obvious", "captain obvious", "batman", "spartacus", "legend", "superman", "iron man"}
)
_SPELT: Final = re.compile(r"^\W*(?:[Ii]t's|[Ii]t is|[Tt]hat's) [A-Z][\w'-]+,(?!.*\b(?:I|I'm|my|me)\b)")
_AGAIN: Final = re.compile(r"^ (?:again|now|these days|once more)\b", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"^(?:am|is|the|a|an|him|her|it|them|our|my|me|myself)\b", re.IGNORECASE)


def is_misnamed(scene: Scene) -> bool:
    """Whether what is called a name is not what the user is called."""
    if scene.slot == "nationality" and _SPELT.match(scene.sentence):
        return True
    if scene.slot != "name" or scene.retracts:
        return False
    told = scene.before + scene.said
    before = told.rpartition(scene.value)[0] if scene.value in told else scene.before
    if _BY_CHILDREN.search(told) or scene.value.lower() in _STOCK:
        return True
    if _IT_IS.search(before) and _AGAIN.match(scene.behind_value) and _is_only_a_town(scene.value):
        return True
    if _NO_NAME.match(scene.value) or _GIVEN.search(told) or _COMPLAINS.search(before):
        return True
    said_before = scene.earlier + before
    return bool(_IT_IS.search(before) and said_before.strip() and not _OWN.search(said_before + scene.after)) and not (
        _GREETS.match(said_before) or not scene.earlier.strip()
    )


def _is_only_a_town(name: str) -> bool:
    """`It's Leeds again`, not `It's Austin again`."""
    return is_town(name) and name.lower() not in names.GIVEN_NAMES
