"""The small cuts that all value cleaners share: tails, articles, lists and capitals."""

import re
from typing import Final

from services.offline_model.grammar.lexicon import bag

_TAIL: Final = re.compile(
    r"(?:^| ),? ?(?:because|since|so that|so much|so(?= (?:make|please|no|any|be|do|can|could|what|how|keep|it|if|"
    r"weekends|only|avoid|never|always|nothing|skip|bear|the|bright|i|i'm)\b)|with a passion|completely|"
    r"entirely|when|whenever|while|if|"
    r"unless|but|although|though|these "
    r"days|those days|right now"
    r"|at the moment|at present|now|lately|recently|currently|too|as well|either|already|at all|very much|"
    r"in (?:years|ages|months|decades)|"
    r"a lot(?! of)|a bit(?! of)|on my (?:commute|own|days? off|way)|on the (?:way|train|bus)|more than"
    r"|the most|every (?:day|week|weekend|morning|evening|night|sunday|saturday|monday|tuesday|wednesday|"
    r"thursday|friday|summer|winter|spring|autumn|fall|year|month|time|single)"
    r"|every (?:two|three|four|six|few|other|couple of) (?:days|weeks|months|years|day|week|month|year)|"
    r"each (?:week|day|morning)|on (?:weekends|the weekends?|sundays|saturdays|weekdays|mondays|tuesdays|"
    r"wednesdays|thursdays|fridays)"
    r"|at (?:weekends|the weekend)|in my (?:free|spare) time|in the (?:mornings?|evenings?|weekends?)|"
    r"with (?:my|friends|a friend|the kids|our)"
    r"|for (?:fun|now|a (?:while|living|long)|(?:\w+ )?(?:about |over |almost )?(?:\w+ ){0,2}(?:years?|"
    r"months|weeks|decades?|ages)|years|pleasure|me|as long|the past|the last|ethical|health|religious)"
    r"|since|instead|again|anyway|to (?:be honest|relax|unwind|death|bits)|in general|as a (?:kid|child|"
    r"rule|hobby)|ever since|as of"
    r"|last (?:week|month|year|spring|summer|autumn|fall|winter|night)|next (?:week|month|year)|this "
    r"(?:year|month|week|summer)|yesterday|today|tomorrow"
    r"|(?:a|two|three|four|five|six|ten|\d+|a few|several|some) (?:years?|months?|weeks?|days?) ago|most "
    r"(?:days|weekends|mornings|evenings)"
    r"|(?:once|twice|three times|four times) a (?:day|week|month)|in (?:19|20)\d\d|not|thanks|sorry|"
    r"btw|tbh|ngl|of course|by far|guys|mate|folks|dude|bro|right|I guess|if possible|no matter|thank you|"
    r"please|all day|all the time|from time|by the way"
    r"|over (?=[a-z])|to (?:tea|coffee|cats|dogs|beer|wine|the (?:city|beach|mountains|sea))|rather than|"
    r"especially|particularly|mostly|who|which|that|where"
    r"|mainly|until|after|before|except|like (?:crazy|mad|my)|as much|lol|haha|xd|:|;|—|¤|and (?:my|i|so|it|"
    r"that)|or (?:so|something)|any more|due to|ok|okay|actually|honestly|i)(?= |,|$).*$",
    re.IGNORECASE,
)  # fmt: skip
_BINOMIALS: Final = (
    "mac and cheese", "fish and chips", "rock and roll", "rhythm and blues", "salt and vinegar",
    "dungeons and dragons",
    "black and white", "peanut butter and jelly", "bed and breakfast", "guns and roses", "oil and gas",
    "arts and crafts",
    "research and development", "drum and bass", "drums and bass", "bread and butter", "track and field",
    "rice and beans",
    "pride and prejudice", "crime and punishment", "war and peace", "wine and cheese", "rick and morty",
    "law and order",
    "simon and garfunkel", "earth , wind and fire", "gin and tonic", "country and western", "biscuits and gravy",
    "milk and honey",
    "cats and dogs",
)  # fmt: skip
_SMALL: Final = bag("de da do dos das del la le of the upon on am van von der and")
_VAGUE: Final = re.compile(
    r"^(?:it|its|this|that|these|those|you|your|yours|him|her|his|them|their|they|he|she|me|my|mine|us|"
    r"everyone|everybody|"
    r"someone|somebody|anyone|anything|nothing|something|everything|what|how|when|where|who|which|why|the "
    r"(?:idea|way|fact|sound|look|"
    r"first|second|third|last|one|other|new|latest|same|result|answer|suggestion|option|plan|thought|"
    r"point|feeling|part|whole|"
    r"following|next|rest|most|more|previous|name|title|design|font|colou?r)|to be|to think|to see|to "
    r"hear|to know|to say|to ask|being|having|seeing|hearing|idea|no|not|"
    r"both|either|neither|one of|all of|some of|most of|any|much|more|lots|a lot|of|and|or|one|if|another|so|"
    r"i|is|are|was|there|here|working with|talking|chatting|such|each|every|getting)\b",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r" ?, ?(?:and |or |but also |also |as well as )?| and also | and | as well as | plus | or ")


