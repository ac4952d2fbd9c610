"""Guard: a statement about somebody else, or by somebody else, offered as the user's own."""

import re
from typing import Final

from services.extractor.guards.reading import Reading
from services.extractor.guards.words import last

_KIN: Final = (
    r"(?:(?:step|half|grand|great-grand|twin|older|younger|elder|little|big|late|eldest|youngest|oldest|best|close"
    r"|old|good"
    r"|ex|former)[ -]?)*"
)
_RELATIVES: Final = (
    r"(?:sisters?|sis|brothers?|bro|mother|mom|mum|mummy|mama|father|dad|daddy|papa|parents|son|sons|daughters?|kids?"
    r"|child(?:ren)?|baby|uncle|aunt(?:ie|y)?|cousins?|nephews?|nieces?|grandma|grandpa|granny|gran|nan|nana|granddad"
    r"|grandparents|in-laws|(?:mother|father|sister|brother)-in-law|twins?)"
)
_PARTNERS: Final = (
    r"(?:wife|husband|hubby|partner|girlfriend|boyfriend|gf|bf|fianc[eé]e?|spouse|ex-?(?:wife|husband|girlfriend"
    r"|boyfriend)|ex)"
)
_OTHERS: Final = (
    r"(?:friends?|bff|mate|buddy|pal|boss|manager|colleagues?|coworkers?|co-workers?|room-?mates?|flat-?mates?"
    r"|house-?mates?"
    r"|neighbou?rs?|teachers?|professor|landlord|landlady|classmates?|clients?|guests?|students?|patients?|therapist"
    r"|coach)"
)
_ANIMALS: Final = (
    r"(?:dogs?|cats?|puppy|puppies|kittens?|hamster|rabbits?|parrot|horse|pony|guinea pig|tortoise|budgie)"
)
_PERSON: Final = (
    rf"(?:my|our|his|her|their|the|a) {_KIN}(?:{_RELATIVES}|{_PARTNERS}|{_OTHERS}|{_ANIMALS})(?! tongue|'?s tongue"
    rf"| language)"
)
_AND_OTHERS: Final = re.compile(r"\b(?:me|i|we|myself)[\s,]*$")
_SUBJECT: Final = re.compile(
    rf"^(?:and|but|so|also|well|oh|hey|because|since|as|while|though|although|btw|actually|yes|no|then|,|\s)*"
    rf"(?:{_PERSON}(?:'s|s')?(?: \w+){{0,3}}?(?:,? \w+)? (?:[a-z]+|'s)\b|{_PERSON}'s\b"
    r"|(?:he|she|they)(?:'s|'re|'ve|'d|'ll)?\b(?!\s?/)|your?(?:'re|'ve)?\b)"
)
_OWN: Final = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|me|myself|us|mine|we|we're|we've)\b")
_FIRST_PERSON: Final = re.compile(r"\b(?:i|i'?m|i'?ve|my|we)\b")
_WHO: Final = re.compile(r"^(?:who|whose)\b")
_SOMEBODY: Final = re.compile(
    rf"(?:\b{_PERSON}|\b(?:friend|someone|somebody|guy|girl|woman|man|person|people|lady)(?: of mine)?)[\w ,]{{0,30}}$"
)
_IT_IS_ME: Final = re.compile(r"\bi(?:'?m| am) (?:an? |the |someone|somebody)[\w ]{0,30}$")
_WITH_ME: Final = re.compile(r"\b(?:with|and|for|like) (?:me|us|i)\b")
_NAMED: Final = re.compile(
    r"^[A-Z][a-z]+ (?:and [A-Z][a-z]+ )?(?:lives?|works?|loves?|hates?|speaks?|studies|studied|plays?|owns?|was born"
    r"|grew up"
    r"|moved|wants?)\b"
)
_OTHERS_POSSESSION: Final = re.compile(
    rf"\b(?:his|her|their|your|(?:my|our) {_KIN}(?:{_RELATIVES}|{_PARTNERS}|{_OTHERS})(?:'s|s'))\s(?:\w+ ){{0,3}}?"
    rf"(?:{_PARTNERS}|{_ANIMALS}|{_RELATIVES})\b"
)
_STRANGERS: Final = re.compile(rf"\b(?:my|our) {_KIN}{_OTHERS}(?:'s|s')\s")
_SAY: Final = (
    r"(?:says?|said|thinks?|thought|told (?:me|him|her|us|them|everyone|people)|tells (?:me|everyone|people)"
    r"|claim(?:s|ed)?"
    r"|believes?|believed|insist(?:s|ed)?|joke[sd]?|reckons?|assume[sd]?|wrote|writes|replied|texted"
    r"|keeps? (?:saying|telling me)"
    r"|swears?|complain(?:s|ed)?|suggest(?:s|ed)?|wishes|asked (?:me )?if|wondered if)"
)
_REPORTED: Final = re.compile(
    rf"(?:^|[\s,])(?!i\b|we\b)(?P<who>{_PERSON}|he|she|they|you|people|everyone|everybody|someone|somebody"
    rf"|some people|nobody"
    rf"|the (?:article|book|song|movie|character|horoscope|test|quiz)|[a-z]+)(?:(?: always| often| once| just| also"
    rf"| even| and"
    rf" \w+))? {_SAY}(?: that)?[\s,:]*$"
)
HINTS: Final = (
    *("say", "said", "think", "thought", "told", "tell", "claim", "belie", "insist", "joke", "reckon", "assume"),
    *("wrote", "writes", "replied", "text", "swear", "complain", "suggest", "wish", "ask", "wonder"),
)
"""Of each verb of `_SAY` a part: without one, nobody's words are reported."""
_EXPERTS: Final = re.compile(
    r"\b(?:doctors?|gp|physician|therapist|dentist|allergist|dermatologist|cardiologist|psychiatrist|nurse"
    r"|specialist|vet"
    r"|passport|birth certificate|license|licence|diploma|as i|like i|i)$"
)
_ABOUT_OTHERS: Final = frozenset({"family", "partner", "pet", "relationship"})


