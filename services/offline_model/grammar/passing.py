"""Last guard of the grammar: what passes is no fact of a slot that holds one value, for it would replace a lasting one.

`I'm in Rome for the weekend` names no home, a job on the side is not the job, and a diet for today is none.
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
                rf"\bfor (?:the |a |this |these |just |few |couple of |my |our )*{_SPAN}\b|\bthis (?:week|weekend)\b|"
                r"\b(?:rent|rents|let|renting) (?:it |them )?out\b|"
                r"\b(?:landed|arrived) in .*\b(?:yesterday|today|tonight)\b"
            ),
        ),
        ("occupation", r"\b(?:on|by) (?:the|d|da) side\b|\bby night\b"),
        ("diet", r"\b(?:today|tonight|this evening|for (?:lent|ramadan|one meal))\b"),
        ("employer", r"\b(?:my|his|her) first job\b|\bclient site\b|\binterview\b"),
        ("relationship", r"^\W*single\W*$"),
        ("name", r"\b(?:now|officially)\b.*\bmrs\b"),
    )
}
_LASTING: Final = re.compile(r"\b(?:live|lives|living|moved|shifted|relocated|settled|full[- ]time)\b", re.IGNORECASE)


def passes(slot: str, text: str, start: int, end: int) -> bool:
    """Whether what the span from `start` to `end` says of a slot will be over soon, by the words around it."""
    pattern = _PASSING.get(slot)
    if pattern is None:
        return False
    begun = max((found.end() for found in _STOPS.finditer(text, 0, start)), default=0)
    stop = _STOPS.search(text, end)
    said = text[begun : stop.start() if stop else len(text)]
    return bool(pattern.search(said)) and not _LASTING.search(said)
