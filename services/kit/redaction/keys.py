"""Keys and tokens that are known by their shape: what providers issue, private keys, passwords within a URL."""

import re
from collections.abc import Iterator
from typing import Final

from services.kit.redaction.kinds import KEY, PASSWORD, PRIVATE_KEY, Secret

# Each begins with a mark that tells it, so that a plain search says whether there is anything to look for.
_SHAPES: Final[dict[str, str]] = {
    "sk-": r"sk-[\w-]{20,}",
    "sk_": r"sk_(?:live|test)_[A-Za-z0-9]{16,}",
    "rk_": r"rk_(?:live|test)_[A-Za-z0-9]{16,}",
    "whsec_": r"whsec_[A-Za-z0-9+/=]{16,}",
    "AKIA": r"AKIA[0-9A-Z]{16}\b",
    "ASIA": r"ASIA[0-9A-Z]{16}\b",
    **{f"gh{kind}_": rf"gh{kind}_[A-Za-z0-9]{{30,}}" for kind in "pousr"},
    "github_pat_": r"github_pat_\w{22,}",
    "glpat-": r"glpat-[\w-]{20,}",
    "xox": r"xox[abeoprs]-[\w-]{10,}",
    "xapp-": r"xapp-[\w-]{20,}",
    "AIza": r"AIza[\w-]{35}",
    "ya29.": r"ya29\.[\w-]{20,}",
    "SG.": r"SG\.[\w-]{16,64}\.[\w-]{16,}",
    "hf_": r"hf_[A-Za-z0-9]{30,}",
    "npm_": r"npm_[A-Za-z0-9]{36}",
    "pypi-": r"pypi-[\w-]{16,}",
    "dop_v1_": r"dop_v1_[a-f0-9]{64}",
    "shp": r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
    "eyJ": r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}",
    "AGE-SECRET-KEY-1": r"AGE-SECRET-KEY-1[0-9A-Z]{50,}",
}
_MARKS: Final = tuple(_SHAPES)
HINTS: Final = (*_MARKS, "-----BEGIN ", "://")
"""A text without these, and without a long number, holds nothing that `find_keys` finds."""
_KEYS: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_SHAPES.values())})", re.ASCII)
_BOT: Final = re.compile(r"(?<!\d)\d{8,10}:[\w-]{35}(?![\w-])", re.ASCII)
_BEARER: Final = re.compile(r"\b(?:bearer|basic)[ ]{1,3}([\w.~+/-]{16,}={0,2})", re.ASCII | re.IGNORECASE)
_PEM_BEGIN: Final = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_PEM_END: Final = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_IN_URL: Final = re.compile(r"://[^\s/:@?#]{0,128}:([^\s/@?#]{1,256})@")


def find_keys(text: str) -> Iterator[Secret]:
    """Yield the keys and tokens of `text`."""
    if any(map(text.__contains__, _MARKS)):
        yield from (Secret(*found.span(), KEY) for found in _KEYS.finditer(text))
    if ":" in text:
        yield from (Secret(*found.span(), KEY) for found in _BOT.finditer(text))
    if "-----BEGIN " in text:
        yield from _private_keys(text)
    if "://" in text:
        yield from (Secret(*found.span(1), PASSWORD) for found in _IN_URL.finditer(text) if found[1][0] != "[")


def find_bearers(text: str) -> Iterator[Secret]:
    """Yield the tokens of HTTP's `Authorization`; words alone ("basic understanding") are none."""
    for found in _BEARER.finditer(text):
        if any(character.isdigit() for character in found[1]):
            yield Secret(*found.span(1), KEY)


def _private_keys(text: str) -> Iterator[Secret]:
    place = 0
    while begin := _PEM_BEGIN.search(text, place):
        # A key whose end is missing was cut off: all that follows may be key.
        end = _PEM_END.search(text, begin.end())
        place = end.end() if end else len(text)
        yield Secret(begin.start(), place, PRIVATE_KEY)
