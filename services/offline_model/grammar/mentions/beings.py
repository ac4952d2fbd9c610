"""Relatives, partners and animals that are named anywhere in a sentence: in a request, in brackets, after a comma.

Whom the user calls theirs is theirs, whatever else the sentence does: `What can I cook for my wife Ana?`.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.compose import kin_of, one_of, species_of
from services.offline_model.grammar.lexicon import geography, life, names
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END, any_of

NAME: Final = r"[A-ZÀ-ÞŁŚŻ][\w'’-]*(?: (?:(?:van|de|da|del|al|bin|o') )?[A-ZÀ-ÞŁŚŻ][\w'’-]+){0,2}"
_ITEM: Final = (
    rf"(?:(?:the |my |a )?(?:baby |little |wee |small |big |young |twin )*(?:girl |boy |son |daughter )?)?({NAME})"
    r"(?: ,? ?(?:who is |aged |age |is )?\d{1,2}(?: (?:years?|months?|weeks?)(?: old)?)?(?: ,(?= and| [A-ZÀ-Þ]|$))?)?"
)
_LIST = r"(?P<names>{0}(?: (?:, and|,|and|plus) {0}){{1,5}})".format(_ITEM.replace("(" + NAME + ")", NAME))
_AGED: Final = r"\d{1,3}[ -](?:year|yr|month|week)s?[ -]?olds?|[a-z]+-(?:year|month|week)-olds?|[a-z]+ year old|\d+ ?yo"
_ADJ: Final = (
    rf"(?:(?:(?:and )?(?:little|big|older|younger|elder|eldest|oldest|youngest|middle|late|baby|twin|dear|dearest|"
    r"darling|lovely|"
    r"beautiful|beloved|first|second|third|last|born|only|small|tiny|junior|senior|wee|young|old|elderly|new|rescue|"
    r"black|white|brown|grey|gray|ginger|tabby|fat|very|lazy|crazy|silly|sweet|poor|stubborn|fluffy|adopted|foster|"
    r"teenage|grown-up|grown|adult|newborn|future|then|own|long-term|current|other|two|three|four|five|six|2|3|4|5|"
    rf"6|ex|blind|deaf|three-legged|pet|house|family|mini|miniature|toy|giant|standard|grand|great|amazing|wonderful|"
    rf"autistic|diabetic|vegan|vegetarian|{_AGED}) )){{0,4}}"
)
_KIN: Final = any_of(
    [*life.KIN, "sis", "bro", "nan", "nana", "gran", "grandpop", "granda", "step-son", "step-daughter", "stepmum",
     "mother in law", "father in law", "sister in law", "brother in law", "son in law", "daughter in law", "lad", "boy",
     "girl", "eldest", "youngest", "oldest", "firstborn", "first born", "last born", "middle one", "one",
     "big one", "little one", "kid", "child", "mama", "papa", "mummy", "daddy", "great-aunt", "great-uncle",
     "grandchild", "step-mother", "step-father", "step-brother", "step-sister", "twin", "young fella", "young bloke",
     "godchild", "grandmum", "amma", "appa", "mam", "dada", "great-niece", "great-nephew"]
)  # fmt: skip
_WEAK_KIN: Final = frozenset(
    {"one", "boy", "girl", "lad", "middle one", "big one", "little one", "old", "kid", "child"}
)
_HEART: Final = any_of([*life.PARTNER_WORDS, "fiance", "man", "woman", "missus", "bloke", "old man", "old lady",
                         "madam",
                         "ex-wife", "ex-husband", "ex", "lady", "sweetheart", "love", "fella"])  # fmt: skip
_SURE_HEART: Final = any_of([*life.PARTNER_WORDS, "missus"])
_MANY: Final = any_of([*life.KIN_MANY, "grandbabies", "childs", "boys", "girls", "lads", "toddlers", "babies",
                        "daughters",
                        "granddaughters", "grandsons", "kiddies", "little ones", "bros"])  # fmt: skip
_ANIMAL: Final = any_of([*life.SPECIES, "lab mix", "galga", "lab", "cattle dog", "perrita", "perrito", "perro", "gato",
                          "gata", "rescue dog", "border", "tom cat", "mutt", "doggy", "kitty"])  # fmt: skip
_ANIMALS: Final = rf"(?:(?:{_ANIMAL})e?s|puppies|bunnies|ponies|huskies|mice|geese|guppies|budgies)"
_LINK: Final = (
    r"(?: (?:,|—|:|is|am|are|called|named|is called|is named|, called|, named|, name of|name of|, he is called|"
    r", she is called|whose name is|who is called|who is named|, whose name is|, that is|, her name is|, his name is|"
    r", it is called|by the name of|, his name|, her name|his name|her name|name|name is|in question is|se llama|"
    r"que se llama|goes by|answers to))?"
)
_OTHERS: Final = re.compile(
    r"\b(?:friend|friends|neighbou?r|neighbou?rs|colleague|colleagues|boss|client|clients|student|students|patient|"
    r"patients|flatmate|roommate|manager|teacher|landlord|coworker|his|her|their|your)(?:'s|s')? (?:[\w-]+ ){0,2}$"
)
_WORDS: Final = frozenset(names.NOT_NAMES) | geography.COUNTRIES | geography.NATIONALITIES | geography.LANGUAGES

_STRANGERS: Final = ("the boy is ", "the girl is ", "the man is ", "the lad is ")
"""Who is spoken of so is as often a bridegroom or somebody in a tale as a child of one's own."""


