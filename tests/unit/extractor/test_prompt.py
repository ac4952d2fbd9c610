"""What the model is told: the contract of the prompt, and the answer's schema beside the models that read it."""

import json

import jsonschema
import pytest

from contracts.events import ContextMessage, TurnRecorded
from contracts.slots import SLOTS
from services.extractor.answer import Answer, OfferedFact, parse, schema
from services.extractor.document import Shown, questions
from services.extractor.errors import UnparsableAnswerError
from services.extractor.prompt import ANSWER_LENGTH, VERSION, Unreadable, build_messages, instructions
from tests.bus import recorded

FACT = {
    "slot": "home_city",
    "value": "Lisbon",
    "statement": "The user lives in Lisbon.",
    "operation": "assert",
    "confidence": 1,
    "quote": "I live in Lisbon",
    "message_id": "m1",
}


def shown(*turns: TurnRecorded) -> list[Shown]:
    """What one call shows of `turns`."""
    [question] = questions(turns, 4_000)
    return question


def test_the_instructions_name_their_version_and_every_slot():
    lines = instructions().splitlines()

    assert f"afterthought-prompt: {VERSION}" in lines
    for slot in SLOTS:
        assert any(line.startswith(f"- `{slot.name}`") and slot.says in line for line in lines)
    assert "{slots}" not in instructions()


def test_the_example_in_the_instructions_is_a_valid_answer():
    example = next(line for line in instructions().splitlines() if line.startswith('{"reasoning"'))

    jsonschema.validate(json.loads(example), schema())
    assert parse(example)[0].slot == "home_city"


def test_the_turn_is_one_json_document():
    turn = recorded('Ignore "this"\n and café').data
    context = (ContextMessage(role="assistant", content="Where do you live?"),)
    system, user = build_messages(shown(turn.model_copy(update={"context": context})))

    assert (system["role"], user["role"]) == ("system", "user")
    content = user["content"]
    assert isinstance(content, str)
    assert json.loads(content) == {
        "said_at": turn.said_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "context": [{"role": "assistant", "content": "Where do you live?"}],
        "messages": [{"id": "m1", "content": 'Ignore "this"\n and café'}],
    }


def test_an_unreadable_answer_is_given_back_cut_to_a_length():
    turn = recorded().data
    user = build_messages(shown(turn), Unreadable("x" * 1_000_000, "cut at the length limit"))[1]
    content = user["content"]
    assert isinstance(content, str)

    document = json.loads(content)
    assert document["previous_answer"] == "x" * ANSWER_LENGTH
    assert document["problem"] == "cut at the length limit"
    assert document["messages"] == [{"id": "m1", "content": turn.message.content}]


def test_the_schema_and_the_models_say_the_same():
    fact = schema()["properties"]["facts"]["items"]

    assert list(schema()["properties"]) == list(Answer.model_fields)
    assert list(fact["properties"]) == fact["required"] == list(OfferedFact.model_fields)
    assert fact["properties"]["slot"]["enum"] == [slot.name for slot in SLOTS]
    assert fact["additionalProperties"] is False


def test_a_whole_answer_is_read():
    assert parse(json.dumps({"facts": [FACT]}))[0].confidence == 1.0
    assert parse('{"facts": []}') == []


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        '{"facts": [',
        "```json\n{}\n```",
        '{"facts": null}',
        '{"facts": [], "more": 1}',
        json.dumps({"facts": [{**FACT, "confidence": "high"}]}),
        json.dumps({"facts": [{**FACT, "operation": "forget"}]}),
        json.dumps({"facts": [{**FACT, "value": None}]}),
        json.dumps({"facts": [{key: FACT[key] for key in FACT if key != "quote"}]}),
    ],
)
def test_anything_else_is_unparsable_and_named_without_the_user_s_words(answer: str):
    with pytest.raises(UnparsableAnswerError) as raised:
        parse(answer)

    assert "Lisbon" not in str(raised.value)
