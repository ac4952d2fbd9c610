"""What can be said of a memory without labelled facts: was the evidence noted, and are the answers' words known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from tests.eval.conversations.form import Conversation, Question
from tests.eval.history import consolidate_all
from tests.eval.matching import SMALL
from tests.eval.report import align
from tests.eval.scoring import Heard, count_ungrounded, share

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Measured:
    """The figures of a run over conversations; a rate is None when there was nothing to measure it on."""

    conversations: int
    turns: int
    questions: int
    evidence: float | None
    answers: float | None
    words: float | None
    facts_per_turn: float | None
    ungrounded: int
    failed: int


def measure(conversations: Sequence[Conversation], heard: Sequence[Heard]) -> Measured:
    """Measure what would be known after all turns of all conversations."""
    noted = {each.turn.turn for each in heard if each.facts}
    known = _known_words(heard)
    questions = [question for each in conversations for question in each.questions]
    evidence = {turn for question in questions for turn in question.evidence}
    found = [part for question in questions if (part := _found(question, known)) is not None]
    return Measured(
        conversations=len(conversations),
        turns=len(heard),
        questions=len(questions),
        evidence=share(len(evidence & noted), len(evidence)),
        answers=share(sum(part == 1 for part in found), len(found)),
        words=share(sum(found), len(found)),
        facts_per_turn=share(sum(len(each.facts) for each in heard), len(heard)),
        ungrounded=count_ungrounded(heard),
        failed=sum(bool(each.failure) for each in heard),
    )


def tell_measured(name: str, model: str, measured: Measured) -> str:
    """Return the figures as text."""
    rows = [("figure", "value"), *((key, _shown(value)) for key, value in asdict(measured).items())]
    return "\n".join([f"{model} over {name}", "", *align(rows)])


def as_json(name: str, model: str, measured: Measured) -> dict[str, Any]:
    """Return the figures for a program."""
    return {"set": name, "model": model, **asdict(measured)}


def _known_words(heard: Sequence[Heard]) -> Mapping[str, set[str]]:
    """Return for each person the words of all that is current in the end."""
    people = {each.turn.person for each in heard}
    return {
        person: {
            word
            for fact in consolidate_all(
                each.extracted for each in heard if each.extracted and each.turn.person == person
            )
            if fact.valid_to is None
            for word in _words(f"{fact.value} {fact.statement}")
        }
        for person in people
    }


def _found(question: Question, known: Mapping[str, set[str]]) -> float | None:
    """Return the share of the answer's words that are known of its people; None for an answer without such words."""
    wanted = [word for word in _words(question.answer) if word not in SMALL]
    words = set[str]().union(*(known.get(person, set()) for person in question.people))
    return share(sum(word in words for word in wanted), len(wanted))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
