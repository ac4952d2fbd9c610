"""Frame: a move that is yet to come, and a home for a part of the year: the place lived in now is another."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import geography
from services.offline_model.grammar.mentions.notation import any_of

_MONTH: Final = any_of(geography.MONTHS)
_WHEN: Final = rf"(?:{_MONTH}|spring|summer|autumn|fall|winter|the new year|next \w+|tomorrow|monday|\w+day week)"
_FROM_THEN: Final = re.compile(
    rf"(?:^|[.;,(] ?)\W*(?:and |but |so |then )?(?:(?:come|starting|as of|from|by|this coming) {_WHEN}|next (?:week|"
    rf"month|"
    rf"year|{_MONTH})) ?(?:onwards?|on)?,? (?:i|we)(?:'m|'re|'ll| am| are| will| shall)? (?:be )?"
    r"(?:living|live|based|settled|residing|reside|stay|staying)\b[^.;!?]*$",
    re.IGNORECASE,
)
_GOT: Final = re.compile(
    r"\b(?:bought|buy|got|found|rented|taken|signed|secured|reserved|lease|purchased|landed)\b[^.;!?]*$", re.IGNORECASE
)
_LATER: Final = re.compile(
    r"^[^.!?]{0,30}?(?:(?:\band|,|;|-|–|\bso) ?(?:we |i |we're |i'm |we'll |i'll )?(?:are |am |will )?"
    r"(?:moving|move|moves|relocating|relocate)(?: in| there| out| over)?\b(?! (?:van|boxes|day was))"
    rf"|\b(?:from|for) (?:the )?(?:first|1st|\d+(?:st|nd|rd|th)|{_MONTH}|next|end of)\b(?! \d{{4}})"
    r"|\bkeys? (?:in|on|next|by)\b|\bcompletion\b|\bready (?:in|by|next)\b|\bbeing built\b)",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"\bsign(?:ed|ing) (?:the|a|our|my) (?:lease|contract|tenancy)\b[^.;!?]*$", re.IGNORECASE)
_BEING_MOVED: Final = re.compile(
    r"\b(?:being|getting|to be|gonna be|will be) (?:relocated|transferred|posted|moved|shifted|sent)\b", re.IGNORECASE
)
_ERRAND: Final = re.compile(
    r"^ (?:only |just )?(?:for|to attend|because of) (?:my|our|the|an?|his|her) (?:[\w'-]+ ){0,2}?(?:treatment|surgery|"
    r"operation|wedding|funeral|burial|interview|visa|appointment|festival|exam|exams|check-?up|scan)\b",
    re.IGNORECASE,
)
_SOON: Final = re.compile(
    rf"(?:^|[.;,:!] ?)\W*(?:soon|in (?:{_MONTH}|(?:two|three|four|a few|a couple of|\d+) (?:weeks|months)|spring|"
    r"summer|autumn|winter|the (?:spring|summer|autumn|fall|winter|new year))|from next \w+|from (?:tomorrow|monday)|"
    r"(?:this|next) (?:coming )?(?:week|month|year|spring|summer|autumn|fall|winter|term)),? (?:i|we)"
    r"(?:'m|'ll|'re| am| are| will)? (?:go(?:ing)? )?(?:to )?(?:be )?"
    r"(?:live|living|stay|settle|move|based|in)\b[^.;!?]*$|"
    r"\b(?:off|about|ready|excited|due|set) to (?:live|settle|move)\b[^.;!?]*$|"
    r"\b(?:deposit|offer|mortgage|down ?payment) on [^.;!?]*$",
    re.IGNORECASE,
)
_COMING: Final = re.compile(
    r"^,? ?(?:here (?:i|we) come|it is (?:in|from|next)|joining (?:next|from|on|in)|from next|as of next|"
    r"starting (?:next|in))\b",
    re.IGNORECASE,
)
_SEASONAL: Final = re.compile(
    r"^ (?:half (?:of )?the|part of the|some of the|most of the) (?:year|week|time|month)\b"
    r"|^ (?:in|during|for|over) (?:the )?(?:winters?|summers?|week|term)(?: ?time)?,? (?:and|but) (?:in )?(?-i:[A-Z])",
    re.IGNORECASE,
)
_BESIDES: Final = re.compile(
    r"\bmy (?:[\w-]+ )?(?:allotment|shop|salon|stall|farm|gp|dentist|studio|garage|church|gym|bank|club|practice|shed)"
    r"(?:'s| is)? (?:\w+ )?(?:in|at|near) $",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(r"^[^.!?]{0,20}?\b(?:i|we)(?:'m|'re| am| are| live| stay)\b", re.IGNORECASE)


def is_ahead_or_besides(scene: Scene) -> bool:
    """Whether somebody is yet to live in a place, or is there besides."""
    if scene.slot != "home_city" or scene.retracts:
        return False
    before, after = scene.ahead_of_value, scene.behind_value
    if _SOON.search(before) or _COMING.match(after):
        return True
    if _FROM_THEN.search(before) or _SIGNED.search(before) or _BEING_MOVED.search(before):
        return True
    if _GOT.search(before) and _LATER.match(after):
        return True
    return bool(_ERRAND.match(after) or _SEASONAL.match(after) or (_BESIDES.search(before) and _ELSEWHERE.match(after)))
