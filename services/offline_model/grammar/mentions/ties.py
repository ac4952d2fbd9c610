"""Relatives, partners and animals by what is said around their names: `my missus is called …`, `mum of three: …`."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.compose import kin_of, species_of
from services.offline_model.grammar.lexicon import geography, life, names
from services.offline_model.grammar.mentions.beings import NAME
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, any_of

_ONE: Final = rf"(?P<names>{NAME})"
_NUMBER: Final = r"(?:two|three|four|five|six|seven|eight|2|3|4|5|6|7|8)"
_AGE: Final = r"(?: (?:, )?(?:who is |aged |is )?\d{1,2}(?! (?:of|am|pm))(?: (?:years?|months?)(?: old)?)?)?"
_EACH: Final = rf"(?:(?:little|wee|baby|and|the|my|baby girl|baby boy|the baby ,) )*{NAME}{_AGE}"
_MANY: Final = rf"(?P<names>{_EACH}(?: (?:, and|, then|,|and|&|plus) {_EACH}){{1,6}})"
_KIDS: Final = (
    r"(?:kids|children|sons|daughters|boys|girls|lads|twins|grandkids|grandchildren|grandsons|granddaughters|brothers|"
    r"sisters|siblings|nephews|nieces|cousins|bairns|wains|little ones|babies)"
)
_KIN: Final = any_of([*life.KIN, "tía", "tia", "tío", "tio", "abuela", "abuelo", "hermano", "hermana", "prima", "primo",
                      "bhai", "didi", "dida", "thatha", "nani", "nana", "dadi", "chacha", "lil bro", "lil sis",
                      "eldest", "youngest", "oldest", "kuya", "ate", "lola", "lolo"])  # fmt: skip
_HEARTS: Final = (
    r"(?:wife|husband|hubby|girlfriend|boyfriend|partner|missus|fella|other half|better half|fiance|fiancee|fiancé|"
    r"fiancée|gf|bf)"
)
_NAMED: Final = r"(?:is called|is named|called|named|goes by|has (?:the )?name|'s name is|name is|by name of)"
_ANIMAL: Final = any_of(life.SPECIES)
_LOOSE: Final = r"(?:(?!(?:my|his|her|their|and|for|with|of)\b)[a-z'-]+ ){0,3}?"
_FAMILY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}(?P<kin>)(?:a |an |the )?(?:[\w-]+ )?(?:mum|mom|mam|mother|dad|father|parent|nan|granny|grandma|"
            rf"granddad|grandad|grandpa|grandmother|grandfather|mama|dada) (?:of|to) {_NUMBER}(?: {_KIDS})? "
            rf"(?:[:,—-] |called |named )?{_MANY}"
        ),
        (
            rf"{BEGIN}(?:my |have |with |I got |the )?{_NUMBER} (?:\w+ )?(?P<kin>{_KIDS})(?: (?!and\b)[a-z]+){{0,3}}"
            rf"(?: ,(?: (?!and\b)[a-z]+){{2,4}})? (?:,|:|—|-|named|called) {_MANY}"
        ),
        (
            rf"{BEGIN}my (?P<kin>{_KIDS})(?: (?:of mine|at home|here))? (?:am|are|is|:|consists? of|names are|'s names "
            rf"are|'s names is|named) (?:called |named )?{_MANY}"
        ),
        (
            rf"{BEGIN}my (?:dear |sweet |big |little |older |younger |late )*(?P<kin>{_KIN})(?:'s name is| ,| "
            rf"{_NAMED})? "
            rf"{_ONE}"
        ),
        rf"{BEGIN}{_ONE} , (?:the|my) (?P<kin>{_KIN}) (?:I mentioned|I told you|in question|from before)",
        rf"{BEGIN}(?:lil|little|big) (?P<kin>bro|sis|brother|sister|cousin|cuz) {_ONE}",
        (
            rf"{BEGIN}(?:a|one) (?P<kin>brother|sister|son|daughter|cousin|nephew|niece) of (?:me|mine) (?:is "
            rf")?(?:, )?{_ONE}"
        ),
    )
)
_PARTNERS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}(?:my |the )?{_HEARTS} (?:is |was )?{_NAMED} {_ONE}",
        rf"^(?i:hubby|hubs|wifey|the missus|the wife|the husband|gf|bf|bae) (?:, )?{_ONE}",
        rf"^(?i:himself|herself|oga at home|madam at home|my oga) (?:is |, ){_ONE}",
        rf"{BEGIN}{_ONE} is (?:her|his) name , (?:the|my) {_HEARTS}",
        rf"{BEGIN}my (?:girlfriend|boyfriend|gf|bf|fiance|fiancée|man|partner) and I ,? ?{_ONE} ,",
        (
            rf"{BEGIN}my (?:man|fella|bloke|lad|lady|better half|other half) (?:, )?{_ONE}(?= "
            rf"(?:and|is|has|,|he|she|who)|$)"
        ),
        rf"{BEGIN}(?:pacs|wedding|married life|engagement) (?:of pacs )?(?:with|to) {_ONE}",
    )
)
_PETS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}{_ONE} (?:, )?(?:(?!(?:my|I|she|he|who)\b)[\w',-]+ ){{0,7}}?(?:he|she|it) is (?:a|an|my|"
            rf"the) {_LOOSE}(?P<kin>{_ANIMAL})(?=$| )(?! (?:person|lover|food|sitter))"
        ),
        (
            rf"{BEGIN}(?:a|an|my|one|the) {_LOOSE}(?P<kin>{_ANIMAL}) (?:(?!(?:his|her|their|he|she)\b)[\w'-]+ ){{0,5}}?"
            rf", (?:called |named )?{_ONE}(?= (?:,|that|who|he|she|and (?:he|she|it)|is)|$)"
        ),
        (
            rf"{BEGIN}(?:a|an|my|one|the) {_LOOSE}(?P<kin>{_ANIMAL})(?: (?!he\b|she\b|my\b)[\w',-]+){{0,7}}? "
            rf"(?:(?:called|named|naming|calling|call) (?:him|her|it|them) |(?:he|she|it) (?:calls himself|calls "
            rf"herself|calls itself|is called|is named|answers to|goes by) |(?:his|her|its) name is )(?:the )?{_ONE}"
        ),
        (
            rf"{BEGIN}(?:my |have |with |the )?{_NUMBER} {_LOOSE}(?P<kin>{_ANIMAL})s?(?: (?!and\b)[a-z]+){{0,2}} "
            rf"(?:,|:|—|named|called) {_MANY}"
        ),
    )
)
_OTHERS: Final = re.compile(
    r"\b(?:friend|neighbou?r|colleague|boss|client|student|patient|flatmate|roommate|his|her|their|your|he|she|they)"
    r"(?:'s|s')?(?: [\w-]+){0,3} $"
)
_GONE: Final = re.compile(r"\b(?:died|passed away|passed|late|dead|ex|used to|had|was)\b")
_WORDS: Final = (
    names.NOT_NAMES | geography.COUNTRIES | geography.NATIONALITIES | geography.LANGUAGES | frozenset(geography.MONTHS)
) - names.GIVEN_NAMES


def ties(line: Line) -> Iterator[Mention]:
    """Those whom the words around their names make the user's."""
    if line.is_past or line.asks:
        return
    for slot, patterns in (("family", _FAMILY), ("partner", _PARTNERS), ("pet", _PETS)):
        for pattern in patterns:
            for found in pattern.finditer(line.named):
                before = line.named[max(0, found.start() - 40) : found.start()]
                gone = slot != "family" and _GONE.search(found.group())
                if not gone and not _OTHERS.search(before) and line.is_told(found.start("names")):
                    yield from _named(line, found, slot)


def _named(line: Line, found: re.Match[str], slot: str) -> Iterator[Mention]:
    kin = found.groupdict().get("kin") or ""
    kind = kin_of(kin) if slot == "family" and kin in life.KIN else ""
    if slot == "pet":
        kind = species_of(kin)
    for name in re.findall(NAME, found["names"]):
        bare = name.removesuffix("'s").removesuffix("s'").rstrip("'’-")
        first = bare.split()[0].lower() if bare.split() else ""
        if first in _WORDS | {"i", ""} or (first in geography.CITIES and first not in names.GIVEN_NAMES):
            continue
        yield Mention(slot, f"{bare} ({kind})" if kind else bare, "assert", line.span(found.start(), found.end()))
