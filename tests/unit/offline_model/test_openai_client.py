"""The official `openai` client against the offline model, started in-process on a free port."""

import asyncio
import json

import jsonschema
import openai
import pytest

from tests.unit.offline_model.documents import chat_messages, extraction_messages, facts_schema, response_format
from tests.unit.offline_model.server import running

LISBON = ("home_city", "Lisbon", "The user lives in Lisbon.")


async def test_a_plain_chat_answers_with_the_recalled_fact_and_counts_tokens():
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="anything", messages=chat_messages("Where do I live?", LISBON)
        )
    assert answer.choices[0].message.content == "You live in Lisbon."
    assert answer.choices[0].finish_reason == "stop"
    assert answer.model == "anything"
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.usage.completion_tokens == 5


async def test_a_streamed_chat_says_the_same_in_pieces_and_ends_with_the_token_counts():
    async with running() as server:
        stream = await server.openai.chat.completions.create(
            model="offline",
            messages=chat_messages(
                "What do you know about me?", LISBON, ("diet", "vegan", "The user's diet is vegan.")
            ),
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = [chunk async for chunk in stream]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == "This is what I know about you:\n- You live in Lisbon.\n- Your diet is vegan."
    assert len(chunks) > 4
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.completion_tokens > 0


async def test_a_stream_without_usage_asked_for_holds_none_and_ends_with_done():
    async with running() as server:
        response = await server.http.post(
            "/v1/chat/completions",
            json={"model": "offline", "stream": True, "messages": [{"role": "user", "content": "Hello"}]},
        )
    events = [line for line in response.text.split("\n\n") if line]
    assert response.headers["content-type"].startswith("text/event-stream")
    assert events[-1] == "data: [DONE]"
    assert all("usage" not in json.loads(event.removeprefix("data: ")) for event in events[:-1])


async def test_an_extraction_obeys_its_schema_and_quotes_the_message():
    said = "I'm a nurse at St. Mary's and I live in Lisbon with my dog Rex."
    schema = facts_schema()
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="offline", messages=extraction_messages(said), response_format=response_format(schema)
        )
    facts = json.loads(answer.choices[0].message.content)
    jsonschema.validate(facts, schema)
    assert {(fact["slot"], fact["value"]) for fact in facts["facts"]} == {
        ("occupation", "nurse"),
        ("employer", "St. Mary's"),
        ("home_city", "Lisbon"),
        ("pet", "Rex (dog)"),
    }
    assert all(fact["quote"] in said and fact["message_id"] == "m1" for fact in facts["facts"])


async def test_json_mode_extracts_as_well():
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="offline",
            messages=extraction_messages("I live in Porto.", "I love jazz."),
            response_format={"type": "json_object"},
        )
    facts = json.loads(answer.choices[0].message.content)["facts"]
    assert [(fact["slot"], fact["message_id"]) for fact in facts] == [("home_city", "m1"), ("likes", "m2")]


async def test_slots_that_the_schema_does_not_list_are_left_out():
    schema = facts_schema(["home_city"])
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="offline",
            messages=extraction_messages("I live in Porto and I love jazz."),
            response_format=response_format(schema),
        )
    facts = json.loads(answer.choices[0].message.content)["facts"]
    assert [fact["slot"] for fact in facts] == ["home_city"]


async def test_what_was_said_before_names_the_pet_that_is_given_away():
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="offline",
            messages=extraction_messages(
                "We had to give Rex away.", context=[{"role": "user", "content": "My dog Rex is loud. I live in Rome."}]
            ),
            response_format=response_format(facts_schema()),
        )
    facts = json.loads(answer.choices[0].message.content)["facts"]
    assert [(fact["slot"], fact["operation"], fact["value"]) for fact in facts] == [("pet", "retract", "Rex (dog)")]


async def test_another_schema_gets_a_valid_instance():
    schema = {
        "type": "object",
        "properties": {"verdict": {"enum": ["yes", "no"]}, "score": {"type": "integer", "minimum": 3}},
        "required": ["verdict", "score"],
    }
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="offline",
            messages=[{"role": "user", "content": "Judge this."}],
            response_format=response_format(schema),
        )
    assert json.loads(answer.choices[0].message.content) == {"verdict": "yes", "score": 3}


@pytest.mark.parametrize("limit", ["max_tokens", "max_completion_tokens"])
async def test_a_token_limit_cuts_the_answer_and_says_so(limit):
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="offline", messages=chat_messages("Where do I live?", LISBON), **{limit: 2}
        )
    assert answer.choices[0].message.content == "You live"
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage is not None
    assert answer.usage.completion_tokens == 2


async def test_the_model_list_names_the_offline_model_and_the_one_that_hallucinates():
    async with running() as server:
        models = [model.id async for model in await server.openai.models.list()]
        probes = [(await server.http.get(path)).status_code for path in ("/healthz", "/readyz")]
    assert models == ["offline", "offline-hallucinating"]
    assert probes == [200, 200]


async def test_requests_wait_out_the_latency_side_by_side():
    together = 20
    barrier = asyncio.Barrier(together)
    waited = []

    async def pause(seconds: float) -> None:
        """Ends only when all requests wait at the same time."""
        waited.append(seconds)
        await barrier.wait()

    async with running(latency_ms=250, pause=pause) as server:
        hello = {"model": "offline", "messages": [{"role": "user", "content": "Hi"}]}
        answers = await asyncio.gather(*(server.http.post("/v1/chat/completions", json=hello) for _ in range(together)))
    assert {answer.status_code for answer in answers} == {200}
    assert waited == [0.25] * together


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"{not json", None),
        (b"[]", None),
        (b"{}", "model"),
        (b'{"model": "offline"}', "messages"),
        (b'{"model": "offline", "messages": []}', "messages"),
        (b'{"model": "offline", "messages": [{"role": "bard", "content": "x"}]}', "messages.0.role"),
        (b'{"model": "offline", "messages": [{"role": "user", "content": "x"}], "n": 3}', "n"),
        (b'{"model": "offline", "messages": [{"role": "user", "content": "x"}], "max_tokens": 0}', "max_tokens"),
    ],
)
async def test_a_bad_request_is_refused_in_openais_shape(body, param):
    async with running() as server:
        response = await server.http.post("/v1/chat/completions", content=body)
    assert response.status_code == 400
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"
    assert error["param"] == param


async def test_the_client_raises_its_own_error_for_a_bad_request():
    async with running() as server:
        with pytest.raises(openai.BadRequestError, match="messages"):
            await server.openai.chat.completions.create(model="offline", messages=[])


async def test_an_unknown_path_is_refused_in_openais_shape():
    async with running() as server:
        response = await server.http.get("/v1/nothing")
    assert response.status_code == 404
    assert set(response.json()["error"]) == {"message", "type", "param", "code"}


async def test_text_parts_count_as_content():
    async with running() as server:
        answer = await server.openai.chat.completions.create(
            model="offline",
            messages=[
                *chat_messages("", LISBON)[:-1],
                {"role": "user", "content": [{"type": "text", "text": "Where do I live?"}]},
            ],
        )
    assert answer.choices[0].message.content == "You live in Lisbon."
