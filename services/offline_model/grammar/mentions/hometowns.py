"""Homes told in a few words around a town: `Leeds again`, `it's Limerick now`, `Hull has me back`, `swapped for York`.

Such words are also said of matches, meetings and flights, so the sentence must not tell of one; and the town is one
that a list has.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.nouns import known_place
from services.offline_model.grammar.lexicon import geography
from services.offline_model.grammar.lexicon.towns import is_town
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import any_of
from services.offline_model.grammar.mentions.subject import is_own, with_small_towns

_OPENING: Final = (
    r"(?:(?:yes|yep|yeah|yup|ye|ya|ok|okay|so|anyway|well|and|now|oh|haha|but|correct|of course|plot twist|update|btw|"
    r"address change|change of address|long story short|turns out|for the record) (?:[,:] )?)*"
)
_ALONE: Final = rf"^{_OPENING}"
_BEGIN: Final = rf"(?:{_ALONE}|(?<=[,;:] )|(?<= so )|(?<= and )|(?<= but )|(?<= then ))"
_IT_IS: Final = r"(?:it is|its|it's)"
_WHEN: Final = (
    rf"(?:last |early |late |mid )?(?:{any_of(geography.MONTHS)}|spring|summer|autumn|winter|year|christmas|easter|"
    r"20\d\d)"
)
_STOP: Final = r"(?= ,|$| -| —| and| so| then)"
_AGAIN: Final = rf" (?:again|once more|these days|now)(?: for (?:me|us))?{_STOP}"
_FOLK: Final = r"(?:resident|girl|boy|lad|lass|woman|man|local)s?"
_HOUSEHOLD: Final = r"(?:my )?(?:wife|husband|dog|cat|kids|family|chickens|chooks|children)"
_SPOKEN: Final = tuple(
    (re.compile(rf"(?:{before})$"), re.compile(after))
    for before, after in (
        # What stands before the town, and behind it.
        (_ALONE, _AGAIN),
        (rf"{_BEGIN}(?:that )?(?:{_IT_IS}|home is) ", _AGAIN),
        (rf"{_BEGIN}(?:I am )?(?:unpacked|settled|landed|ended up) (?:back )?in ", _AGAIN),
        (r"\bI (?:have )?(?:unpacked|ended up|wound up) (?:back )?in ", r" again\b"),
        (rf"{_BEGIN}I am (?:all )?in ", r" once more(?= ,|$| and| so)"),
        (r"^(?:yes|yep|yeah|ya) (?:, )?in ", r"(?= ,|$)"),
        (_BEGIN, r" (?:has|have|had|got|gets) (?:me|us) (?:now|back|again)(?= ,|$| and| so)"),
        (_BEGIN, r" won in the end(?! , \d)"),
        (_BEGIN, r" is (?:home (?:again|now|once more)|where I (?:lay my head|sleep|hang my hat) now)\b"),
        (rf"{_BEGIN}I am (?:an? )?", rf" {_FOLK} (?:again|now|once more|these days|since|as of)\b"),
        (rf"{_BEGIN}I am (?:now |officially |finally )+(?:an? )?", rf" (?:{_FOLK}|people|folk)\b"),
        (_ALONE, r" (?:locals|residents) (?:now|again|since|as of)\b"),
        (rf"{_BEGIN}(?:now )?since {_WHEN} (?:, )?(?:(?:I am |{_IT_IS} )?in |{_IT_IS} )", ""),
        (
            rf"{_ALONE}(?:I am |were )?back (?:home |up |down |over )?in ",
            rf"(?:$| ,(?! (?:I|my|the|our|there|it)\b)| again(?= ,|$)| since {_WHEN}| for good| now\b| these days)",
        ),
        (rf"{_BEGIN}{_HOUSEHOLD} and I (?:all )?am back in ", r"(?= ,|$| again| and| after| now)"),
        (rf"{_BEGIN}I and [\w' ]{{2,20}} am back in ", r"(?= ,|$| again| and| after| now)"),
        (rf"{_ALONE}(?:the|my) family(?:'s| is) back in ", r"(?= ,|$| again| now)"),
        (
            r"\bI (?:have )?(?:returned|came back|got back|come back) (?:home )?to ",
            rf" (?:in|last|since|this) (?:the )?{_WHEN}\b",
        ),
        (
            rf"{_BEGIN}(?:I )?(?:have )?left [\w' ]{{3,20}} (?:, )?(?:and )?(?:now |am )?back (?:to|in) ",
            r"(?= ,|$| again| now| and)",
        ),
    )
)
_GRANTED: Final = re.compile(
    r"(?:\b(?:now (?:that )?I am back (?:living |home )?in |since I (?:moved|came|got) back to )|^being back in )$"
)
"""What a question takes for granted: `now that I'm back in Leeds, which gym?`."""
_SWAPPED: Final = re.compile(
    rf"{_BEGIN}(?:I (?:have )?)?(?:swapped|traded|swopped|exchanged) (?P<old>[\w' -]{{3,20}}) for $"
)
_HOPPED: Final = re.compile(rf"{_ALONE}(?:from )?(?P<old>[\w' -]{{3,20}}) to $")
_NOW: Final = re.compile(r"^ now(?= ,|$)")
_SLIPPED: Final = re.compile(
    r"\bI (?:said|wrote|typed|put) (?P<old>[\w' -]{3,20}?) (?:, )?(?:but )?(?:I )?(?:meant|mean) $"
)
_SORRY: Final = re.compile(r"\b(?:sorry|oops|apologies|typo|correction|auto ?correct|mistake|predictive)\b")
_ELSE: Final = re.compile(
    r"\b(?:match|game|away|vs|versus|league|cup|score\w*|goals?|final|beat|lost to|table|audit|flight|fly|flights|"
    r"train|trip|visit\w*|(?:this|for the|next|every) weekend|tonight|tomorrow|today|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|meeting|conference|office|branch|client|clients|order|sale|venue|gig|concert|tour|show|wedding|"
    r"funeral|holiday|hotel|weather|news|chapter|story|novel|destination|supplier|team|next)\b"
)
"""What else a town is named for."""
_UNREAL: Final = re.compile(
    r"\b(?:if|would|could|might|(?<!in )(?<!since )may|maybe|wish|hope|want|will|going to|used to|never|not|was|had|"
    r"always|until|till|he|she|they|his|her|you)\b"
)
_CLAUSE: Final = re.compile(r" ?[,;:] | (?:so|but|and|then) ")


def hometowns(line: Line) -> Iterator[Mention]:
    """The town that the user lives in now, by a few words around it."""
    for at in range(len(line.words)):
        found = known_place(line.words, at)
        if found is None or found.value.lower() in geography.COUNTRIES:
            continue
        start = line.offsets[at]
        end = line.offsets[found.end - 1] + len(line.words[found.end - 1].text)
        begun, ended = _told(line, start, end)
        if ended and is_own(with_small_towns(line.text), begun):
            yield Mention("home_city", found.value, "assert", line.span(begun, ended))
            return


def _told(line: Line, start: int, end: int) -> tuple[int, int]:
    """What of the line tells that the town is home; nothing when that is not told."""
    before, after = line.low[:start], line.low[end:]
    granted = _GRANTED.search(before)
    if granted and not _ELSE.search(before):
        return granted.start(), end
    clause = _CLAUSE.split(before)[-1]
    if line.asks or not line.is_told(start) or _ELSE.search(clause + after):
        return 0, 0
    if _UNREAL.search(clause + _CLAUSE.split(after)[0]):
        return 0, 0
    for pattern, follows in _SPOKEN:
        said, then = pattern.search(before), follows.match(after)
        if said and then:
            return said.start(), end + then.end()
    left = _left(line.low, before, after)
    return (left.start(), end) if left and is_town(left["old"]) else (0, 0)


def _left(line: str, before: str, after: str) -> re.Match[str] | None:
    """The words that name another town, which this one takes the place of."""
    swapped = _SWAPPED.search(before) or (_HOPPED.search(before) if _NOW.match(after) else None)
    return swapped or (_SLIPPED.search(before) if _SORRY.search(line) else None)
