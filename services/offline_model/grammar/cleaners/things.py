"""Cleaners for possessions and for the lasting facts of no other slot."""

import re
from collections.abc import Callable
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.lexicon import bag, life


def owned(text: str) -> list[str]:
    """A lasting possession of the list, article kept."""
    values: list[str] = []
    for part in clean.split_list(clean.cut(text)):
        if not values and not re.match(r"(?:an?|the|my|our|one|two|three|four|five|several|some|\d) |[A-Z]", part):
            return []
        value = re.sub(r" (?:with|from|in|at|on|for|to|of my own|by|near|named|called)\b.*$", "", part)
        value = re.sub(
            r"^(an?|the|my|two|three) (?:brand new|brand-new|new|lovely|beautiful|nice|shiny|second-hand|used) ",
            r"\1 ",
            value,
        )
        low = value.lower()
        bare = re.sub(r"^(?:an?|the|my|our|two|three|some|one) ", "", low)
        if (
            any(
                {" ".join(bare.split()[-size:]), " ".join(bare.split()[-size:]).removesuffix("s")} & life.POSSESSIONS
                for size in (3, 2, 1)
            )
            or any(word in _MAKES for word in bare.split()[:3])
            or _PRODUCT.match(value)
        ):
            values.append(re.sub(r"^(?:my|our|the) ", "a ", value))
    return values


_PRODUCT: Final = re.compile(
    r"(?:an?|my|the) (?:beat-up |battered |old |little |vintage )*(?:(?:19|20)\d\d )(?:[A-Z][\w-]+ ?)+$"
)
_MAKES: Final = bag(
    "hilux corolla yaris civic camry fiesta clio qashqai swift hyundai kia nissan suzuki mitsubishi chevy chevrolet "
    "jeep "
    "mercedes lexus opel vauxhall citroen dacia mahindra maruti bajaj yamaha kawasaki ducati enfield canon nikon "
    "fujifilm "
    "leica fender gibson steinway macbook thinkpad brompton "
    "tesla volvo toyota honda ford bmw audi volkswagen vw fiat renault peugeot skoda vespa harley brompton subaru mazda"
)


_NOT_THINGS: Final = (
    r"(?:lot|bit|fact|mistake|share|way|few|couple|problem|business|company|shop|store|restaurant|percent|stake|copy|"
    + "|".join(sorted(life.SPECIES))
    + r")\b"
)


def driven(text: str) -> list[str]:
    """What is driven or ridden by its make, whatever it is: `a Triumph`, `an old Landcruiser`."""
    found = re.match(
        r"(?:an?|my) (?:(?!in |from |at |of |for |with |on )[a-z'-]+ ){0,3}(?:(?:19|"
        r"20)\d\d )?[A-Z][\w-]*(?: [A-Z0-9][\w-]*){0,2}",
        clean.cut(text),
    )
    return [re.sub(r"^my ", "a ", found.group())] if found and not re.search(r"\bfor [A-Z]", found.group()) else []


def second_hand(text: str) -> list[str]:
    """What was bought used: nobody says that of a thing for a day."""
    return (
        driven(text)
        if re.match(r"an? (?:[a-z-]+ )?(?:second-hand|secondhand|used|vintage|old|classic)\b", text)
        else []
    )


def owned_any(text: str) -> list[str]:
    """What follows `I own a`: nearly anything of few words."""
    found = re.match(
        r"(?:an?|two|three) (?:[\w'-]+)(?: [\w'-]+){0,3}",
        re.sub(r" (?:from|in|on|with|that|near|of)\b.*", "", clean.cut(text)),
    )
    return [found.group()] if found and not re.match(rf"\w+ (?:\w+ )?{_NOT_THINGS}", found.group()) else []


def chaired(text: str) -> list[str]:
    """`chairs the residents' association`."""
    found = re.match(
        r"(?:the|my|a) (?:[\w'&-]+ ){0,4}(?:association|committee|board|club|society|council|group)\b", text
    )
    return [f"chairs {found.group()}"] if found else []


def owned_mine(text: str) -> list[str]:
    """A possession after `my`, for sales: `a car`, `a Tesla`."""
    value = clean.cut(text)
    make = re.match(r"[A-Z][a-z]+\w*(?= to |$)", value)
    return owned(f"my {value}") or owned(f"a {value}") or ([f"a {make.group()}"] if make else [])


