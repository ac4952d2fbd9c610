"""Where somebody lives, by what only somebody who lives there says: `my flat in …`, `here in …`, `… based`."""

from collections.abc import Callable, Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Found, Words, has_capital, low, lows, told
from services.offline_model.grammar.cues.nouns import known_place, noun_end, place_at
from services.offline_model.grammar.cues.speaker import is_denied, is_own
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.lexicon.geography import COUNTRIES

_IN: Final = bag("in near outside at around by past beyond")
_LIVING: Final = bag("""
    live living lived reside residing stay staying settle settled base based dwell rent renting stationed
    posted installed sleep located housed lodging squatting relocate relocated
""")
_ARRIVED: Final = bag("moved shifted relocated transferred landed arrived back posted settled")
_DWELLINGS: Final = bag("""
    flat house home place apartment room studio cottage terrace bungalow condo unit digs bedsit townhouse semi
    maisonette garden allotment kitchen balcony backyard yard shop salon stall farm street road neighbourhood
    neighborhood village area building block hostel dorm town city suburb flatshare houseshare annexe loft duplex hdb
    self-contain compound square estate parish patch garage shed roof basement attic trailer caravan houseboat mortgage
    rent

""")
_RENTED: Final = bag("flat house apartment room studio bungalow digs bedsit home maisonette duplex allotment landlord")
_GOT: Final = bag("have rent bought renting got buy share sharing found taken keep")
_VISITING: Final = bag("""
    holiday vacation trip visit visiting hotel airport weekend conference layover honeymoon fortnight meeting wedding
    interview tomorrow until desire wish airbnb tour cruise stopover festival ready bto bto-ed

""")
_BETWEEN: Final = bag("""
    here now still currently up down over out back actually since just with my husband wife family years ten two three
    four five year for a few right already the alone again both all always permanently happily ago months last month
    week in into at year's end 2019 2020 2021 2022 2023 2024 2025 small flat house room shared own

""")
_NIGHTS: Final = bag("night nights days")
_OVER: Final = bag("miss missing spoke grew sold sell selling sells left leaving leave was were own owned")
_SMALL: Final = bag("up down out over here now still actually just based all back already both home also way currently")
_REACH: Final = 7
_Sign = Callable[[Words, int], Found | None]


def find_homes(words: Words) -> Iterator[Cue]:
    """The user's place, once; a town rather than its country."""
    yield from _found(words, (_said, _moved, _dwelling, _here, _based, _person, _being))


def find_granted_homes(words: Words) -> Iterator[Cue]:
    """What a question takes for granted: `my flat in …`, `here in …`."""
    yield from _found(words, (_dwelling, _here))


def _found(words: Words, signs: tuple[_Sign, ...]) -> Iterator[Cue]:
    found = [cue for place in range(len(words)) if (cue := _home(words, place, signs))]
    towns = [cue for cue in found if cue.value.lower() not in COUNTRIES]
    yield from (towns or found)[:1]


def _home(words: Words, place: int, signs: tuple[_Sign, ...]) -> Cue | None:
    found = next((value for sign in signs if (value := sign(words, place))), None)
    own = is_own(words, place + 1) or "my" in lows(words, place - 2, 2)
    if found and own and not is_denied(words, place) and not _visits(words):
        return told("home_city", found, words, place)
    return None


def _visits(words: Words) -> bool:
    lows = [word.low for word in words]
    some = any(low in _NIGHTS and at and lows[at - 1] not in {"these", "most", "two"} for at, low in enumerate(lows))
    return some or not (_VISITING | _OVER).isdisjoint(lows)


def _near(words: Words, start: int) -> Found | None:
    """The first place after `in` and the like, a few small words on."""
    for at in range(start, min(start + _REACH, len(words))):
        if words[at].low in _IN or words[at].low == "to":
            found = place_at(words, at + 1)
            if found:
                return found
        elif words[at].low not in _BETWEEN and not words[at].text.isdigit():
            return None
    return None


def _said(words: Words, place: int) -> Found | None:
    """`I live now in …`, `residing at …`."""
    here = words[place].low
    if here not in _LIVING or low(words, place - 1) in {"to", "would", "a", "the", "my", "used", "be"}:
        return None
    if here == "lived" and "since" not in {word.low for word in words}:
        return None
    fronted = _fronted(words, place)
    return _near(words, place + 1) or fronted


