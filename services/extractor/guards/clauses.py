"""Cuts a sentence into clauses: a denial, a question or a condition reaches as far as its own."""

import re
from typing import Final

from services.extractor.guards.spans import Span, find_each

_SUBJECT: Final = (
    r"(?:i|i'?m|i'?ve|i'?d|we|we'?re|he|she|he'?s|she'?s|they|you|it|it'?s|my|our|his|her|their|your|there|this"
    r"|that'?s)"
)
_BREAK: Final = re.compile(
    r"[;:()]\s*|\s+-+\s+|--+"
    r"|,?\s+(?=(?:but|because|although|though|whereas|yet|however|if|unless|whether|who|whose|which|where)\b)"
    r"|,?\s+(?=so (?!much|many|far|good|on\b|long|well|bad|that\b)|since (?!\d|last|then|the|\w+day|january|february"
    r"|march"
    r"|april|may|june|july|august|september|october|november|december)|(?:while|when|as) (?:i|we|he|she|they|you|my)\b)"
    rf"|,\s*(?=(?:and |or |then )?{_SUBJECT}\b)|\s+(?=(?:and|or) {_SUBJECT}\s(?!(?:and|or)\b))"
    r"|,\s*(?=(?:and |so |or )?(?:what|where|how|why|which|can|could|do|does|did|is|are|should|would|will|any|right"
    r"|correct"
    r"|isn'?t|don'?t|aren'?t|am i)\b)"
    r"|,?\s+(?=rather than |instead of )"
    r"|,\s*(?=(?:so |now |and |then )?(?:(?:moved|movd|came|went|gone|shifted) (?:back|bk)|returned to|rejoined|"
    r"(?:back|bk) (?:in|at|with|living|livin|working|workin))\b)"
)
# What a break begins with. White space is one only before more of it, a dash, or a word that `_BREAK` names.
_BREAKS: Final = re.compile(r"[;:(),-]|\s(?=[\s-]|a[lns]|b[eu]|ho|i[fn]|or|ra|s[io]|th|un|wh|ye)")


def split_clauses(plain: str, sentence: Span) -> list[Span]:
    """Return the clauses of a sentence, in order."""
    clauses, start = [], sentence[0]
    for found in find_each(_BREAK, _BREAKS, plain, sentence):
        if found.start() > start:
            clauses.append((start, found.start()))
        start = found.end()
    return [*clauses, (start, sentence[1])] if start < sentence[1] else clauses or [sentence]