def is_owned(text: str) -> list[str]:
    """`my laptop is a MacBook`."""
    value = clean.cut(text)
    return (
        [value]
        if re.match(r"(?:an? )[A-Z0-9]?\w+", value)
        and (owned(value) or value[:1].isupper() or value.split()[1][0].isupper())
        else []
    )


def worded(lead: str, longest: int = 9) -> "Cleaner":
    """A cleaner that puts `lead` before a short value: `volunteers at` a food bank."""

    def cleaner(text: str) -> list[str]:
        value = clean.cut(text)
        return [f"{lead} {value}".strip()] if value and len(value.split()) <= longest and not clean.vague(value) else []

    return cleaner


Cleaner = Callable[[str], list[str]]


def donating(text: str) -> list[str]:
    """`donates blood`, `donates to a charity`, when said as a habit."""
    return [f"donates {clean.cut(text)}"] if re.match(r"(?:blood|plasma|to )", text) else []


def short(text: str) -> list[str]:
    """A few words that name something."""
    value = clean.cut(text)
    return [value] if value and clean.within(value, 8) and not clean.vague(value) else []


def decade(text: str) -> list[str]:
    """`in their thirties`."""
    found = re.match(
        r"(?:(?:early|mid|late)[ -])?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|\d0s)", text
    )
    return [f"in their {found.group()}"] if found else []


def volunteering(text: str) -> list[str]:
    """`volunteers at a food bank`."""
    value = clean.cut(text)
    return (
        [f"volunteers {value}"]
        if re.match(r"(?:at|for|with|as|in|on) ", value) and clean.within(value, 8) and not clean.vague(value)
        else []
    )


def commute(text: str) -> list[str]:
    """`commutes by bike`."""
    found = re.match(r"by (?:bike|train|bus|tram|car|ferry|metro|subway|foot|boat|bicycle|scooter)", text)
    return [f"commutes {found.group()}"] if found else []


def waking(text: str) -> list[str]:
    """`wakes up at 5`, when it is every day."""
    found = re.match(
        (
            r"(\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)?|dawn|sunrise)(?: in the morning)? (?:every|each|on weekdays|"
            r"most)"
        ),
        text,
    )
    return [f"gets up at {found.group(1)}"] if found else []


def worship(text: str) -> list[str]:
    """`goes to church every Sunday`."""
    found = re.match(r"(?:every \w+|each \w+|on \w+|weekly|regularly)", text)
    return [f"attends worship {found.group()}"] if found else []


def blood(text: str) -> list[str]:
    """A blood type."""
    found = re.match(r"(?:AB|A|B|O)(?: ?[+-]| ?(?:positive|negative))?", text, re.IGNORECASE)
    return [f"blood type {found.group().strip()}"] if found else []


def digits(lead: str) -> "Cleaner":
    """A cleaner for a number with a name."""

    def cleaner(text: str) -> list[str]:
        found = re.match(r"(?:[A-Z]{2} )?\d+(?:\.\d)?|seven|three|thirteen", text)
        return [f"{lead} {found.group()}"] if found else []

    return cleaner


def converted(text: str) -> list[str]:
    """A faith one turned to."""
    found = re.match(r"(?:islam|buddhism|judaism|christianity|catholicism|hinduism|orthodoxy)\b", text, re.IGNORECASE)
    return [f"converted to {found.group().title()}"] if found else []


def religion(text: str) -> list[str]:
    """A faith by name."""
    found = re.match(r"[A-Za-z]+(?:ism|ity|slam|ian|ic|uddhist|indu|uslim)\b", text)
    return [found.group()] if found else []


def service(text: str) -> list[str]:
    """`served in the navy`."""
    found = re.match(r"(?:army|navy|air force|marines|military|coast guard|peace corps|royal \w+)", text, re.IGNORECASE)
    return [f"served in the {found.group()}"] if found else []


KINDS: Final[dict[str, Cleaner]] = {
    "owns": owned, "owned_mine": owned_mine, "is_owned": is_owned, "other": short, "volunteering": volunteering,
    "donating": donating, "decade": decade, "commute": commute, "commuting": commute, "waking": waking,
    "worship": worship,
    "membership": worded("member of"), "channel": worded("runs a channel about"), "lucky": digits("lucky number"),
    "blood": blood, "shoe": digits("shoe size"), "belief": worded("believes in"), "service": service,
    "converted": converted,
    "religion": religion, "driven": driven, "second_hand": second_hand, "owned_any": owned_any, "chaired": chaired,
}  # fmt: skip
