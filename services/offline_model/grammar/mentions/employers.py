"""Whom the user works for, by the words right before a firm or right after it."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Found, has_capital, low
from services.offline_model.grammar.cues.nouns import known_place, organisation_at, role_at
from services.offline_model.grammar.lexicon import geography
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import any_of
from services.offline_model.grammar.mentions.subject import is_own

_KIND: Final = (
    r"(?:company|outfit|firm|start-?up|practice|agency|business|garage|salon|bakery|studio|chain|brewery|distillery|"
    r"shop|stall|brand|café|cafe|pub|place)"
)
_SOON: Final = (
    rf"(?:{any_of(geography.MONTHS)}|monday|next month|next week|today|now on|tomorrow|the (?:1st|first)"
    r"(?: of the month)?)"
)
_BEFORE: Final = tuple(
    re.compile(rf"(?:^|(?<= )){pattern}(?:the |a |an )?$")
    for pattern in (
        r"these days (?:I am )?(?:for|at|with) ",
        r"(?:contracted|hired|taken|employed|recruited) me (?:on )?(?:in|at|for|by) ",
        (
            r"(?:closing|opening|shifts?|days a week|behind the counter|on the tills?|on the "
            r"checkouts?|a chair|on the books|articleship going on|temping|waiting tables|bartending|mat leave|"
            r"parental leave|maternity leave) (?:on )?(?:at|with|from|@) "
        ),
        rf"(?:for|at|with|in) (?:a|an|the|this) (?:[\w'-]+ ){{0,3}}?{_KIND} (?:called|named) ",
        (
            rf"(?:my|my own|I have a|I run a|I opened a) (?:own |new |little |small |[\w-]+ )?{_KIND} (?:is called |"
            rf"is named |called |named )"
        ),
        rf"my own {_KIND} , ",
        r"trading as ",
        r"(?:nine to five|by day|weekdays|during the week|during the day) (?:, )?I am (?:at|with|in|on) ",
        r"I lecture (?:in [\w ]{3,25}? )?(?:, |at )",
        r"I (?:work |am working |am |go )(?:now )?(?:for |in |at |with |to )(?:company|firm) ",
        rf"from {_SOON} (?:on )?(?:, )?(?:it is|I am at|I am with|I work at|I work for|na) ",
    )
)
_BEEN: Final = re.compile(r"(?:^|(?<= ))been [a-z]+ing (?:[\w'-]+ ){0,3}?(?:at|for|with) (?:the )?$")
_LONG: Final = re.compile(r" (?:since|for|now|going on|about|almost|nearly|\d+|two|three|four|five|six|ten|twenty)\b")
_AFTER: Final = re.compile(
    r" (?:(?:has |have |just |finally )*(?:took|taken) me (?:on|back)|(?:has |have |just |finally )*(?:made|given|gave)"
    r" (?:me )?(?:an |the )?(?:offer|job|contract)|pays? me|is paying me|employs? me|snapped me up|is my employer|"
    r"pays? my (?:bills|wages|salary|rent)|is who I work for|(?:that|who|which) (?:pays?|sends?|gets?|employs?|gives?)"
    r" (?:me|my))(?= |$)"
)
_NO: Final = re.compile(
    r"\b(?:not|never|if|would|could|might|used to|he|she|they(?! (?:have|got|has))|you|his|her|their|who|was|were|"
    r"left|quit|lost|until)\b"
)


def employers(line: Line) -> Iterator[Mention]:
    """Firms that the user works for."""
    if line.is_past or line.asks:
        return
    for at in range(len(line.words)):
        if (found := _firm(line, at)) is None:
            continue
        start = line.offsets[at]
        end = line.offsets[found.end - 1] + len(line.words[found.end - 1].text)
        before, after = line.low[:start], line.low[end:]
        said = next((said for pattern in _BEFORE if (said := pattern.search(before))), None)
        been = _BEEN.search(before) if has_capital(line.words, at) and _LONG.match(after) else None
        begins = said or been
        if begins and _is_users(line, begins.start()):
            yield Mention("employer", found.value, "assert", line.span(begins.start(), end))
            return
        done = _AFTER.match(after) if has_capital(line.words, at) else None
        if done and line.is_told(start) and not _NO.search(before[-20:]):
            yield Mention("employer", found.value, "assert", line.span(start, end + done.end()))
            return


def _firm(line: Line, at: int) -> Found | None:
    if low(line.words, at) in {"the", "a", "an", "my", "own"}:
        return None
    found = organisation_at(line.words, at)
    place = known_place(line.words, at)
    return None if found is None or (place and place.end >= found.end) else found


def _is_users(line: Line, start: int) -> bool:
    own = is_own(line.text, start) or line.low[start:].startswith(("I ", "my "))
    return own and line.is_told(start) and not _NO.search(line.low[max(0, start - 25) : start])


_NOW: Final = re.compile(r"(?:^|(?<= ))now (?:I am )?(?:an? )?$")
_FULL: Final = re.compile(
    r"\bI am (?:now |a |just )*(?P<what>full[ -]time (?:mother|mum|mom|dad|father|carer|caregiver|parent))\b"
)
_RETIRED: Final = re.compile(r"(?:^|, |I am |I )(?:now |just )?(?P<what>retired) (?:as of|since|last|now|on) ")
_PAID_BY: Final = frozenset({"under", "with", "at", "for"})


def callings(line: Line) -> Iterator[Mention]:
    """What the user is now: `now security guard under …`, `a full-time mother`, `retired as of Friday`."""
    if line.is_past or line.asks:
        return
    for pattern in (_FULL, _RETIRED):
        for found in pattern.finditer(line.low):
            if _is_users(line, found.start()):
                yield Mention("occupation", found["what"], "assert", line.span(found.start("what"), found.end("what")))
    for at in range(1, len(line.words)):
        start = line.offsets[at]
        if not _NOW.search(line.low[:start]) or not _is_users(line, start):
            continue
        role = role_at(line.words, at)
        if role and low(line.words, role.end) in _PAID_BY:
            end = line.offsets[role.end - 1] + len(line.words[role.end - 1].text)
            yield Mention("occupation", role.value, "assert", line.span(start, end))
            firm = organisation_at(line.words, role.end + 1)
            if firm:
                last = line.offsets[firm.end - 1] + len(line.words[firm.end - 1].text)
                yield Mention("employer", firm.value, "assert", line.span(start, last))
