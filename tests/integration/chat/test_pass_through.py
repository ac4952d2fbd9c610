"""What the model gets is what was sent, and what the client gets is what the model answered."""

import asyncio
import json

import pytest

from services.chat.answer import BROKEN_OFF
from tests.bus import until
from tests.integration.chat.fake_model import CHUNKS
from tests.integration.chat.fake_store import LISBON

RICH = {
    "model": "offline",
    "user": "ada",
    "n": 2,
    "seed": None,
    "temperature": 0.70,
    "stream_options": {"include_usage": True},
    "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}],
    "tool_choice": "auto",
    "metadata": {"session_id": "s1", "trace": "t"},
    "response_format": {"type": "json_object"},
    "x_unknown": {"nested": [1, 2.5, None, "é", "\U0001f600"]},
    "messages": [
        {"role": "system", "content": "Be kind.", "x_extra": 1},
        {"role": "developer", "content": "Be short."},
        {"role": "user", "content": "Hi.", "name": "ada"},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "c", "type": "function", "function": {}}]},
        {"role": "tool", "tool_call_id": "c", "content": "3"},
        {"role": "user", "content": [{"type": "text", "text": "I live"}, {"type": "image_url", "image_url": {}}]},
    ],
}


async def test_without_recalled_facts_the_model_gets_the_very_same_bytes(chat, model):
    sent = json.dumps(RICH, indent=3).encode()
    answer = await chat.http.post("/v1/chat/completions", content=sent)
    assert answer.status_code == 200
    assert model.bodies == [sent]


async def test_with_recalled_facts_one_message_is_added_and_nothing_else_changes(chat, model, store):
    store.items = [LISBON]
    answer = await chat.http.post("/v1/chat/completions", json=RICH)
    assert answer.status_code == 200
    (asked,) = model.asked
    added = asked["messages"].pop(2)
    assert added["role"] == "system"
    assert asked == RICH


async def test_the_model_server_gets_our_key_and_not_the_clients(chat, model):
    await chat.say(headers={"Authorization": "Bearer theirs", "Cookie": "c=1"})
    (headers,) = model.seen_headers
    assert headers["authorization"] == "Bearer secret"
    assert "cookie" not in headers


async def test_headers_of_the_model_server_pass_but_for_those_of_its_connection(chat, model):
    model.headers |= {"x-request-id": "r1", "set-cookie": "c=1", "afterthought-memory": "forged"}
    answer = await chat.say()
    assert answer.headers["x-request-id"] == "r1"
    assert "set-cookie" not in answer.headers
    assert answer.headers.get_list("afterthought-memory") == ["queued"]


@pytest.mark.parametrize("stream", [False, True])
async def test_errors_of_the_model_server_pass_as_they_are(chat, model, recorded, subtests, stream):
    model.chunks = (b'{"error": {"message": "No.", "type": "t", "param": "p", "code": null}, "x": 1}',)
    for status in (400, 401, 404, 422, 429, 500, 503):
        with subtests.test(str(status)):
            model.status = status
            answer = await chat.say(stream=stream)
            assert answer.status_code == status
            assert answer.content == model.chunks[0]
            assert answer.headers["content-type"] == "application/json"
            assert len(model.bodies) == 1, "trying again is the client's decision"
            model.bodies.clear()
            (turn,) = await recorded()
            assert answer.headers["afterthought-job"] == str(turn.turn_id), "the user did say it"


@pytest.mark.parametrize("stream", [False, True])
async def test_an_unreachable_model_server_is_a_502_that_says_what_to_check(start_chat, nobody, recorded, stream):
    async with start_chat(model_url=nobody) as chat:
        answer = await chat.say(stream=stream)
        models = await chat.http.get("/v1/models")
    assert answer.status_code == models.status_code == 502
    assert "OPENAI_BASE_URL" in answer.json()["error"]["message"]
    assert answer.json()["error"]["code"] == models.json()["error"]["code"] == "model_unreachable"
    assert answer.headers["afterthought-memory"] == "queued"
    await recorded()


async def test_a_silent_model_server_is_a_504(start_chat, model):
    model.hold = True
    async with start_chat(model_timeout_seconds=0.2) as chat:
        answer = await chat.say()
    assert answer.status_code == 504
    assert answer.json()["error"]["code"] == "model_timeout"
    assert len(model.bodies) == 1


async def test_a_plain_answer_that_breaks_off_is_a_502(chat, model):
    model.breaks = True
    answer = await chat.say()
    assert answer.status_code == 502


async def test_a_stream_that_breaks_off_ends_with_an_error_event(chat, model):
    model.streams(*CHUNKS[:2])
    model.hold_after = model.breaks = True
    body = {**RICH, "stream": True}
    async with chat.http.stream("POST", "/v1/chat/completions", json=body) as answer:
        pieces = answer.aiter_raw()
        said = await anext(pieces)
        while len(said) < len(b"".join(CHUNKS[:2])):
            said += await anext(pieces)
        model.release.set()
        rest = b"".join([piece async for piece in pieces])
    assert said == b"".join(CHUNKS[:2])
    assert rest == f"\n\ndata: {BROKEN_OFF}\n\n".encode()


@pytest.mark.parametrize("stream", [False, True])
async def test_a_client_that_leaves_ends_the_call_to_the_model_but_not_the_recording(chat, model, recorded, stream):
    model.hold = True
    body = json.dumps({**RICH, "stream": stream}).encode()
    url = chat.http.base_url
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    _, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(head.encode() + body)
    await model.entered.wait()
    writer.close()
    await writer.wait_closed()
    await until(model.abandoned.is_set, "the call to the model was given up")
    (turn,) = await recorded()
    assert turn.message.content == "I live"


async def test_unknown_paths_and_methods_are_errors_in_openais_shape(chat):
    missing = await chat.http.post("/v1/embeddings", json={})
    wrong = await chat.http.get("/v1/chat/completions")
    assert (missing.status_code, wrong.status_code) == (404, 405)
    assert missing.json()["error"]["type"] == wrong.json()["error"]["type"] == "invalid_request_error"
