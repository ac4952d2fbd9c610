"""What is taken from a chat request: who speaks, what is new to remember, what the model is asked."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from contracts.recall import RECALL_HEADLINE
from services.chat.conversation import read_conversation
from services.chat.errors import Refused
from services.chat.prompt import prompt_with

HI = [{"role": "user", "content": "Hi."}]
FACT = {"slot": "home_city", "value": "Lisbon", "statement": "The user lives in Lisbon.", "said_at": "2026-11-01"}


def read(headers=None, context=6, **fields):
    body = {"model": "offline", "messages": HI, **fields}
    raw = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    return read_conversation(Headers(raw=raw), json.dumps(body).encode(), context)


@pytest.mark.parametrize(
    ("headers", "fields", "user"),
    [
        ({"Afterthought-User": "h"}, {"user": "u", "safety_identifier": "s"}, "h"),
        ({}, {"user": "u", "safety_identifier": "s"}, "u"),
        ({}, {"user": None, "safety_identifier": "s"}, "s"),
        ({"Afterthought-User": "zoë"}, {}, "zoë"),
        ({"Afterthought-User": "h"}, {"user": 3}, "h"),
    ],
)
def test_the_user_is_the_header_else_user_else_safety_identifier(headers, fields, user):
    conversation = read(headers, **fields)
    assert conversation.turn is not None
    assert conversation.user_id == conversation.turn.user_id == user


@pytest.mark.parametrize(
    ("headers", "fields", "session"),
    [
        ({"Afterthought-Session": "h"}, {"metadata": {"session_id": "m"}}, "h"),
        ({}, {"metadata": {"session_id": "m"}}, "m"),
        ({}, {"metadata": {"session_id": None}}, "default"),
        ({}, {"metadata": {}}, "default"),
        ({}, {"metadata": None}, "default"),
        ({}, {}, "default"),
    ],
)
def test_the_session_is_the_header_else_metadata_else_default(headers, fields, session):
    conversation = read(headers, user="ada", **fields)
    assert conversation.turn is not None
    assert conversation.turn.session_id == session


def test_a_chat_is_said_now_unless_its_header_says_when():
    before = datetime.now(UTC)
    now = read(user="ada").turn
    dated = read({"Afterthought-Said-At": "2026-03-02T10:00:00+01:00"}, user="ada").turn
    assert now is not None
    assert dated is not None
    assert before <= now.said_at <= datetime.now(UTC)
    assert dated.said_at == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_two_chats_are_two_turns():
    first, second = read(user="ada").turn, read(user="ada").turn
    assert first is not None
    assert second is not None
    assert first.turn_id != second.turn_id


def test_context_is_what_users_and_assistants_said_before_and_nothing_after():
    messages = [
        {"role": "system", "content": "s"},
        {"role": "user", "content": [{"type": "text", "text": "u1"}, {"type": "image_url"}]},
        {"role": "assistant", "content": None, "tool_calls": []},
        {"role": "tool", "content": "t"},
        {"role": "assistant", "content": "a2"},
        {"role": "user", "content": "u3"},
    ]
    turn = read(user="ada", messages=messages).turn
    assert turn is not None
    assert [(each.role, each.content) for each in turn.context] == [("user", "u1"), ("assistant", "a2")]
    none = read(user="ada", messages=messages, context=0).turn
    assert none is not None
    assert none.context == ()


@pytest.mark.parametrize(
    ("leading", "place"),
    [([], 0), (["system"], 1), (["system", "developer", "system"], 3), (["user", "system"], 0)],
)
def test_facts_stand_after_the_leading_system_messages(leading, place):
    messages = [{"role": role, "content": role} for role in leading] + HI
    prompt = json.loads(prompt_with(read(user="ada", messages=messages), [FACT]))
    assert prompt["messages"][place] == {"role": "system", "content": f"{RECALL_HEADLINE}\n{json.dumps(FACT)}"}
    del prompt["messages"][place]
    assert prompt["messages"] == messages


def test_a_prompt_of_system_messages_alone_takes_facts_at_its_end():
    messages = [{"role": "system", "content": "Be kind."}]
    prompt = json.loads(prompt_with(read(user="ada", messages=messages), [FACT]))
    assert [each["role"] for each in prompt["messages"]] == ["system", "system"]
    assert prompt["messages"][0] == messages[0]


# As a JSON parser gives it: two surrogates that make a pair have become one character.
text = (st.text() | st.text(st.characters(categories=["Cs", "Cc", "Zl", "Zp", "Lu"]))).map(
    lambda drawn: str(json.loads(json.dumps(drawn)))
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)


@given(value=text)
def test_a_fact_is_one_line_whatever_it_says(value):
    fact = {**FACT, "value": value}
    prompt = json.loads(prompt_with(read(user="ada"), [fact, FACT]))
    headline, *lines = prompt["messages"][0]["content"].splitlines()
    assert headline == RECALL_HEADLINE
    assert [json.loads(line) for line in lines] == [fact, FACT]


@given(
    fields=st.dictionaries(text.filter(lambda name: name not in {"model", "messages", "user"}), anything, max_size=4)
)
def test_whatever_else_a_body_holds_goes_on_unchanged(fields):
    fields.pop("metadata", None)
    sent = {"model": "offline", "user": "ada", **fields, "messages": HI}
    conversation = read_conversation(Headers(), json.dumps(sent).encode(), 6)
    prompt = json.loads(prompt_with(conversation, [FACT]))
    del prompt["messages"][0]
    assert prompt == sent


@given(
    messages=anything | st.lists(st.fixed_dictionaries({"role": st.just("user"), "content": anything})), rest=anything
)
def test_any_json_is_understood_or_refused_by_a_field(messages, rest):
    body = {"model": "offline", "user": "ada", "metadata": rest, "messages": messages}
    refused, turn = None, None
    try:
        turn = read_conversation(Headers(), json.dumps(body).encode(), 6).turn
    except Refused as error:
        refused = error
    if refused is not None:
        assert refused.param is not None
        assert refused.param.split(".")[0] in {"messages", "metadata"}
        assert refused.param in refused.message
    elif turn is not None:
        assert turn.message.content


@given(raw=st.binary())
def test_any_bytes_are_understood_or_refused(raw):
    with pytest.raises(Refused):
        read_conversation(Headers(), raw, 6)
