"""Every bad chat request is a 4xx in OpenAI's shape that names the field, and nothing of it is recorded."""

import json

import pytest

from contracts.events import MESSAGE_LIMIT
from tests.bus import depth

GOOD = {"model": "offline", "user": "ada", "messages": [{"role": "user", "content": "Hi."}]}


def said(content):
    return {**GOOD, "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": content}]}


BAD_BODIES = {
    "no model": ({"user": "ada", "messages": GOOD["messages"]}, 400, "model"),
    "model of the wrong type": ({**GOOD, "model": 3}, 400, "model"),
    "no messages": ({"model": "offline", "user": "ada"}, 400, "messages"),
    "empty messages": ({**GOOD, "messages": []}, 400, "messages"),
    "messages of the wrong type": ({**GOOD, "messages": "Hi."}, 400, "messages"),
    "a message of the wrong type": ({**GOOD, "messages": ["Hi."]}, 400, "messages.0"),
    "no role": ({**GOOD, "messages": [{"content": "Hi."}]}, 400, "messages.0.role"),
    "no user": ({"model": "offline", "messages": GOOD["messages"]}, 400, "user"),
    "an empty user": ({**GOOD, "user": ""}, 400, "user"),
    "a user of the wrong type": ({**GOOD, "user": 3}, 400, "user"),
    "a user that is too long": ({**GOOD, "user": "x" * 257}, 400, "user"),
    "a user with NUL": ({**GOOD, "user": "a\x00b"}, 400, "user"),
    "a user that is no text": ({**GOOD, "user": "\ud800"}, 400, "user"),
    "a bad safety identifier": ({**GOOD, "user": None, "safety_identifier": "a\nb"}, 400, "safety_identifier"),
    "a bad session": ({**GOOD, "metadata": {"session_id": ""}}, 400, "metadata.session_id"),
    "a session of the wrong type": ({**GOOD, "metadata": {"session_id": {}}}, 400, "metadata.session_id"),
    "metadata of the wrong type": ({**GOOD, "metadata": []}, 400, "metadata"),
    "an empty message": (said(""), 400, "messages.1.content"),
    "no content": (said(None), 400, "messages.1.content"),
    "content of the wrong type": (said({"text": "Hi."}), 400, "messages.1.content"),
    "no parts": (said([]), 400, "messages.1.content"),
    "an empty part": (said([{"type": "text", "text": ""}]), 400, "messages.1.content"),
    "a part of the wrong type": (said(["Hi."]), 400, "messages.1.content.0"),
    "a text part without text": (said([{"type": "text"}]), 400, "messages.1.content.0.text"),
    "a message with NUL": (said("a\x00b"), 400, "messages.1.content"),
    "a message with a lone surrogate": (said("a\ud800b"), 400, "messages.1.content"),
    "a message over the limit": (said("x" * (MESSAGE_LIMIT + 1)), 413, "messages.1.content"),
    "a message of 1 MB": (said("x" * 1_000_000), 413, "messages.1.content"),
}


@pytest.fixture
async def nothing_recorded(chat, model, amqp):
    yield
    assert not model.bodies
    assert await depth(amqp, "store.events") == 0


@pytest.mark.usefixtures("nothing_recorded")
async def test_a_bad_body_is_refused_by_its_field(chat, subtests):
    for name, (body, status, param) in BAD_BODIES.items():
        with subtests.test(name):
            answer = await chat.http.post("/v1/chat/completions", content=json.dumps(body).encode())
            error = answer.json()["error"]
            assert (answer.status_code, error["param"]) == (status, param)
            assert error["type"] == "invalid_request_error"
            assert param.split(".")[0] in error["message"]
            assert "afterthought-job" not in answer.headers


NOT_JSON = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"model": NaN}',
    b'{"model": 1e999}',
    b"\xff\xfe",
    b'{"model": "\xed\xa0\x80"}',
    b"[" * 100_000,
    b"1" * 5_000,
]
BAD_HEADERS = [
    ("Afterthought-User", b""),
    ("Afterthought-User", b"x" * 257),
    ("Afterthought-User", b"\xff"),
    ("Afterthought-Session", b""),
    ("Afterthought-Session", b"\xff"),
    ("Afterthought-Said-At", b"yesterday"),
    ("Afterthought-Said-At", b"2026-03-02T10:00:00"),
    ("Afterthought-Said-At", b"2999-01-01T00:00:00Z"),
    ("Afterthought-Memory", b"on"),
    ("Afterthought-Memory", b""),
]


@pytest.mark.usefixtures("nothing_recorded")
async def test_what_is_not_a_json_object_is_refused(chat, subtests):
    for raw in NOT_JSON:
        with subtests.test(repr(raw[:20])):
            answer = await chat.http.post("/v1/chat/completions", content=raw)
            assert answer.status_code == 400
            assert "JSON" in answer.json()["error"]["message"]


@pytest.mark.usefixtures("nothing_recorded")
async def test_a_bad_header_is_refused_by_its_name(chat, subtests):
    for header, value in BAD_HEADERS:
        with subtests.test(f"{header}: {value!r}"):
            answer = await chat.http.post("/v1/chat/completions", json=GOOD, headers={header: value})
            assert answer.status_code == 400
            assert answer.json()["error"]["param"] == header
            assert header in answer.json()["error"]["message"]


@pytest.mark.usefixtures("nothing_recorded")
@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_of_more_than_8_mib_is_refused(chat, declared):
    body = json.dumps({**GOOD, "x": "x" * (8 * 1_048_576)}).encode()

    async def pieces():
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    answer = await chat.http.post("/v1/chat/completions", content=body if declared else pieces())
    assert answer.status_code == 413
    assert "8 MiB" in answer.json()["error"]["message"]


async def test_a_message_of_the_very_limit_is_recorded(chat, recorded):
    answer = await chat.say("é" * MESSAGE_LIMIT)
    assert answer.headers["afterthought-memory"] == "queued"
    (turn,) = await recorded()
    assert len(turn.message.content) == MESSAGE_LIMIT


async def test_odd_characters_in_earlier_messages_do_no_harm(chat, model, recorded):
    messages = [{"role": "assistant", "content": "a\x00b\ud800c"}, {"role": "user", "content": "Hi."}]
    body = json.dumps({**GOOD, "messages": messages}).encode()
    answer = await chat.http.post("/v1/chat/completions", content=body)
    assert answer.status_code == 200
    assert model.bodies == [body]
    (turn,) = await recorded()
    assert turn.context[0].content == "a\ufffdb\ufffdc"
