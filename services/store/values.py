"""When two spellings are one value: case, white space, Unicode, punctuation, articles, plurals, `Rex (dog)`.

A key is what values are compared by; it is never shown, so that it need not be a word.
"""

import re
import unicodedata
from typing import Final, NamedTuple

SHORTEST: Final = 4
"""Letters that a word must have to be a plural: `gas` and `bus` are none."""

_EDGES: Final = " .,;:!?\"'`´“”„‟‘’‚‹›«»…"
_ARTICLE: Final = re.compile(r"^(?:an?|the|my|our) (?=\S)")
_TYPED: Final = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_NAMED: Final = re.compile(r"^(?P<kind>.+?),? (?:named|called) (?P<name>.+)$")
_PARTS: Final = re.compile(r"^(?P<name>.+?) \((?P<kind>[^()]+)\)$")
_WORDS: Final = re.compile(r"\w+")


class Parts(NamedTuple):
    """A key `rex (dog)` as its name and its kind; the kind is empty when there is none."""

    name: str
    kind: str


def normalise(value: str) -> str:
    """Return the form in which two spellings of one value are equal: `The Beatles!` and `beatles`."""
    folded = " ".join(unicodedata.normalize("NFKC", value).casefold().translate(_TYPED).split())
    bare = _ARTICLE.sub("", folded.strip(_EDGES))
    return bare or folded


def singular(key: str) -> str:
    """Return a key that a simple English plural and its singular share: `horse` and `horses`.

    What is cut off a plural is cut off the singular as well, so that no dictionary is needed: both end as `hors`.
    """
    head, space, word = key.rpartition(" ")
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return key
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ie"):
        word = word[:-2] + "y"
    elif word.endswith(("se", "xe", "ze", "che", "she", "oe")):
        word = word[:-1]
    return f"{head}{space}{word}"


def named(key: str) -> str:
    """Return `dog named rex` as `rex (dog)`, and any other key as it is."""
    found = _NAMED.match(key)
    return f"{found['name']} ({found['kind']})" if found else key


def parts_of(key: str) -> Parts:
    """Return the name and the kind of a key."""
    found = _PARTS.match(key) if key.endswith(")") else None
    return Parts(found["name"], found["kind"]) if found else Parts(key, "")


def holds(key: str, words: str) -> bool:
    """Tell whether `words` are whole words of `key`."""
    return f" {words} " in f" {key} "


def means(said: str, key: str) -> bool:
    """Tell whether what was said can mean `rex (dog)`: its name, its kind, or both in another form, as `my dog rex`."""
    name, kind = parts_of(key)
    if said in (name, kind):
        return True
    if not kind:
        return parts_of(said).name == key
    return sorted(_WORDS.findall(said)) == sorted(_WORDS.findall(key))
