"""Guard: what is said and taken back in one breath, or said with a wink. Only the marks that leave no doubt."""

import re
from typing import Final

from services.extractor.guards.reading import Reading
from services.kit.hints import any_of

_MARKS: Final = re.compile(
    r"(?:^|\s)/s\b|🙄|\byeah,? right\b|\bsaid no ?(?:one|body) ever\b|\bjust kidding\b|\b(?:lol )?jk\b|\byay me\b"
    r"|\blucky me\b"
    r"|\boh,? (?:joy|great)\b|\bnot!|\bi'?m (?:just )?(?:joking|kidding)\b|\bas if(?:[!.]|$)"
)
_TAKEN_BACK: Final = re.compile(
    r"^\W{0,3}(?:just |only |i'?m |lol |haha |ha |no |nah |nope )*(?:kidding|joking|jk|not|i wish|as if|yeah,? right"
    r"|just messing"
    r"(?: with you)?|joke|psych|not really|said no one ever|/s|in my dreams|of course not)\W{0,3}(?:$|\n)"
)
_SIGNS: Final = ("/s", "🙄", "yeah", "said no", "kidding", "jk", "y me", "not", "joking", "oh", "as if")
"""A sentence without these has no mark."""
HINTS: Final = (*_SIGNS, "i wish", "just messing", "joke", "psych", "in my dreams")
"""With what takes back, without which no message is meant otherwise."""
_SIGN: Final = any_of(_SIGNS)
_WINK: Final = re.compile(r"(?:/s\b|🙄)")
_NOT_SAID: Final = re.compile(r"\b(?:i'?m )?not (?:joking|kidding)\b|\bno joke\b")


def is_sarcasm(reading: Reading) -> bool:
    """Tell whether the sentence, or what follows it, says that it was not meant."""
    after = reading.following.lstrip()
    if after and (_TAKEN_BACK.match(after) or _WINK.match(after)):
        return True
    return bool(_SIGN.search(reading.sentence) and _MARKS.search(_NOT_SAID.sub("", reading.sentence)))
