"""Between introductions and sentences: an answer to the assistant's question, made a sentence of its own.

`Whereabouts are you?` - `Dundee, never left` says `I live in Dundee`. Only the head of the user's message is read so,
and only when it has no subject; what is put before it has no span, so that the quote stays what the user wrote.
"""

import re
from typing import Final

from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.text import Word

_FRAMES: Final = tuple(
    (re.compile(asked), said)
    for asked, said in (
        (r"(?:wife|husband|partner|girlfriend|boyfriend)(?:'s name| called| go by)", "my partner is called"),
        (r"your (?:full |first |last )?name|(?:i|should i|can i) call you|who am i (?:talking|speaking)", "my name is"),
        (r"(?:what|which) name|be addressed|address you|sign (?:it|off)", "my name is"),
        (r"who(?:m)? (?:is|should) (?:it|the \w+|this) (?:be )?from", "my name is"),
        (r"your pronouns|which pronouns|what pronouns", "my pronouns are"),
        (r"time ?zone", "my time zone is"),
        (r"birthday|date of birth|when were you born|born on", "my birthday is"),
        (r"(?:first|native) language|mother tongue|language did you grow up|language do you speak at home",
         "my first language is"),
        (r"(?:what|which|any|other) (?:other )?languages|do you speak", "I speak"),
        (r"nationality|citizenship|passport", "I am"),
        (r"where (?:are you|do you come) from|where did you grow up|where were you born|hometown", "I am from"),
        (r"where(?:abouts)? (?:are you|do you live|in the world)|(?:what|which) (?:city|town|part of)|do you live",
         "I live in"),
        (r"who do you work for|where do you work|(?:what|which) company|who is your employer|who's your employer",
         "I work at"),
        (r"what do you do(?:\?| for (?:a living|work))|your job|line of work|your (?:occupation|profession)", "I am a"),
        (r"(?:did|do|are) you study|your major|your degree|studying", "I study"),
        (r"(?:any|have|how many) (?:children|kids|siblings|brothers|sisters)|children do you", "I have"),
        (r"(?:are you|you) (?:married|single|seeing)|relationship|is there a m(?:r|rs|r and mrs)\b|partner\?", "I am"),
        (r"allerg", "I am allergic to"),
    )
)  # fmt: skip
_COUNTED: Final = re.compile(r"(children|kids|siblings|brothers|sisters|sons|daughters)")
_YES: Final = bag(
    "yes yep yeah yup aye no nah nope well oh er um just mostly sure si oui ja ya , . ! ok right haha lol"
)
_SUBJECTS: Final = bag("i my it he she they we there that this you the what why how who when can could do does is are")
_ELSEWHERE: Final = bag("for to with because since")
_WHERE: Final = bag("in near outside just at from")
_NUMBERS: Final = bag("one two three four five six 1 2 3 4 5 6")

_EVASIONS: Final = bag("""
    not same stuck somewhere anywhere nowhere everywhere guess whatever whichever anything something call ask none
    nothing neither undecided depends unknown best boss santa never maybe soon yours anonymous
""")
"""How an answer begins that gives none."""
_FINITE: Final = bag("can could is has was does will had said cannot would should")
_COUNTING: Final = bag(
    "of who boys girls sons daughters brothers sisters older younger little small and with both all in grown under at"
)
_OF_OTHERS: Final = re.compile(
    r"\b(?:hotel|venue|fly|flying|visit\w*|trip|event|party|attend\w*|class|group|guests?|character|recipient|cake|app|"
    r"web ?site|support|story|novel|hero|clients?|customers?|company is this|they|them|he|she|him|his|her|their)\b"
)
"""Questions about somebody or something else."""

_OF_SOMEBODY: Final = re.compile(
    r"\b(?:he|she|they|him|his|her|their|them|patients?|guests?|characters?|hero|recipient|clients?|customers?|"
    r"neighbou?rs?|"
    r"friends?|sisters?|brothers?|mother(?! tongue)|father|mum|mom|dad|sons?|daughters?|boss|colleagues?|students?|"
    r"landlord|applying|apply|"
    r"complaint|wedding|weather|addressed to|interview|would you (?:go|want to)|study (?:in the morning|today))\b"
)


def asks_of_others(asked: str) -> bool:
    """Whether the assistant has asked about somebody or something else than the user: `What does he do for work?`."""
    question = _question(asked)
    return bool(_OF_SOMEBODY.search(question)) and not _OF_BOTH.search(question)


_OF_BOTH: Final = re.compile(
    r"\byou (?:and|or) (?:your|the)\b|\byou have (?:any )?(?:brothers|sisters|sons|daughters)\b|\bhow many\b"
)


def _question(asked: str) -> str:
    """The last question of a message, in small letters."""
    return asked.lower().rpartition("?")[0].rpartition(".")[2]


def complete(words: list[Word], asked: str) -> list[Word]:
    """The words with what the question lets out of the answer put before them; `asked` is the assistant's message."""
    question = _question(asked)
    frame = next((said for pattern, said in _FRAMES if pattern.search(f"{question}?")), "") if question else ""
    start = next((place for place, word in enumerate(words) if word.low not in _YES), None)
    if not frame or start is None or words[start].low in _SUBJECTS | _ELSEWHERE | _EVASIONS:
        return words
    after = words[start + 1] if start + 1 < len(words) else Word("", 0, 0)
    of_others = _OF_OTHERS.search(question) or asks_of_others(asked)
    if after.low in _FINITE or (of_others and "partner" not in frame):
        return words
    first = words[start]
    place = Word("", first.start, first.start)
    if first.low in _WHERE and frame.endswith((" in", " at", " from")):
        frame = frame.rpartition(" ")[0]
    if first.low in {"a", "an"}:
        frame = frame.removesuffix(" a")
        words = [*words[:start], Word(first.low, first.start, first.end), *words[start + 1 :]]
        first = words[start]
    head = [Word(said, place.start, place.end) for said in frame.split()]
    counted = _COUNTED.search(question)
    if counted and first.low in _NUMBERS and (after.low in _COUNTING or not after.text[:1].islower()):
        return [*head, first, Word(counted.group(), first.end, first.end), *words[start + 1 :]]
    return [*head, *words[start:]]
