"""A user who has opted out: chat learns it with the recall, and what it learns too late the store drops (ADR 10)."""

import asyncio
import json

import pytest

from contracts.recall import RECALL_HEADLINE
from tests.bus import until
from tests.integration.store.conftest import job_is, say
from tests.integration.store.conftest import running as running_store
from tests.store import Told, fact

SETTINGS = "/v1/users/ada/settings"


@pytest.fixture
async def real_store(broker, database):
    async with running_store(broker, database) as client:
        yield client


@pytest.fixture
async def knowing_store(real_store, amqp):
    """A real store that knows where ada lives."""
    turn = Told("before", user="ada")
    await say(amqp, turn.recorded(), turn.extracted(fact("home_city", "Lisbon")))
    await job_is(real_store, turn, "completed")
    return real_store


async def leave(chat, noticed, content: str) -> None:
    """Ask as ada, and leave once `noticed` says that the chat is under way."""
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": content}], "user": "ada"}).encode()
    url = chat.http.base_url
    _, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await until(noticed, "the store is asked")
    writer.close()
    await writer.wait_closed()


async def test_whoever_opted_out_is_neither_published_nor_recalled(start_chat, knowing_store, model, amqp, recorded):
    await recorded()
    async with start_chat(store_url=str(knowing_store.base_url)) as chat:
        await knowing_store.put(SETTINGS, json={"memory": "off"})
        answer = await chat.say("I live in Rome.")
        assert answer.status_code == 200
        assert answer.headers["afterthought-memory"] == "off"
        assert "afterthought-job" not in answer.headers
        assert len(model.asked[0]["messages"]) == 1, "nothing is recalled"
        assert (await chat.say("I live in Paris.", user="bob")).headers["afterthought-memory"] == "queued"
        (turn,) = await recorded()
        assert turn.user_id == "bob", "nothing of ada's came before it"

        await knowing_store.put(SETTINGS, json={"memory": "on"})
        answer = await chat.say("I live in Rome.")
        assert answer.headers["afterthought-memory"] == "queued"
        assert model.asked[-1]["messages"][0]["content"].startswith(RECALL_HEADLINE), "what is known had stayed"
        assert (await recorded())[0].message.content == "I live in Rome."


async def test_an_opt_out_that_recall_does_not_tell_in_time_is_kept_by_the_store(start_chat, real_store, store):
    await real_store.put(SETTINGS, json={"memory": "off"})
    store.hold = True
    async with start_chat(recall_timeout_ms=50) as chat:
        answer = await chat.say()
        assert answer.headers["afterthought-memory"] == "queued"
        other = await chat.say(user="bob")
    for job, status in ((other, 200), (answer, 404)):
        path = f"/v1/jobs/{job.headers['afterthought-job']}"
        await until(lambda path=path, status=status: has(real_store, path, status), f"{path} is {status}")
    assert (await real_store.get("/v1/jobs?user_id=ada")).json()["items"] == []


async def has(client, path: str, status: int) -> bool:
    return bool((await client.get(path)).status_code == status)


async def test_an_opt_out_after_the_recall_is_kept_by_the_store(start_chat, real_store, store):
    async with start_chat() as chat:
        store.hold = True
        saying = asyncio.create_task(chat.say())
        await until(lambda: store.asked, "the store is asked")
        await real_store.put(SETTINGS, json={"memory": "off"})
        store.release.set()
        answer = await saying
        assert answer.headers["afterthought-memory"] == "queued", "recall had answered `on`"
        other = await chat.say(user="bob")
    await until(lambda: has(real_store, f"/v1/jobs/{other.headers['afterthought-job']}", 200), "bob's turn is there")
    assert await has(real_store, f"/v1/jobs/{answer.headers['afterthought-job']}", 404)


async def test_a_client_that_leaves_during_recall_is_recorded_all_the_same(chat, model, store, recorded):
    store.hold = True
    await leave(chat, lambda: store.asked, "I live in Rome.")
    store.release.set()
    assert (await recorded())[0].message.content == "I live in Rome."
    assert model.asked == []
