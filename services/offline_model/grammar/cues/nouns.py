"""Nouns by their looks, wherever they stand: places, organisations, professions, schools."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting
from services.offline_model.grammar.cleaners import work as job_cleaners
from services.offline_model.grammar.cues.cue import Found, Words, has_capital, is_word, low
from services.offline_model.grammar.lexicon import bag, geography, life, names, work
from services.offline_model.grammar.lexicon.towns import is_town

_KNOWN: Final = geography.CITIES | geography.COUNTRIES
_CONNECTORS: Final = bag("de la le del du da do dos of upon der den under sur")
_DIRECTIONS: Final = bag(
    "central downtown north south east west northern southern eastern western greater rural inner outer sunny rainy "
    "lovely beautiful upstate suburban lower upper good old midtown city town village county cloudy wee little"
)
_NO_PLACES: Final = (
    bag("""
        monday tuesday wednesday thursday friday saturday sunday christmas easter diwali eid ramadan i dr mr mrs ms
        hr it ux qa english gcse gcses excel word powerpoint outlook google instagram whatsapp facebook tiktok
        linkedin python java rust god mum mom dad uni university company level band grade year phase capital caps
        jan feb mar apr jun jul aug sep sept oct nov dec and for at in my she he they the it this that so we you but
        if when st. st emergency a&e icu ot mac windows linux android iphone tesco aldi lidl vodafone spotify
        netflix notion gmail
    """)
    | geography.LANGUAGES
    | geography.NATIONALITIES
    | frozenset(geography.MONTHS)
) - bag("sydney georgia")
_PLACE_ACRONYMS: Final = bag("UK USA US UAE NYC LA SF DC KL JB HK NZ NSW WA QLD PNG PH DR KZN CDMX DF RJ BH EU DFW ATL")
_ORGANISED: Final = bag("""
    bank hospital hotel university school college academy ltd limited inc llc plc gmbh group services service council
    trust agency institute company corporation corp clinic church parish foundation association society union airlines
    airways railways rail police army navy force department ministry station mine mines motors foods stores
    supermarket pharmacy health healthcare care logistics solutions systems technologies software labs lab media press
    studios studio partners associates consulting construction builders bakery cafe café restaurant bar pub club gym
    centre center warehouse factory works shipyard yard plant farm farms industries hall house home library museum
    theatre polytechnic infirmary surgery practice lodge inn kitchen grill salon tafe borough constabulary
""") - bag("hall house home works yard farm lodge")
_STREETS: Final = bag("road street avenue lane junction crescent roundabout")
_SCHOOLED: Final = re.compile(
    r"\b(?:univ\w*|college|school|academy|institut\w*|polytechnic|poly|tafe|faculty|conservatoire|high|sixth form|iit|"
    r"nit|iim|aiims|bits|mit|ucl|lse|kcl|ucd|ucc|tcd|dcu|ul|nuig|nus|ntu|smu|sutd|unilag|unn|oau|futa|futo|abu|"
    r"lasu|covenant|uniben|unijos|rmit|unsw|uts|qut|uq|anu|cqu|usyd|monash|eth|tu|epfl|kth|ubc|sfu|mcgill|uoft|"
    r"ucla|ucsd|usc|nyu|cuny|suny|osu|asu|lsu|fsu|penn|state|tech|oxford|cambridge|harvard|yale|princeton|stanford|"
    r"cornell|brown|duke|rice|drake|purdue|rutgers|temple|howard|spelman|morehouse|vit|srm|manipal|du|jnu|bhu|dtu|"
    r"uj|uct|wits|makerere|strathmore|uon|sorbonne|sciences po|insa|hec|essec|unam|uba|uam|complutense|hku|cuhk|"
    r"tsinghua|fudan|waseda|todai|kaist|snu|agh|uw|sgh)\b",
    re.IGNORECASE,
)
_STOPS: Final = bag("""
    at in for with on by from to of as and or but so because since when while that which who whose where if than then
    is am are was were be been being have has had do does did can could will would should may might must not no never
    i my me mine you your he his she her it its they their we us this these those there here now still just already
    until till after before about into out over under up down off near outside around between through during per
    full part again too also only myself please always sometimes usually currently today yesterday tomorrow tonight
    ago what how why although though working living looking doing trying