def relatives(line: Line) -> Iterator[Mention]:
    """Every named relative of the line."""
    for pattern in _RELATIVES:
        for found in pattern.finditer(line.named):
            kin = found["kin"] or ""
            if _is_anothers(line.text, found.start()) or (kin in _WEAK_KIN and not _is_own(found.group())):
                continue
            if found.group().startswith(_STRANGERS):
                continue
            yield from _each(line, found, "family", "" if kin.endswith("one") else kin_of(kin))
    for pattern in _GROUPS:
        for found in pattern.finditer(line.named):
            if not _is_anothers(line.text, found.start()):
                yield from _each(line, found, "family", one_of(found["kin"].split()[-1]))


def partners(line: Line) -> Iterator[Mention]:
    """Every named partner of the line."""
    for pattern in _PARTNERS:
        for found in pattern.finditer(line.named):
            gone = re.match(r" ?,? ?(?:died|passed|who died|'s funeral)", line.named[found.end() :])
            if not gone and not _is_anothers(line.text, found.start()) and not (found["kin"] or "").startswith("ex"):
                yield from _each(line, found, "partner", "")


def animals(line: Line) -> Iterator[Mention]:
    """Every named animal of the line."""
    for pattern in _PETS:
        for found in pattern.finditer(line.named):
            if not _is_anothers(line.text, found.start()):
                yield from _each(line, found, "pet", species_of(found["kin"]))


def _each(line: Line, found: re.Match[str], slot: str, kind: str) -> Iterator[Mention]:
    if (line.is_past and slot == "pet") or (
        line.asks and re.match(r"(?:so |and )?(?:is|are|am|was) (?:my|the) ", line.text)
    ):
        return
    for name in re.findall(NAME, found["names"]):
        bare = name.removesuffix("'s").removesuffix("s'").rstrip("'’-")
        words = [part for part in bare.split() if part != "I"]
        if (
            not words
            or words[0].lower() in _WORDS
            or (
                words[0].lower().removesuffix("s") in geography.MONTHS
                and words[0].lower() not in {"june", "may", "april"}
            )
        ):
            continue
        if words[0].lower() in geography.CITIES - names.GIVEN_NAMES:
            continue
        bare = " ".join(words)
        value = f"{bare} ({kind})" if kind else bare
        yield Mention(slot, value, "assert", line.span(found.start(), found.end()))


def _is_anothers(text: str, start: int) -> bool:
    return bool(_OTHERS.search(text[max(0, start - 40) : start]))


