"""Embeddings without a model: words and their parts, hashed into a vector. Pure, and the same on every machine.

Texts that share words, or words with a common part, come out close; so do the few words listed here that mean nearly
the same. That is all the understanding there is: enough to see vectors work, and to test what is built on them.
"""

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Final

DIMENSIONS: Final = 256
_WORD: Final = re.compile(r"\w+")
_PART_LENGTH: Final = 4
_PART_WEIGHT: Final = 0.25
_LITTLE: Final = (
    "a an and are as at be by can did do does for from has have how i in is it me my of on or so that the this to user "
    "users was we what when where which who whom why will with you your s"
)
_SAY_LITTLE: Final = frozenset(_LITTLE.split())
_MEANINGS: Final = (
    "work works job jobs occupation profession employer boss office career",
    "live lives home house city town address reside",
    "dog dogs cat cats pet pets puppy animal animals",
    "eat eats food diet dinner cook cooking meal restaurant allergic allergy vegan vegetarian",
    "music song songs band concert jazz rock",
    "kid kids child children daughter son family",
    "trip travel travels holiday vacation visit flight",
    "sport sports exercise run running climbing climbs gym",
)
_MEANING: Final = dict(chain.from_iterable(((word, group.split()[0]) for word in group.split()) for group in _MEANINGS))


def embed(text: str, dimensions: int = DIMENSIONS) -> list[float]:
    """Return a vector of length 1; a text without words has one as well."""
    vector = [0.0] * dimensions
    for feature, weight in _features(text):
        digest = hashlib.blake2b(feature.encode(), digest_size=8).digest()
        number = int.from_bytes(digest, "little")
        vector[(number >> 1) % dimensions] += weight if number & 1 else -weight
    length = math.sqrt(sum(each * each for each in vector))
    if not length:
        vector[0] = length = 1.0
    return [each / length for each in vector]


def _features(text: str) -> Iterator[tuple[str, float]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    telling = [word for word in words if word not in _SAY_LITTLE] or words
    for word in telling:
        yield f"word {word}", 1.0
        if word in _MEANING:
            yield f"meaning {_MEANING[word]}", 1.0
        for start in range(max(1, len(word) - _PART_LENGTH + 1)):
            yield f"part {word[start : start + _PART_LENGTH]}", _PART_WEIGHT