""")
_LONGEST_NAME: Final = 5
_LONGEST_NOUN: Final = 6
_LONGEST_TITLE: Final = 4


def place_at(words: Words, start: int) -> Found | None:
    """A place by its capitals, or one that is known; `the north of`, `central` and the like go before it."""
    at = start
    while low(words, at) in {"the", "a"} | _DIRECTIONS and not (has_capital(words, at) and has_capital(words, at + 1)):
        at += 1
    if low(words, at) == "of" and at > start:
        at += 1
    known = known_place(words, start) or known_place(words, at)
    if known and low(words, at - 1) == "the" and at > start and known.value.lower() not in _KNOWN:
        return None  # `the Pilar` is a quarter, a church or a river
    if known and not (has_capital(words, known.end) and low(words, known.end) not in _KNOWN):
        return known
    if not has_capital(words, at):
        return None
    end = _name_end(words, at)
    parts = [word.text for word in words[at:end]]
    name = " ".join(parts).removesuffix("'s")
    first, last = parts[0].lower(), parts[-1].lower()
    bad = (
        first in _NO_PLACES or last in _ORGANISED or parts[-1].endswith("'s") or name.lower() in life.TECH | _NO_PLACES
    )
    bad = bad or (low(words, start) == "the" and not known) or last in _STREETS
    code = parts[0].isupper() and len(parts[0]) > 1 and parts[0] not in _PLACE_ACRONYMS
    if bad or code or any(char.isdigit() for char in name) or low(words, end) in _ORGANISED:
        return None
    return Found(name, end)


def known_place(words: Words, start: int) -> Found | None:
    """A town, region or country that a list has: any with capitals, large ones in small letters too."""
    for size in (4, 3, 2, 1):
        parts = words[start : start + size]
        if len(parts) < size or not all(part.kind == "word" for part in parts):
            continue
        name = " ".join(part.low for part in parts)
        if low(words, start + size) in _ORGANISED:
            continue
        capitals = all(part.text[0].isupper() or part.low in _CONNECTORS for part in parts)
        if name.removesuffix("'s") != name and low(words, start + size):
            continue
        if name in _KNOWN and (name not in _WORDS_TOO or capitals):
            written = " ".join(part.text for part in parts)
            return Found(cutting.title(written) if written.islower() else written, start + size)
        if capitals and not parts[0].text.isupper() and is_town(name) and name not in _NO_PLACES:
            return Found(" ".join(part.text for part in parts), start + size)
    return None


_WORDS_TOO: Final = bag("nice bath split cork reading bali us la rio perth")
"""Places that are words as well; with a capital they are places."""


def _name_end(words: Words, start: int) -> int:
    """Behind the last word of a name: capitals, and small words between two of them."""
    end = start + 1
    while end - start < _LONGEST_NAME:
        if has_capital(words, end):
            end += 1
        elif low(words, end) in _CONNECTORS and has_capital(words, end + 1):
            end += 2
        else:
            break
    return end


def organisation_at(words: Words, start: int) -> Found | None:
    """A firm or institution: a name that is no place, or a kind of workplace."""
    at = start
    while low(words, at) in {"the", "a", "an", "my", "this", "their", "one", "company", "firm"}:
        at += 1
    named = _named_organisation(words, at)
    return named or _workplace(words, at)


def _named_organisation(words: Words, at: int) -> Found | None:
    if not has_capital(words, at):
        return None
    end = _name_end(words, at)
    name = " ".join(word.text for word in words[at:end])
    first = words[at].low
    stranger = first in geography.MONTHS or first in _NO_NAMES or name.lower() in _KNOWN | life.TECH
    person = first in names.GIVEN_NAMES and end - at == 1
    if name.endswith(" Office"):
        return None
    language = name.lower() in geography.LANGUAGES | geography.NATIONALITIES
    if stranger or person or language:
        return None
    kind = _kind_end(words, end)
    if kind:
        end = kind
        name = " ".join(word.text for word in words[at:end])
    return Found(
        name.removesuffix("'s") if end - at == 1 and name.endswith("'s") and not is_word(words, end) else name, end
    )


_NO_NAMES: Final = bag(
    "monday tuesday wednesday thursday friday saturday sunday christmas easter mum mom dad god band grade level year "
    "english gcse covid zoom excel sundays mondays fridays saturdays they he she you it mrs mr ms dr miss st hr "
    "key band stage year sat a&e er icu nicu ccu picu ot ed itu hdu"
)


def _kind_end(words: Words, start: int) -> int:
    """Behind the kind of workplace that follows a name (`Glenelg tennis club`); 0 when none does."""
    end = noun_end(words, start)
    kinds = work.WORKPLACES | _ORGANISED
    return next((at for at in range(min(end, start + 3), start, -1) if words[at - 1].low in kinds), 0)


def is_workplace(words: Words, place: int) -> bool:
    """Whether a word is a kind of workplace."""
    return low(words, place) in work.WORKPLACES | _ORGANISED


def _workplace(words: Words, at: int) -> Found | None:
    """`a small bakery`, `warehouse of Tesco`, `the tennis club`: up to the noun that is one."""
    if low(words, at) in _NOT_THE_ONE:
        return None
    for stop in range(noun_end(words, at), at, -1):
        two, one = " ".join(word.low for word in words[max(at, stop - 2) : stop]), words[stop - 1].low
        if one in work.WORKPLACES or two in work.WORKPLACES or one.removesuffix("s") in _ORGANISED:
            return _called(words, stop) or _whole(words, at, stop)
    return None


def _called(words: Words, stop: int) -> Found | None:
    """The name behind a workplace: `a hotel, the Avon Gorge`, `a practice called Pell & Marsh`."""
    apposed = low(words, stop) == "," and low(words, stop + 1) == "the"
    if low(words, stop) in {"called", "named"} or apposed:
        return _named_organisation(words, stop + 1 + apposed)
    return None


def _whole(words: Words, at: int, stop: int) -> Found:
    """A workplace with the name or the noun that belongs to it: `clinic Spire`, `factory of salads`."""
    if has_capital(words, stop):
        stop = _name_end(words, stop)
    elif low(words, stop) == "of" and is_word(words, stop + 1):
        named = has_capital(words, stop + 1)
        stop = _name_end(words, stop + 1) if named else noun_end(words, stop + 1)
    return Found(" ".join(word.text for word in words[at:stop]), stop)


_NOT_THE_ONE: Final = bag("same new other home every any your his her their")


def noun_end(words: Words, start: int) -> int:
    """Behind a run of words that may be one noun: up to a mark, a verb or a little word."""
    end = start
    while end - start < _LONGEST_NOUN and is_word(words, end) and words[end].low not in _STOPS:
        end += 1
    return end


def role_at(words: Words, start: int, *, told: bool = False) -> Found | None:
    """A profession; `told` is for frames that only professions fit, where any short noun is one."""
    at = start
    while low(words, at) in _BEFORE_ROLE:
        at += 1
    end = noun_end(words, at)
    if end == at:
        return None
    if low(words, end) == "of" and is_word(words, end + 1):  # `head of sales`, `driver of truck`
        longer = noun_end(words, end + 1)
        if (
            words[at:end][-1].low in {"head", "director", "driver", "teacher", "operator", "owner", "manager"}
            and longer
        ):
            return Found(" ".join(word.text for word in words[at:longer]), longer)
    for stop in range(end, at, -1):
        text = " ".join(word.text for word in words[at:stop])
        rest = words[stop].low if stop < end else ""
        if rest and rest not in _AFTER_ROLE:
            continue
        found = job_cleaners.job(text)
        if found and not (stop < end and stop - at == 1 and words[at].text[0].isupper() and start == at):
            return Found(found[0], stop)
    text = " ".join(word.text for word in words[at:end])
    loose = job_cleaners.any_job(text) if told and end - at <= _LONGEST_TITLE and not cutting.vague(text) else []
    return Found(loose[0], end) if loose else None


_BEFORE_ROLE: Final = bag("a an the one just only also still now currently basically technically actually but some")
_AFTER_ROLE: Final = bag("ten twelve two three four five six seven eight nine eleven fifteen twenty thirty forty years")


def school_at(words: Words, start: int) -> Found | None:
    """A school or university by its name: `Ohio State`, `UCC`, `the community college`."""
    at = start
    while low(words, at) in {"the", "a", "an", "my"}:
        at += 1
    if has_capital(words, at):
        end = _name_end(words, at)
        if low(words, end) in {"university", "uni", "college", "school", "academy", "poly", "high"}:
            end += 1
        name = " ".join(word.text for word in words[at:end])
        return Found(name, end) if _SCHOOLED.search(name) or name.isupper() else None
    end = noun_end(words, at)
    for stop in range(end, at, -1):
        if _SCHOOL_NOUNS.match(" ".join(word.low for word in words[max(at, stop - 2) : stop])):
            return Found(" ".join(word.text for word in words[at:stop]), stop)
    return None


_SCHOOL_NOUNS: Final = re.compile(
    r"(?:[\w']+ )?(?:community college|sixth form|(?<= )high|polytechnic|tafe|poly|(?:law|med|medical|"
    r"art|culinary|business|grad|graduate|nursing|film|drama|trade|beauty|music|night|secretarial|vet|dental) school)$"
)
