"""Secrets that the words before them tell: passwords, PINs, keys and account numbers, in several languages.

What people say about a password ("it is too weak") is not one: after "is" only what looks chosen, or ends the sentence
and is no plain description, is taken for the password itself.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.kit.redaction.kinds import ACCOUNT, KEY, PASSWORD, PIN, Secret

# A plain search for these in the lower-case text says whether there is anything to look for.
_PASSWORD_HINTS: Final = (
    *("pass", "pwd", "contrase", "clave", "kennwort", "senha", "palavra", "wachtwoord", "пароль", "hasło", "lösenord"),
)
_KEY_HINTS: Final = ("key", "token", "secret", "credential", "pass", "pwd")
_CODE_HINTS: Final = ("cvv", "cvc", " code")
_ACCOUNT_HINTS: Final = (
    "account",
    "acct",
    "a/c",
    "routing",
    "sort code",
    "ssn",
    "social security",
    "aadha",
    "passport n",
    "pan ",
)
HINTS: Final = tuple({*_PASSWORD_HINTS, *_KEY_HINTS, "pin", *_CODE_HINTS, *_ACCOUNT_HINTS})
"""A text without these in small letters holds nothing that `find_told` finds."""

PLACE: Final = 6
_IS: Final = r"(?:\s{0,3}[:=]\s{0,3}|\s{1,3}(?:is|was|are|es|est|ist|é|jest|är)\s{1,3}(?:now |still |just |again )?)"
_FOR: Final = r"(?:\s(?:for|to|of|on|at)(?:\s[\w.'’-]{1,30}){1,4}?)?"
_QUOTES: Final = "\"'“”‘’`"
_VALUE: Final = rf"(?P<value>[{_QUOTES}][^{_QUOTES}\n]{{3,100}}[{_QUOTES}]|[{_QUOTES}]?[^\s,;<>{_QUOTES}]{{3,200}})"
_PASSWORD: Final = re.compile(
    r"\b(?:pass(?:word|code|phrase|wd)s?|pwd|contrase[ñn]a|clave|mot de passe|passwort|kennwort|senha|palavra-passe"
    rf"|wachtwoord|пароль|hasło|lösenord|pass)\b[\"'”]?{_FOR}{_IS}{_VALUE}",
    re.IGNORECASE,
)
_PHRASE: Final = re.compile(
    rf"\b(?:pass ?phrase|password){_FOR}{_IS}(?P<value>\w+(?: \w+){{3,11}})(?=[.!\n]|$)", re.IGNORECASE
)
_KEY: Final = re.compile(
    r"\b(?:(?:api|access|secret|auth|client|private|licen[cs]e|recovery|encryption|account|signing)[ _-]?)?"
    rf"(?:key|token|secret|credentials?)s?\b[\"'”]?{_FOR}{_IS}{_VALUE}",
    re.IGNORECASE,
)
_ASSIGNED: Final = re.compile(
    r"(?:key|token|secret|password|passwd|pwd)[\"']?\s{0,3}[=:]\s{0,3}[\"']?(?P<value>[^\s\"',;<>]{6,200})",
    re.IGNORECASE,
)
_PIN: Final = re.compile(
    rf"\bpin(?:(?P<code> ?code)| number| no\.?)?\b{_FOR}(?:{_IS}|\s{{1,3}})(?P<value>\d{{4,8}})(?!\w)", re.IGNORECASE
)
_CODE: Final = re.compile(
    r"\b(?:cvv2?|cvc2?|(?:security|verification|one-time|2fa|door|gate|alarm|entry|access|unlock|lock) code)\b"
    rf"{_FOR}(?:{_IS}|\s{{1,3}})(?P<value>#?\d{{3,10}}#?)(?!\w)",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(
    r"\b(?:(?:account|acct|a/c|routing|sort)\.?(?: ?(?:number|no\.?|num|nr\.?|code|#))?)"
    rf"(?:{_IS}|\s{{1,3}})(?P<value>\d(?:[ -]?\d){{5,18}})(?!\w)",
    re.IGNORECASE,
)
_SOCIAL: Final = re.compile(
    rf"\b(?:ssn|social security(?: number| no\.?)?|aadhaa?r(?: number| no\.?)?"
    rf"|passport (?:number|no\.?)|pan(?: card| number)?)"
    rf"(?:{_IS}|\s{{1,3}})(?P<value>\d{{3}}[ -]?\d\d[ -]?\d{{4}}|\d{{4}}[ -]?\d{{4}}[ -]?\d{{4}}|[a-z]{{5}}\d{{4}}[a-z]"
    r"|[a-z]{0,2}\d{6,9})(?!\w)",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[\s\"'”’`)]{0,3}(?:[.!,;\n]|$|\s*(?:and|but|for|on|if|so|please|\()\b|\s*[—–-]\s)")
_DESCRIPTIONS: Final = """
    accepted bad blank broken case-sensitive changed complex complicated compromised correct different easy
    empty encrypted enough expired exposed fine forgotten gone good great guessable hacked hard hashed here
    hidden identical important incorrect insecure invalid it known leaked locked long lost mandatory mine
    missing needed new none not obsolete obvious ok okay old optional out outdated private protected public
    random recent rejected required reset right safe same saved secret secure set shared short simple solid
    stolen strong stuck terrible that there these this those too unique unknown unsafe useless valid visible
    vulnerable weak what which why working wrong yes yours
