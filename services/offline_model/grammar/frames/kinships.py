"""Frame: whose relative somebody is: the wife of my brother is not mine, nor are my brother's kids my children."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import life
from services.offline_model.grammar.mentions.notation import any_of

_KIN: Final = any_of({
    *life.KIN, *life.KIN_MANY, "friend", "mate", "boss", "neighbour", "neighbor", "colleague", "cousin", "ex", "uncle",
    "aunt", "auntie", "nan", "gran", "in-law", "bro", "sis",
})  # fmt: skip
_OTHERS_HEART: Final = re.compile(
    rf"\b(?i:my|our|the|his|her|their) (?:[\w-]+ ){{0,2}}?(?:{_KIN})(?:,? [A-Z][\w-]+,?)?'s? "
    rf"(?:(?!and\b)[\w-]+ ){{0,2}}?(?:{any_of(life.PARTNER_WORDS)}|missus|other half|ex)\b",
)
_OTHERS_CHILD: Final = re.compile(
    rf"\b(?i:my|our) (?:[\w-]+ ){{0,2}}?(?!wife|husband|partner|girlfriend|"
    rf"boyfriend)(?:{_KIN})(?:,? [A-Z][\w-]+,?)?'s? "
    r"(?:(?!and\b)[\w-]+ ){0,2}?(?:kids|children|babies|sons|daughters|twins|baby|son|daughter|boys|girls|toddler)\b",
)
_OF_CHILD: Final = re.compile(r" \((?:child|baby|son|daughter|twin|boy|girl|kid|toddler)\)$")
_KIN_THING: Final = re.compile(
    rf"\b(?i:my|our|me) (?:[\w-]+ ){{0,2}}?(?:{_KIN})(?:,? [A-Z][\w-]+,?)?(?:'s|s') (?!(?:called|named|name|names)\b)"
    r"(?:(?!and\b|with\b|called\b|named\b|my\b)[\w-]+ ){1,3}?(?:(?:is|was|are|,) )?(?:(?:called|named) )?$",
)
"""`my son's fish is called …`: what stands there names the fish."""
_HEART_THING: Final = re.compile(
    rf"\b(?i:my|our) (?:[\w-]+ ){{0,2}}?(?:{any_of(life.PARTNER_WORDS)})'s (?!(?:called|named|name|names)\b)"
    r"(?:(?!and\b|with\b|called\b|named\b|my\b)[\w-]+ ){1,3}?(?:(?:is|was|are|,) )(?:(?:called|named) )?$",
)
_NO_APOSTROPHE: Final = re.compile(
    r"^ (?:gf|bf|girlfriend|boyfriend|wife|husband|mrs|missus|kids?|house|place|car|dog|cat|birthday|bday|wedding)\b",
    re.IGNORECASE,
)
"""`my bros gf`: one brother, and his."""
_CROWD: Final = re.compile(
    r"\b(?:kids|children|boys|girls|sons|daughters|twins|brothers|sisters|siblings|nephews|nieces|cousins|grandkids|"
    r"grandchildren)(?: are| is| love)? $",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(r"^[^.!?]{0,25}?(?:,|\band\b|&|\bn\b|\bplus\b|\+)")
"""More than one name behind a plural: `my kids Tom and Ada`, not `my kids Bluey lunchbox`."""
_IN_FUN: Final = re.compile(
    r"\b(?:brother|sister) from another (?:mother|mister)\b|\b(?:brothers?|sisters?) in (?:arms|christ|the lord)\b|"
    r"\b(?:brother|sister|bro|sis) [A-Z]\w+ (?:from|in|at) (?:my |the |our )?(?:church|fellowship|choir|mosque|"
    r"parish)\b",
    re.IGNORECASE,
)
_WISHED: Final = re.compile(
    r"\b(?:wants?|wanting|wishes|would like|dreams? of|begging for|asking for|is after) (?:an?|another) [\w ]*$",
    re.IGNORECASE,
)


def is_of_another(scene: Scene) -> bool:
    """Whether a tie is somebody else's."""
    if scene.retracts:
        return False
    told = scene.before + scene.said
    name = scene.value.partition(" (")[0]
    before, after = told[: told.rfind(name)] or told, told[told.rfind(name) + len(name) :] + scene.after
    match scene.slot:
        case "partner" | "relationship":
            return bool(_OTHERS_HEART.search(before) or (scene.slot == "partner" and _HEART_THING.search(before)))
        case "family":
            return bool(_OF_CHILD.search(scene.value) and _OTHERS_CHILD.search(before)) or bool(
                _IN_FUN.search(scene.sentence)
                or (name.islower() and name.endswith("s") and _NO_APOSTROPHE.match(after))
                or _KIN_THING.search(before)
                or (name[:1].isupper() and _CROWD.search(before) and not _ANOTHER.match(after))
            )
        case "pet":
            return bool(_WISHED.search(before.removesuffix(" called ").removesuffix(" named ")))
        case _:
            return False
