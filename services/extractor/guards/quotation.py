"""Guard: words that the user only shows: in quotation marks, in code, in pasted mail, in a text to work on."""

import re
from typing import Final

from services.extractor.guards import material
from services.extractor.guards.reading import Reading
from services.extractor.guards.spans import overlaps

_MARKED: Final = re.compile(r"\"([^\"\n]{3,400})\"|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w)){3,400})'(?!\w)")
HINTS: Final = ("'", '"', *material.HINTS)
_FIRST_PERSON: Final = re.compile(r"(?:^|[\s\"'])(?:i|i'?m|i'?ve|i'?d|my|we|our|we're)\s")
_SAYING: Final = re.compile(r"\bi (?:say|said|told \w+|answered|replied|wrote|always say|mean)[\s,:]*$")


def is_quotation(reading: Reading) -> bool:
    """Tell whether the quote is not the user's own statement."""
    message = reading.message
    if overlaps(reading.focus, message.material):
        return True
    start = max(reading.focus[0] - 300, 0)
    for marked in _MARKED.finditer(message.plain, start, min(reading.focus[1] + 300, len(message.plain))):
        inner = marked.span(1 if marked[1] is not None else 2)
        if inner[0] <= reading.focus[0] and reading.focus[1] <= inner[1]:
            words = message.plain[slice(*inner)]
            around = message.plain[start : marked.start()]
            # All of the message in quotation marks is the user's way of writing; a name in them is a name.
            whole = not (message.plain[: marked.start()] + message.plain[marked.end() :]).strip()
            return not whole and bool(_FIRST_PERSON.search(words)) and not _SAYING.search(around)
    return False
