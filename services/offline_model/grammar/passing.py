"""Last guard of the grammar: what passes, or is over, is no fact of a slot where it would replace a lasting one.

`I'm in Rome for the weekend` names no home, a job on the side is not the job, a diet for today is none, and a chicken
in the fridge is no pet.
"""

import re
from typing import Final

_STOPS: Final = re.compile(r"[.,;!?\n]")
_SPAN: Final = (
    r"(?:weekend|week|fortnight|days|nights?|christmas|xmas|easter|summer|holidays?|vacation|honeymoon|conference|"
    r"wedding|project|festival|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_PASSING: Final[dict[str, re.Pattern[str]]] = {
    slot: re.compile(pattern, re.IGNORECASE)
    for slot, pattern in (
        (
            "home_city",
            (
                rf"\bfor (?:the |a |this |these |just |few |couple of |my |our |\d+ |two |three |four |five )*{_SPAN}\b"
                r"|"
                r"\b(?:this|next) (?:week|weekend)\b|\bfor (?:work|business|training)[?!.]*$|\bon weekdays\b|"
                r"\bwith (?:my )?(?:clients|customers)\b|\bjust arrived\b.*\?|\bfor sale\b|\bair ?bnb\b|"
                r"\boffice (?:today|now)\b|\bjust landed\b|"
                r"\b(?:company|firm|employer|team|headquarters) (?:is|are|was) (?:based )?in\b|"
                r"\bat my (?:mum|mom|dad|nan|gran|parents|sister|brother)'?s'?$|\b(?:tonight|tomorrow)\b|"
                r"\b(?:rent|rents|let|renting) (?:it |them )?out\b|"
                r"\b(?:landed|arrived) in .*\b(?:yesterday|today|tonight)\b"
            ),
        ),
        (
            "occupation",
            (
                r"\b(?:on|by) (?:the|d|da) side\b|\bby night\b|\bin training\b|\bcaptain of\b.*\b(?:team|side|club)\b|"
                r"\bat (?:my|the|a|our) (?:[\w']+ ){0,2}(?:wedding|fair|party|fete)\b|\bthe \w+ (?:tonight|today)\b|"
                r"\bfor my (?:kids|children|teens|teenagers|family)\b|\bat heart\b|"
                r"\bin (?:the|a|this) (?:play|show|film|movie|game|story|family)\b"
            ),
        ),
        (
            "diet",
            (
                r"\b(?:today|tonight|this evening|for (?:lent|ramadan|one meal))\b|"
                r"\b(?:making|cooking|baking|having) (?:an? |some |the )?(?:vegan|vegetarian|keto|halal|kosher)\b"
            ),
        ),
        ("pet", r"\bgrew up with\b|\b(?:fridge|freezer|oven)\b"),
        ("partner", r"\bex[- ](?:wife|husband|partner|girlfriend|boyfriend)\b"),
        (
            "employer",
            (
                r"\b(?:my|his|her) first job\b|\bclient site\b|\binterview\b|\bvolunteer\w*\b|\bfood bank\b|"
                r"\bas (?:a|their) (?:supplier|customer|patient|visitor)\b|"
                r"\b(?:with|at) [\w&' ]+ and (?:the|my) (?:bill|signal|contract|account|broadband|internet|premium)\b"
            ),
        ),
        ("relationship", r"^\W*single\W*$|\bengaged in\b|\bmarried to (?:my|the) (?:job|work|sea|game)\b"),
        ("name", r"\b(?:now|officially)\b.*\bmrs\b"),
    )
}
_LASTING: Final = re.compile(r"\b(?:live|lives|living|moved|shifted|relocated|settled|full[- ]time)\b", re.IGNORECASE)

_ANOTHERS: Final = re.compile(
    r"(?: is|'s)?(?: the name)?\W{1,3}(?:and |but )?(?:he|she)(?:'s|’s| is| has| was)\b", re.IGNORECASE
)
"""`Bertie's the name, and he's …`: the name of whom the rest is about."""


def passes(slot: str, text: str, start: int, end: int) -> bool:
    """Whether what the span from `start` to `end` says of a slot will be over soon, by the words around it."""
    pattern = _PASSING.get(slot)
    if pattern is None:
        return False
    begun = max((found.end() for found in _STOPS.finditer(text, 0, start)), default=0)
    stop = _STOPS.search(text, end)
    said = text[begun : stop.start() if stop else len(text)]
    anothers = slot == "name" and _ANOTHERS.match(text, end)
    return bool(anothers or (pattern.search(said) and not _LASTING.search(said)))
