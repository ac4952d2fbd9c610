"""Places by the company they keep: every place of a clause is weighed by the words around it.

`raised in Tupelo, stuck in Denver` tells where from and where now; `a flight to Denver` tells nothing lasting.
"""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Found, Words, has_capital, low, told
from services.offline_model.grammar.cues.nouns import known_place, place_at
from services.offline_model.grammar.cues.speaker import is_denied, is_own
from services.offline_model.grammar.lexicon import bag, work
from services.offline_model.grammar.lexicon.geography import COUNTRIES

_IN: Final = bag("in near outside around at from to of out by over up down for")
_HOME: Final = bag("""
    live living reside residing stay staying settled settle base based stuck exiled moved shifted relocated
    transferred posted landed washed home flat house apartment room studio terrace bungalow digs
    bedsit one-bed two-bed bedroom garden allotment hostel dorm landlord landlady rent renting neighbours neighbors
    mortgage council suburb resident balcony arrived

""")
_ROOTS: Final = bag("""
    born raised reared bred grew grow childhood originally native hometown birthplace roots hail hailing upbringing
    brought accent homeland
""")
_AFTER_ROOTS: Final = bag("born bred originally raised reared native born-and-bred")
_PEOPLE: Final = bag("girl boy lad lass man woman")
_AFTER_HOME: Final = bag("based now resident way here nowadays")
_TRAVEL: Final = bag("""
    trip visit visiting visited holiday vacation flight flights fly flying train ticket tickets weekend tour hotel
    airbnb go going travel travelling traveling itinerary conference wedding interview honeymoon festival layover
    airport summer will might would could want wants plan planning plans hoping hope dream if moving tomorrow next soon
    spent spend until map capital history food match game team stadium news weather president war was were had office
    headquarters client clients customer customers supplier suppliers meeting delivery order parcel desire bto collect
    bought key keys ready coming taking drive
    driving left leaving sold sell selling own lived feel feels employer miss first open spoke

""")
_SURELY_IN: Final = bag("in near outside around")
_NOW: Final = bag("here now nowadays currently still presently")
_COMING: Final = bag("am come originally hail , myself")
_ENOUGH: Final = 3
_LONGEST: Final = 2
"""How many words the name of a place has that no list knows."""
_BEFORE: Final = 7
_NEAR: Final = 5
_FAR: Final = 99


def find_places(words: Words) -> Iterator[Cue]:
    """The user's home and hometown, each once."""
    seen = set[str]()
    at = 0
    while at < len(words):
        found = place_at(words, at)
        if found is None:
            at += 1
            continue
        slot = _slot(words, at, found)
        if slot and slot not in seen:
            seen.add(slot)
            yield told(slot, found, words, max(0, at - 1))
        at = found.end


def _slot(words: Words, at: int, found: Found) -> str:
    if (
        has_capital(words, found.end)
        or (found.value.lower() in COUNTRIES and low(words, at - 2) == "here")
        or low(words, found.end).startswith(("d'", "d’"))
        or not is_own(words, at)
        or is_denied(words, at)
        or low(words, 0) in {"greetings", "they"}
    ):
        return ""
    beside = low(words, at - 1)
    listed = known_place(words, found.end - len(found.value.split()))
    known = listed is not None and listed.end == found.end
    before = [word.low for word in words[max(0, at - _BEFORE) : at]]
    after = [word.low for word in words[found.end : found.end + 3]]
    told_after = bool((_AFTER_ROOTS | _AFTER_HOME | _PEOPLE) & set(after[:1]))
    short = known or len(found.value.split()) <= _LONGEST
    placed = beside in (_IN if known else _SURELY_IN) or (known and (at == 0 or told_after))
    if not (placed and short) or _TRAVEL & {*before, *after, *(word.low for word in words[:2])}:
        return ""
    if beside == "from":
        comes = low(words, at - 2) in _COMING or (at == 1 and after[:1] == ["originally"])
        return "hometown" if comes else ""
    if low(words, at - 2) in _NOW:
        return "home_city"
    part = [word.low for word in words[_part_start(words, at) : at]][-_BEFORE:]
    roots, homes = _distance(part, _ROOTS), _distance(_own_home(before), _HOME)
    native = known and beside in {"", ","} and low(words, found.end) in _PEOPLE
    if native or set(after[:1]) & _AFTER_ROOTS or (roots < homes and roots < _NEAR):
        return "hometown"
    return "home_city" if _weigh(words, at, found, homes) >= _ENOUGH else ""


def _own_home(before: list[str]) -> list[str]:
    """The words without homes that are another's, or those of one's childhood: `my mum's house`, `back home`."""
    moved = _MOVED & set(before)
    return [
        "" if here in _HOME and not moved and at and before[at - 1].endswith(_ANOTHERS) else here
        for at, here in enumerate(before)
    ]


_MOVED: Final = bag("moved shifted relocated stay staying live living transferred")
_ANOTHERS: Final = ("'s", "’s", "s'", "s’", "back", "parental", "childhood", "going", "go")


def _part_start(words: Words, at: int) -> int:
    """Where the part between commas begins that holds a place."""
    return next((place + 1 for place in range(at - 1, -1, -1) if words[place].text == ","), 0)


def _weigh(words: Words, at: int, found: Found, homes: int) -> int:
    """How much around a place tells that it is where the user lives."""
    before = {word.low for word in words[max(0, at - _BEFORE) : at]}
    own = bool({"i", "my", "me"} & {word.low for word in words[: found.end + 4]})
    if not own and {"is", "are", "was"} & before and homes >= _NEAR - 2:
        return 0
    after = bool(_AFTER_HOME & {low(words, found.end), low(words, found.end + 1)})
    works = bool(work.JOBS & before)
    now = low(words, at - 2) in _NOW
    return own + (low(words, at - 1) in _SURELY_IN | {"at", "to"}) + 2 * (now + (homes <= _NEAR) + after + works)


def _distance(before: list[str], signs: frozenset[str]) -> int:
    """How many words back the last sign stands."""
    return next((back for back, word in enumerate(reversed(before)) if word in signs), _FAR)
