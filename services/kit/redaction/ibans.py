"""IBANs: a country's length and the checksum (ISO 13616, ISO 7064 MOD 97-10)."""

import re
from collections.abc import Iterator
from typing import Final

from services.kit.redaction.kinds import IBAN, Secret

_START: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ .-]?[A-Za-z0-9])", re.ASCII)
_CHARACTER: Final = re.compile(r"[ .\u00a0-]?([A-Za-z0-9])", re.ASCII)
COUNTRIES: Final = """
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20
    EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
    KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24
    PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22
    VG24 XK20
"""
LENGTHS: Final = {each[:2]: int(each[2:]) for each in COUNTRIES.split()}
"""How many characters an IBAN of each country has."""


def find_ibans(text: str) -> Iterator[Secret]:
    """Yield the IBANs of `text`, in order."""
    end = 0
    for start in _START.finditer(text):
        length = LENGTHS.get(start[0][:2].upper())
        if length is None or start.start() < end:
            continue
        found, place = "", start.start()
        while len(found) < length and (character := _CHARACTER.match(text, place)):
            found += character[1]
            place = character.end()
        if len(found) == length and not text[place : place + 1].isalnum() and _checks(found.upper()):
            end = place
            yield Secret(start.start(), place, IBAN)


def _checks(iban: str) -> bool:
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
