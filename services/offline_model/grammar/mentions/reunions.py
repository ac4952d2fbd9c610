"""Partners whom the user is with again: `Tom and I are back together`, `got back with Tom`, `giving it another go`."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.lexicon import geography, life, names
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, any_of
from services.offline_model.grammar.mentions.subject import is_own

_NAME: Final = r"(?P<who>[A-ZÀ-ÞŁŚŻ][\w’-]*)"
_BOTH: Final = rf"(?:{_NAME} and (?:I|me|myself)(?: I)?|(?:I|me|myself) and {_NAME.replace('who', 'other')}(?: I)?)"
_FIRST: Final = (
    r"(?: (?:I|am|are|r|is|have|has|got|gotten|just|now|finally|officially|actually|kinda|sort of|decided to|all|"
    r"well))*"
)
_AGAIN: Final = (
    r"(?:back together|back on(?= ,|$| again| !| and)|together again|a couple again|an item again|patched (?:things|"
    r"it) up|reconciled|worked (?:things|it) out|(?:giving|gave|given|give) (?:it|us|things|this) another (?:go|try|"
    r"shot|"
    r"chance|whirl)|made up(?! (?:a|the|our|my|some|stories|for|of)\b)|trying again(?! for)|called off the divorce)"
)
_REUNITED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}{_BOTH}{_FIRST} {_AGAIN}",
        rf"{BEGIN}back together(?: again)? (?:, |- |— |: )?(?:with )?{_BOTH}",
        rf"{BEGIN}(?:back together|got back together|back on|back in a relationship|together again) with {_NAME}",
        rf"{BEGIN}(?:getting|gotten|got|am|^)(?: officially| now| just)* ?back with {_NAME}(?!'s)",
        rf"^back with {_NAME}(?!'s)",
        rf"{BEGIN}{_NAME}(?:'s| is) back(?: home)? and I{_FIRST} {_AGAIN}",
        rf"{BEGIN}I (?:have )?(?:took|taken) {_NAME} back(?= ,|$| again| after| and| in the end)(?! to\b)",
        rf"{BEGIN}{_NAME} (?:has |have )?(?:took|taken) me back(?= ,|$| again| after| and| in the end)(?! to\b)",
        rf"{BEGIN}(?:patched (?:things|it) up|reconciled|giving it another go|made up) with {_NAME}",
    )
)
_GUESSED: Final = re.compile(r"\b(?:got|are|is|am) back together$")
_PAIR: Final = re.compile(rf"^{_BOTH}$")
_UNSAID: Final = re.compile(
    r"\b(?:would|could|might|may|maybe|wish|hope|hoping|want|wants|will|when|before|never|not|ever|unless|should|"
    r"tempted|thinking|dream\w*|almost|nearly|refuse\w*|asked|begging|begged|wonder\w*)\b"
)
_IF: Final = re.compile(r"\b(?:if|unless|what would)\b")
_OTHERS: Final = re.compile(
    rf"\b(?:my|his|her|their|the) (?:[\w-]+ )?(?:{any_of({*life.KIN, *life.KIN_MANY})}|friend|mate|boss|colleague|"
    r"flatmate|roommate|neighbou?r|coach|trainer|therapist|band|team|dog|cat)s?\b"
)
_LATER: Final = re.compile(r"^ (?:from|for|on|about|at|next|tomorrow|next|re|regarding|later)\b")
_NO_NAMES: Final = (
    names.NOT_NAMES | geography.CITIES | geography.COUNTRIES | geography.NATIONALITIES | frozenset(geography.MONTHS)
) - names.GIVEN_NAMES


def reunions(line: Line) -> Iterator[Mention]:
    """Those whom the user is a couple with again."""
    guessed = bool(_GUESSED.search(line.before.rstrip(" ?!.")))
    if line.asks or _IF.search(line.low) or _OTHERS.search(line.low):
        return
    patterns = (*_REUNITED, _PAIR) if guessed else _REUNITED
    for pattern in patterns:
        for found in pattern.finditer(line.named.rstrip(" !.?")):
            caught = found.groupdict()
            name = caught["who"] or caught.get("other") or ""
            single = "with" in found.group() or " back" in found.group()
            known = name.lower() in names.GIVEN_NAMES or not single
            told = line.is_told(found.end() - 1) and is_own(line.text, found.start())
            told = told and not _UNSAID.search(line.low[: found.end()])
            if known and told and name.lower() not in _NO_NAMES and not _LATER.match(line.named[found.end() :]):
                yield Mention("partner", name, "assert", line.span(found.start(), found.end()))
                return
