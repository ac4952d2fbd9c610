"""Reads LongMemEval (`longmemeval_s.json`, `_m`, `_oracle`): one user's chats with an assistant, and one question.

An entry has `question_id` (ending in `_abs` when there is no answer), `question`, `answer`, `haystack_dates`, and
`haystack_sessions`, a list of turns with `role`, `content` and, on those that hold the evidence, `has_answer`.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ValidationError

from contracts.events import ContextMessage
from tests.eval.conversations.form import Conversation, Question, context_of, fits, read_json, refuse
from tests.eval.errors import LabelError
from tests.eval.labels import LabelledTurn

WHAT: Final = "a LongMemEval file"
ABSTENTION: Final = "_abs"

_DATE: Final = re.compile(r"(\d{4})/(\d\d)/(\d\d)\D+?(\d\d):(\d\d)")


class _Said(BaseModel):
    role: Literal["user", "assistant", "system"]
    content: str
    has_answer: bool | None = None


class _Entry(BaseModel):
    question_id: str
    question: str
    answer: str | int | float | list[str]
    haystack_dates: list[str]
    haystack_sessions: list[list[_Said]]


def read_longmemeval(file: Path) -> list[Conversation]:
    """Read a copy of a file; raises `LabelError` that says where it is not as it must be."""
    conversations = []
    for number, item in enumerate(read_json(file, WHAT), start=1):
        try:
            conversations.append(_conversation(_Entry.model_validate(item)))
        except ValidationError as error:
            raise refuse(file, number, WHAT, error) from None
        except ValueError as error:
            raise LabelError(f"{file} is not {WHAT}: entry {number}, {error}.") from None
    return conversations


def _conversation(entry: _Entry) -> Conversation:
    if len(entry.haystack_dates) != len(entry.haystack_sessions):
        raise ValueError("haystack_dates are not as many as haystack_sessions")
    dated = sorted(
        zip(map(_moment, entry.haystack_dates), entry.haystack_sessions, strict=True), key=lambda one: one[0]
    )
    turns: list[LabelledTurn] = []
    evidence: list[str] = []
    for number, (at, session) in enumerate(dated, start=1):
        earlier: list[ContextMessage] = []
        for place, said in enumerate(session):
            if said.role == "user" and fits(said.content):
                turns.append(_turn(entry, f"{number}.{place}", at + timedelta(seconds=place), said, earlier))
                evidence += [turns[-1].turn] if said.has_answer else []
            if fits(said.content):
                earlier.append(ContextMessage(role=said.role, content=said.content))
    answer = " ".join(entry.answer) if isinstance(entry.answer, list) else str(entry.answer)
    asked = Question(entry.question, answer, (entry.question_id,), tuple(evidence))
    answerable = evidence and not entry.question_id.endswith(ABSTENTION)
    return Conversation(entry.question_id, turns, [asked] if answerable else [])


def _turn(entry: _Entry, place: str, said_at: datetime, said: _Said, earlier: list[ContextMessage]) -> LabelledTurn:
    return LabelledTurn(
        person=entry.question_id,
        english="any",
        turn=f"{entry.question_id}/{place}",
        said_at=said_at,
        category="plain",
        text=said.content,
        context=context_of(earlier),
        facts=(),
    )


def _moment(date: str) -> datetime:
    found = _DATE.match(date)
    if found is None:
        raise ValueError("a date in haystack_dates is not like 2023/05/20 (Sat) 02:21")
    year, month, day, hour, minute = map(int, found.groups())
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
