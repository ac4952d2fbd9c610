"""Cleaners for pastimes."""

import re
from collections.abc import Callable
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.lexicon import bag, life, names

_MAX_WORDS: Final = 6


def activity(text: str) -> list[str]:
    """A pastime: known activities, or an `-ing` phrase that names one."""
    values: list[str] = []
    for part in clean.split_list(_HOW_OFTEN.sub("", clean.cut(text))):
        if _ADVERB.fullmatch(part):
            continue
        value = _activity(
            clean.without(
                part,
                "a bit of|a little|a lot of|amateur|competitive|indoor|outdoor|recreational|contemporary|casual|an?|"
                "the|some|to|my|going|doing|lots of|practising|practicing|go|do",
            )
        )
        if not value:
            return []
        values.append(value)
    return values


_HOW_OFTEN: Final = re.compile(
    r" (?:wiv|wit|wid|w|w/|b4|cos|coz|tho|rn|atm)(?= |,|$).*$|"
    r" (?:(?:on )?(?:(?:every|each|the) )?(?:(?:last|first|second|third|other) )?(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days?(?: (?:nights?|mornings?|evenings?|afternoons?))?|"
    r"(?:once|twice|thrice|(?:two|three|four|five|\d+) times) (?:weekly|monthly|(?:a|per|every|each) \w+)|weekly|daily|"
    r"nightly|monthly|fortnightly)(?= |,|$).*$",
    re.IGNORECASE,
)
_ADVERB: Final = re.compile(
    r"(?:weird|odd|strange|surprising|recent|occasional|late|sad|funni|main|most|unfortunate)ly"
)


def _activity(value: str) -> str:  # noqa: PLR0911 - one return per way of naming a pastime
    low = value.lower()
    plain = re.sub(
        r" (?:outdoors|in the (?:mountains|sea|alps|ocean|garden|woods)|around|at night|alone|together|from "
    r"scratch|outside|solo"
        r"|bread|cakes|cookies|professionally|competitively|classes|lessons|seriously|by the (?:river|sea)|"
    r"long distances?)$",
        "", low,
    )  # fmt: skip
    if low in life.ACTIVITIES or low in life.INSTRUMENTS:
        return value
    where = re.match(r"(.+?) (?:in|at|on|along|around|near|up|with|through) ", low)
    if where and where.group(1) in life.ACTIVITIES:
        return value[: where.end(1)]
    if plain in life.ACTIVITIES:
        return value[: len(plain)]
    if plain in life.VERB_HOBBIES:
        return life.VERB_HOBBIES[plain]
    head, _, rest = low.partition(" ")
    if head in {"play", "playing"}:
        found = played(value.partition(" ")[2])
        return found[0] if found else ""
    if (
        head in life.ACTIVITY_GERUNDS - {"going", "doing", "taking", "learning", "making", "listening", "watching"}
        and rest
        and len(low.split()) <= _MAX_WORDS
    ):
        return "" if clean.vague(rest) or (re.match(r"(?:my|your|the) ", rest) and head != "exploring") else value
    if re.match(
        r"(?:watching|making|listening to|taking) (?!you|it|this|that|him|her|them|me|my|the|up|over|care)", low
    ) and clean.within(low, 5):
        return value
    first_gerund = next((word for word in low.split()[:1] if word in life.ACTIVITIES), "")
    return (
        value
        if first_gerund and clean.within(low, 4) and re.match(r"\w+ (?!about|for|you|it|this|that|late|on)", low)
        else ""
    )


def mixed_activity(text: str) -> list[str]:
    """A list whose first part is a pastime; the other parts count only if they are pastimes too."""
    return activity(re.sub(r"^to ", "", text))


def played(text: str) -> list[str]:
    """What follows `I play`: games, sports, instruments."""
    values = []
    for part in clean.split_list(clean.cut(text)):
        value = clean.without(part, "the|a little|some|a bit of|a lot of|lots of|competitive|casual|amateur|a|in|an")
        value = re.sub(
            (
                r" (?:in an? (?:band|local band|club|team|league|\w+)|with .*|for (?:my|the|our|a) .*|in the .*|"
                r"most .*|"
                r"for fun|professionally|competitively|online|on \w+|at "
                r"a club|at the|for a .*|in a .*|at .*|semi-professionally)$"
            ),
            "",
            value,
        )
        if not _DAY.match(value) and (
            value.lower() in life.INSTRUMENTS | life.ACTIVITIES
            or (clean.within(value, 4) and value[:1].isupper() and value.split()[0].lower() not in names.GIVEN_NAMES)
        ):
            values.append(value)
    return values


_DAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?$", re.IGNORECASE)


def known_played(text: str) -> list[str]:
    """The same behind `I quit`, where a name with a capital may be a town or an employer."""
    return [value for value in played(text) if value.lower() in life.INSTRUMENTS | life.ACTIVITIES]


def verb_hobby(text: str) -> list[str]:
    """A bare verb of a pastime, said as a habit: `I paint`, `I run every morning`."""
    low = text.lower().strip(" ,")
    habit = (
        r"(?: (?:watercolou?rs|portraits|landscapes|in oils|poetry|short stories|fantasy|novels|sci-fi|"
        r"sourdough|half marathons|marathons|ultras|comics|jumpers|socks|sweaters|mystery novels))?"
        r"(?: a lot| (?:every|most|each|twice|once|three times|four times|for fun|as a hobby|regularly|in a "
        r"(?:choir|local)|on (?:weekends|sundays|saturdays|the side|the weekend|\w+days?)|in my (?:free|"
        r"spare)|at (?:the )?weekends?"
        r"|for pleasure|to relax|after work|before work|in the (?:evenings?|mornings?)|competitively|about "
        r"\d+|around \d+|\d+ ?(?:k|km|miles|books)|two books|three books|daily|whenever)\b.*)?"
    )
    for verb in sorted(life.VERB_HOBBIES, key=len, reverse=True):
        if re.match(rf"{verb}(?: |$)", low):
            rest = low[len(verb) :]
            bare = not rest and verb in {
                "write",
                "read",
                "run",
                "cook",
                "fish",
                "box",
                "row",
                "camp",
                "fence",
                "dance",
                "sing",
                "swim",
                "bike",
            }
            return (
                [life.VERB_HOBBIES[verb]]
                if re.fullmatch(habit, rest) and (rest or not bare or verb in {"run", "dance", "sing", "swim"})
                else []
            )
    return []


def collected(text: str) -> list[str]:
    """`collecting stamps`."""
    return [
        f"collecting {part}"
        for part in clean.split_list(clean.cut(text))
        if not clean.vague(part)
        and clean.within(part, 5)
        and not re.match(r"(?:my|the|data|the kids|unemployment|benefits|keys?)\b", part)
    ]


def built(text: str) -> list[str]:
    """`building model trains`."""
    value = clean.cut(text)
    return (
        [f"building {value}"]
        if re.match(
            r"(?:model|lego|robots|furniture|guitars|ships|drones|mechanical keyboards|rc|my own)", value, re.IGNORECASE
        )
        else []
    )


def going_for(text: str) -> list[str]:
    """`running` from `I go for a run every morning`."""
    found = re.match(
        (
            r"(?:a |long |regular )*(runs?|swims?|walks?|hikes?|bike rides?|jogs?|rides?) (?:every|most|each|on|"
            r"twice|in the|before|after|a lot)"
        ),
        text,
    )
    if not found:
        return []
    return [
        {
            "run": "running",
            "swim": "swimming",
            "walk": "walking",
            "hike": "hiking",
            "jog": "jogging",
            "bike ride": "cycling",
            "ride": "cycling",
        }[found.group(1).rstrip("s")]
    ]


def ensemble(text: str) -> list[str]:
    """`singing in a choir`, `book club`."""
    found = re.match(
        (
            r"(?:local |small |amateur |community |gospel |jazz |rock |punk |metal |covers? |brass |string "
            r")*(choir|band|orchestra|book club|chess club|running club|theatre group|football team|quartet|"
            r"walking group|hiking group|climbing club|quiz team|cycling club|rowing club|improv group|improv "
            r"troupe|d&d group|knitting circle|bowling league|"
            r"(?:swim|swimming|track|debate|chess|basketball|football|soccer|cheer|rugby|hockey|darts|netball|"
            r"volleyball|cricket|quiz) "
            r"(?:team|squad|club|league)|drumline|marching band|(?:am-?dram|drama|sewing|photography|cricket|"
            r"tennis|golf|rugby|running) "
            r"(?:group|club)|allotment society|ukulele group)"
        ),
        text,
    )
    return [found.group()] if found else []


