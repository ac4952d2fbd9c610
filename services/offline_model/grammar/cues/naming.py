"""Names that are mentioned, not introduced: `sign it from Petra`, `it's Dell, not Della`, `real name Philippa`."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Words
from services.offline_model.grammar.lexicon import bag, geography, names, work
from services.offline_model.grammar.lexicon.towns import is_town

_TITLE: Final = r"(?:(?:Dr|Mrs?|Ms|Miss|Mx|Prof|Professor|Barrister|Chef|Pastor|Engr|Nurse|Sister|Sir|Madam)\.? )?"
_NAME: Final = rf"{_TITLE}(?P<name>[^\W\d_a-z][\w'.-]+(?: [^\W\d_a-z][\w'-]+){{0,2}})"
_THANKS: Final = (
    r"(?:[Tt]hanks|[Tt]hank you|[Cc]heers|[Rr]egards|[Kk]ind regards|[Bb]est|[Yy]ours|[Ss]incerely|[Ll]ove)"
)
_SIGNS: Final = tuple(
    re.compile(sign.replace("NAME", _NAME))
    for sign in (
        r"\b(?i:english|chinese|first|full|real|given|nick|pen|birth|preferred) ?(?i:name)(?: (?:is|:|,|\())? NAME",
        r"\b(?i:nickname is|nickname) NAME",
        r"\b[Ss]ign(?:ed)?(?: (?:it|them|that|this|me|off|everything|the \w+|as|from|by|,|:|—|just|love))* NAME",
        r"\b(?:my|the) name(?: (?:as|down|on|is|at|it|\(|,|:|down as|still))+ NAME",
        r"\b(?:from|by) me (?:, |\( )NAME",
        r"\b(?:myself|self) (?:, )?NAME",
        r"\b(?:call|calls|calling|address|know|knows|named) me (?:as |just |only |simply )?NAME",
        r"\bI am NAME (?:here|again)\b",
        r"\bI am called NAME",
        r"^(?:(?:hi|hey|sorry|oh|no) ,? ?)*[Ii]t is NAME ,? (?:with (?:a|an|two|no)|spelt|spelled|here|again)\b",
        r"\b(?:my )?name is (?:actually |really |not \w+ ,? ?(?:but|it is) )NAME",
        rf"^{_THANKS}(?: (?:again|so much|a lot|in advance|regards|wishes))? , NAME$",
        r"^(?:(?:[Hh]i|[Hh]ello|[Hh]ey) ,? ?)?[Tt]his is NAME(?: ,| from| here|$)",
        r"^NAME , [1-9]\d ,",
        r"\bI am (?:Dr|Mrs?|Ms|Barrister|Chef|Pastor|Engr|Prof|Professor|Nurse|Sister|Reverend|Captain)\.? NAME",
        r"^NAME (?:again|speaking|here again)$",
        r"\bNAME is my name\b",
        r"\bNAME is what (?:they|people|everyone|everybody|my \w+) calls? me\b",
    )
)
_NOT_THE_OTHER: Final = re.compile(rf"\b(?:it is|its|I am|I said) {_NAME} ,? ?(?:and )?not (?P<other>[A-Z][\w'-]+)")
_NOBODY: Final = bag("""
    claude chatgpt gpt siri alexa gemini copilot assistant bot ai mum mom dad i english chinese the my your a thanks
    please customer friend regards yours sir madam anonymous mr mrs ms dr kind best love santa god happy merry ok okay
    hi hello dear little big young old our ah arrah sorry late word excel google no yes and but so it he she they we you
    this that what team management

""")


def find_names(words: Words) -> Iterator[Cue]:
    """The user's name where it is only mentioned."""
    offsets, line = _line(words)
    for sign in _SIGNS:
        found = sign.search(line)
        name = found.group("name").removesuffix("'s").rstrip(".") if found else ""
        if found and _is_name(name):
            yield _cue(words, offsets, found.start(), found.end("name"), name)
            return
    corrected = _NOT_THE_OTHER.search(line)
    if corrected and _alike(corrected.group("name"), corrected.group("other")):
        yield _cue(words, offsets, corrected.start(), corrected.end("name"), corrected.group("name"))


def _line(words: Words) -> tuple[list[int], str]:
    offsets, at = [], 0
    for word in words:
        offsets.append(at)
        at += len(word.text) + 1
    return offsets, " ".join(word.text for word in words)


def _cue(words: Words, offsets: list[int], start: int, end: int, name: str) -> Cue:
    first = max(place for place, at in enumerate(offsets) if at <= start)
    last = max(place for place, at in enumerate(offsets) if at < end)
    return Cue("name", name, words[first], words[last])


def _is_name(name: str) -> bool:
    lows = name.lower().split()
    other = geography.COUNTRIES | geography.NATIONALITIES | geography.LANGUAGES | names.NOT_NAMES | _NOBODY | work.JOBS
    town = is_town(name) and lows[0] not in names.GIVEN_NAMES
    return (
        bool(lows) and not town and lows[0] not in other | frozenset(geography.MONTHS) and not lows[0].endswith("ing")
    )


def _alike(name: str, other: str) -> bool:
    """`Dell` and `Della`: the one is written for the other; towns that are mixed up look less alike."""
    return _is_name(name) and (
        name.startswith(other) or other.startswith(name) or {name.lower(), other.lower()} <= names.GIVEN_NAMES
    )
