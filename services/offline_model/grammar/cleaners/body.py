"""Cleaners for diet, allergies and health."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.lexicon import bag, life

_NOT_AFTER_DIET: Final = bag(
    "cooking restaurant restaurants chef cook food friends recipes cookbook options friendly cheese"
)
_ACRONYMS: Final = bag("adhd add ibs gerd pcos ms ocd ptsd hiv copd pots")
NO_ALLERGENS: Final = bag("""
    bad worse worst terrible awful horrible insane crazy killing acting playing driving getting flaring going coming
    ruining back annoying brutal
    mornings work monday mondays bullshit commitment stupidity people exercise criticism nonsense advice boredom
    drama fun effort housework responsibility math maths lies lying liars cheaters gossip small-talk rudeness
""")


def diet(text: str) -> list[str]:
    """A diet by name."""
    low = clean.without(
        text.lower(),
        (
            "an?|the|strict|strictly|lifelong|life-long|ethical|committed|proud|full|fully|mostly|about|"
            "practising|longtime|completely|basically|pretty much|almost|100%|mainly|only|being|on|eating|proper"
        ),
    )
    words = re.split(r"[ ,]+", low)
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        head = head if head in life.DIETS else head.removesuffix("s")
        if head in life.DIETS and " ".join(words[size : size + 1]) not in _NOT_AFTER_DIET - {"food"}:
            return [life.DIET_SPELLINGS.get(head, head)]
    return []


def no_food(text: str) -> list[str]:
    """`no meat` from what the user does not eat or drink."""
    if re.search(r"\b(?:on \w+days?|during|tonight|today|this week|right now|after \w+|before \w+)\b", text.lower()):
        return []
    low = clean.without(clean.cut(text.lower()), "any|the|eating|drinking|all|most")
    low = re.sub(
        (
            r" (?:or drink|and drink|at home|in my house|in this house|here|on principle|one|at all|products|"
            r"anymore|whatsoever|of any kind|completely|entirely|"
            r"altogether|for "
            r"(?:lent|now))$"
        ),
        lambda found: found.group() if found.group() == " products" else "",
        low,
    )
    parts = [low] if low in life.FOODS else clean.split_list(low)
    parts = [clean.without(part, "any|the|all") for part in parts]
    if not parts or not all(part in life.FOODS for part in parts):
        return []
    return [f"no {' or '.join(parts)}"]


def allergy(text: str) -> list[str]:
    """What the user cannot bear, each of a list."""
    values = []
    for place, part in enumerate(
        clean.split_list(_WHERE_FROM.sub("", BORNE.sub("", clean.cut(_KIND_OF.sub("", text)))))
    ):
        if place and NO_ALLERGEN.match(part):
            break
        if re.fullmatch(r"\w+ly", part):  # `bananas and, weirdly, latex`
            continue
        value = clean.article(
            clean.without(
                part,
                (
                    "all|any|most|both|certain|some|(?:a )?lot of|lots of|loads of|(?:anything|everything) with|"
                    "things like|to|also|even|severe|mild|seasonal"
                ),
            )
        )
        value = re.sub(r" (?:of any kind|in general|and stuff)$", "", value)
        low = value.lower()
        if (
            value
            and clean.within(value, 4)
            and not clean.vague(value)
            and low.split()[0] not in NO_ALLERGENS
            and low not in {"hard work", "thing", "things", "an", "a", "the", "the thing", "stuff", "to"}
        ):
            values.append(low if value.istitle() and len(value.split()) == 1 else value)
    return values


_KIND_OF: Final = re.compile(
    r"^(?:an? |some |the )?(?:\w+ )?(?:medicine|drug|antibiotic|painkiller|tablet|food) called "
)
BORNE: Final = re.compile(r" ?,? (?:\w+ ){1,2}(?:is|are) (?:fine|ok|okay|alright|safe|no problem|not)(?= |,|$).*$")
_WHERE_FROM: Final = re.compile(
    r" (?:so|apart|aside|bar|other than|in|from|by|on|at|around|during|under|is|was|are|were|has|have|got|here|there|"
    r"round|all round|-|–)(?= |$).*$"
)
"""What follows an allergen and is none: `pollen in June`, `soy was confirmed`."""
NO_ALLERGEN: Final = re.compile(
    r"(?:just|like|carry|carrying|carried|got|get|gets|need|keep|have|had|has|it|my|so|then|even|you|which|a|an|"
    r"the (?:bit|sticky|stuff|kind|sort|type|one|whole|works)|type|grade|class|stage|full|proper|severe reaction|"
    r"hate|love|live|like|work|dislike|prefer|avoid|eat|drink|take|use|own|keep|used|want|would|will|can|could|am|"
    r"vegetarian|vegan|pescatarian|coeliac|celiac|diabetic|asthmatic|all(?: that)?$|stuff|whatever|etc|"
    r"very|really|really bad|pretty|nothing|no|both|wheez\w+|sneez\w+|itch\w*|swell\w*|swollen|streaming|runny|puffy|"
    r"red|"
    r"sick|ill|vomit\w*|die|death|hospital|er)\b"
    r"|.*\b(?:rash|rashes|hives|swelling|headaches?|migraines?|throat|mouth|lips|face|eyes|skin|nose|anaphyla\w+|"
    r"epi-?pens?|allergic|intolerant|intolerance|reactions?|wheezing|asthma|stomach|cramps|bloating|bit|itching|"
    r"symptoms?)\b",
    re.IGNORECASE,
)
"""What stands in a row with an allergen and is its reaction: `amoxicillin, rash all over`."""


def hyphened(text: str) -> list[str]:
    """`lactose-intolerant`."""
    found = re.match(r"([\w ]{3,20})[- ](?:intolerant|allergic|sensitive)$", clean.cut(text))
    return allergy(found.group(1)) if found else []


def bare_allergen(text: str) -> list[str]:
    """One or two words before `allergy` or `intolerant`."""
    value = clean.without(
        text,
        ("an?|severe|mild|bad|serious|slight|nasty|terrible|life-threatening|seasonal|the|very|food|little|some|known"),
    )
    if value.endswith((" and", " or", ",")):
        return []
    return (
        allergy(value)
        if value
        and clean.within(value, 2)
        and value.lower()
        not in {
            "food",
            "skin",
            "weather",
            "too",
            "environmentally",
            "becoming",
            "getting",
            "being",
            "turning",
            "apparently",
            "time",
            "noise",
            "light",
            "emotionally",
            "price",
        }
        else []
    )


def cannot_food(text: str) -> list[str]:
    """What one cannot eat, when the reason is named or the food is a usual one."""
    low = clean.cut(text.lower())
    for part in clean.split_list(low):
        if part not in {
            "gluten",
            "lactose",
            "dairy",
            "nuts",
            "peanuts",
            "shellfish",
            "wheat",
            "milk",
            "eggs",
            "soy",
            "seafood",
            "tree nuts",
            "milk products",
            "lactose products",
            "sesame",
            "groundnut",
            "groundnuts",
            "prawns",
            "cashews",
        }:
            return []
    return clean.split_list(low)


def condition(text: str) -> list[str]:
    """A lasting condition that is in the list."""
    values: list[str] = []
    said = re.sub(
        r" (?:at (?:age )?\d+|in my \w+|in both \w+|from (?:birth|childhood|my \w+)|as an adult)$", "", clean.cut(text)
    )
    for part in clean.split_list(said):
        low = clean.without(
            part.lower(),
            (
                "mild|severe|slight|terrible|pretty bad|really bad|well-controlled|high-functioning|quite|some|my|"
                "from|occasional|frequent|crippling|type-2|very|inattentive"
            ),
        )
        bare = clean.without(
            low, "an?|the|mild|severe|slight|terrible|bad|serious|frequent|quite|high-functioning|form of"
        )
        known = next(
            (
                name
                for name in (low, bare, f"a {bare}", f"a bad {bare}" if "bad" in low else bare)
                if name in life.CONDITIONS
            ),
            "",
        )
        part_of_body = _PART.match(part.lower())
        if not known and part_of_body:
            values.append(part_of_body.group(1))
            continue
        if not known:
            break
        plain = clean.article(known if known in part.lower() else bare)
        values.append(bare.upper() if bare in _ACRONYMS else clean.as_written(part, plain))
    return values


_PART: Final = re.compile(
    r"(?:a |an |my |the )?((?:bad|dodgy|dicky|gammy|bum|trick|weak|slipped|herniated|torn|bulging) (?:knees?|"
    r"backs?|hips?|shoulders?|"
    r"ankles?|wrists?|neck|heart|stomach|eyesight|ears?|eyes|hearing|chest|lungs|dis[ck]s?|acl|meniscus))\b"
)
_AFTER_CONDITION: Final = bag(
    "is was has have and so but which that acts makes keeps got gets again lately medication meds diagnosis inhaler "
    "tablets flares flared flare playing acting means for since under with or when because not always"
)


def own_condition(text: str) -> list[str]:
    """`asthma` of `my asthma is playing up`: possession is enough, but `my back pain essay` is none."""
    words_said = re.split(r" ", text.strip())
    for size in (4, 3, 2, 1):
        head = " ".join(words_said[:size]).strip(" ,")
        after = words_said[size] if size < len(words_said) else ""
        if (
            len(words_said) >= size
            and head.lower() in life.CONDITIONS
            and (after in {"", ","} or after in _AFTER_CONDITION)
        ):
            return condition(head)
    return []


def condition_adjective(text: str) -> list[str]:
    """`diabetic`, `hard of hearing`; not `deaf to advice` or `blind to it`."""
    words = re.split(r"[ ,]+", clean.without(text.lower(), "an?|severely|clinically|the"))
    for size in (4, 3, 2, 1):
        head = " ".join(words[:size])
        following = " ".join(words[size : size + 1])
        if head in life.CONDITION_ADJECTIVES and following not in {"to", "drunk", "spot", "date", "faith"}:
            return [
                head.upper()
                if head == "adhd"
                else head.replace("color blind", "color-blind").replace("colour blind", "colour-blind")
            ]
    return []


KINDS: Final = {
    "diet": diet, "no_food": no_food, "allergy": allergy, "bare_allergen": bare_allergen, "hyphened": hyphened,
    "cannot_food": cannot_food, "condition": condition, "health": condition,
    "condition_adjective": condition_adjective, "own_condition": own_condition,
}  # fmt: skip
