"""Guard: a value that has nothing in common with what the user said.

Only a value that must be said is asked for: what is usually concluded ("I don't eat meat": vegetarian) needs a word of
its subject instead, and other languages are left alone, because a model may well write "Moscow" for "Москва".
"""

import re
from typing import Final

from services.extractor.guards.reading import Reading
from services.extractor.guards.words import content_words, related

_SUBJECTS: Final[dict[str, re.Pattern[str]]] = {
    slot: re.compile(rf"\b(?:{words})")
    for slot, words in {
        "diet": "eat|ate|food|diet|meat|vegan|vegetarian|veg|plant|fish|dairy|gluten|carb|sugar|halal|kosher|meal"
        "|cook|drink|egg|milk|"
        "lactose|pork|beef|chicken|animal|fast|keto|paleo|coeliac|celiac|calor|raw|pesca",
        "relationship": "marri|wife|husband|hubby|spouse|single|divorc|engag|partner|girlfriend|boyfriend|gf|bf"
        "|dating|date|wed|widow|ex\\b|"
        "fianc|together|broke|split|separat|couple|relationship|seeing|honeymoon|anniversary|propos|hitched|knot"
        "|popped|official|mrs|an item|missus",
        "birth_date": "born|birth|bday|b-day|turn|year|age|old|\\d",
        "time_zone": "time|zone|clock|utc|gmt|hour|[ap]m\\b|\\d|est\\b|pst\\b|cet\\b|ist\\b|live|in ",
        "nationality": "citizen|national|passport|from|born|country|visa|i'?m|am|roots|homeland|native",
        "pronouns": "he\\b|she\\b|they\\b|him|her|them|pronoun|xe|ze\\b|gender|man|woman|trans|binary",
        "native_language": "native|tongue|language|speak|grew|raised|born|from|first",
        "language": "speak|language|fluent|bilingual|learn|talk|understand|lessons|duolingo|from|native",
        "occupation": "work|job|career|living|profession|trade|teach|drive|shift|client|patient|student|stud|school"
        "|retire|employ|manage|"
        "run|own|business|lead|team|design|build|write|code|hire|freelanc|company|office|train|sell|cook|boss|ward"
        "|classroom|i'?m|am",
        "birthday": "born|birth",
    }.items()
}
_MEANT: Final = {"alcohol": re.compile(r"\b(?:drink|drank|booze|wine|beer|sober|teetotal)")}
"""What is said in another word: who does not drink, drinks no alcohol."""
NEARBY: Final = 1_000
"""Characters on both sides of a quote in which its value may be named."""
WORDS: Final = 8
_NAMED_ONLY: Final = frozenset({"family", "pet", "health"})
"""Here a word may stand for another ("my labrador": dog), but a name is said."""
# One of these is enough: no other language has them, or nothing but a greeting stands in so short a sentence.
_ENGLISH: Final = re.compile(
    r"(?<![^\W_])(?:i'?m|i'?ve|i'?d|i'll|my|the|with|you|your|this|that|where|they|it's)(?![^\W_])"
)
_GREETING: Final = re.compile(
    r"\W*(?:hi|hello|hey|hiya|thanks|thank|cheers|ok|okay|yes|yeah|yep|no|nope|please|good|bye|morning|afternoon|evening"
    r"|night|sure|great|nice|cool|sorry|right|well|welcome|wow)(?![^\W_])"
)
GREETING_WORDS: Final = 4
_NAME: Final = re.compile(r"[A-Z][\w'’-]+")


def is_unsupported(reading: Reading) -> bool:
    """Tell whether an assertion's value is not from the message."""
    if reading.retracts or not reading.derived or not reading.value.isascii() or not _is_english(reading):
        return False
    subject = _SUBJECTS.get(reading.slot)
    if subject and subject.search(reading.sentence):
        return False
    meant = _MEANT.get(reading.value)
    if meant and meant.search(reading.sentence):
        return False
    wanted = content_words(reading.value)[:WORDS]
    if reading.slot in _NAMED_ONLY:
        wanted = [name.lower() for name in _NAME.findall(reading.offered.value)]
    nearby = slice(max(reading.quote[0] - NEARBY, 0), reading.quote[1] + NEARBY)
    said = set(content_words(reading.message.plain[nearby]))
    if not wanted or not said.isdisjoint(wanted) or _initials(wanted, said):
        return False
    return not any(related(word, other) for word in wanted for other in said)


def _is_english(reading: Reading) -> bool:
    """Tell whether the sentence is English: more readily than other guards, as a value out of nowhere says nothing."""
    sentence = reading.sentence
    if reading.english or _ENGLISH.search(sentence):
        return True
    return bool(_GREETING.match(sentence)) and len(sentence.split()) <= GREETING_WORDS


def _initials(wanted: list[str], said: set[str]) -> bool:
    """Tell whether one is the initials of the other: "NYC", "New York City"."""
    letters = "".join(word[0] for word in wanted)
    return letters in said or any(len(word) > 1 and word.startswith(letters) and len(letters) > 1 for word in said)
