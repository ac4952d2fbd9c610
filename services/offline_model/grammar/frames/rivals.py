"""Frame: a place that competes with the home: somebody else's, one of two, one on the way, or one that earns rent.

A wrong home closes the right one, so a place is given up where the sentence names it for another reason.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import either

_FOLK: Final = (
    r"(?:folks|people|lot|relatives|relations|rellies|family|parents|kinfolk|kin|clan|side|tribe|in-laws|ex|exes|team|"
    r"job|work|office|company|firm|branch|boss|bank|school|uni|university|college|landlord|landlady|gym|church|club|"
    r"head office|hq|factory|warehouse|shop|store|site|department|clinic|practice|mates|friends|best friend|bestie|"
    r"old man|old lady|old dear|mob)"
)
_STAYING: Final = (
    r"(?:live|lives|living|lived|are|is|'re|'s|was|were|moved|move|moving|stay|stays|staying|relocat\w+|shift\w*|"
    r"settled|based|retired|ended up|went|has|have|had)"
)
_OF_OTHERS: Final = re.compile(
    rf"\b(?:my|our|the|his|her|their) (?:(?!and\b|with\b|i\b)[\w'-]+ ){{0,2}}?{_FOLK}(?: all| both| still| now| just|"
    rf" only| recently| mostly| actually| has| have| that)* {_STAYING}\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_SELF: Final = re.compile(
    r"\b(?:i|i'\w+|im|ive|we|we'\w+|us|me|myself|mi|here|and (?:so )?(?:do|am|did) i)\b", re.IGNORECASE
)
_SHARED: Final = either(
    r"\bhalf (?:of )?(?:the|my|every|each) (?:\w+ )?in\b.*\b(?:and|,) (?:the )?(?:other )?half\b",
    r"\bhalf in\b.*\bhalf in\b|\b(?:split|divide|divided|splitting) (?:my|our) (?:time|week|year|life)\b",
    r"\ba (?:place|flat|house|home|apartment) in .*\b(?:a|another) (?:place|flat|house|home|apartment|one) in\b",
)
_LET: Final = either(
    r"\b(?:bought|buy|own|got|have|purchased|keep) [^.;!?]*\b(?:as an investment|to (?:let|rent out|flip)|for (?:my|"
    r"our) "
    r"(?:mum|mom|mam|mother|dad|father|parents|in-laws|son|daughter|kids?|children|brother|sister|nan|gran|retirement))"
)
_ONWARD: Final = re.compile(
    r"^[^.;!?]{0,40}?(?:,| and| but|\bthen) ?(?:(?:then|later|and|on|back|again|finally|now|after that|moved|went) )*"
    r"(?:on )?(?:to|in|for) (?!(?:work|the|my|be|see|a|an)\b)(?-i:[A-Z])[\w'-]+"
    r"|^[^.;!?]{0,40}?\b(?:and|but|then) (?:i |we )?(?:left|moved (?:on|away|out)|then)\b",
    re.IGNORECASE,
)
"""What follows a place that was only a stage: `(moved to Bristol) then to Cardiff`."""
_NOT_YET: Final = re.compile(
    r"\b(?:buying|hunting|looking|searching|viewing|exchanged|exchanging|bidding|offered|offer accepted|completing)\b"
    r"[^,;.!?]*\b(?:in|near|around) $"
    r"|\b(?:hated?|hates|loved|miss(?:ed|ing)?|regret\w*|imagine|picture|tired of|dream(?:ing|t)? of|(?:idea|thought|"
    r"prospect) of|think(?:ing)? (?:about|of)|considering|fancy|what is it like|what's it like|how is|"
    r"how's) (?:the idea "
    r"of )?(?:living|being|moving|staying|settling) [^,;.!?]*$",
    re.IGNORECASE,
)
"""A place that is only sought, dreamt of or looked back at."""
_MOVED: Final = re.compile(r"\b(?:moved|relocated|shifted|moving|went|came)\b[^.;!?]*$", re.IGNORECASE)
_OCCASION: Final = re.compile(
    r"^(?: (?!i\b|we\b|to\b|have\b|so\b)[\w'-]+){0,3}? (?:for (?:an?|the|my|our|his|her|their|this|"
    r"[\w-]+'s) (?:[\w'-]+ ){0,2}?(?:anniversary|birthday|stag|hen|gig|match|"
    r"game|concert|exam|exams|operation|scan|appointment|funeral|reunion|interview|meeting|course|fair|trip|visit|"
    r"christening|tournament|race|marathon|party|show|event|hearing|workshop|gathering|diwali|eid|thanksgiving)\b|"
    r"with (?:my |the |some |a few |two |three )?(?:old |uni |school |work )?(?:mates|friends|girls|lads|boys|"
    r"colleagues|team|boss|workmates|tour|school|class|coach)\b)",
    re.IGNORECASE,
)
_LIVES: Final = re.compile(
    r"\b(?:liv\w+|resid\w+|based|settled|moved|mov(?:d|in)|shifted|relocated|home|flat|house|apartment|stay)\b",
    re.IGNORECASE,
)
_ONLY_WORKS: Final = re.compile(
    r"\bwork(?:ing|s)? (?:(?!live|living)[\w-]+ ){0,4}?(?:in|at|near) $|\bjob is in $", re.IGNORECASE
)
_FROM_AND_WORKS: Final = re.compile(
    r"\bfrom (?-i:[A-Z])[\w' -]{1,25}?(?:,| and| but) (?:i )?work (?:in|at|near) $", re.IGNORECASE
)
_FROM_ELSEWHERE: Final = re.compile(
    r"^,? ?(?:but|though|yet|and|although) (?:(?:i|we)(?:'m|'re| am| are)? (?:actually |still |really )?"
    r"(?:from|live|out|over|back)|(?:my |our )?home\b|go home|[\w ]{0,15}\bfrom home in\b)",
    re.IGNORECASE,
)
_HOME_NEXT: Final = re.compile(
    r"^[^.!?]{0,30}?\b(?:home(?:'s| is|:)|i call home) (?:now |still |actually |really )?(?:in |over in )?(?-i:[A-Z])",
    re.IGNORECASE,
)
_NAMED_FURTHER: Final = re.compile(
    r"^(?:['’]s(?=[,.;!?]|$| (?:on|at|for|in)\b)| (?:office|branch|team|store|depot|plant|factory|campus|airport|"
    r"warehouse|division|site|trip|marathon|"
    r"festival|conference|hospital|university|uni|college|academy|council)\b)",
    re.IGNORECASE,
)
"""`the Leeds office`, `Lowe's`: what has a place only in its name."""
_NO_PLACES: Final = frozenset(
    {"my", "our", "his", "her", "their", "it", "this", "that", "work", "mum", "dad", "home", "van", "me"}
)


def is_rival(scene: Scene) -> bool:
    """Whether a place is named for something else than that the user lives there."""
    if scene.slot != "home_city" or scene.retracts:
        return False
    before, after = scene.ahead_of_value, scene.behind_value
    others = _OF_OTHERS.search(before)
    anothers = bool(others and not _SELF.search(others["rest"]))
    further = _NAMED_FURTHER.match(after) or (before.endswith(" at ") and re.match(r" [A-Z]\w", after))
    sought = _NOT_YET.search(before) or _SHARED.search(scene.sentence) or _LET.search(scene.sentence)
    passed = (_MOVED.search(before) and _ONWARD.match(after)) or (
        _ONLY_WORKS.search(before) and _FROM_ELSEWHERE.match(after)
    )
    passed = passed or _FROM_AND_WORKS.search(before)
    visited = _OCCASION.match(after) and not _LIVES.search(before)
    no_place = scene.value.lower() in _NO_PLACES
    return bool(anothers or further or sought or passed or visited or no_place or _HOME_NEXT.match(after))