def _fronted(words: Words, place: int) -> Found | None:
    """`in Reading I live since 2016`."""
    if low(words, place - 1) not in {"i", "am"} or low(words, 0) not in _IN:
        return None
    return place_at(words, 1)


def _moved(words: Words, place: int) -> Found | None:
    """`we have shifted to …`, `arrived in …`, `I am back in …`."""
    here = words[place].low
    made = here == "move" and lows(words, place - 2, 2) in {("made", "the"), ("made", "my")}
    if not made and (here not in _ARRIVED or low(words, place - 1) in {"to", "will", "get", "got", "the"}):
        return None
    if here == "back" and low(words, place - 1) not in {"am", "moved", "now", "came", "come"}:
        return None
    at = place + 1
    while at < len(words) and at - place < _REACH and low(words, at) not in {"to", "in", "into"}:
        if words[at].low not in _BETWEEN | {"from", "office", "house", "both", "me", "everything"} and not has_capital(
            words, at
        ):
            return None
        at += 1
    found = place_at(words, at + 1) if at < len(words) else None
    return found or _near(words, at + 1)


def _dwelling(words: Words, place: int) -> Found | None:
    """`my flat here in …`, `I rent a room near …`, `the shop is in …`."""
    if words[place].low not in _DWELLINGS:
        return None
    before = [word.low for word in words[max(0, place - 4) : place]]
    got = words[place].low in _RENTED and not _GOT.isdisjoint(word.low for word in words[:place])
    the = before[-1:] == ["the"] and lows(words, place + 1, 2) == ("is", "in") and words[place].low in _RENTED
    owned = "my" in before or got or the or before[-1:] == ["this"]
    if not owned or _is_anothers(words, place):
        return None
    at = place + 1
    if words[place].low == "commute" and low(words, at) == "from":
        return place_at(words, at + 1)
    while low(words, at) in {"here", "up", "down", "out", "over", "is", "just"}:
        at += 1
    return place_at(words, at + 1) if low(words, at) in _IN else None


def _is_anothers(words: Words, place: int) -> bool:
    """`my brother's house`, `my parents' place`: the home of somebody else."""
    return any(low(words, at).endswith(("'s", "’s", "s'", "s’", "parents")) for at in range(max(0, place - 2), place))


def _here(words: Words, place: int) -> Found | None:
    """`here in …`, `over here in …`."""
    if lows(words, place, 2) in {("here", "in"), ("here", "at"), ("writing", "from"), ("typing", "from")}:
        found = place_at(words, place + 2)
        return found if found and found.value.lower() not in COUNTRIES else None
    now = words[place].low == "now" and (place == 0 or low(words, place - 1) in {",", "but", "and"})
    return known_place(words, place + 1) if now else None


def _based(words: Words, place: int) -> Found | None:
    """`Brighton based`, `Leeds-based`."""
    if low(words, place) != "based" or place == 0:
        return None
    for start in range(max(0, place - 3), place):
        found = place_at(words, start)
        if found and found.end == place:
            return Found(found.value, place + 1)
    return None


def _person(words: Words, place: int) -> Found | None:
    """`I'm a single mum in …`, `we are a family of four in …`."""
    if lows(words, place - 1, 2) != ("i", "am") or low(words, place + 1) not in {"a", "an", "the", "both"}:
        return None
    at = noun_end(words, place + 2)
    if low(words, at) == "of":
        at = noun_end(words, at + 1)
    return known_place(words, at + 1) if low(words, at) in {"in", "near", "outside"} else None


def _being(words: Words, place: int) -> Found | None:
    """`we're in …`, `I'm up in … now`: somebody who is on a journey says more."""
    if words[place].low != "am" or low(words, place - 1) != "i":
        return None
    at = place + 1
    while low(words, at) in _SMALL:
        at += 1
    if low(words, at) not in _IN | {"from"} or low(words, at) == "from":
        return None
    return (known_place if words[at].low in {"at", "by"} else place_at)(words, at + 1)