"""
_PLAIN: Final = frozenset(_DESCRIPTIONS.split())
_LITTLE_WORDS: Final = """
    a again and at but by enough for i in is it just my not of on or so some than that the to too very with your
"""
_CONNECTING: Final = frozenset(_LITTLE_WORDS.split())
"""Words that a sentence about a passphrase holds, and a passphrase does not."""


def find_told(text: str, lower: str) -> Iterator[Secret]:
    """Yield the secrets of `text` that its words tell; `lower` is the text in small letters."""
    if _any(_PASSWORD_HINTS, lower):
        yield from _passwords(text)
    if _any(_KEY_HINTS, lower):
        for pattern in (_KEY, _ASSIGNED):
            found = pattern.finditer(text)
            yield from (Secret(*_span(each), KEY) for each in found if _looks_made(each["value"]))
    if "pin" in lower:
        # Six digits after "PIN code" are a place in India.
        found = _PIN.finditer(text)
        yield from (Secret(*_span(each), PIN) for each in found if not (each["code"] and len(each["value"]) == PLACE))
    if _any(_CODE_HINTS, lower):
        yield from (Secret(*_span(each), PIN) for each in _CODE.finditer(text))
    if _any(_ACCOUNT_HINTS, lower):
        for pattern in (_ACCOUNT, _SOCIAL):
            yield from (Secret(*_span(each), ACCOUNT) for each in pattern.finditer(text))


def _any(hints: tuple[str, ...], lower: str) -> bool:
    return any(map(lower.__contains__, hints))


def _passwords(text: str) -> Iterator[Secret]:
    for found in _PASSWORD.finditer(text):
        if _is_password(text, found):
            yield Secret(*_span(found), PASSWORD)
    for found in _PHRASE.finditer(text):
        if not _CONNECTING & set(found["value"].lower().split()):
            yield Secret(*_span(found), PASSWORD)


def _span(found: re.Match[str]) -> tuple[int, int]:
    """Return where the value stands, without the marks around it."""
    start = found.start("value")
    value = found["value"].rstrip(".!?,;:)]}" + _QUOTES) or found["value"]
    bare = value.lstrip(_QUOTES) or value
    return start + len(value) - len(bare), start + len(value)


def _is_password(text: str, found: re.Match[str]) -> bool:
    value = found["value"]
    word = value.strip(_QUOTES + ".!?,;:)").lower()
    if value.startswith("[") or word in _PLAIN:
        return False
    if _looks_made(value) or (value[0] in _QUOTES and value[-1] in _QUOTES):
        return True
    return word.isalpha() and not word.endswith("ing") and bool(_END.match(text, found.end())) and "?" not in value


def _looks_made(value: str) -> bool:
    """Tell whether nobody would take it for a word: digits or signs within, or capitals after small letters."""
    inner = value.strip(_QUOTES + ".!?,;:()")
    if len(inner) < 4 or value.startswith(("[", "http")):  # noqa: PLR2004 - shorter is no secret worth the name
        return False
    signs = any(not character.isalnum() and character not in "'’-./" for character in inner)
    return signs or any(character.isdigit() for character in inner) or bool(re.search(r"[a-z][A-Z]", inner))
