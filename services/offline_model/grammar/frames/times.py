"""How long a frame holds: the words for a time that is soon over."""

import re
from typing import Final

_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept?|oct|"
    r"nov|dec)"
)
_SPAN: Final = (
    rf"(?:weekend|week|fortnight|days|nights?|christmas|xmas|easter|diwali|deepavali|holi|eid|onam|pongal|navratri|pujo|"
    rf"raya|ramadan|thanksgiving|hanukkah|passover|new year|cny|songkran|t[eế]t|carnival|"
    rf"summer|holidays?|vacation|honeymoon|conference|"
    rf"wedding|project|festival|half[- ]term|training|{_MONTH})"
)
SHORT: Final = (
    rf"\bfor (?:only |just |about |around |another )*(?:the |a |an |this |these |those |next |first |few |"
    rf"couple of |my |"
    rf"our |\d+ |two |three |four |five |six |seven |eight |ten |fifteen |twenty )*{_SPAN}\b"
)
TILL: Final = (
    r"\b(?:un)?'?till? (?:(?:about |around |at least |after |early |late |mid-?|the |this |next )*"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:the )?(?:end|start|beginning|middle) of|tomorrow|next|payday|"
    r"my (?:birthday|exams?|period|wedding|results)|christmas|"
    rf"easter|(?:mid-?|early |late )?(?:{_MONTH}\b(?! \d{{4}} )|spring|summer|autumn|winter)|"
    r"(?:the|my|our|his|her|their|it|he|she|they|we|i|[A-Z]\w+)(?:'s)? [\w' -]{0,30}"
    r"\b(?:is|are|gets?|comes?|finish\w*|done|back|fixed|ends?|over|ready|heals?|repaired|out|opens?|return\w*)\b)"
)
MEANWHILE: Final = (
    r"\b(?:while|whilst) (?:the|my|our|his|her|their|they|he|she|[A-Z]\w+)(?:'s)? [\w' -]{0,30}"
    r"\b(?:gets?|being|done|fixed|built|painted|repaired|renovated|away|off|on (?:leave|holiday|vacation)|"
    r"in hospital)\b"
)


def either(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, in letters of any size."""
    return re.compile("|".join(patterns), re.IGNORECASE)


SOON_OVER: Final = either(TILL, MEANWHILE, r"\bfor the next\b", r"\bfor (?:an?|one|the) (?:day|hour|night)\b")
HANGS_ON: Final = re.compile(r"^[\s,]*(?:until|'?till?) (?!\d)", re.IGNORECASE)
LASTING: Final = re.compile(
    r"\b(?:live|lives|living|moved|shifted|relocated|settled|full[- ]time|been|since)\b", re.IGNORECASE
)
