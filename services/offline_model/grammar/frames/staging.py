"""Frame: what is only played, sung or written for somebody: `a letter from a widow`, `for the play I'm …`."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene

_TEXT: Final = (
    r"(?:letter|monologue|dialogue|speech|ad|advert|listing|profile|character|villain|hero|persona|biography|eulogy|"
    r"reference|story|scene|sketch|poem|lyrics|song|joke|caption|testimonial|obituary|script|resume|case study|"
    r"vignette|scenario|riddle|limerick|haiku|essay|blurb|statement|testimony|tale|novel|bio)"
)
_WRITE: Final = (
    r"\b(?:write|compose|draft|prepare|make|create|invent|generate|give|need|pen|do|craft|type|design|help|want|"
    r"build)\b"
)
_ABOUT: Final = r"(?:from|by|for|of|about|as|where|in which|named|called|on behalf of|with|whose|who)"
_TASK: Final = re.compile(
    rf"{_WRITE}[\w' -]{{0,40}}?\b{_TEXT}\b[\w' -]{{0,20}}?(?:\b{_ABOUT} (?!me\b|my\b|our\b|us\b|myself\b)|"
    rf"[:,])",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"\b(?:i|i'\w+|we|we'\w+|me|my|our|us|myself|im|ive)\b", re.IGNORECASE)
_PLAYED: Final = re.compile(
    r"\bfor (?:the|this|our|a) (?:play|sketch|scene|story|game|skit|panto\w*|larp|role-?play|improv\w*|rest of this)\b|"
    r"\bthe (?:lyrics?|song|chorus|verse|line|poem) (?:go(?:es)?|says?|is)\b|"
    r"\byou(?:'re| are| be| play) [\w ]{1,25} and i(?:'m| am| play| will be|'ll be)\b|"
    r"\b(?:i|i'm|i am|i'll|i will) (?:be(?:ing)? |play(?:ing)? )(?:the|an?) (?:candidate|customer|patient|"
    r"interviewer)\b|"
    r"\b(?:dressed (?:up )?as|going as|cosplay\w*|fancy dress|costume|"
    r"(?<!at )(?<!since )(?<!by )halloween|larp|d&d|dnd|npc|on tv)\b|"
    r"\bin (?:the sims|minecraft|stardew\w*|animal crossing|skyrim|roblox|fortnite|zelda)\b|"
    r"\bi(?:'m| am) the [\w ]{2,25},? (?:and )?you(?:'re| are| be) the\b|"
    r"\bas (?:a|an) [\w ]{2,20},? (?:what|how|which|when) (?:would|do|should|could) you\b|"
    r"\b(?:on (?:the forum|reddit|instagram|xbox|twitch|discord|steam|playstation)|gamer ?tag|gamertag|stage name|"
    r"pen name|screen name|username|"
    r"my handle|in (?:this|the) (?:game|story|chat))\b",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(
    r"\b(?:line|caption|starter|slogan|motto|joke|quote|tagline|title|sentence|opening|prompt|scenario|lyrics?|out|"
    r"aloud|subtitle|"
    r"blank|answer|simulate [\w ]+|personas?|test data|mock|dummy|sample|fake|placeholder)\b[^.:!?]{0,30}:",
    re.IGNORECASE,
)
"""`My nan's favourite line: …`, `Read this out: …`."""
_ITS_USE: Final = re.compile(
    r"^[\W_]*(?:it's|it is|that's|this is|is) (?:all )?(?:for|from|by) (?:an?|the|his|her|their|my \w+'s) (?:\w+ ){0,2}"
    r"(?:novel|play|theat\w+|script|story|character|film|book|game|homework of)\b",
    re.IGNORECASE,
)
_CHECKED: Final = re.compile(
    r"\b(?:is (?:this|it|that) (?:sentence |phrase |one )?(?:right|correct|ok|good english))\W*$", re.IGNORECASE
)
_ASKING_FOR: Final = re.compile(r"\basking for (?:a|my) (?!raise|job)\w+|\bfor (?:him|her|them) only\b", re.IGNORECASE)
_TIES: Final = frozenset({"family", "partner", "pet", "relationship"})


def is_staged(scene: Scene) -> bool:
    """Whether a fact is one of a text or a game, not of the user."""
    if (
        _PLAYED.search(scene.sentence + scene.later[:40])
        or _HEADED.search(scene.before)
        or _CHECKED.search(scene.earlier)
        or _ITS_USE.match(scene.later)
        or _ASKING_FOR.search(scene.later[:60])
    ):
        return True
    told = scene.before + scene.said
    task = _TASK.search(told)
    if task is None or (scene.slot in _TIES and _OWN.search(scene.said)):
        return False
    return not _OWN.search(told[task.end() :])
