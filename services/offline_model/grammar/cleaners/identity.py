"""Cleaners for names, places, nationalities and the status of a relationship."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.cleaners.dates import birth_date
from services.offline_model.grammar.lexicon import bag, geography, life, names, work
from services.offline_model.grammar.lexicon.towns import is_town

_NAME: Final = re.compile(
    r"(?:[A-ZÀ-ÞŁŚŻ][\w'.-]*)(?: (?:(?:de|da|van|von|der|bin|al|le|la|dos|del) )?[A-ZÀ-ÞŁŚŻ][\w'.-]*){0,3}"
)


def person(text: str) -> list[str]:
    """The name at the head of `text`: capitalised words, or known given names of a lower-case writer."""
    text = text.strip(" ,.")
    found = _NAME.match(text)
    if found:
        name = found.group().removesuffix("'s").rstrip(".'")
        first = name.split()[0].lower()
        no_name = first in names.NOT_NAMES | geography.NATIONALITIES | geography.LANGUAGES or first in {
            "january",
            "february",
            "march",
        }
        return [] if no_name or first in work.JOBS else [re.sub(r" I$| I .*$", "", name)]
    first = re.split(r"[ ,]", text)[0].lower().removesuffix("'s")
    return [first.title()] if first in names.GIVEN_NAMES - _WORDS_TOO else []


def being(text: str) -> list[str]:
    """The name of an animal at the head of `text`: any capitalised word, or a known given name."""
    found = _NAME.match(text.strip(" ,."))
    if not found:
        return person(text)
    name = found.group().removesuffix("'s").rstrip(".'")
    return [] if name.split()[0].lower() in names.NOT_NAMES else [re.sub(r" I$| I .*$", "", name)]


def beings(text: str) -> list[str]:
    """Several animals: `Kiwi and Peach`."""
    parts = [being(part) for part in clean.split_list(text)]
    return [name for part in parts for name in part] if len(parts) > 1 and all(parts[:2]) else being(text)


def people(text: str) -> list[str]:
    """Several names: `Luna and Milo`, `Ana, Rui and Eva`."""
    parts = [person(part) for part in clean.split_list(text)]
    several = len(parts) > 1 and all(parts[:2])
    return [name for part in parts for name in part] if several else person(text)


def whole_person(text: str) -> list[str]:
    """A name and nothing else."""
    found = person(text)
    return found if found and found[0].lower() == text.strip(" ,.").lower() else []


def sole_person(text: str) -> list[str]:
    """A name after `my sister is`: capitalised or known, and the end of the clause."""
    found = person(text)
    head = re.split(r" ?,| and ", text)[0].strip()
    if not found or found[0].lower() != head.lower():
        return []
    return found if found[0].split()[0].lower() in names.GIVEN_NAMES else introduced(head)


def called(text: str) -> list[str]:
    """A name after `my name is` or `call me`, where even an unknown lower-case word is one."""
    known = person(text)
    titled = _NAME.match(text)
    if known or (titled and titled.group().lower() in work.JOBS):
        return known or [titled.group() if titled else ""]
    head = re.split(r" ?,| and | but | by | not | for | or | when | because | if |\(", text)[0].split()
    if (
        not head
        or not clean.within(" ".join(head), 2)
        or head[0].lower() in _NO_CALL | names.NOT_NAMES
        or not head[0].isalpha()
    ):
        return []
    return [" ".join(head).title()] if head[0][0].islower() else []


_NO_CALL: Final = bag("""
    a the not on in important when if back later crazy old hard long what so tomorrow biased anything you whatever
    spelled spelt misspelled misspelt written pronounced missing mud
    unknown very by stupid too your an my out lazy weird nuts anytime again maybe asap boring
