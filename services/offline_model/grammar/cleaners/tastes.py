"""Cleaners for likes and dislikes."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.cleaners.body import no_food
from services.offline_model.grammar.cleaners.pastimes import activity, played, verb_hobby
from services.offline_model.grammar.lexicon import geography, life, names

_MAX_WORDS: Final = 6

_NATURE: Final = (
    "sea|ocean|mountains|outdoors|countryside|rain|snow|cold|heat|beach|dark|forest|woods|desert|night|"
    "theat|opera|gym|blues|"
    "winter|summer|autumn|spring|smell of|sound of|taste of|stars|colou?r|piano|violin|guitar|internet|"
    "sun|wilderness|circus"
)

_TOO_LOOSE: Final = re.compile(
    r"(?:your|his|her|their|this|that|these|those|my|it|you|him|them|me|us|how|when|what|where|if|to be|"
    r"being|job|work|person|people like|"
    r"tastes?|smells?|looks?|feels?|makes?|scared|afraid|also|happiest|"
    r"life|people$|boss|neighbou?rs?|idea|ideas|answer|answers|suggestion|suggestions|things?|stuff|"
    r"moment|movie you|one)\b|\w+ (?:idea|suggestion)s?$",
    re.IGNORECASE,
)
_DEEDS: Final = re.compile(
    r"(?!go to |make (?:music|my own)|travel|sleep in|learn new)(?:do|be|have|say|see|think|know|"
    r"hear|meet|get|help|make|use|try|ask|go|keep|start|stop|move|buy|"
    r"live|work|learn|speak|talk|take|join|start|hang|sleep|wake|stay)\b"
)
"""What one may like to do without its being a taste: `to ask`, `to see`."""


def likes(text: str) -> list[str]:
    """Things liked or disliked: each of a list, without vague words. One vague part makes the list no evidence."""
    values: list[str] = []
    for part in clean.split_list(clean.cut(text)):
        if clean.vague(part) or re.match(rf"the (?![A-Z]|(?:{_NATURE}))", part):
            break
        value = clean.without(
            part,
            (
                "an?|the(?= [a-z])|some|good|nice|proper|cup of|bit of|glass of|all (?:kinds|sorts|types) of|taste "
                "of|smell of|sound of|feel of|texture of|to|really|also|most|love|like|hate|enjoy"
            ),
        )
        if (
            not value
            or clean.vague(value)
            or _TOO_LOOSE.match(value)
            or len(value.split()) > _MAX_WORDS
            or "¤" in value
        ):
            break
        if part.startswith("to ") and _DEEDS.match(value):
            break
        values.append(
            re.sub(r"^([a-z]+)$", lambda found: life.VERB_HOBBIES.get(found.group(1), found.group(1)), value)
            if part.startswith("to ")
            else value
        )
    return values


def favorite(text: str) -> list[str]:
    """What a favourite is: names as they stand, one value or a list."""
    text = re.sub(
        (
            r"^(?:the (?:colou?r|film|movie|book|band|song|game) |definitely |probably |by far |still |always |"
            r"now )+"
        ),
        "",
        text,
    )
    values = [
        part for part in clean.split_list(clean.cut(text)) if not clean.vague(part) and len(part.split()) <= _MAX_WORDS
    ]
    if re.match(
        (
            r"(?:when|what|how|not|probably|hard|yet|coming|about to|always|never|over|closed|out|broken|gone|"
            r"empty|on|in|too|so|[a-z]+ing)\b"
        ),
        text,
    ):
        return activity(text)
    return [
        clean.article(value)
        for value in values
        if not re.match(r"(?:going|out|yours?|also|one|broken|missing)\b", value)
    ]


def free_time(text: str) -> list[str]:
    """What one does in one's spare time: the frame already says that it is a pastime."""
    value = clean.cut(text)
    low = value.lower()
    verb, _, rest = low.partition(" ")
    if verb in {"like", "love", "enjoy"}:
        return activity(value.partition(" ")[2]) or likes(value.partition(" ")[2])
    if verb == "go" and activity(rest):
        return activity(value.partition(" ")[2])
    if verb == "play" and played(rest):
        return played(value.partition(" ")[2])
    if verb in {"do", "practise", "practice"}:
        return activity(value.partition(" ")[2])
    if verb in {"collect", "build", "restore", "brew", "volunteer"}:
        return [f"{_GERUND_OF[verb]} {rest}".strip()]
    return verb_hobby(text) or ([life.VERB_HOBBIES[verb]] if verb in life.VERB_HOBBIES else activity(value))


