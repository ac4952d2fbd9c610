"""LoCoMo and LongMemEval files are read as they are, with their oddities; any other file is refused by its place."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.eval.conversations.locomo import read_locomo
from tests.eval.conversations.longmemeval import read_longmemeval
from tests.eval.errors import LabelError

HERE = Path(__file__).parent
LOCOMO, LONGMEMEVAL = HERE / "locomo.json", HERE / "longmemeval.json"


def changed(tmp_path, source, change):
    read = json.loads(source.read_text())
    change(read[0])
    file = tmp_path / "copy.json"
    file.write_text(json.dumps(read))
    return file


def test_in_locomo_each_speaker_has_a_memory_of_their_own():
    [conversation] = read_locomo(LOCOMO)

    assert [(turn.turn, turn.person) for turn in conversation.turns] == [
        ("talk-1/D2:1", "talk-1/Ben"),
        ("talk-1/D1:1", "talk-1/Ada"),
        ("talk-1/D1:2", "talk-1/Ben"),
    ]
    assert conversation.turns[0].said_at == datetime(2024, 2, 21, 22, 30, tzinfo=UTC)
    [context] = conversation.turns[2].context
    assert (context.role, context.content) == ("assistant", "I bought a loom, weaving is my new hobby.")


def test_in_locomo_evidence_is_found_however_it_is_written_and_adversarial_questions_are_left_out():
    [conversation] = read_locomo(LOCOMO)
    where, how_many = conversation.questions

    assert (where.answer, where.people, where.evidence) == ("Turin", ("talk-1/Ben",), ("talk-1/D1:2",))
    assert (how_many.answer, how_many.people) == ("2", ("talk-1/Ada", "talk-1/Ben"))
    assert how_many.evidence == ("talk-1/D1:1", "talk-1/D2:1")


def test_longmemeval_is_read_in_the_order_of_time_and_only_the_user_is_extracted_from():
    conversation = read_longmemeval(LONGMEMEVAL)[0]

    assert [turn.text for turn in conversation.turns] == ["Hello!", "Tell me a joke.", "By the way, I live in Turin."]
    assert [message.role for message in conversation.turns[1].context] == ["user", "assistant"]
    assert conversation.turns[2].said_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    [question] = conversation.questions
    assert question.evidence == (conversation.turns[2].turn,)
    assert question.answer == "In Turin, Italy"


def test_longmemeval_questions_that_no_user_turn_answers_are_left_out():
    assert [len(conversation.questions) for conversation in read_longmemeval(LONGMEMEVAL)] == [1, 0, 0]


@pytest.mark.parametrize("read", [read_locomo, read_longmemeval])
@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "no file"), ("{", "no JSON"), ("{}", "a list of conversations"), ("[]", "a list"), ("[1]", "entry 1")],
)
def test_what_is_no_such_file_is_refused(tmp_path, read, content, problem):
    file = tmp_path / "other.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(LabelError, match=problem):
        read(file)


@pytest.mark.parametrize("read", [read_locomo, read_longmemeval])
def test_a_folder_is_refused(tmp_path, read):
    with pytest.raises(LabelError, match="is a folder"):
        read(tmp_path)


def test_each_loader_refuses_the_other_ones_file():
    with pytest.raises(LabelError, match=r"not LoCoMo's locomo10\.json: entry 1, sample_id"):
        read_locomo(LONGMEMEVAL)
    with pytest.raises(LabelError, match="not a LongMemEval file: entry 1, question_id"):
        read_longmemeval(LOCOMO)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda entry: entry.update(conversation={}), "no session_1"),
        (lambda entry: entry["conversation"].update(session_1_date_time="yesterday"), "entry 1, time data"),
        (lambda entry: entry["conversation"].pop("session_1_date_time"), "entry 1, at"),
        (lambda entry: entry["conversation"]["session_1"][0].pop("speaker"), "speaker"),
    ],
    ids=["no-session", "date", "no-date", "speaker"],
)
def test_a_damaged_locomo_is_refused_by_place(tmp_path, change, problem):
    with pytest.raises(LabelError, match=problem):
        read_locomo(changed(tmp_path, LOCOMO, change))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda entry: entry["haystack_dates"].pop(), "not as many"),
        (lambda entry: entry.update(haystack_dates=["soon", "later"]), "not like 2023/05/20"),
        (lambda entry: entry["haystack_sessions"][0][0].update(role="user's"), "role"),
    ],
    ids=["dates", "date", "role"],
)
def test_a_damaged_longmemeval_is_refused_by_place(tmp_path, change, problem):
    with pytest.raises(LabelError, match=problem):
        read_longmemeval(changed(tmp_path, LONGMEMEVAL, change))
