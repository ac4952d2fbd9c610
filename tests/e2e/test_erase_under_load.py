"""Fifty users chat, one is erased in the middle, with retries and dead letters of theirs in flight: nothing is left."""

import asyncio
import os

import asyncpg
import httpx2
import pytest

from contracts.identifiers import new_id
from contracts.topology import delay_queue, topology
from deploy.local.environment import ADMIN_SETTING, CHAT_DATABASE_SETTING, DATABASE_SETTING
from deploy.local.system import start_system
from tests.bus import depth, until
from tests.integration.store.searching import places_of

DELAYS = (2.0, 4.0)
USERS = 50
ROUNDS = 6
NAME = f"erased-{new_id().hex[:8]}"
WORD = f"zorbing{new_id().hex[:8]}"


@pytest.fixture
async def system(broker, database, tmp_path):
    """The whole system on a vhost and a database of this test's own."""
    settings = dict(os.environ) | {
        f"{service.upper()}_RABBITMQ_URL": broker.url(service) for service in ("chat", "extractor", "store")
    }
    settings |= {ADMIN_SETTING: broker.admin_url, DATABASE_SETTING: database, CHAT_DATABASE_SETTING: database}
    settings["EXTRACTOR_RETRY_DELAYS"] = ",".join(f"{delay:g}" for delay in DELAYS)
    async with start_system(tmp_path, settings, extractors=2, durable=False, free_ports=True) as system:
        yield system


@pytest.fixture
async def clients(system):
    async with (
        httpx2.AsyncClient(base_url=system.chat_url, timeout=60, trust_env=False) as chat,
        httpx2.AsyncClient(base_url=system.store_url, timeout=60, trust_env=False) as store,
        httpx2.AsyncClient(base_url=system.offline_model_url, timeout=60, trust_env=False) as model,
    ):
        yield chat, store, model


async def say(chat, user, content):
    turn = {"user_id": user, "session_id": new_id().hex, "message": {"content": content}}
    answer = await chat.post("/v1/turns", json={"turns": [turn]})
    assert answer.status_code == 202, answer.text
    return answer.json()["jobs"][0]["job_id"]


async def chat_on(chat, user, rounds):
    return [await say(chat, user, f"I like game number {number}.") for number in rounds]


async def waiting_in(amqp, queue, word):
    """How many messages of a queue hold a word; all are given back."""
    declared = await amqp.get_queue(queue, ensure=False)
    taken = []
    while (message := await declared.get(fail=False)) is not None:
        taken.append(message)
    for message in taken:
        await message.nack(requeue=True)
    return sum(word.encode() in message.body for message in taken)


@pytest.mark.timeout(300)
async def test_an_erasure_under_load_leaves_no_row_and_no_message(system, clients, amqp, broker, database):
    chat, store, model = clients
    faults = ({"match": "again", "kind": "off_schema"}, {"match": "refused", "kind": "status", "status": 400})
    for fault in faults:
        added = await model.post("/faults", json={"times": None, "only": "extraction", **fault})
        assert added.status_code == 201, added.text
    others = [f"user {number}" for number in range(USERS - 1)]

    # Half of the load, and one life of each kind for the user who will be erased.
    first = [asyncio.create_task(chat_on(chat, user, range(ROUNDS // 2))) for user in others]
    jobs = [await say(chat, NAME, f"I like {WORD} game number {number}.") for number in range(3)]
    jobs += [await say(chat, NAME, f"I like {WORD} refused number {number}.") for number in range(3)]
    jobs += [await say(chat, NAME, f"I like {WORD} again number {number}.") for number in range(5)]

    async def letters():
        return (await store.get("/v1/dead-letters", params={"user_id": NAME})).json()["items"]

    async def facts(user):
        return (await store.get(f"/v1/users/{user}/facts", params={"limit": 200})).json()["items"]

    await until(lambda: facts(NAME), "the user has facts")
    await until(letters, "the user has dead letters")

    async def in_delay():
        return sum([await waiting_in(amqp, delay_queue("extractor.turns", delay), WORD) for delay in DELAYS])

    # The rest of the load goes on while the erasure happens.
    second = [asyncio.create_task(chat_on(chat, user, range(ROUNDS // 2, ROUNDS))) for user in others]
    await say(chat, NAME, f"I like {WORD} again just now.")
    assert await until(in_delay, "a retry of the user waits in a delay queue") > 0
    jobs += [await say(chat, NAME, f"I like {WORD} game number {number}.") for number in range(3, 6)]
    jobs.append(await say(chat, NAME, f"I like {WORD} refused at last."))
    answer = await store.delete(f"/v1/users/{NAME}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["jobs"] > 0
    assert await in_delay() > 0, "the retry was still in flight when the user had been erased"

    told = {user: [*await one, *await two] for user, one, two in zip(others, first, second, strict=True)}
    for user, ids in told.items():
        await all_completed(store, user, ids)
        assert sorted(fact["value"] for fact in await facts(user)) == sorted(f"game number {n}" for n in range(ROUNDS))

    queues = [queue.name for queue in topology(DELAYS).queues]

    async def all_empty():
        return not sum([await depth(amqp, queue) for queue in queues]) and not await unsettled(broker)

    await until(all_empty, "every queue is empty, and nothing is in hand")
    async with asyncpg.create_pool(database, min_size=0, max_size=2) as pool:
        assert await places_of(pool, "user 7"), "the search finds whom it should"
        assert await places_of(pool, NAME, WORD, *jobs) == []
    assert await letters() == await facts(NAME) == []


async def all_completed(store, user, ids):
    async def completed():
        found = (await store.get("/v1/jobs", params={"user_id": user, "limit": 200})).json()["items"]
        return {job["id"] for job in found if job["status"] == "completed"} == set(ids)

    await until(completed, f"all jobs of {user} are completed")


async def unsettled(broker):
    """How many messages are in some consumer's hand, as the management knows it, which is seconds late."""
    async with httpx2.AsyncClient(trust_env=False) as client:
        found = (await client.get(f"{broker.admin_url}/api/queues/{broker.vhost}")).json()
    return sum(queue.get("messages_unacknowledged", 1) for queue in found)