def team(text: str) -> list[str]:
    """A team by its capitalised name."""
    found = re.match(r"(?:the )?(?:[A-Z][\w.&'-]*)(?: [A-Z][\w.&'-]*){0,3}", text)
    return (
        [found.group().removeprefix("the ")]
        if found and found.group().lower() not in geography.COUNTRIES | {"ukraine"}
        else []
    )


def before_fan(text: str) -> list[str]:
    """`jazz` in `I am a huge jazz fan`."""
    value = clean.without(
        text,
        (
            "an?|big|huge|massive|lifelong|total|die-hard|real|proud|true|great|long-time|such|absolute|such a|"
            "bit of a|keen|avid|devoted|hardcore|serious|only"
        ),
    )
    bad = value.lower() in {
        "the happiest",
        "deaf",
        "blind",
        "the front desk",
        "cat",
        "dog",
        "morning",
        "night",
        "people",
        "family",
        "nice",
        "good",
        "bad",
        "lucky",
        "private",
        "happy",
        "new",
        "quiet",
        "shy",
        "busy",
        "creative",
        "spiritual",
        "religious",
        "decent",
        "different",
        "not",
        "tech",
        "visual",
        "ceiling",
        "simple",
        "curious",
        "young",
        "old",
        "details",
        "tall",
        "short",
        "black",
        "white",
        "disabled",
        "straight",
        "trans",
        "practical",
        "big",
        "huge",
        "big fan",
        "third",
        "idea",
        "real",
        "patient",
        "honest",
        "social",
        "single",
        "married",
        "terrible",
        "calm",
        "positive",
    }
    return (
        [value]
        if value
        and not bad
        and clean.within(value, 3)
        and not value.lower().startswith(("very", "kind", "really", "night", "morning", "type"))
        else []
    )


def subject_like(text: str) -> list[str]:
    """A subject that is a thing: `coriander`, `loud music`; not `it`, `my boss` or a whole clause."""
    if (
        not clean.within(text, 4)
        or clean.vague(text)
        or re.match(r"(?:my|your|his|her|I|the|he|she|and|but|when)\b", text)
    ):
        return []
    return [
        part[:1].lower() + part[1:]
        if part[1:].islower() and part.split()[0].lower() not in names.GIVEN_NAMES | geography.NATIONALITIES
        else part
        for part in clean.split_list(text)
    ]


def feared(text: str) -> list[str]:
    """A lasting fear or boredom: `spiders`, `flying`; not `failing this exam`."""
    values = likes(text)
    return [
        value
        for value in values
        if clean.within(value, 2)
        and not re.match(
            r"(?:losing|failing|making|getting|asking|saying|waiting|hearing|messing|trying|working)\b", value
        )
    ]


def media(text: str) -> list[str]:
    """What is listened to or watched as a habit."""
    return likes(text)


def dislikes_from_denial(text: str) -> list[str]:
    """`I don't like jazz`; not `I don't like to brag` or `I don't like that`."""
    return (
        []
        if text.startswith(("to ", "being ", "having ", "how ", "when ", "the ")) and not activity(text)
        else likes(text)
    )


def stood(text: str) -> list[str]:
    """What one cannot stand: a thing or a doing, not `still` or `to watch`."""
    return [] if re.match(r"(?:still|up|back|to|by|out|another|one more|any)\b", text) else likes(text)


def avoided(text: str) -> list[str]:
    """What one avoids, unless it is a food: that is a matter of diet."""
    return [] if no_food(text) else likes(text)


def genre(text: str) -> list[str]:
    """A kind of book, film or music one reads, watches or listens to."""
    values = likes(text)
    return values if values and all(value.lower() in life.GENRES for value in values) else []


_GERUND_OF: Final = {
    "collect": "collecting",
    "build": "building",
    "restore": "restoring",
    "brew": "brewing",
    "volunteer": "volunteering",
}


KINDS: Final = {
    "avoided": avoided,
    "genre": genre,
    "likes": likes,
    "dislikes": likes,
    "favorite": favorite,
    "free_time": free_time,
    "team": team,
    "before_fan": before_fan,
    "subject_like": subject_like,
    "feared": feared,
    "media": media,
    "denied": dislikes_from_denial,
    "cleanlikes": likes,
    "day_likes": likes,
    "dislikes_stand": stood,
    "lasting_likes": likes,
}
