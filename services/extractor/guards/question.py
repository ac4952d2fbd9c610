"""Guard: what is asked is not said. What a question takes for granted is: "Since I'm vegan, what can I cook?"."""

import re
from typing import Final

from services.extractor.guards.reading import Reading

_LEAD_IN: Final = r"^(?:so|and|but|ok|okay|well|hey|hi|hello|then|also|please|btw|anyway|or|sorry|just|wait|um|,|\s)*"
_ASKS: Final = re.compile(
    _LEAD_IN
    + r"(?:(?:do|does|did|is|are|was|were|can|could|would|should|shall|isn'?t|aren'?t|don'?t|doesn'?t|didn'?t|can'?t"
    r"|couldn'?t|wouldn'?t|shouldn'?t|wasn'?t) (?:i|you|we|he|she|it|they|my|our|your|his|her|their|the|this|that"
    r"|there|these"
    r"|those|any\w*|some\w*|an?|all|people|[a-z]+ing)\b|(?:have|has|had|am|will|may|might|must) (?:i|you|we|he|she"
    r"|it|they|my"
    r"|there|any\w*)\b|any (?:idea|chance|tips?|advice|suggestions?|recommendations?)\b)"
)
_ASKS_WHAT: Final = re.compile(
    _LEAD_IN + r"(?:in |at |to |for |from |by )?(?:what|who|whose|which|where|when|why|how)(?:'s|s)?\b"
)
_RELATIVE: Final = re.compile(
    _LEAD_IN
    + r"(?:what|where|how|who|which|why|when) (?:i|i'?m|i'?ve|we|my|the|all|really|matters|makes)\b(?!.*\?\s*$)"
)
_TAG: Final = re.compile(
    r"^[\s,.-]*(?:right|correct|true|yes|no|huh|eh|innit|is(?:n'?t)? (?:it|that)(?: right| correct| true)?|(?:don'?t"
    r"|aren'?t|didn'?t"
    r"|haven'?t|do|am|did|have) i(?: not)?|or not|or (?:do|am|is|was) (?:i|it)\b.{0,20})\s*\?"
)
_REASON: Final = re.compile(
    r"^(?:because|since|as|given that|considering(?: that)?|seeing (?:that|as)|'?cause|cos|now that)\b"
)
_INNER: Final = re.compile(
    r"\b(?:(?:what|which|how|where|when|who|why)\b|(?:can|could|do|does|should|would|will|is|are) (?:i|you|we|it"
    r"|there|my|the"
    r"|this|that|any\w*)\b|any (?:idea|tips|advice|suggestions|recommendations)\b)"
)
_OWN_START: Final = re.compile(
    _LEAD_IN + r"(?:as an?\b|being\b|i|i'?m|i'?ve|my|we|we'?re|our|since|because|hi|hello)\b"
)
_FACTIVE: Final = re.compile(
    r"\b(?:know|remember|forget|forgot|forgotten|recall|mention(?:ed)?|aware|note|consider(?:ing)?|given"
    r"|mind)[, ]+(?:that )?"
    r"(?:i|i'?m|i'?ve|my|our|we|we'?re)\b"
)
_TAKEN: Final = re.compile(
    r"\b(?:my|our)\s(?:(?!(?:called|named|name|is|are|was|be|an?|the|lives?|like|love|hate|to|in|or|and|get"
    r"|have)\b)[\w'-]+,?\s){0,3}$"
)
_WHERE_I: Final = re.compile(
    r"\b(?:where|which|that|in which) (?:i|we)(?:'?ve|'?m| am| have| currently| now)? ?(?:liv|work|grew|study"
    r"|was born|based|from)"
)
_GRANTED: Final = frozenset(
    {"partner", "family", "pet", "owns", "health", "allergy", "occupation", "employer", "hobby"}
)
COVERS: Final = 0.8


def is_question(reading: Reading) -> bool:
    """Tell whether the clause asks for what the fact says."""
    return _is_asked(reading) and not takes_for_granted(reading)


def _is_asked(reading: Reading) -> bool:
    if not reading.sentence.rstrip(" \n\"')]").endswith(("?", "？")):
        return _has_form(reading, asked=False) and reading.english
    if not reading.english:
        return _is_all_that_is_asked(reading)
    return _has_form(reading, asked=True) or bool(_TAG.match(reading.tail)) or _ends_asking(reading)


def _has_form(reading: Reading, *, asked: bool) -> bool:
    """Tell whether the clause has the form of a question."""
    if _ASKS.match(reading.clause):
        return True
    if reading.lead and not asked:
        return False
    return bool(_ASKS_WHAT.match(reading.clause)) and not _RELATIVE.match(reading.clause)


def _ends_asking(reading: Reading) -> bool:
    """Tell whether the clause is the last before the question mark, and nothing else is what is asked."""
    if reading.tail.strip(" \n\"')]?"):
        return False
    asking_before = bool(_INNER.search(reading.lead)) and bool(_REASON.match(reading.clause))
    asking_after = bool(_OWN_START.match(reading.clause)) and bool(_INNER.search(reading.after))
    return not asking_before and not asking_after


def _is_all_that_is_asked(reading: Reading) -> bool:
    """Tell, in any language, whether the quote is nearly all of what stands before the question mark."""
    asked = re.split(r"[,;:¿؟]", reading.sentence.rstrip(" \n\"')]?？"))[-1].strip()
    quote = reading.message.plain[slice(*reading.quote)].strip(" ¿?？")
    return quote in asked and len(quote) >= COVERS * len(asked)


def takes_for_granted(reading: Reading) -> bool:
    """Tell whether the fact is so, whatever the sentence does with it: "my wife Ines", "as you know, I …"."""
    before = reading.before + reading.message.plain[slice(*reading.focus)]
    if _FACTIVE.search(before) and not re.search(r"\b(?:if|whether)\b", before):
        return True
    if _WHERE_I.search(reading.message.plain[slice(*reading.quote)]):
        return True
    return reading.slot in _GRANTED and bool(
        _TAKEN.search(reading.before) or re.match(r"(?:my|our) ", before[len(reading.before) :])
    )