def is_someone_else(reading: Reading) -> bool:
    """Tell whether the clause has another subject than the user."""
    if reading.slot in _ABOUT_OTHERS:
        return _is_anothers(reading)
    return _has_other_subject(reading) and not (reading.slot == "other" and _names_the_same(reading))


def is_reported(reading: Reading) -> bool:
    """Tell whether the clause is what another says."""
    own = last(_FIRST_PERSON, reading.before)
    if own is None and not _FIRST_PERSON.search(reading.clause):
        return False
    spoken = reading.before[: own.start()] if own else ""
    found = _REPORTED.search(reading.lead + spoken)
    return found is not None and not _EXPERTS.search(found["who"])


def _is_anothers(reading: Reading) -> bool:
    """Tell whether a relative, a partner or a pet is said to be somebody else's."""
    words = reading.before + reading.message.plain[slice(*reading.focus)] + reading.after[:40]
    if reading.slot in {"pet", "partner", "relationship"}:
        return _OTHERS_POSSESSION.search(words) is not None and not re.search(
            r"\bmy (?:own )?\w+$", reading.before.strip()
        )
    return _STRANGERS.search(words) is not None


def _has_other_subject(reading: Reading) -> bool:
    if _WHO.match(reading.clause):
        return bool(_SOMEBODY.search(reading.lead.rstrip(" ,"))) and not _IT_IS_ME.search(reading.lead.rstrip(" ,"))
    if reading.clause.startswith(("and ", "or ")) and _AND_OTHERS.search(reading.lead):
        return False
    subject = _SUBJECT.match(reading.before)
    if subject and not _OWN.search(reading.before) and not _WITH_ME.search(reading.after):
        return True
    start = reading.quote[0] if reading.derived else reading.focus[0] - len(reading.before)
    original = reading.message.content[start : reading.focus[0]].lstrip()
    return bool(_NAMED.match(original)) and not _OWN.search(reading.clause) and " my " not in reading.clause


def _names_the_same(reading: Reading) -> bool:
    """Tell whether the statement itself says that it is about that person."""
    person = re.search(_PERSON, reading.clause)
    return person is not None and person[0].rsplit(" ", 1)[-1].rstrip("s") in reading.statement
