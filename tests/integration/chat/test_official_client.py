"""The official `openai` client against the chat service, unchanged."""

import openai
import pytest

from tests.integration.chat.fake_model import CHUNKS, PLAIN

MESSAGES = [{"role": "user", "content": "I live in Lisbon."}]


async def test_a_plain_chat_answers_and_records(chat, model, recorded):
    raw = await chat.openai.chat.completions.with_raw_response.create(
        model="offline", messages=MESSAGES, user="ada", extra_headers={"Afterthought-Session": "s1"}
    )
    assert raw.parse().choices[0].message.content == "Hello é"
    assert raw.http_response.content == PLAIN
    assert raw.headers["afterthought-memory"] == "queued"
    (turn,) = await recorded()
    assert str(turn.turn_id) == raw.headers["afterthought-job"] == turn.message.id
    assert (turn.tenant_id, turn.user_id, turn.session_id, turn.lane) == ("default", "ada", "s1", "live")
    assert turn.message.content == "I live in Lisbon."


async def test_a_streamed_chat_answers_and_records(chat, model, recorded):
    model.streams()
    raw = await chat.openai.chat.completions.with_raw_response.create(
        model="offline", messages=MESSAGES, stream=True, safety_identifier="ada", metadata={"session_id": "s2"}
    )
    text = "".join([chunk.choices[0].delta.content or "" async for chunk in raw.parse()])
    assert text == "Hello"
    assert raw.headers["afterthought-memory"] == "queued"
    (turn,) = await recorded()
    assert (turn.user_id, turn.session_id) == ("ada", "s2")


async def test_a_stream_arrives_byte_for_byte(chat, model):
    model.streams()
    answer = await chat.say(stream=True)
    assert answer.content == b"".join(CHUNKS)
    assert answer.headers["content-type"] == "text/event-stream"


async def test_the_first_words_arrive_while_the_model_still_writes(chat, model):
    written = CHUNKS[0]
    model.streams(written)
    model.hold_after = True
    stream = await chat.openai.chat.completions.create(model="offline", messages=MESSAGES, user="ada", stream=True)
    first = await anext(aiter(stream))
    assert first.choices[0].delta.content == "Hel"
    assert not model.release.is_set(), "the model has not finished yet"
    model.release.set()
    await stream.close()


async def test_the_models_are_the_model_servers_own(chat, model):
    model.chunks = (b'{"object":"list","data":[{"id":"offline","object":"model","created":1,"owned_by":"us"}]}',)
    assert [each.id async for each in await chat.openai.models.list()] == ["offline"]


async def test_a_chat_without_a_user_is_an_error_that_says_the_three_ways(chat):
    with pytest.raises(openai.BadRequestError) as caught:
        await chat.openai.chat.completions.create(model="offline", messages=MESSAGES)
    for way in ("Afterthought-User", "`user`", "`safety_identifier`"):
        assert way in caught.value.message
    assert caught.value.type == "invalid_request_error"


async def test_the_models_own_error_reaches_the_client(chat, model):
    model.status = 429
    model.headers["retry-after"] = "7"
    model.chunks = (b'{"error":{"message":"Slow down.","type":"rate_limit_error","param":null,"code":"slow"}}',)
    with pytest.raises(openai.RateLimitError) as caught:
        await chat.openai.chat.completions.create(model="offline", messages=MESSAGES, user="ada")
    assert caught.value.code == "slow"
    assert caught.value.response.headers["retry-after"] == "7"
    assert caught.value.response.headers["afterthought-memory"] == "queued"


async def test_a_stream_that_breaks_off_raises_in_the_client(chat, model):
    model.streams(*CHUNKS[:2])
    model.hold_after = model.breaks = True
    stream = await chat.openai.chat.completions.create(model="offline", messages=MESSAGES, user="ada", stream=True)
    chunks = aiter(stream)
    assert [(await anext(chunks)).choices[0].delta.content for _ in range(2)] == ["Hel", "lo"]
    model.release.set()
    with pytest.raises(openai.APIError, match="broke off"):
        await anext(chunks)
    await stream.close()
