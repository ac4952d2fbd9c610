"""Turns through faults of the network: broker or database refused, cut, held or half open. Nothing promised is lost.

Each test says that its fault happened (`FaultProxy.faults`, or the header that only the fault can bring).
"""

from collections import Counter
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import asyncpg
import pytest

from contracts.envelope import BATCH
from services.chat.breaker import PublishBreaker
from tests.bus import depth, take, until
from tests.integration.store.conftest import running as store_running
from tests.proxy import FaultProxy

SHORT = {"publish_timeout_ms": 100, "outbox_timeout_ms": 10_000}
"""A broker that does not answer is noticed soon; the outbox, which is there, has all the time it may need."""


def proxied(url):
    parts = urlsplit(url)
    return FaultProxy(parts.hostname, parts.port)


@pytest.fixture
async def network(broker, database):
    """Proxies before the broker and before the database."""
    async with proxied(broker.url("chat")) as to_broker, proxied(database) as to_database:
        yield to_broker, to_database


@pytest.fixture
def start_behind(start_chat, broker, database, network):
    """Start a chat service that reaches broker and database through the proxies."""

    def start(**settings):
        urls = {"rabbitmq_url": network[0].url(broker.url("chat")), "database_url": network[1].url(database)}
        return start_chat(**{**urls, **SHORT, **settings})

    return start


async def say(chat, text="I live in Lisbon."):
    """Say something; return its memory header and its job."""
    answer = await chat.say(text)
    assert answer.status_code == 200
    assert answer.json()["choices"][0]["message"]["content"] == "Hello é"
    return answer.headers["afterthought-memory"], answer.headers["afterthought-job"]


async def queued(chat):
    """Wait until turns are queued again; return the jobs of the turns it took, by what became of them."""
    jobs: dict[str, list[str]] = {"queued": [], "deferred": [], "unavailable": []}

    async def once():
        memory, job = await say(chat, "Again.")
        jobs[memory].append(job)
        return memory == "queued"

    await until(once, "turns are queued again")
    return jobs


async def problems(chat):
    answer = await chat.http.get("/readyz")
    return answer.status_code, answer.json()["problems"]


async def is_well(chat):
    return await problems(chat) == (200, {})


async def rows(database):
    connection = await asyncpg.connect(database)
    count = await connection.fetchval("SELECT count(*) FROM chat.outbox")
    await connection.close()
    return count


async def delivered(amqp):
    """What is in the queue: how often each job is."""
    messages = await take(amqp, "extractor.turns", await depth(amqp, "extractor.turns"))
    return Counter(event.subject for message in messages for event in BATCH.validate_json(message.body))


async def all_relayed(chat, database):
    async def empty():
        return await rows(database) == 0

    await until(empty, "the outbox is empty")
    await until(lambda: is_well(chat), "all is well again")


@pytest.mark.parametrize("fault", ["cut", "hold", "half_open"])
async def test_a_broker_out_of_reach_defers_turns_and_they_arrive(start_behind, network, amqp, database, fault):
    to_broker, _ = network
    async with start_behind() as chat:
        first = await queued(chat)
        # What was said before the broker was there has left the outbox.
        await all_relayed(chat, database)
        getattr(to_broker, fault)()
        said = [await say(chat, f"turn {number}") for number in range(8)]
        assert {memory for memory, _ in said} == {"deferred"}
        status, named = await problems(chat)
        assert (status, "publish_breaker" in named) == (200, True)
        assert await rows(database) == 8
        if fault == "half_open":
            to_broker.cut()  # stands for the heartbeat's end, some 20 s later
        to_broker.heal()
        await all_relayed(chat, database)
        last = await queued(chat)
    assert to_broker.faults[{"cut": "cut", "hold": "held", "half_open": "swallowed"}[fault]]
    sent = await delivered(amqp)
    assert {job for _, job in said} <= set(sent)
    assert set(sent) >= set(first["queued"]) | set(last["queued"])
    others = {job for told in (first, last) for jobs in told.values() for job in jobs}
    assert set(sent) <= {job for _, job in said} | others
    if fault == "cut":
        # Of the others one may have come twice, when the broker was late and had it all the same.
        assert {sent[job] for _, job in said} == {1}, "nothing was on its way, so nothing came twice"


async def test_while_the_breaker_is_open_no_turn_is_published(start_behind, network, monkeypatch):
    to_broker, _ = network
    monkeypatch.setattr("services.chat.breaker.QUIET_SECONDS", 1_000)
    counts = Counter()
    monkeypatch.setattr(PublishBreaker, "admits", _noted(counts, PublishBreaker.admits))
    async with start_behind() as chat:
        await queued(chat)
        to_broker.hold()
        for _ in range(3):
            assert (await say(chat))[0] == "deferred"
        before = counts["admitted"]
        for _ in range(50):
            assert (await say(chat))[0] == "deferred"
        assert counts["asked"] >= 53
        assert counts["admitted"] == before, "the relay probes, the turns do not"
        to_broker.heal()
        await queued(chat)
    assert to_broker.faults["held"]