_WRITTEN: Final = (
    r"(?:poems|poetry|short stories|stories|songs|fiction|fan ?fiction|haikus?|plays|sketches|lyrics|horror|fantasy|"
    r"science fiction|sci-fi)\b"
)
_OWN_MADE: Final = (
    r"(?:cheese|wine|beer|cider|mead|bread|sourdough|jam|soap|candles|clothes|pasta|kombucha|jewell?ery|furniture|"
    r"kimchi|pickles|honey|yog?h?urt|chutney)\b"
)
_PLANTS: Final = (
    r"(?:my own \w+|tomatoes|vegetables|veg|veggies|herbs|roses|dahlias|orchids|chill?is?|potatoes|flowers|leeks|"
    r"strawberries|cacti|succulents|bonsai|tulips|pumpkins|mushrooms|sunflowers)\b"
)


def _made(verb: str, things: str) -> Callable[[str], list[str]]:
    """A cleaner for a verb with one of some things behind it: `writing poems`."""

    def cleaner(text: str) -> list[str]:
        parts = clean.split_list(re.sub(r" (?:on|in|at) (?:my|the|an?) .*$", "", clean.cut(text)))
        return [f"{verb} {' and '.join(parts)}"] if parts and re.match(things, parts[0].lower()) else []

    return cleaner


_DOERS: Final = {
    "runner": "running", "climber": "climbing", "cyclist": "cycling", "hiker": "hiking", "swimmer": "swimming",
    "gardener": "gardening", "baker": "baking", "cook": "cooking", "photographer": "photography",
    "reader": "reading", "gamer": "gaming", "painter": "painting", "birdwatcher": "birdwatching",
    "birder": "birding", "surfer": "surfing", "skier": "skiing", "snowboarder": "snowboarding",
    "sailor": "sailing", "knitter": "knitting", "chess player": "chess", "tennis player": "tennis",
    "astronomer": "astronomy", "woodworker": "woodworking", "beekeeper": "beekeeping", "brewer": "brewing",
    "home brewer": "homebrewing", "homebrewer": "homebrewing", "golfer": "golf", "dancer": "dancing",
    "traveller": "travelling", "traveler": "traveling", "angler": "fishing", "potter": "pottery",
    "boulderer": "bouldering", "rock climber": "rock climbing", "mountain biker": "mountain biking",
    "trail runner": "trail running", "marathon runner": "running", "triathlete": "triathlon", "musician": "music",
    "guitarist": "guitar", "pianist": "piano", "footballer": "football", "rower": "rowing", "skater": "skating",
    "kayaker": "kayaking", "diver": "diving", "scuba diver": "scuba diving", "quilter": "quilting",
    "stargazer": "stargazing", "camper": "camping", "bookworm": "reading", "board gamer": "board games",
    "weightlifter": "weightlifting", "jogger": "jogging", "yogi": "yoga", "wild swimmer": "wild swimming",
    "winemaker": "winemaking", "collector": "collecting", "poker player": "poker", "writer": "writing",
    "poet": "poetry",
}  # fmt: skip

_PROFESSIONS: Final = bag(
    "gardener baker cook photographer painter dancer musician guitarist pianist sailor beekeeper brewer "
    "footballer astronomer winemaker writer poet potter diver"
)


def doer(text: str) -> list[str]:
    """`climbing` from `a keen climber`."""
    low = clean.cut(text).lower()
    if low not in _DOERS or low in {"musician", "collector"}:
        return []
    return [_DOERS[low]]


def plain_doer(text: str) -> list[str]:
    """`running` from `I am a runner`; what may be a profession is left to it."""
    return [] if clean.cut(text).lower() in _PROFESSIONS else doer(text)


def named_hobby(text: str) -> list[str]:
    """What stands after `my hobbies are`: known pastimes, else anything short."""
    values = []
    for part in clean.split_list(clean.cut(text)):
        value = clean.without(part, "an?|the|some|to|my|mostly|mainly|definitely|going|doing|still")
        known = _activity(value)
        if known or (
            value
            and not clean.vague(value)
            and clean.within(value, 4)
            and not value.startswith(("not", "too", "taking", "boring", "getting", "expensive", "so "))
        ):
            values.append(known or value)
    return values


KINDS: Final = {
    "activity": activity,
    "written": _made("writing", _WRITTEN),
    "own_made": _made("making", _OWN_MADE),
    "grown": _made("growing", _PLANTS),
    "hobby": activity,
    "mixed_activity": mixed_activity,
    "played": played,
    "lasting_played": played,
    "known_played": known_played,
    "started_activity": activity,
    "verb_hobby": verb_hobby,
    "collected": collected,
    "built": built,
    "going_for": going_for,
    "ensemble": ensemble,
    "doer": doer,
    "plain_doer": plain_doer,
    "named_hobby": named_hobby,
    "class_activity": activity,
}