""")


def introduced(text: str) -> list[str]:
    """The name in `I'm Ada`: capitalised, one or two words, and then the clause ends or a comma follows."""
    head = re.split(r" ?,| and | from | by the way", text)[0].strip()
    found = _NAME.fullmatch(head)
    if head.islower() and head in names.GIVEN_NAMES - _WORDS_TOO:
        return [head.title()]
    if not found or not clean.within(head, 2) or head.isupper():
        return []
    lows = head.lower().split()
    if "'s " in head or lows[-1].endswith("ists"):
        return []
    if lows[0] in _NAMED_LIKE_ELSE and len(lows) == 1:
        return [head]
    other = geography.CITIES | geography.COUNTRIES | geography.NATIONALITIES | names.NOT_NAMES | work.JOBS | life.DIETS
    other |= geography.LANGUAGES | _PEOPLES
    other |= frozenset(geography.DEMONYM_NOUNS) | {"leo"} | life.CONDITION_ADJECTIVES | life.TECH
    town = is_town(head) and lows[0] not in names.GIVEN_NAMES
    return [head] if not town and not any(low in other for low in lows) and not lows[0].endswith(("ing", "ed")) else []


_WORDS_TOO: Final = bag("""
    will max mark rob joy grace mercy blessing hazel iris jade daisy poppy ruby olive penny pat ray roy sunny faith hope
    holly heather ivy lily rose violet rosie bill jack frank ernest angel summer autumn april may june august dean dale
    mo ed jay mini nur ming chad paris sydney austin georgia florence jordan carol gene drew chase chance art bob sue
    patsy stan kim jan ken dina bella stella milan petra una eve joyce marina mona norma gloria

""")
_NAMED_LIKE_ELSE: Final = bag("jordan georgia chad paris sydney austin florence dakota savannah dev mason marine judge")
"""Names that are a place or a profession as well; alone after `I'm` they are names."""
_PEOPLES: Final = bag(
    "igbo hausa yoruba fulani zulu xhosa kikuyu luo tamil punjabi gujarati bengali malayali sikh maori kurdish"
)


def place(text: str) -> list[str]:
    """A city, region or country at the head of `text`."""
    text = re.sub(
        r"^(?:the )?(?:city|town|village|outskirts|suburbs|centre|center|middle|heart) of (?:the )?", "", text.strip()
    )
    text = re.sub(
        (
            r"^(?:an? )?(?:(?:small|tiny|little|big|quiet|remote|old|lovely|sleepy) )*(?:town|village|city|place|"
            r"farm|suburb|island|hamlet) (?:in|near|outside|called|of|just outside) (?:the )?(?:north |south |"
            r"east |west |middle |centre |center )?(?:of )?"
        ),
        "",
        text,
    )
    text = re.sub(
        rf"^(?:the )?{_NAME.pattern} (?:area|district|neighbou?rhood|quarter|part|end) of (?=[A-Z])", "", text
    )
    text = re.sub(
        r"^(?:(?:an?|the) )?(?:\w+ ){0,2}?(?:town|village|suburb|hamlet|place) [\w ]{0,40}?(?:called|named) ", "", text
    )
    text = re.sub(rf"^(?:[\w'-]+ ){{0,3}}{_BUILDING} (?:in|near|outside) (?=[A-Z])", "", text)
    if re.match(rf"(?:[\w'-]+ ){{0,3}}{_BUILDING}\b(?! [A-Z])|(?:the )?[A-Z]+\d+\b", text):
        return []
    text = re.sub(r"^(?:central|downtown|beautiful|sunny|rainy|lovely|good old) (?=[A-Z])", "", text)
    found = re.match(rf"(?:the )?{_NAME.pattern}(?: (?:upon|on|de|of|am|do|del) {_NAME.pattern})?", text)
    return _written_place(found.group()) if found else _small_place(text)


_BUILDING: Final = "(?:house|flat|apartment|terrace|semi|cottage|bungalow|townhouse|airport|station|hospital|stadium)"


def _written_place(name: str) -> list[str]:
    name = re.sub(r" I$| I .*$", "", name).rstrip(".,'").removesuffix("'s")
    lows = name.lower().split()
    whole = " ".join(lows).removeprefix("the ")
    bad = whole in _NO_PLACES or whole in life.TECH or whole in _NO_CAPITALS or lows[0] in geography.MONTHS
    return [] if not lows or bad else [name]


def _small_place(text: str) -> list[str]:
    words = re.split(
        r" ?,| and | but | with | for | since | in | because | now| these | right | at | near | as | to | "
        r"last | when | where"
        r" | by | so | from | two | a | my | last | next | this | and$|ago",
        text,
    )[0].split()
    known = geography.CITIES | geography.COUNTRIES
    for size in (4, 3, 2, 1):
        if " ".join(words[:size]).lower() in known:
            return [clean.title(" ".join(words[:size]))]
    if len(words) != 1 or not text.islower() or not words[0].isalpha() or len(words[0]) < _SHORTEST:
        return []
    return [clean.title(words[0])] if words[0] not in _NO_PLACES | life.TECH and is_town(words[0]) else []


_NO_CAPITALS: Final = bag(
    "i monday tuesday wednesday thursday friday saturday sunday christmas easter slack discord english spanish mum mom "
    "mac windows linux android iphone tesco aldi lidl vodafone spotify netflix notion gmail"
) | {"utc", "gmt", "cet", "est", "pst", "ist", "hr", "it"}
_SHORTEST: Final = 4
"""Letters of a place in small letters that no list has."""
_ACRONYMS: Final = bag("us uk eu")
_NO_PLACES: Final = bag("""
    fear hope peace harmony denial sin luxury poverty town there here that this same another different home work
    school university fall summer winter spring bed love debt silence darkness exile squalor constant total
    management marketing sales person general chaos hell heaven space comfort isolation real student halls abroad
    outer dorms dorm uni rural where what which hotels slack discord suburbia nature cities apartments houses
    flats tents i sync
