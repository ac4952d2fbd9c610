"""Names apart from whom they name: `she's called Nugget`, `Ours are Kath and Kim`, `Rosie, who's five months`.

Whose name it is stands in the sentences before, or in the same one.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.compose import kin_of, one_of, species_of
from services.offline_model.grammar.lexicon import bag, geography, life, names
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, any_of

_NAME: Final = r"(?!I\b)[A-ZÀ-ÞŁŚŻ][\w'’-]*(?: [A-ZÀ-ÞŁŚŻ][\w'’-]+)?"
_LOOSE: Final = rf"(?P<names>(?:{_NAME}|[a-z]{{3,12}}(?= (?:,|and|but|if|\.|$)|$))(?: (?:, and|,|and) {_NAME}){{0,3}})"
_NAMES: Final = rf"(?P<names>{_NAME}(?: (?:, and|,|and) {_NAME}){{0,3}})"
_NAMED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}(?:his|her|its|their) names?(?: is| are| am|'s)? {_LOOSE}",
        rf"{BEGIN}(?:named|called|christened|naming|calling) (?:him|her|it|them) {_NAMES}",
        rf"{BEGIN}is called {_NAMES}",
        rf"{BEGIN}(?:he|she|it|they|who) (?:is |are |am )?(?:called|named|calls? (?:himself|herself|itself)) {_NAMES}",
        rf"{BEGIN}, (?:called|named|name of|answers to|name) {_NAMES}",
        rf"{BEGIN}{_NAMES} is (?:her|his|its) name",
        (
            rf"{BEGIN}I (?:went with|settled on|chose|named|called|decided on) {_NAMES}(?= (?:in the end|,|for short|"
            rf"after)|$)"
        ),
    )
)
_OURS: Final = re.compile(rf"^(?:mine|my|ours) (?:am|are|is) {_NAMES}|^(?:mine|my|ours) , (?P<names2>{_NAME}) ,")
_FOLLOWS: Final = re.compile(
    rf"^{_NAMES}(?:'s (?!is )| (?:is|has|was|always|never|keeps|just|will|does|loves|hates|needs|wants|\w+s) )"
)
_BESIDE: Final = re.compile(rf"{BEGIN}, (?P<names>{_NAME}) (?=,|he|she|$)")
_SMALL: Final = (
    r"(?:1[0-7]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|nearly \w+|almost \w+)(?: and a half)?(?: (?:months?|years?|weeks?)(?: old)?)?"
)
_AGED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}{_NAMES} (?:, )?(?:who is|who just turned|who turned|he is|she is|they are|is|just turned|turned|"
            rf"turns|aged) (?:only |now |just |already )?{_SMALL}(?= (?:and|now|,|so|has|in|on|months|years|old|next|"
            rf"this|tomorrow|but|today)|$)"
        ),
        rf"{BEGIN}{_NAMES} , {_SMALL} ,(?! live)",
    )
)
_BORN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}(?:my )?(?:little |baby |wee )?{_NAMES} (?:was born|showed up|arrived|has arrived|came into the "
            rf"world|has landed|made (?:her|his) entrance)"
        ),
        rf"{BEGIN}{_NAMES} (?:, )?\d[\d.,]* ?(?:kg|kilos?|grams|g|lbs?|pounds)",
    )
)
_KIN: Final = frozenset(life.KIN) | {"girl", "boy", "kid", "child", "grandchild", "sis", "bro", "nan", "gran", "granny"}
_HEARTS: Final = frozenset(life.PARTNER_WORDS) | {
    "married", "dating", "engaged", "seeing", "missus", "engagement", "homecoming", "proposed", "date",
}  # fmt: skip
_PETS: Final = frozenset(life.SPECIES) - bag(
    "fish chicken turkey crab duck goose snail pig sheep goat cow calf quail mouse rat hen lab pointer boxer boxers"
)
_MORE: Final = frozenset({"toddlers", "perrita", "perrito", "pup", "lab mix", "cattle dog", "hamstr", "pet"})
_NOUN: Final = re.compile(rf"\b(?:{any_of(_KIN | _HEARTS | frozenset(life.KIN_MANY) | _PETS | _MORE)})(?:s|es)?\b")
_BABY: Final = re.compile(
    r"\b(?:born|newborn|baby|kg|grams|landed|birth|labour|pregnan\w+|expecting|big (?:brother|sister))\b"
)
_STRANGERS: Final = re.compile(
    r"\b(?:friend|friends|mate|neighbou?r|neighbou?rs|colleague|boss|manager|teacher|client|student|patient|landlord|"
    r"character|novel|story|celebrity|actor|singer|player)\b"
)
_NOT: Final = (
    names.NOT_NAMES | geography.CITIES | geography.COUNTRIES | geography.NATIONALITIES | frozenset(geography.MONTHS)
) - {"june", "may", "april", "paris"}


def naming(line: Line) -> Iterator[Mention]:
    """Every name that says whose it is only with what stands around it."""
    for pattern in _NAMED:
        for found in pattern.finditer(line.named):
            yield from _each(line, found, _whose(line, found.start()))
    yield from _following(line)
    if not _STRANGERS.search(line.named):
        yield from _children(line)


def _following(line: Line) -> Iterator[Mention]:
    """`Ours are Kath and Kim`, `Mochi always bullies Tofu`: of those spoken of just before."""
    ours = _OURS.search(line.named)
    if ours:
        yield from _each(line, ours, _whose(line, 0))
    follows = _FOLLOWS.search(line.named)
    whose = "" if _STRANGERS.search(line.before) else _own_noun(line.before)
    if follows and whose and (_is_usual(follows) or whose in _PETS):
        yield from _each(line, follows, whose)
    for found in _BESIDE.finditer(line.named):
        beside = _own_noun(line.named[: found.start()])
        if beside and _is_usual(found):
            yield from _each(line, found, beside)


def _children(line: Line) -> Iterator[Mention]:
    """`Rosie, who's five months`, `Maja was born on Tuesday`, `our Lee`."""
    for pattern in _AGED:
        for found in pattern.finditer(line.named):
            if found.start() and not _SELF.search(line.named[: found.start()]):
                near = _noun_before(line, found.start())
                yield from _each(line, found, _whose(line, found.start()) if near else "child")
    for pattern in _BORN:
        for found in pattern.finditer(line.named):
            yield from _each(line, found, "baby")


_SELF: Final = re.compile(r"\b(?:I am|name is|call me|myself|it is|here|this is) $")


def _is_usual(found: re.Match[str]) -> bool:
    return found["names"].removesuffix("'s").split()[0].lower() in names.GIVEN_NAMES


def _noun_before(line: Line, start: int) -> bool:
    return bool(_NOUN.search(line.named[max(0, start - 60) : start]))


def _whose(line: Line, start: int) -> str:
    """The noun nearest before `start`, else after it, else a baby when one has just come."""
    around = f"{line.before} {line.named[:start]}"[-240:]
    nouns = _unnamed(around) or _unnamed(line.named[start:])[:1]
    if nouns:
        return nouns[-1]
    return "baby" if _BABY.search(f"{around} {line.named}") else ""


def _unnamed(text: str) -> list[str]:
    """The relatives, partners and animals of a text that no name stands beside."""
    found = _NOUN.finditer(text.lower())
    return [each.group() for each in found if not re.match(r" [A-ZÀ-Þ](?!\b)", text[each.end() :])]


def _own_noun(before: str) -> str:
    """The one relative, partner or animal that the words before speak of as the user's, without a name."""
    found = list(_NOUN.finditer(before.lower()))
    if not found:
        return ""
    last = found[-1]
    own = re.search(r"(?:\b(?:my|I|a|the|to|need)\b[^,.]{0,40}|^(?:[\w-]+ ){0,2})$", before[: last.start()])
    named = re.match(r"(?:'s)? ?(?:,|called|named|is)? ?[A-Z]", before[last.end() :])
    return last.group() if own and not named else ""


