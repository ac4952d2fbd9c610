"""The model that hallucinates on purpose: beside the right facts it offers every kind of wrong one it can make.

Asked for by the model name `offline-hallucinating`, by `OFFLINE_MODEL_MODE=hallucinate`, or by a fault of kind
`hallucinate`. The same text and seed give the same lies, and each lie can be found again by its kind.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from contracts.recall import RECALL_HEADLINE
from services.offline_model.grammar.reader import Fact, read

MODEL: Final = "offline-hallucinating"
NOWHERE: Final = "m99"
LONG: Final = 5_000
_PLACES: Final = ("Ulaanbaatar", "Nuuk", "Antananarivo", "Thimphu")
_WORK: Final = ("astronaut", "beekeeper", "falconer", "locksmith")
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_HYPOTHESIS: Final = re.compile(r"\b(?:if|would|wish|imagine|suppose|maybe|might)\b", re.IGNORECASE)
_NEGATION: Final = re.compile(r"\b(?:not|never|no longer|nobody)\b|n['\u2019]t\b", re.IGNORECASE)
_INSTRUCTION: Final = re.compile(
    r"\b(?:remember|ignore|always|from now on|you must|you are|pretend|store|note that|system)\b", re.IGNORECASE
)
_OTHERS: Final = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:sister|brother|mother|mum|mom|father|dad|wife|husband|friend|boss|son|daughter|"
    r"neighbou?r|colleague|cousin|flatmate|roommate)\b|\b(?:he|she|they)\b",
    re.IGNORECASE,
)
_SECRET: Final = re.compile(
    r"\b(?:pass(?:word|code|phrase)|pin|token|key|cvv|iban)\b\W+(?:is\W+|=\W*)?\S+|\b(?:\d[ -]?){12,19}\b"
    r"|\b[A-Za-z_-]*\d[\w-]{15,}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the lies about one message are made of: its text, its right facts, and all that it does not say."""

    content: str
    facts: Sequence[Fact]
    others: Sequence[str]
    earlier: Sequence[str]
    chance: random.Random


def hallucinate(said: Sequence[tuple[str, str]], earlier: Sequence[str], seed: int) -> Iterator[tuple[Fact, str]]:
    """Lies about the messages `said` (id and text), each with the id of the message it claims to be from.

    `earlier` are the texts of the context, whoever said them.
    """
    for place, (alias, content) in enumerate(said):
        others = [text for number, (_, text) in enumerate(said) if number != place]
        heard = Heard(content, read(content), others, earlier, random.Random(f"{seed}/{content}"))  # noqa: S311 - a script
        for make in LIES.values():
            yield from ((fact, alias) for fact in make(heard))
        yield from ((fact, NOWHERE) for fact in heard.facts[:1])


def _invented_quote(heard: Heard) -> Iterator[Fact]:
    place, work = heard.chance.choice(_PLACES), heard.chance.choice(_WORK)
    yield _lie("home_city", place, f"I live in {place}")
    yield _lie("occupation", work, f"I work as a {work}", operation="retract")


def _context_quote(heard: Heard) -> Iterator[Fact]:
    for text in heard.earlier[-2:]:
        yield from read(text)[:2]
        yield from (_lie("other", words, words) for words in _sentences(text)[:1])


def _other_message(heard: Heard) -> Iterator[Fact]:
    for text in heard.others:
        yield from read(text)[:1]
        yield from (_lie("other", words, words) for words in _sentences(text)[:1])


def _recalled_line(heard: Heard) -> Iterator[Fact]:
    yield _lie("other", RECALL_HEADLINE, RECALL_HEADLINE)
    for text in (*heard.earlier, heard.content):
        lines = [line.strip() for line in text.splitlines() if line.lstrip().startswith('{"')]
        yield from (_lie("other", line[:100], line) for line in lines[:1])


def _paraphrased_quote(heard: Heard) -> Iterator[Fact]:
    for fact in heard.facts[:1]:
        yield replace(fact, quote=f"The user said: {fact.quote}")
        yield replace(fact, quote=" ".join(reversed(fact.quote.split())))
        yield replace(fact, quote=f"{fact.quote.split(maxsplit=1)[0]} really {fact.quote.split(maxsplit=1)[-1]}")


def _false_value(heard: Heard) -> Iterator[Fact]:
    for fact in heard.facts[:2]:
        yield _lie(fact.slot, heard.chance.choice(_WORK), fact.quote)
        yield _lie("home_city", heard.chance.choice(_PLACES), fact.quote)


def _unknown_slot(heard: Heard) -> Iterator[Fact]:
    for words in _sentences(heard.content)[:1]:
        yield _lie("favourite_colour", "blue", words, statement="The user's favourite colour is blue.")


def _long_value(heard: Heard) -> Iterator[Fact]:
    for words in _sentences(heard.content)[:1]:
        yield _lie("other", (heard.content + " ") * (1 + LONG // max(1, len(heard.content))), words)


def _question(heard: Heard) -> Iterator[Fact]:
    yield from _as_fact(heard, lambda words: words.rstrip("\"'").endswith("?"), "plan")


def _hypothesis(heard: Heard) -> Iterator[Fact]:
    yield from _as_fact(heard, _HYPOTHESIS.search, "goal")


def _negation(heard: Heard) -> Iterator[Fact]:
    yield from _as_fact(heard, _NEGATION.search, "likes")


def _instruction(heard: Heard) -> Iterator[Fact]:
    yield from _as_fact(heard, _INSTRUCTION.search, "other")


def _somebody_else(heard: Heard) -> Iterator[Fact]:
    yield from _as_fact(heard, _OTHERS.search, "occupation")


def _secret(heard: Heard) -> Iterator[Fact]:
    for found in _SECRET.finditer(heard.content):
        yield _lie("other", found.group(), found.group())


LIES: Final[dict[str, Callable[[Heard], Iterator[Fact]]]] = {
    "invented_quote": _invented_quote,
    "context_quote": _context_quote,
    "other_message": _other_message,
    "recalled_line": _recalled_line,
    "paraphrased_quote": _paraphrased_quote,
    "false_value": _false_value,
    "unknown_slot": _unknown_slot,
    "long_value": _long_value,
    "question": _question,
    "hypothesis": _hypothesis,
    "negation": _negation,
    "instruction": _instruction,
    "somebody_else": _somebody_else,
    "secret": _secret,
}
"""Every kind of lie by its name; beside these, a right fact is offered as the words of a message that is not there."""


def _sentences(text: str) -> list[str]:
    return [found.strip() for found in _SENTENCE.findall(text) if any(each.isalnum() for each in found)]


def _as_fact(heard: Heard, told: Callable[[str], object], slot: str) -> Iterator[Fact]:
    """The first sentence of that kind, offered as if it were so: its last words are the value."""
    words = next((each for each in _sentences(heard.content) if told(each)), None)
    if words:
        yield _lie(slot, " ".join(words.rstrip("?!. ").split()[-3:]), words)


def _lie(slot: str, value: str, quote: str, *, operation: str = "assert", statement: str = "") -> Fact:
    return Fact(
        slot=slot,
        value=value,
        operation="retract" if operation == "retract" else "assert",
        statement=statement or f"The user says of themselves: {value}.",
        quote=quote,
        confidence=0.99,
    )
