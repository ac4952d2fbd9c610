"""With an embedding model, the store is asked with the question's vector; late, broken or odd, and words must do."""

import json

import pytest
from structlog.testing import capture_logs

from services.kit.settings import ModelSettings
from services.kit.vectors import unpack
from tests.integration.chat.conftest import chatting
from tests.integration.chat.fake_store import LISBON


@pytest.fixture
def start_embedding_chat(broker, database, model, store):
    def start(**settings):
        given = {"rabbitmq_url": broker.url("chat"), "database_url": database, "store_url": store.url, **settings}
        return chatting(model.url, embedding_model="m1", **given)

    return start


def embedding(*numbers, index=0):
    return {"object": "embedding", "index": index, "embedding": list(numbers)}


def answer(*data):
    return json.dumps({"object": "list", "data": data, "model": "m1"}).encode()


async def test_the_store_is_asked_with_the_questions_vector(start_embedding_chat, model, store):
    model.embeddings, store.items = answer(embedding(1.0, 0.5)), [LISBON]
    async with start_embedding_chat() as chat:
        await chat.say("Where do I live?")
    assert model.embedded[0]["input"] == ["Where do I live?"]
    (sent,) = store.embeddings
    assert (sent["model"], unpack(sent["vector"])) == ("m1", (1.0, 0.5))
    assert store.asked == [("ada", "Where do I live?")]
    assert "Lisbon" in model.asked[0]["messages"][0]["content"]


async def test_without_an_embedding_model_none_is_asked_for(chat, model, store):
    await chat.say()
    assert (model.embedded, store.embeddings, len(store.asked)) == ([], [], 1)


ODD = {
    "an error": (500, b"{}"),
    "no JSON": (200, b"half a js"),
    "another shape": (200, b'{"data": 3}'),
    "nothing": (200, answer()),
    "two for one": (200, answer(embedding(1.0), embedding(1.0, index=1))),
    "another's": (200, answer(embedding(1.0, index=7))),
    "no numbers": (200, answer(embedding("a", "b"))),
    "an empty vector": (200, answer(embedding())),
    "not finite": (200, b'{"object": "list", "data": [{"index": 0, "embedding": [NaN]}], "model": "m"}'),
    "all zero": (200, answer(embedding(0.0, 0.0))),
    "too long": (200, answer(embedding(*[1.0] * 16_001))),
}


@pytest.mark.parametrize("kind", ODD)
async def test_an_odd_embedding_leaves_the_words(start_embedding_chat, model, store, kind):
    model.embeddings_status, model.embeddings = ODD[kind]
    store.items = [LISBON]
    with capture_logs() as logs:
        async with start_embedding_chat() as chat:
            reply = await chat.say("Where do I live?")
    assert reply.status_code == 200
    assert model.embedded, "the model was asked"
    assert (store.embeddings, store.asked) == ([], [("ada", "Where do I live?")])
    assert "Lisbon" in model.asked[0]["messages"][0]["content"]
    assert [log["event"] for log in logs if log["log_level"] == "warning"] == ["question_not_embedded"]


async def test_a_late_embedding_leaves_time_for_the_words_and_after_three_nobody_waits(
    start_embedding_chat, model, store
):
    model.hold_embeddings, store.items = True, [LISBON]
    async with start_embedding_chat(recall_timeout_ms=600) as chat:
        for _ in range(5):
            assert (await chat.say("Where do I live?")).status_code == 200
    model.release.set()
    assert len(model.embedded) == 3
    assert len(store.asked) == 5
    assert all("Lisbon" in asked["messages"][0]["content"] for asked in model.asked)


async def test_a_blank_question_is_not_embedded(start_embedding_chat, model, store):
    async with start_embedding_chat() as chat:
        await chat.say("   ")
    assert (model.embedded, len(store.asked)) == ([], 1)


def test_the_setting_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("EMBEDDING_MODEL", "text-embedding-3-small")
    assert ModelSettings().embedding_model == "text-embedding-3-small"