def _is_own(said: str) -> bool:
    return bool(re.match(r"(?:my|the) |.*\bmy ", said))


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_F: Final = r"(?:^|(?<= ))(?<!in )(?<!to )(?<!at )(?<!from )(?<!near )"
_ONE: Final = rf"(?P<names>{NAME})"
_RELATIVES: Final = _compile(
    rf"{BEGIN}my {_ADJ}(?P<kin>{_KIN}){_LINK} {_ONE}",
    (
        rf"{BEGIN}(?:the|a|an|one) {_ADJ}(?P<kin>{_KIN})(?: ,| is| called| named| , called| , named)+ {_ONE}(?! "
        rf"(?:said|"
        rf"says|thinks|told|reckons))"
    ),
    (
        rf"(?:^|(?<=, )|(?<=and )|(?<=with )|(?<=for )|(?<=from )|(?<=by ))(?P<kin>daughter|son|stepson|stepdaughter|"
        rf"sister|brother|nephew|niece|cousin|uncle|aunt|auntie|grandma|grandpa|granny|nan|grandad|grandson|"
        rf"granddaughter) {_ONE}"
    ),
    (
        rf"{_F}{_ONE}(?: ,)?(?: that is| who is| he is| she is| is| ,| are)* (?:my|the) {_ADJ}(?P<kin>{_KIN}){END}(?! "
        rf"(?:of|in|at|[A-Z]|(?:, )?(?:and )?my ))"
    ),
    rf"{_F}{_ONE} (?:being|as) my {_ADJ}(?P<kin>{_KIN}){END}",
)
_GROUPS: Final = _compile(
    (
        rf"{BEGIN}(?:my|the|two|three|four|five|six|2|3|4|5|6|have|with) {_ADJ}(?P<kin>{_MANY})(?: of mine)?(?: (?:,"
        rf"|:|am|"
        rf"are|is|called|named|names are|—))* {_LIST}"
    ),
    rf"{BEGIN}(?P<kin>{_MANY}) (?:am|are|is|:|called|named|,) {_LIST}",
    rf"{BEGIN}(?P<kin>{_MANY})(?: (?!and|or|of|with|in|at)[a-z]+){{1,4}} , {_LIST}",
    rf"{BEGIN}{_LIST}(?: ,)?(?: that is| that are| who are| they are| are| am| ,)* my {_ADJ}(?P<kin>{_MANY}){END}",
)
_PARTNERS: Final = _compile(
    rf"{BEGIN}my {_ADJ}(?P<kin>{_HEART})(?<!man)(?<!woman)(?<!love)(?<!lady){_LINK} {_ONE}",
    rf"{BEGIN}my {_ADJ}(?P<kin>man|woman|lady|love|bloke|old man|madam)(?: ,)? {_ONE}",
    rf"{BEGIN}(?:the|a) (?P<kin>{_SURE_HEART})(?: ,| is| called| named| , called| , named)+ {_ONE}",
    (
        rf"(?:^|(?<=, )|(?<=and )|(?<=with ))(?P<kin>wife|husband|hubby|girlfriend|boyfriend|fiance|fiancee|missus|"
        rf"partner)(?: ,)? {_ONE}"
    ),
    (
        rf"{_F}{_ONE}(?: ,)?(?: that is| who is| he is| she is| is| ,| finally| now)* (?:my|the) "
        rf"{_ADJ}(?P<kin>{_SURE_HEART})(?=$| )(?! of| [A-Z]| (?:, )?(?:and )?my )"
    ),
    rf"{BEGIN}himself , (?P<kin>){_ONE}",
)
_PETS: Final = _compile(
    (
        rf"{BEGIN}(?:my|the|a|an|one|another|have|una|un) {_ADJ}(?P<kin>{_ANIMAL})(?: mix| cross| of mine)?(?: (?:,|—|"
        rf":|is|"
        rf"called|named|name of|name|whose name is|that is called|, his name is|, her name is|his name is|her name is|"
        rf"se llama|que se llama|by the name of|, that is))+ {_ONE}"
    ),
    rf"{BEGIN}my {_ADJ}(?P<kin>{_ANIMAL}) {_ONE}",
    rf"^(?P<kin>{_ANIMAL}) (?:called|named|,) {_ONE}",
    (
        rf"{_F}{_ONE}(?: ,)?(?: that is| who is| he is| she is| is| ,)* (?:my|the) {_ADJ}(?:of my "
        rf")?(?P<kin>{_ANIMAL}){END}(?! (?:of|in|[A-Z]))"
    ),
    rf"{_F}{_ONE} , (?:the )?{_ADJ}(?:one )?of my (?P<kin>{_ANIMALS}){END}",
    rf"{_F}{_ONE} (?:, that is|, who is|who is|is|,) an? {_ADJ}(?P<kin>{_ANIMAL}){END}",
    (
        rf"{BEGIN}(?:my|the|two|three|four|five|2|3|4|5|have|with|some) {_ADJ}(?P<kin>{_ANIMALS})(?: [a-z]+){{0,5}}(?: "
        rf"(?:,"
        rf"|:|are|am|is|called|named|—))* {_LIST}"
    ),
)


