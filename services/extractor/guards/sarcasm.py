"""Guard: what is said and taken back in one breath, or said with a wink. Only the marks that leave no doubt."""

import re
from typing import Final

from services.extractor.guards.reading import Reading

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
_NOT_SAID: Final = re.compile(r"\b(?:i'?m )?not (?:joking|kidding)\b|\bno joke\b")


def is_sarcasm(reading: Reading) -> bool:
    """Tell whether the sentence, or what follows it, says that it was not meant."""
    sentence = _NOT_SAID.sub("", reading.sentence)
    after = reading.following.lstrip()
    return bool(_MARKS.search(sentence) or _TAKEN_BACK.match(after) or re.match(r"(?:/s\b|🙄)", after))