def cut(text: str) -> str:
    """`text` up to the first word that no longer belongs to a value."""
    return _TAIL.sub("", text.strip(" ,"), count=1).strip(" ,.")


def article(text: str) -> str:
    """`text` without its article; `The Beatles` keeps its own."""
    return re.sub(r"^(?:a|an|some|my|the(?= [a-z])) ", "", text.strip())


def split_list(text: str) -> list[str]:
    """The parts of `a, b and c`; pairs that are one thing (`fish and chips`) stay together."""
    low = text.lower()
    for number, pair in enumerate(_BINOMIALS):
        at = low.find(pair)
        if at >= 0 and pair != "cats and dogs":
            text = (
                text[:at]
                + f"\x00{number}:{text[at : at + len(pair)].replace(' and ', chr(1)).replace(' , ', chr(2))}"
                + text[at + len(pair) :]
            )
            low = text.lower()
    parts = (
        re.sub(r"\x00\d+:", "", part).replace("\x01", " and ").replace("\x02", ", ").strip(" ,.")
        for part in _JOINT.split(text)
    )
    return [part for part in parts if part]


def title(text: str) -> str:
    """Capitals as in a name: `rio de janeiro` becomes `Rio de Janeiro`, `nyc` `NYC`."""
    if text.lower() in {"nyc", "uk", "usa", "us", "dc", "sf", "la", "the uk", "the us", "the usa", "the uae"}:
        return " ".join(word if word == "the" else word.upper() for word in text.lower().split())
    return " ".join(
        word if word in _SMALL and place else word[:1].upper() + word[1:] for place, word in enumerate(text.split())
    )


def as_written(part: str, low: str) -> str:
    """The piece of `part` that equals `low` but for capitals."""
    at = part.lower().find(low)
    return part[at : at + len(low)] if at >= 0 else low


def vague(text: str) -> bool:
    """Whether `text` points at something instead of naming it: `it`, `the idea`, `how …`."""
    return bool(_VAGUE.match(text))


def without(text: str, words: str) -> str:
    """`text` without any of `words` (a pattern) at its head, however many there are."""
    return re.sub(rf"^(?:(?:{words}) )+", "", text.strip())


def within(text: str, most: int) -> bool:
    """Whether `text` has at most `most` words: a longer one is a sentence, not a value."""
    return len(text.split()) <= most


def shorten(text: str, most: int = 8) -> str:
    """`text` without what a long one adds at its end: for whom, with whom, after what."""
    while len(text.split()) > most:
        cuts = [found.start() for found in _ADDED.finditer(text) if len(text[: found.start()].split()) > 2]  # noqa: PLR2004 - a doing and where
        if not cuts:
            return text
        text = text[: cuts[-1]]
    return text


_ADDED: Final = re.compile(r" (?:for|with|because|as|at|from|before|after|and|to|in|on|until|during)(?= )")