_COUNT: Final = r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d|one|a couple of|twin)"
_UNNAMED: Final = _compile(
    r"(?:^|(?<=, )|(?<=and )|(?<=with )|(?<=have )|(?<=got )|(?<=my )|(?<=raised )|(?<=of )|(?<=to )|(?<=for ))"
    rf"(?P<what>{_COUNT} {_ADJ}(?P<kin>{_MANY}|son|daughter|toddler|brother|sister))(?=$| )(?! (?:old|menu|meal|"
    rf"party|clothes|size|in my class|at the|in class|who come|are there))",
    rf"{BEGIN}my (?P<what>{_ADJ}(?P<kin>{_MANY}))(?=$| )(?! (?:menu|meal|party|clothes|'s))",
)
_UNNAMED_PETS: Final = _compile(
    rf"(?:^|(?<=, )|(?<=and )|(?<=with )|(?<=have )|(?<=got )|(?<=keep )|(?<=my )|(?<=of ))"
    rf"(?P<what>{_COUNT} {_ADJ}(?:{_ANIMALS}))(?=$| )(?! (?:food|house|toy|bed|litter))",
    (
        rf"(?:^|(?<=, )|(?<=and )|(?<=with )|(?<=plus ))(?:a|an|my|one) {_ADJ}(?P<what>{_ANIMAL})(?= that| who|$| ,| "
        rf"and)(?=.*\bthat (?:swears|barks|bites|sleeps|hates|thinks)|$| ,)"
    ),
)


def unnamed(line: Line) -> Iterator[Mention]:
    """Children, siblings and animals that are counted, not named."""
    for slot, patterns in (("family", _UNNAMED), ("pet", _UNNAMED_PETS)):
        for pattern in patterns:
            for found in pattern.finditer(line.low):
                if _is_counted(line, found):
                    yield Mention(slot, found["what"], "assert", line.span(found.start(), found.end()))


_LIVES_WITH: Final = re.compile(
    r"\b(?:liv\w+|mum|mom|mam|mother|father|dad|parent|widow\w*|divorc\w+|married|single|blessed|grew up)\b"
)
"""Whom somebody is with on a day out are not always their own: these words tell of a household."""


def _is_counted(line: Line, found: re.Match[str]) -> bool:
    before = line.low[: found.start("what")]
    own = found.start() == 0 or re.search(r"\b(?:I|me|my|mine|myself)\b", line.low)
    told = line.is_told(found.start("what")) or before.endswith("my ")
    named = re.match(rf"(?: (?:,|called|named|am|are|is|:))* {NAME}", line.named[found.end() :])
    if before.endswith("with ") and not _LIVES_WITH.search(before):
        return False
    if not (own and told) or named or line.is_past or _is_anothers(line.text, found.start()):
        return False
    return not re.search(r"\b(?:not|never|no|may|might|would|want|he|she|they|you)\b", f"{before} {found.group()}")