def _each(line: Line, found: re.Match[str], whose: str) -> Iterator[Mention]:
    groups = found.groupdict()
    said = groups.get("names") or groups.get("names2") or ""
    low = re.sub(r"'s$", "", whose.lower())
    if not whose or (line.asks and found.start() == 0 and line.named.startswith(("is ", "are "))):
        return
    for name in re.split(r" (?:, and|,|and) ", said):
        bare = name.removesuffix("'s")
        if not bare or bare.split()[0].lower() in _NOT | _STOPS:
            continue
        slot, value = _placed(low, bare[:1].upper() + bare[1:])
        yield Mention(slot, value, "assert", line.span(found.start(), found.end()))


_STOPS: Final = bag("which whose please kindly give tell any best need lol sure right god") | frozenset(
    {"it", "the", "not", "what", "so", "something", "anything", "really", "just", "all", "that"}
)


def _placed(noun: str, name: str) -> tuple[str, str]:
    if noun in _HEARTS:
        return "partner", name
    single = one_of(noun)
    if (
        noun.rsplit(maxsplit=1)[-1] in life.SPECIES
        or single in life.SPECIES
        or single in _MORE - {"toddler"}
        or noun == "puppies"
    ):
        return "pet", f"{name} ({species_of(noun)})"
    if noun in {"relative", "child"}:
        return "family", name
    return "family", f"{name} ({kin_of(single)})"