""")


def dear_person(text: str) -> list[str]:
    """A known given name and nothing else, in frames that fit firms as well (`I left …`)."""
    return [name for name in whole_person(text) if name.split()[0].lower() in names.GIVEN_NAMES]


def known_place(text: str) -> list[str]:
    """A place that is in the lists; for frames such as `I left …` that fit many things."""
    return [name for name in place(text) if name.lower() in geography.CITIES | geography.COUNTRIES]


def written_place(text: str) -> list[str]:
    """A place with a capital, or a known one; nothing besides it."""
    return [name for name in place(text) if name.lower() == text.lower()] if text[:1].isupper() else known_place(text)


def headed_place(text: str) -> list[str]:
    """A place with a capital at the head of what says more (`Letterkenny with my dog`)."""
    found = place(text) if text[:1].isupper() else []
    rest = text[len(found[0]) :] if found else ""
    return found if not rest or re.match(r" (?:,|here|with|for|at|and|now|since|as)(?: |$)", rest) else []


def staying_place(text: str) -> list[str]:
    """`I stay in Lagos`: where one lives, in several Englishes; a hotel or a few nights is a visit."""
    return (
        []
        if re.search(r"\b(?:hotel|hostel|airbnb|nights?|until|days?|weeks?|weekend|when|whenever)\b", text)
        else known_place(text)
    )


def lasting_place(text: str) -> list[str]:
    """`I have lived in Porto since 2010`; without a span it is over."""
    lasts = re.search(r"\b(?:since|for|all my life|my (?:whole|entire) life|ever|over|\w+ years now|years)\b", text)
    return place(text) if lasts else []


def nationality(text: str) -> list[str]:
    """A nationality, also after `half` and as a noun (`a Dane`)."""
    low = clean.without(text.lower(), "an?|the|proud|half|part|fully|dual|full|100%|true|born")
    for size in (3, 2, 1):
        head = " ".join(re.split(r"[ ,]+", low)[:size])
        if head in geography.NATIONALITIES:
            return [head.upper() if head in _ACRONYMS else head.title()]
        if head in geography.DEMONYM_NOUNS:
            return [geography.DEMONYM_NOUNS[head]]
    hyphened = re.match(r"(\w+)-(\w+)\b", low)
    if hyphened and {hyphened.group(1), hyphened.group(2)} <= geography.NATIONALITIES:
        return [hyphened.group().title()]
    return []


def just_nationality(text: str) -> list[str]:
    """`I am Danish`, with nothing after it that would make it a taste or a job (`I am English teacher`)."""
    found = nationality(text)
    head = re.split(r" ?,| and | but | by | who | through | living | now| on my| from | with | born", text)[0]
    return found if found and len(head.split()) <= len(found[0].split()) + 2 and nationality(head.split()[-1]) else []


def leading_nationality(text: str) -> list[str]:
    """`a Danish nurse`: a nationality before a profession or a person."""
    words = text.lower().split()
    if clean.within(text, 1) or words[0] not in geography.NATIONALITIES - _ACRONYMS:
        return []
    person_word = words[1] in work.JOBS | {
        "man",
        "woman",
        "guy",
        "girl",
        "expat",
        "immigrant",
        "student",
        "citizen",
        "software",
    }
    return nationality(words[0]) if person_word and words[1] not in {"teacher", "tutor", "student"} else []


def country(text: str) -> list[str]:
    """The nationality of `a citizen of Portugal`, given as the country."""
    return place(text)


def languages_of(text: str) -> list[str]:
    """Kept apart from `learning` for the frames that name people (`I am a native …`)."""
    return [clean.title(text.lower())] if text.lower() in geography.LANGUAGES else []


def birth_year(text: str) -> list[str]:
    """`a 1990 baby`."""
    return birth_date(text)


def pronouns(text: str) -> list[str]:
    """`they/them`, however it is spaced."""
    return ["/".join(part.strip().lower() for part in re.split(r"/| and ", text))]


def time_zone(text: str) -> list[str]:
    """A time zone as written."""
    value = text.strip(" ,.")
    if (
        value.lower()
        in {
            "my",
            "the",
            "what",
            "work",
            "good",
            "real",
            "home",
            "full",
            "part",
            "local",
            "time",
            "short",
            "island",
            "own",
            "it",
            "first",
            "double",
            "et",
            "pt",
            "art",
            "ist",
            "west",
            "wet",
            "mst",
        }
        and not value.isupper()
    ):
        return []
    if value.lower() in {"pacific", "eastern", "central", "mountain", "atlantic", "greenwich mean", "central european"}:
        return [f"{clean.title(value)} time"]
    return (
        [value.upper() if value.lower() in _ZONES else value.replace("Time", "time")]
        if value[:1].isupper() or value.lower() in _ZONES
        else []
    )


_ZONES: Final = bag("utc gmt cet cest eet bst ist jst kst est edt cst cdt pst pdt aest nzst msk")


def status_word(text: str) -> list[str]:
    """`single`, `married`, `it's complicated`."""
    found = re.match(r"(?:single|married|divorced|engaged|widowed|separated|in a relationship|complicated)", text)
    return [found.group()] if found else []


KINDS: Final = {
    "name": called, "called": called, "introduced": introduced, "person": person, "people": people, "partner": person,
    "family": person, "pet": being, "being": being, "beings": beings, "sole_person": sole_person,
    "gone_person": whole_person, "dear_person": dear_person,
    "whole_person": whole_person, "home_city": place, "hometown": place, "place": place, "strict_place": known_place,
    "written_place": written_place, "headed_place": headed_place,
    "staying_place": staying_place, "lasting_place": lasting_place, "nationality": nationality,
    "just_nationality": just_nationality,
    "leading_nationality": leading_nationality, "country": country, "birth_date": birth_date, "dated": birth_date,
    "year": birth_year,
    "pronouns": pronouns, "time_zone": time_zone, "status_word": status_word, "relationship": status_word,

}  # fmt: skip
