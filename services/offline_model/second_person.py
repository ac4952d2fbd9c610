"""`The user lives in Lisbon.` said to the user: `You live in Lisbon.`"""

import re
from typing import Final

from services.offline_model.grammar.lexicon import bag

_IRREGULAR: Final = {
    "is": "are",
    "has": "have",
    "does": "do",
    "was": "were",
    "goes": "go",
    "isn't": "aren't",
    "doesn't": "don't",
}
_ADVERBS: Final = bag("no longer also now currently really never always often usually still recently")
_UNCHANGED: Final = bag("can cannot will would could should may might must used had")


def to_second_person(statement: str) -> str:
    """A statement about the user as a sentence to the user; other sentences stay as they are."""
    text = re.sub(r"\b[Tt]he user's\b", lambda found: "Your" if found.start() == 0 else "your", statement)
    start = re.match(r"(?:The user|They|User) ", text)
    if not start:
        return re.sub(r"\bthe user\b", "you", text)
    words = text[start.end() :].split(" ")
    place = next((index for index, word in enumerate(words) if word.lower() not in _ADVERBS), 0)
    words[place] = _verb(words[place])
    rest = " ".join(words)
    rest = re.sub(r"\b(?:their|his|her)\b", "your", rest)
    return "You " + re.sub(r"\bthe user\b", "you", rest)


def _verb(word: str) -> str:
    bare = word.rstrip(".,:")
    tail = word[len(bare) :]
    if bare in _IRREGULAR:
        return _IRREGULAR[bare] + tail
    if bare in _UNCHANGED or bare.endswith("ed") or not re.search(r"[^s]s$", bare):
        return word
    if bare.endswith("ies"):
        return bare[:-3] + "y" + tail
    if bare.endswith(("ches", "shes", "sses", "xes", "zes")):
        return bare[:-2] + tail
    return bare[:-1] + tail