def _noted(counts, admits):
    def admits_and_counts(self):
        answer = admits(self)
        counts.update(["asked", *(["admitted"] if answer else [])])
        return answer

    return admits_and_counts


async def test_a_database_out_of_reach_is_not_noticed_while_the_broker_is_there(start_behind, network):
    _, to_database = network
    async with start_behind() as chat:
        await queued(chat)
        await until(lambda: is_well(chat), "the database was there")
        to_database.cut()
        assert {(await say(chat))[0] for _ in range(5)} == {"queued"}

        async def told():
            status, named = await problems(chat)
            return "outbox" in named and status == 200

        await until(told, "readiness tells of the database and is ready")
    assert to_database.faults["cut"]


@pytest.mark.parametrize("fault", ["cut", "hold", "half_open"])
async def test_with_both_out_of_reach_the_reply_goes_out_and_all_recovers(start_behind, network, amqp, database, fault):
    async with start_behind(outbox_timeout_ms=100) as chat:
        first = (await queued(chat))["queued"]
        await until(lambda: is_well(chat), "both were there")
        before = await counted_turns(chat)
        for proxy in network:
            getattr(proxy, fault)()
        said = [await say(chat) for _ in range(5)]
        assert {memory for memory, _ in said} == {"unavailable"}
        assert (await counted_turns(chat))["unavailable"] == before["unavailable"] + 5

        async def not_ready():
            status, named = await problems(chat)
            return status == 503 and "outbox" in named

        if fault == "cut":
            await until(not_ready, "readiness says that nothing would be safe")
        network[0].cut()
        for proxy in network:
            proxy.heal()
        after = await queued(chat)
        await all_relayed(chat, database)
    sent = await delivered(amqp)
    assert set(first + after["queued"] + after["deferred"]) <= set(sent)
    for proxy in network:
        assert proxy.faults[{"cut": "cut", "hold": "held", "half_open": "swallowed"}[fault]]


async def counted_turns(chat):
    lines = (await chat.http.get("/metrics")).text.splitlines()
    return {
        memory: float(line.split()[1])
        for memory in ("queued", "deferred", "unavailable")
        for line in lines
        if line.startswith(f'chat_turns_total{{memory="{memory}"}}')
    }


async def test_two_chat_services_relay_an_outbox_at_once_and_nothing_is_lost(start_behind, network, amqp, database):
    to_broker, _ = network
    async with AsyncExitStack() as stack:
        chats = [await stack.enter_async_context(start_behind()) for _ in range(2)]
        for chat in chats:
            await queued(chat)
        to_broker.cut()
        said = [await say(chats[number % 2], f"turn {number}") for number in range(8)]
        turns = [{"user_id": "ada", "session_id": "s", "message": {"content": f"turn {n}"}} for n in range(500)]
        answer = await chats[0].http.post("/v1/turns", json={"turns": turns})
        assert answer.status_code == 202
        assert to_broker.faults["cut"]
        to_broker.heal()
        for chat in chats:
            await all_relayed(chat, database)
    jobs = {job for memory, job in said if memory == "deferred"} | {each["job_id"] for each in answer.json()["jobs"]}
    assert len(jobs) == 508
    assert jobs <= set(await delivered(amqp))


async def test_what_the_network_held_back_takes_effect_once(start_behind, network, broker, database):
    """A held publish arrives after all, and its turn comes from the outbox too: two deliveries, one job."""
    to_broker, _ = network
    async with store_running(broker, database) as store, start_behind() as chat:
        first = await queued(chat)
        to_broker.hold()
        said = [await say(chat, f"turn {number}") for number in range(5)]
        assert {memory for memory, _ in said} == {"deferred"}
        to_broker.heal()
        await all_relayed(chat, database)
        jobs = {job for _, job in said} | {job for each in first.values() for job in each}

        async def known():
            listed = (await store.get("/v1/jobs", params={"user_id": "ada", "limit": 100})).json()["items"]
            return sorted(each["id"] for each in listed) == sorted(jobs)

        await until(known, "the store has each job, once")
    assert to_broker.faults["held"]


async def test_an_outbox_that_is_not_migrated_is_named_with_what_to_do(start_behind, database):
    connection = await asyncpg.connect(database)
    await connection.execute("DROP SCHEMA chat CASCADE")
    await connection.close()
    async with start_behind() as chat:

        async def told():
            return "python -m services.chat migrate" in (await problems(chat))[1].get("outbox", "")

        await until(told, "readiness says what to do")
        await queued(chat)


async def test_turns_left_behind_are_sent_by_the_next_process(start_behind, network, amqp, database):
    to_broker, _ = network
    async with start_behind() as chat:
        to_broker.cut()
        said = [await say(chat) for _ in range(5)]
        assert {memory for memory, _ in said} == {"deferred"}
    assert await rows(database) == 5
    to_broker.heal()
    async with start_behind() as chat:
        await all_relayed(chat, database)
    assert await delivered(amqp) == Counter(job for _, job in said)
