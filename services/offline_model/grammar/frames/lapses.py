"""Frame: what only pauses, or only sounds like an end, ends nothing; and a post that is filled for a while is no job.

`stopped running for a week`, `Aoife and I split the bill`, `has left me a list`, `this term I'm covering as …`.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import SHORT, either

_PAUSED: Final = either(
    SHORT,
    r"\bfor (?:now|a (?:bit|while|few|couple|spell)|the (?:moment|time being)|one (?:day|week|night|month)|"
    r"(?:a|one|two|three|\d) (?:days?|weeks?))\b",
    r"\b(?:this|last|next) (?:week|weekend|morning|evening|month)\b(?= (?:because|cos|as|while)\b|$| only)",
    r"\b(?:today|tonight)\b|\buntil\b|\btill\b|\bon (?:a )?(?:pause|hold|a break|hiatus)\b|\btaking a break\b|"
    r"\bwhile (?:my|"
    r"the|i)\b|\bhalfway\b|\bfor the (?:day|night)\b",
)
_SHARED: Final = re.compile(
    r"\bsplit (?:the|a|an|our|my|it|everything|dinner|lunch|rent|bills?|petrol|gas|costs?|chores|duties|half|50|fifty|"
    r"shifts?|driving|chips|dessert)\b|\bleft me (?:an?|the|some|his|her|their|to|in|at|with|alone|on|my|two|three|"
    r"three|"
    r"speechless|waiting|behind|voicemails?|messages?|food|dinner|money|notes?)\b|"
    r"\bleft for (?:work|school|uni|the|a|an|church|the airport)\b|\b(?:argued|fought) about\b|\bbroke up (?:the|an?|"
    r"our|some)\b|"
    r"\bseparated (?:the|our|at|in|on|for|by)\b|\b(?:called|ended|finished) (?:the|our|a) (?:call|meeting|argument|"
    r"game|"
    r"match|project|day|book|series|run|session|shift|night|evening|party)\b|\bdumped (?:the|a|an|me at|me off|"
    r"me in)\b",
    re.IGNORECASE,
)
_LEFT_FOR_NOW: Final = re.compile(
    r"\bleft\b[^.;!?]*\b(?:at (?:\w+ )?(?:\d|five|six|seven|eight|nine|ten|eleven|noon|dawn|midnight|lunch)|"
    r"this morning|"
    r"early|late|today|tonight|an hour ago|on time|the (?:office|building|party|gym|house))\b",
    re.IGNORECASE,
)
_COVERING: Final = re.compile(
    r"\b(?:(?<!since )(?<!from )this (?:term|week|month|year|semester|season)[ ,]+(?:i'm|i am|im|we're)|"
    r"covering (?:as|for)|acting as|acting up "
    r"as|standing in|filling in|in the (?:dry|rainy|wet|high|low|off|harvest|lambing) season|(?:for|over|during) the "
    r"(?:summer|christmas|holidays?|season)|a bit (?:for|of)|bits (?:for|of)|do a few (?:hours|shifts))\b",
    re.IGNORECASE,
)


def lapses(scene: Scene) -> bool:
    """Whether an end is none, or work is only done in somebody's place."""
    if not scene.retracts:
        return scene.slot in {"occupation", "employer"} and bool(_COVERING.search(scene.part))
    if scene.slot in {"partner", "relationship"}:
        return bool(_SHARED.search(scene.said + scene.after[:20]))
    if scene.slot in {"home_city", "employer"}:
        return bool(_LEFT_FOR_NOW.search(scene.part))
    paused = scene.slot in {"hobby", "diet", "goal", "skill", "language"} and _PAUSED.search(scene.part)
    return bool(paused)
