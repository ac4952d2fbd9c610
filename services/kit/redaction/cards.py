"""Card numbers: a network's first digits and length, and Luhn's checksum (ISO/IEC 7812)."""

import re
from collections.abc import Iterator
from typing import Final

from services.kit.redaction.kinds import CARD, Secret

SEPARATORS: Final = r"[ \t.\-\u00a0\u00ad\u2009-\u2015\u202f\u200b]"
# Groups of at least three digits, at most six of them: how people and cards write a number.
_RUN: Final = re.compile(rf"(?<!\d)\d{{3,19}}(?:{SEPARATORS}{{1,2}}\d{{3,19}})*(?!\d)")
_GROUP: Final = re.compile(r"\d+")
GROUPS: Final = 6
SHORTEST: Final = 14
LONGEST: Final = 19

# First digits and lengths of the networks in use; 13 digits have not been issued for decades, and look like telephones.
_NETWORKS: Final = re.compile(
    r"4(?:\d{15}|\d{18})"
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}"
    r"|35(?:2[89]|[3-8]\d)\d{12}"
    r"|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12,15}"
    r"|(?:50|5[6-8]|6[37])\d{14,17}"
)


def find_cards(text: str) -> Iterator[Secret]:
    """Yield the card numbers of `text`, in order; none overlaps another."""
    for run in _RUN.finditer(text):
        if run.end() - run.start() < SHORTEST:
            continue
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        first = 0
        while first < len(groups):
            last = _card_from(text, groups, first)
            if last is None:
                first += 1
                continue
            yield Secret(groups[first][0], groups[last][1], CARD)
            first = last + 1


def _card_from(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Return the last group of the card number that begins with the group `first`, if one does."""
    digits = ""
    found = None
    for last in range(first, min(first + GROUPS, len(groups))):
        digits += text[slice(*groups[last])]
        if len(digits) > LONGEST:
            break
        if len(digits) >= SHORTEST and _is_card(digits) and not _is_other(text, groups, first, last):
            found = last
    return found


def _is_card(digits: str) -> bool:
    plain = "".join(str(int(digit)) for digit in digits)
    return _NETWORKS.fullmatch(plain) is not None and _luhn(plain)


def _is_other(text: str, groups: list[tuple[int, int]], first: int, last: int) -> bool:
    """Tell whether it is a telephone number, or what follows a decimal point."""
    before = text[max(groups[first][0] - 2, 0) : groups[first][0]]
    return before.endswith(("+", "+(")) or (first == last and before[-1:] in {".", ","} and before[:1].isdigit())


def _luhn(digits: str) -> bool:
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(int(digit) for digit in digits[::-2])) % 10 == 0
