"""Embeddings at the store, on a real PostgreSQL with pgvector: what waits, what is kept, and recall by meaning."""

import asyncpg
import pytest
import pytest_asyncio

from services.kit.process import StartError
from services.kit.vectors import pack
from services.store.inbox import take_in
from services.store.vectors import check_vectors, create_vectors
from tests.integration.store.test_process import finish, start
from tests.store import Told, erased, fact

MODEL = "m1"


@pytest_asyncio.fixture(autouse=True)
async def _vectors(database):
    await create_vectors(database)


async def store_events(repository, *events):
    await take_in(repository, [(event, None) for event in events])


async def waiting(api, model=MODEL, limit=64):
    answer = await api.get("/v1/embeddings/waiting", params={"model": model, "limit": limit})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def keep(api, vectors, model=MODEL):
    """Give each waiting fact the vector of its statement's last word."""
    items = [
        {**each, "embedding": pack(vectors[each["statement"].rstrip(".").split()[-1]])}
        for each in await waiting(api, model)
        if each["statement"].rstrip(".").split()[-1] in vectors
    ]
    answer = await api.post("/v1/embeddings", json={"model": model, "items": items})
    assert answer.status_code == 200, answer.text
    return items


async def recalled(api, q, vector=None, model=MODEL, **more):
    body = {"q": q, **more} | ({} if vector is None else {"embedding": {"model": model, "vector": pack(vector)}})
    answer = await api.post("/v1/users/ada/recall", json=body)
    assert answer.status_code == 200, answer.text
    return [item["value"] for item in answer.json()["items"]]


async def embedded(pool):
    rows = await pool.fetch("SELECT value, embedding, embedded_with FROM store.facts ORDER BY value")
    return {row["value"]: (row["embedding"], row["embedded_with"]) for row in rows}


THREE = {"jazz": (1, 0, 0), "boat": (0, 1, 0), "tea": (0.6, 0.8, 0)}


async def three_facts(repository):
    await store_events(
        repository,
        Told("1", said=1).extracted(fact("likes", "jazz"), fact("owns", "boat")),
        Told("2", said=2).extracted(fact("likes", "tea")),
    )


async def test_a_fact_waits_until_it_is_embedded_and_again_for_another_model(api, repository, pool):
    await three_facts(repository)
    assert len(await waiting(api, limit=2)) == 2
    assert {each["user_id"] for each in await waiting(api)} == {"ada"}
    await keep(api, {"jazz": (1, 0, 0), "boat": (0, 1, 0)})
    assert [each["statement"] for each in await waiting(api)] == ["The user's likes is tea."]
    for model in ("m0", "m2"):
        assert len(await waiting(api, model)) == 3, "sorts before and after the other model"
    await keep(api, THREE, "m2")
    assert await waiting(api, "m2") == []
    assert {model for _, model in (await embedded(pool)).values()} == {"m2"}


async def test_a_fact_that_the_model_cannot_embed_waits_no_more(api, repository, pool):
    await store_events(repository, Told().extracted(fact("likes", "jazz")))
    items = [{**each, "embedding": None} for each in await waiting(api)]
    await api.post("/v1/embeddings", json={"model": MODEL, "items": items})
    assert await waiting(api) == []
    assert await embedded(pool) == {"jazz": (None, MODEL)}
    assert await recalled(api, "music", (1, 0, 0)) == ["jazz"], "its words are still there"


async def test_recall_by_meaning_brings_up_what_shares_no_word_with_the_question(api, repository):
    await three_facts(repository)
    await keep(api, THREE)
    assert await recalled(api, "music?") == ["tea", "jazz", "boat"], "the latest first"
    assert await recalled(api, "music?", (1, 0.1, 0)) == ["jazz", "tea", "boat"]
    assert await recalled(api, "sailing?", (0.1, 1, 0)) == ["boat", "tea", "jazz"]


async def test_words_and_meaning_are_fused_by_rank(api, repository):
    await three_facts(repository)
    await keep(api, THREE)
    # By words: jazz alone. By meaning: tea, boat, jazz. Jazz is in both, tea is the nearest.
    assert await recalled(api, "jazz", (0.4, 0.9, 0)) == ["jazz", "tea", "boat"]


async def test_vectors_of_another_model_or_length_are_not_compared(api, repository):
    await three_facts(repository)
    await keep(api, THREE)
    assert await recalled(api, "music?", (1, 0, 0), "another") == ["tea", "jazz", "boat"]
    assert await recalled(api, "music?", (1, 0)) == ["tea", "jazz", "boat"]


