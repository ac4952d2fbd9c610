"""Homes told in a few words around a town: `yes, Leeds again`, `Galway has us now`, `home is Leeds again`.

Such words are also said of matches, holidays and meetings, and `it's Austin again` by somebody of that name. So only
those are read that hardly anybody says of a place where they do not live.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.nouns import known_place
from services.offline_model.grammar.lexicon import geography, names
from services.offline_model.grammar.lexicon.towns import is_town
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import any_of
from services.offline_model.grammar.mentions.subject import is_own, with_small_towns

_CUE: Final = re.compile(r"\b(?:again|now|once more|back|returned|since|home is|local|resident)", re.IGNORECASE)
"""Without one of these, nothing here is told."""
_YES: Final = r"^(?:so |and |oh |ok |well )*(?:yes|yep|yeah|yup|ye|ya|correct) (?:, )?"
_BEGIN: Final = (
    r"(?:^(?:(?:so|ok|okay|anyway|well|and|update|btw) (?:[,:] )?)*|(?<=[,;:] )|(?<= so )|(?<= and )|(?<= but ))"
)
_WHEN: Final = rf"(?:{any_of(geography.MONTHS)}|spring|summer|autumn|winter|christmas|easter|20\d\d)"
_STOP: Final = r"(?= ,|$| -| —| and| so| but)"
_FOLK: Final = r"(?:resident|girl|boy|lad|lass|woman|man|local)s?"
_HOUSEHOLD: Final = r"(?:my )?(?:wife|husband|partner|kids|family|chickens|chooks|children|dog|cat)"
_FOR_LONG: Final = r" (?:for good|to stay|permanently|for keeps|after (?:[\w-]+ ){1,4}(?:years?|months?|stint|spell)\b)"
_SPOKEN: Final = tuple(
    (re.compile(rf"(?:{before})$"), re.compile(after))
    for before, after in (
        # What stands before the town, and behind it.
        (rf"{_YES}(?:it is )?", rf" (?:again|once more){_STOP}"),
        (rf"{_YES}(?:I am )?back in ", _STOP),
        (rf"{_BEGIN}it is ", rf" (?:again|once more|now) for (?:me|us){_STOP}"),
        (rf"{_BEGIN}home is ", rf" (?:again|once more|these days|now){_STOP}"),
        (rf"{_BEGIN}(?:I am )?(?:unpacked|settled) (?:back )?in ", rf" (?:again|once more){_STOP}"),
        (_BEGIN, rf" (?:has|have|got) (?:(?:me|us) back|us (?:now|again)){_STOP}"),
        (_BEGIN, r" is (?:home (?:again|now|once more)|where I (?:lay my head|sleep|hang my hat) now)\b"),
        (rf"{_BEGIN}I am an? ", rf" {_FOLK} (?:again|now|once more|these days|since|as of)\b"),
        (rf"{_BEGIN}I am (?:now |officially |finally )+(?:an? )?", rf" (?:{_FOLK}|people|folk)\b"),
        (rf"{_BEGIN}since {_WHEN} (?:, )?(?:I am )?in ", r"(?= ,|$)"),
        (rf"{_BEGIN}{_HOUSEHOLD} and I (?:all )?am back in ", _FOR_LONG),
        (rf"{_BEGIN}I (?:have )?(?:returned|come back|came back|gone back) (?:home )?to ", _FOR_LONG),
    )
)
_GRANTED: Final = re.compile(
    r"^(?:so |ok |and )*(?:now (?:that )?I am back (?:living |home )?in |since I moved back to )$"
)
"""What a question takes for granted: `now that I'm back in Leeds, which gym?`."""
_LEFT: Final = re.compile(
    rf"{_BEGIN}(?:I )?(?:have )?left (?P<old>[\w' -]{{3,20}}?) (?:, )?(?:and )?(?:now |am )?back (?:to|in) $"
)
_ELSE: Final = re.compile(
    r"\b(?:match|game|away|vs|versus|league|cup|score\w*|goals?|final|beat|lost to|table|audit|flight|fly|flights|"
    r"train|trip|visit\w*|weekend|tonight|tomorrow|today|\w+day|meeting|conference|office|branch|clients?|order|sale|venue|"
    r"gig|concert|tour|show|wedding|funeral|holiday|hotels?|weather|news|chapter|story|novel|song|destination|supplier|"
    r"team|next)\b"
)
"""What else a town is named for."""
_UNREAL: Final = re.compile(
    r"\b(?:if|would|could|might|(?<!in )(?<!since )may|maybe|wish|hope|want|will|going to|used to|never|not|was|had|"
    r"always|until|till|he|she|they|his|her|you)\b"
)
_CLAUSE: Final = re.compile(r" ?[,;:] | (?:so|but|and|then) ")


def hometowns(line: Line) -> Iterator[Mention]:
    """The town that the user lives in now, by a few words around it."""
    if not _CUE.search(line.low):
        return
    for at in range(len(line.words)):
        found = known_place(line.words, at)
        if found is None or found.value.lower() in geography.COUNTRIES | names.GIVEN_NAMES:
            continue
        start = line.offsets[at]
        end = line.offsets[found.end - 1] + len(line.words[found.end - 1].text)
        told = _told(line, start, end)
        if told and is_own(with_small_towns(line.text), told[0]):
            yield Mention("home_city", found.value, "assert", line.span(*told))
            return


def _told(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """What of the line tells that the town is home."""
    before, after = line.low[:start], line.low[end:]
    granted = _GRANTED.match(before)
    if granted and line.asks and not _ELSE.search(after):
        return 0, end
    clause = _CLAUSE.split(before)[-1]
    unreal = _UNREAL.search(clause + _CLAUSE.split(after)[0])
    if line.asks or not line.is_told(start) or unreal or _ELSE.search(clause + after):
        return None
    for pattern, follows in _SPOKEN:
        said, then = pattern.search(before), follows.match(after)
        if said and then:
            return said.start(), end + then.end()
    left = _LEFT.search(before)
    return (left.start(), end) if left and is_town(left["old"]) else None
