"""Guard: what was once so and is over, offered as what is so now."""

import re
from typing import Final

from services.extractor.guards.reading import Reading

_ONCE: Final = re.compile(
    r"\b(?:i|we) used to\b|\bback (?:when|then|in the day)\b|\bwhen i was (?:a |an |\d|young|little|small|in my)"
    r"|\bi was once\b|\bmy (?:former|previous"
    r"|old|last|ex-?)\s?(?:job|employer|company|boss|flat|house|apartment|husband|wife|girlfriend|boyfriend|partner)\b"
)
HINTS: Final = ("used to", "back", "when i was", "once", "former", "previous", "old", "last", "my ex")
"""Of each way to say what was, a part."""
_STILL: Final = re.compile(r"\b(?:still|ever since|since then|again)\b")
_CURRENT: Final = frozenset(
    {
        "home_city",
        "employer",
        "occupation",
        "relationship",
        "partner",
        "diet",
        "time_zone",
        "pet",
        "likes",
        "hobby",
        "goal",
        "plan",
        "owns",
    }
)


def is_past(reading: Reading) -> bool:
    """Tell whether an assertion of what is current rests on words about what was."""
    if reading.retracts or reading.slot not in _CURRENT or _STILL.search(reading.clause):
        return False
    return bool(_ONCE.search(reading.clause if reading.derived else reading.before))
