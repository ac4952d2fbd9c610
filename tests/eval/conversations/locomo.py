"""Reads LoCoMo (`locomo10.json`): two people who talk over months, and questions with the lines that answer them.

An entry has `sample_id`; `conversation` with `speaker_a`, `speaker_b`, and for each n `session_<n>` (a list of lines
with `speaker`, `dia_id`, `text`) and `session_<n>_date_time`; and `qa` with `question`, `answer`, `evidence` (ids of
lines) and `category`, 5 being questions that have no answer. Some evidence names several lines in one string.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from contracts.events import ContextMessage
from tests.eval.conversations.form import Conversation, Question, context_of, fits, read_json, refuse
from tests.eval.errors import LabelError
from tests.eval.labels import LabelledTurn

WHAT: Final = "LoCoMo's locomo10.json"
ADVERSARIAL: Final = 5
DATE: Final = "%I:%M %p on %d %B, %Y"

_SESSION: Final = re.compile(r"session_(\d+)")
_LINE: Final = re.compile(r"D:?(\d+):(\d+)")


class _Line(BaseModel):
    speaker: str
    dia_id: str
    text: str = ""


class _Asked(BaseModel):
    question: str
    answer: str | int | float | None = None
    evidence: list[str] = []
    category: int


class _Entry(BaseModel):
    sample_id: str | int
    conversation: dict[str, Any]
    qa: list[_Asked]


class _Session(BaseModel):
    number: int
    at: str
    lines: list[_Line]


def read_locomo(file: Path) -> list[Conversation]:
    """Read a copy of the file; raises `LabelError` that says where it is not as it must be."""
    conversations = []
    for number, item in enumerate(read_json(file, WHAT), start=1):
        try:
            entry = _Entry.model_validate(item)
            sessions = _sessions(entry)
        except ValidationError as error:
            raise refuse(file, number, WHAT, error) from None
        except ValueError as error:
            raise LabelError(f"{file} is not {WHAT}: entry {number}, {error}.") from None
        conversations.append(_conversation(entry, sessions))
    return conversations


def _sessions(entry: _Entry) -> list[tuple[datetime, list[_Line]]]:
    """Return the sessions with their beginnings, in the order of time."""
    found = []
    for key, lines in entry.conversation.items():
        matched = _SESSION.fullmatch(key)
        if matched:
            session = _Session.model_validate(
                {"number": matched[1], "at": entry.conversation.get(f"{key}_date_time"), "lines": lines}
            )
            at = datetime.strptime(session.at.strip(), DATE).replace(tzinfo=UTC)
            found.append((at, session.number, session.lines))
    if not found:
        raise ValueError("its conversation has no session_1")
    return [(at, lines) for at, _, lines in sorted(found, key=lambda session: session[:2])]


def _conversation(entry: _Entry, sessions: list[tuple[datetime, list[_Line]]]) -> Conversation:
    turns: list[LabelledTurn] = []
    speakers: dict[str, str] = {}
    for at, lines in sessions:
        earlier: list[_Line] = []
        for seconds, line in enumerate(lines):
            person = f"{entry.sample_id}/{line.speaker}"
            if fits(line.text):
                turns.append(_turn(entry, line, person, at + timedelta(seconds=seconds), earlier))
                speakers[turns[-1].turn] = person
            earlier.append(line)
    questions = [question for asked in entry.qa if (question := _question(entry, asked, speakers)) is not None]
    return Conversation(str(entry.sample_id), turns, questions)


def _turn(entry: _Entry, line: _Line, person: str, said_at: datetime, earlier: list[_Line]) -> LabelledTurn:
    said = [
        ContextMessage(role="user" if each.speaker == line.speaker else "assistant", content=each.text)
        for each in earlier
        if fits(each.text)
    ]
    return LabelledTurn(
        person=person,
        english="any",
        turn=f"{entry.sample_id}/{line.dia_id}",
        said_at=said_at,
        category="plain",
        text=line.text,
        context=context_of(said),
        facts=(),
    )


def _question(entry: _Entry, asked: _Asked, speakers: dict[str, str]) -> Question | None:
    """Return a question that can be answered from what somebody said, or None."""
    named = [f"{entry.sample_id}/D{n}:{line}" for text in asked.evidence for n, line in _LINE.findall(text)]
    evidence = tuple(dict.fromkeys(each for each in named if each in speakers))
    if asked.category == ADVERSARIAL or asked.answer is None or not evidence:
        return None
    people = tuple(dict.fromkeys(speakers[each] for each in evidence))
    return Question(asked.question, str(asked.answer), people, evidence)