async def test_an_embedding_goes_with_what_it_was_made_of(api, repository, pool):
    await store_events(repository, Told("1", said=1).extracted(fact("home_city", "Porto"), fact("likes", "jazz")))
    await keep(api, {"Porto": (1, 0), "jazz": (0, 1)})
    await store_events(repository, Told("2", said=2).extracted(fact("home_city", "Lisbon"), fact("likes", "jazz")))
    assert await embedded(pool) == {"Porto": (None, None), "Lisbon": (None, None), "jazz": ([0, 1], MODEL)}
    await pool.execute("UPDATE store.facts SET statement = 'The user loves jazz.' WHERE value = 'jazz'")
    assert (await embedded(pool))["jazz"] == (None, None)


async def test_an_embedding_that_comes_after_its_fact_has_changed_or_gone_is_dropped(api, repository, pool):
    await store_events(repository, Told("1", said=1).extracted(fact("home_city", "Porto"), fact("likes", "jazz")))
    late = [{**each, "embedding": pack((1, 0))} for each in await waiting(api)]
    await store_events(repository, Told("2", said=2).extracted(fact("home_city", "Lisbon")))
    await pool.execute("UPDATE store.facts SET statement = 'The user loves jazz.' WHERE value = 'jazz'")
    answer = await api.post("/v1/embeddings", json={"model": MODEL, "items": late})
    assert answer.status_code == 200
    assert set((await embedded(pool)).values()) == {(None, None)}
    await pool.execute("DELETE FROM store.facts")
    assert (await api.post("/v1/embeddings", json={"model": MODEL, "items": late})).status_code == 200
    assert await embedded(pool) == {}


async def test_nothing_of_an_erased_user_waits_or_is_near(api, repository):
    await three_facts(repository)
    await keep(api, THREE)
    await store_events(repository, erased("ada", 5))
    assert await waiting(api, "m2") == []
    assert await recalled(api, "music?", (1, 0, 0)) == []


async def test_without_the_extension_words_are_recalled(api, repository, pool):
    await three_facts(repository)
    await keep(api, THREE)
    await pool.execute("DROP EXTENSION vector")
    assert await recalled(api, "jazz", (0, 1, 0)) == ["jazz", "tea", "boat"]


async def test_a_store_that_is_to_embed_does_not_start_without_the_extension(database, pool):
    await check_vectors(database)
    await pool.execute("DROP EXTENSION vector")
    with pytest.raises(StartError, match=r"EMBEDDING_MODEL is set.*pgvector"):
        await check_vectors(database)
    code, _, errors = await finish(await start(STORE_DATABASE_URL=database, EMBEDDING_MODEL="m", STORE_PORT="0"))
    assert code == 1
    assert errors.startswith("store: EMBEDDING_MODEL is set")
    assert "Traceback" not in errors
    code, _, _ = await finish(await start("migrate", STORE_DATABASE_URL=database, EMBEDDING_MODEL="m"))
    assert code == 0
    await check_vectors(database)


async def test_migration_says_what_is_missing_when_the_extension_cannot_be_created(database, pool):
    await pool.execute("DROP EXTENSION vector")
    name = f"weak_{database.rpartition('/')[2]}"
    await pool.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'weak'")
    try:
        address = database.rpartition("@")[2]
        with pytest.raises(StartError, match=r"EMBEDDING_MODEL is set.*permission"):
            await create_vectors(f"postgresql://{name}:weak@{address}")
    finally:
        await pool.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("/v1/users/ada/recall", {"q": "x", "embedding": {"model": "m", "vector": "?"}}, "vector"),
        ("/v1/users/ada/recall", {"q": "x", "embedding": {"model": "m", "vector": "AAAA"}}, "vector"),
        ("/v1/users/ada/recall", {"q": "x", "embedding": {"vector": pack((1,))}}, "model"),
        ("/v1/users/ada/recall", {"question": "x"}, "question"),
        ("/v1/embeddings", {"model": "m", "items": [{"user_id": "ada"}]}, "fact_id"),
        ("/v1/embeddings", {"model": "m"}, "items"),
    ],
)
async def test_a_bad_request_is_refused_by_name(api, path, body, named):
    answer = await api.post(path, json=body)
    assert answer.status_code == 422, answer.text
    assert named in answer.json()["detail"]


async def test_a_fact_that_has_ended_can_hold_no_embedding(pool, repository):
    await store_events(repository, Told().extracted(fact("likes", "jazz")))
    with pytest.raises(asyncpg.CheckViolationError):
        await pool.execute("UPDATE store.facts SET embedding = '{1}'")
