"""Where the user lives and comes from, by the words right before a place or right after it."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Found
from services.offline_model.grammar.cues.nouns import known_place, place_at
from services.offline_model.grammar.lexicon import life
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import any_of
from services.offline_model.grammar.mentions.subject import is_own

_MIDDLE: Final = r"(?:the (?:middle|centre|center|heart|edge|outskirts|suburbs|north|south|east|west) of )?"
_THERE: Final = r"(?:here |over |up |down |out |back )?"
_AGO: Final = r"(?:this year|last year|last month|(?:\w+ )?(?:years?|months?) (?:ago|back|before)|later|recently|now)"
_HOMES: Final = tuple(
    re.compile(rf"(?:^|(?<= )){pattern}$")
    for pattern in (
        rf"you will find me (?:living |based |now )?{_THERE}in {_MIDDLE}",
        (
            rf"my (?:(?!parents\b|[\w-]+'s )[\w'-]+ )?(?:house|flat|home|apartment|room|condo|bungalow|cottage) "
            rf"(?:is |now |still )*{_THERE}(?:in|near|outside) {_MIDDLE}"
        ),
        rf"(?:the|and|a little|a small) (?:house|flat|apartment|cottage|bungalow) is {_THERE}in {_MIDDLE}",
        (
            rf"I (?:myself |still |now |currently |also )*(?:live|stay|am living|am staying) with my (?:[\w'-]+ )"
            rf"{{1,4}}?{_THERE}in {_MIDDLE}"
        ),
        rf"(?:lives?|stays?|living|staying) with me {_THERE}in {_MIDDLE}",
        (
            rf"{_AGO} (?:, )?(?:I )?(?:have )?(?:move|moved|fly|flew|came|come|shifted|shift|relocated|transferred) "
            rf"{_THERE}to "
        ),
        r"never (?:have )?lived (?:anywhere (?:else |other )?|elsewhere )(?:than|but|except|besides)(?: in)? ",
        r"I (?:now |currently )?(?:practise|practice|farm) in ",
    )
)
_ROOTS: Final = tuple(
    re.compile(rf"(?:^|(?<= )){pattern}$")
    for pattern in (
        rf"I (?:grew|grow|was brought|was raised) up {_THERE}(?:in |around |near |outside )?",
        rf"(?:raised|reared|brought up) me (?:and my [\w ]{{2,25}} )?{_THERE}in ",
        rf"born (?:and|n|&|'n) (?:bred|raised|reared) {_THERE}in ",
        r"I was born (?:in \d{4} )?(?:in|at|near) ",
        r"born in \d{4} (?:in|at) ",
        r"my (?:home ?town|birthplace|native place|native town) is (?:in )?",
        r"I miss (?:my )?home in ",
    )
)
_AFTER_ROOTS: Final = re.compile(
    r"(?: ,| is| it is)? (?:(?:that is )?where I (?:grew up|grow up|was born|come from|am from)|I (?:grow up|grew up|"
    r"was born)|my whole childhood|born and (?:bred|raised)|born n bred|born and still here|born , still here|"
    r"from birth)(?= |$)"
)
_KIN: Final = any_of([*life.PARTNER_WORDS, "kids", "children", "family", "parents", "mum", "mom", "dog", "cat", "cats"])
_AFTER_HOME: Final = re.compile(
    rf"(?: with my (?:[\w'-]+ )?(?:{_KIN})(?! (?:for|next|this|on|in|to|until)\b)(?= |$)| born (?:, |and )still here"
    r"| ,? ?(?:that|this) is my town| is where I (?:live|am based|have settled))"
)
_NO: Final = re.compile(
    r"\b(?:not|never(?! (?:have )?lived)|if|would|could|might|want|wish|he|she|they|you(?! will find)|his|her|their)\b"
)
_TRIP: Final = re.compile(r"\b(?:trip|holiday|weekend|visit\w*|flight|hotel|tomorrow|next|week|going|fly|vacation)\b")


def whereabouts(line: Line) -> Iterator[Mention]:
    """The user's home and hometown."""
    at = 0
    while at < len(line.words):
        found = place_at(line.words, at)
        if found is None:
            at += 1
            continue
        slot, start, end = _slot(line, at, found)
        if slot and line.is_told(line.offsets[at]):
            yield Mention(slot, found.value, "assert", line.span(start, end))
        at = found.end


def _slot(line: Line, at: int, found: Found) -> tuple[str, int, int]:
    """The slot that the words around a place tell, and the span of the line that says so."""
    start = line.offsets[at]
    end = line.offsets[found.end - 1] + len(line.words[found.end - 1].text)
    before, after = line.low[:start], line.low[end:]
    for slot, patterns in (("home_city", _HOMES), ("hometown", _ROOTS)):
        for pattern in patterns:
            said = pattern.search(before)
            if said and _is_own(line, said.start()) and not (slot == "home_city" and line.is_past):
                return slot, said.start(), end
    known = known_place(line.words, at)
    if known and known.end == found.end and is_own(line.text, start):
        roots, home = _AFTER_ROOTS.match(after), _AFTER_HOME.match(after)
        if roots:
            return "hometown", start, end + roots.end()
        placed = before.endswith((" in ", " near ", " outside ", " of ")) or "still here" in after
        if home and placed and not _TRIP.search(line.low) and not _NO.search(before[-30:]):
            return "home_city", start, end + home.end()
    return "", 0, 0


def _is_own(line: Line, start: int) -> bool:
    before = line.low[max(0, start - 25) : start]
    return not _NO.search(before) and (is_own(line.text, start) or line.low[start:].startswith(("I ", "my ")))
