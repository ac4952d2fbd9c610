"""Work by its verbs: `I repair elevators`, `working part time at …`, `… has hired me`."""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Found, Words, has_capital, is_word, low, lows, told
from services.offline_model.grammar.cues.nouns import known_place, noun_end, organisation_at
from services.offline_model.grammar.cues.roles import find_around
from services.offline_model.grammar.cues.speaker import is_denied, is_own
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.lexicon.geography import COUNTRIES
from services.offline_model.grammar.lexicon.labours import CARED_FOR, LABOURS, RUN

_AT_WORK: Final = bag("""
    work works working job jobs shift shifts internship apprenticeship traineeship placement contract employed career
    closing opening teach teaching lecture lecturing started joined join resumed signed sign reported
    stint gig turns roster rota manager colleagues coworkers payslip salary uniform interning temping freelancing
    freelance volunteering hired employer apprentice waitressing bartending moonlight clerk deliver delivering post
    position role tills nights serve serving leave boss brigade cook cooking fly flying cleaning
""")
_JOINED: Final = bag("joined join joining founded co-founded cofounded")
_LEISURE: Final = bag("gym club choir band church society association union library facebook instagram discord slack")
_LEFT: Final = bag("left quit resigned finished leave leaving dumped ditched retired sacked fired redundant notice")
_AHEAD: Final = bag("start starting will might")
_HEAD: Final = 6
_TAKING: Final = bag("hired poached recruited employed employs took pays contracted transferred promoted headhunted")
_LONGEST: Final = 5
_FOR: Final = bag("at for in with by under from")


def find_work(words: Words) -> Iterator[Cue]:
    """What the user does, and for whom."""
    if any(word.low in _LEFT | _AHEAD for word in words[:_HEAD]):
        return
    for place in range(len(words)):
        if is_denied(words, place + 1):
            continue
        done = _done(words, place)
        if done and is_own(words, place) and low(words, place - 1) in _OWN_VERB:
            yield told("occupation", done, words, place)
            yield from (cue for cue in find_around(words, done.end) if _belongs(words, cue))
            return
    yield from _employers(words)


def _belongs(words: Words, cue: Cue) -> bool:
    """Whether what stands around some work is one's own firm, or home: work for a firm has its name, home is alone."""
    if cue.slot == "employer":
        return cue.value[:1].isupper() or cue.first.low != "at"
    owns = any(word.low == "own" for word in words)
    places = {found.value for at in range(len(words)) if (found := known_place(words, at))}
    return not owns and all(place == cue.value or place.lower() in COUNTRIES for place in places)


_MY_FIRM: Final = {("my", "company"), ("my", "employer"), ("my", "firm"), ("my", "business"), ("my", "startup")}
_SERVED: Final = bag("brigade police nhs navy army ambulance coastguard council railway raf")
_NOT_MINE: Final = bag("to your his her their")
_OWN_VERB: Final = bag("i am and , just also mostly now still been currently") | {""}


def _employers(words: Words) -> Iterator[Cue]:
    for place, word in enumerate(words):
        if is_denied(words, place + 1):
            continue
        named = _firm(words, place) or _service(words, place)
        if named:
            yield told("employer", named, words, place)
        elif word.low in _AT_WORK and low(words, place - 1) not in _NOT_MINE and is_own(words, place + 1):
            yield from _employer_after(words, place)
        elif word.low in _TAKING and low(words, place + 1) == "me" and place:
            yield from filter(None, (_before(words, place),))


def _firm(words: Words, place: int) -> Found | None:
    """`my company, Brightside Ltd, …`."""
    if lows(words, place, 2) not in _MY_FIRM:
        return None
    at = place + 2
    while low(words, at) in {",", "is", "called", "named"}:
        at += 1
    return organisation_at(words, at) if at > place + 2 and has_capital(words, at) else None


def _service(words: Words, place: int) -> Found | None:
    """`I'm with the fire brigade`."""
    if lows(words, place, 2) != ("i", "am") or low(words, place + 2) not in {"with", "at", "in"}:
        return None
    served = organisation_at(words, place + 3)
    return served if served and not _SERVED.isdisjoint(served.value.lower().split()) else None


def _employer_after(words: Words, place: int) -> Iterator[Cue]:
    if words[place].low in _JOINED:
        found = organisation_at(words, place + 1)
        if found and found.value.lower().split()[-1] not in _LEISURE:
            yield told("employer", found, words, place)
        return
    at = place + 1
    while at < min(len(words), place + _LONGEST) and low(words, at) not in _FOR:
        if not is_word(words, at):
            return
        at += 1
    if low(words, at) == "from":  # `on leave from …`
        firm = organisation_at(words, at + 1) if words[place].low == "leave" else None
        if firm:
            yield told("employer", firm, words, place)
        return
    for cue in find_around(words, at):
        if cue.slot == "employer" or words[place].low in {"work", "working"}:
            yield cue


def _before(words: Words, place: int) -> Cue | None:
    """`Paystack has poached me`."""
    end = place - 1 if low(words, place - 1) in {"has", "have", "just", "had"} else place
    for start in range(max(0, end - 4), end):
        if has_capital(words, start):
            found = organisation_at(words, start)
            if found and found.end == end:
                return told("employer", found, words, start)
    return None


def _done(words: Words, place: int) -> Found | None:
    """A verb of work with what it is done to, as `repairs elevators`."""
    for size in (3, 2, 1):
        verb = " ".join(lows(words, place, size))
        base = _base(verb)
        if base in LABOURS:
            return _object(words, place + size, base, verb)
    return None


def _base(verb: str) -> str:
    """`drive` of `driving`."""
    if not verb.endswith("ing"):
        return verb
    stem = verb.removesuffix("ing")
    return next((each for each in (stem, f"{stem}e", stem[:-1]) if each in LABOURS), verb)


def _object(words: Words, at: int, base: str, verb: str) -> Found | None:
    start = at
    while low(words, at) in _DETERMINERS:
        at += 1
    end = noun_end(words, at)
    if end == at or low(words, start) == "my" or not _is_labour(words, (start, at, end), base):
        return None
    return Found(f"{verb} {' '.join(word.text for word in words[start:end])}", end)


def _is_labour(words: Words, span: tuple[int, int, int], base: str) -> bool:
    """Whether a verb with its object is work; `span` is where the object, its noun, and what follows begin."""
    start, at, end = span
    last, noun = words[end - 1].low, " ".join(lows(words, at, end - at))
    two = " ".join(lows(words, max(at, end - 2), min(2, end - at)))
    if base in {"make", "build"}:
        return noun in LABOURS[base]
    if base in {"run", "manage", "own"}:
        return last.removesuffix("s") in RUN
    if base in {"take care of", "look after", "care for"}:
        return last in CARED_FOR
    if base == "teach":
        return end - at <= _SHORT and words[at].low not in _TAUGHT and low(words, start) != "the"
    whole = " ".join(lows(words, start, end - start))
    return base == "supervise" or not LABOURS[base].isdisjoint({last, two, whole})


_DETERMINERS: Final = bag("a an the my one own small little")
_TAUGHT: Final = bag("myself people both kids you him her them")
_SHORT: Final = 3
