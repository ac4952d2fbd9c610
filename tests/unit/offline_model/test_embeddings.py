"""Embeddings of the offline model, over real HTTP with the official client."""

import math
import struct
from base64 import b64decode

import openai
import pytest

from services.offline_model.embeddings import embed
from services.offline_model.faults import Fault
from tests.unit.offline_model.server import running


def closeness(first, second):
    return sum(a * b for a, b in zip(first, second, strict=True))


async def test_texts_come_back_as_vectors_of_length_one_in_their_order():
    texts = ["The user has a dog.", "dogs", "taxes in Portugal"]
    async with running() as server:
        answer = await server.openai.embeddings.create(model="anything", input=texts)
        (alone,) = (await server.openai.embeddings.create(model="anything", input=texts[1])).data
    assert [each.index for each in answer.data] == [0, 1, 2]
    assert (answer.object, answer.model, answer.data[0].object) == ("list", "anything", "embedding")
    assert answer.usage.prompt_tokens == answer.usage.total_tokens > 0
    dog, dogs, taxes = (each.embedding for each in answer.data)
    assert alone.embedding == dogs
    for vector in (dog, dogs, taxes):
        assert math.isclose(math.hypot(*vector), 1, rel_tol=1e-5)
    assert closeness(dog, dogs) > 0.4
    assert closeness(dog, taxes) < 0.2


async def test_both_encodings_hold_the_same_numbers_in_as_many_dimensions_as_asked_for():
    async with running() as server:
        asked = {"model": "m", "input": ["climbing"], "dimensions": 7}
        plain = (await server.http.post("/v1/embeddings", json=asked)).json()["data"][0]["embedding"]
        coded = (await server.http.post("/v1/embeddings", json={**asked, "encoding_format": "base64"})).json()
    numbers = struct.unpack("<7f", b64decode(coded["data"][0]["embedding"]))
    assert len(plain) == 7
    assert max(abs(a - b) for a, b in zip(plain, numbers, strict=True)) < 1e-6


@pytest.mark.parametrize("given", [[1, 2, 3], [[1, 2], [3]], "?!"])
async def test_tokens_and_texts_without_words_have_embeddings_too(given):
    async with running() as server:
        answer = await server.openai.embeddings.create(model="m", input=given)
    assert all(len(each.embedding) == 256 for each in answer.data)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"input": "x"}, "model"),
        ({"model": "m"}, "input"),
        ({"model": "m", "input": ""}, "input"),
        ({"model": "m", "input": []}, "input"),
        ({"model": "m", "input": ["x", ""]}, "input"),
        ({"model": "m", "input": ["x", 1]}, "input"),
        ({"model": "m", "input": ["x"] * 2_049}, "input"),
        ({"model": "m", "input": "x", "encoding_format": "hex"}, "encoding_format"),
        ({"model": "m", "input": "x", "dimensions": 0}, "dimensions"),
        ([], None),
    ],
)
async def test_a_bad_request_names_its_field_in_openais_shape(body, param):
    async with running() as server:
        answer = await server.http.post("/v1/embeddings", json=body)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["type"], error["param"]) == ("invalid_request_error", param)


async def test_scripted_faults_reach_embeddings_and_chats_apart():
    async with running() as server:
        server.faults.add(Fault(kind="status", status=429, retry_after=1, only="embedding"))
        server.faults.add(Fault(kind="truncated", only="embedding"))
        server.faults.add(Fault(kind="status", only="chat"))
        with pytest.raises(openai.RateLimitError):
            await server.openai.embeddings.create(model="m", input="x")
        with pytest.raises(ValueError, match=r"line 1 column \d+"):
            await server.openai.embeddings.create(model="m", input="x")
        assert (await server.openai.embeddings.create(model="m", input="x")).data
        assert [fault["fired"] for fault in server.faults.shown()] == [1, 1, 0]


def test_the_same_text_has_the_same_vector_always():
    assert [round(number, 4) for number in embed("jazz", 4)] == [0.0, 0.0, -0.8, -0.6], "on every machine"
    assert embed("jazz", 8) != embed("rock", 8)
