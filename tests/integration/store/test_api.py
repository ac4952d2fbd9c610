"""The read API: what it shows, how it pages, what it refuses and in which words."""

import asyncio
import json

import pytest

from contracts.identifiers import new_id
from services.kit.database import migrate
from services.store.inbox import take_in
from tests.bus import until
from tests.integration.store.conftest import job_is, running, say
from tests.store import Told, erased, fact, moment

PROBLEM = "application/problem+json"


async def store_events(repository, *events):
    await take_in(repository, [(event, None) for event in events])


async def pages(client, path, **query):
    """Walk through all pages of a list; returns the items and the number of pages."""
    items, number, cursor = [], 0, None
    while True:
        answer = await client.get(path, params=query | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200, answer.text
        items += answer.json()["items"]
        number, cursor = number + 1, answer.json()["next"]
        if cursor is None:
            return items, number


async def test_cursors_walk_through_250_jobs_without_gap_or_repeat(api, repository):
    # Five turns share each moment: the cursor must tell them apart.
    turns = [Told(f"turn {number}", said=number // 5) for number in range(250)]
    await store_events(repository, *(turn.recorded() for turn in turns))
    items, number = await pages(api, "/v1/jobs", limit=7)
    assert number == 36
    assert {item["id"] for item in items} == {str(turn.turn_id) for turn in turns}
    assert len(items) == 250
    assert [item["said_at"] for item in items] == sorted((item["said_at"] for item in items), reverse=True)
    assert (await pages(api, "/v1/jobs", limit=50))[1] == 5, "the last full page says that nothing follows"


async def test_jobs_can_be_listed_by_user_session_and_status(api, repository):
    await store_events(
        repository,
        Told("1", "ada", "s1").recorded(),
        Told("2", "ada", "s2").extracted(),
        Told("3", "bob", "s1").recorded(),
    )

    async def users(**query):
        return sorted(item["user_id"] + item["session_id"] for item in (await pages(api, "/v1/jobs", **query))[0])

    assert await users() == ["adas1", "adas2", "bobs1"]
    assert await users(user_id="ada") == ["adas1", "adas2"]
    assert await users(user_id="ada", session_id="s1") == ["adas1"]
    assert await users(session_id="s1") == ["adas1", "bobs1"]
    assert await users(status="completed") == ["adas2"]
    assert await users(user_id="nobody") == []


async def test_facts_page_by_slot_and_age(api, repository):
    turns = [Told(f"turn {number}", said=number) for number in range(30)]
    slots = ("likes", "skill", "goal")
    await store_events(
        repository, *(turn.extracted(*(fact(slot, f"{turn.said:g}") for slot in slots)) for turn in turns)
    )
    items, number = await pages(api, "/v1/users/ada/facts", limit=8)
    assert number == 12
    assert [item["slot"] for item in items] == ["goal"] * 30 + ["likes"] * 30 + ["skill"] * 30
    assert [item["value"] for item in items[:30]] == [str(n) for n in range(30)]


async def test_facts_answer_for_now_for_a_day_and_for_always(api, repository):
    await store_events(
        repository,
        Told("1", said=0).extracted(fact("home_city", "Porto")),
        Told("2", said=100).extracted(fact("home_city", "Lisbon"), fact("likes", "jazz")),
        Told("3", said=200).extracted(fact("likes", "jazz", "retract")),
    )

    async def values(**query):
        return [item["value"] for item in (await pages(api, "/v1/users/ada/facts", **query))[0]]

    assert await values() == ["Lisbon"]
    assert await values(at=moment(50).isoformat()) == ["Porto"]
    assert await values(at=moment(100).isoformat()) == ["Lisbon", "jazz"]
    assert await values(at=moment(200).isoformat()) == ["Lisbon"]
    assert await values(at=moment(-1).isoformat()) == []
    assert await values(history="true") == ["Porto", "Lisbon", "jazz"]
    assert await values(slot="likes", history="true") == ["jazz"]
    assert await values(slot="likes") == []


async def test_a_fact_of_no_duration_is_never_current(api, repository):
    await store_events(repository, Told(said=5).extracted(fact("home_city", "Porto"), fact("home_city", "Lisbon")))
    for query in ({}, {"at": moment(5).isoformat()}):
        assert [item["value"] for item in (await pages(api, "/v1/users/ada/facts", **query))[0]] == ["Lisbon"]


async def test_a_user_of_whom_nothing_is_known_has_an_empty_list(api):
    for path, more in (("facts", {}), ("recall", {"memory": "on"})):
        answer = await api.get(f"/v1/users/nobody/{path}")
        assert (answer.status_code, answer.json()) == (200, {"items": [], "next": None, **more})


async def test_one_users_facts_are_not_anothers(api, repository):
    odd = "a/b c%?#"
    await store_events(
        repository, Told("1", "ada").extracted(fact("likes", "jazz")), Told("2", odd).extracted(fact("likes", "tea"))
    )
    answer = await api.get("/v1/users/a%2Fb%20c%25%3F%23/facts")
    assert [item["value"] for item in answer.json()["items"]] == ["tea"]


async def test_statistics_count_every_status(api, repository):
    await store_events(
        repository,
        Told("1").recorded(),
        Told("2").recorded(at=1),
        Told("2").extracted(fact("likes", "jazz"), at=11),
        Told("3").recorded(at=1),
        Told("3").extracted(at=31),
        Told("4").dead(),
        Told("5", "bob").recorded(),
        erased("bob"),
        Told("6", "eve").recorded(),
    )
    stats = (await api.get("/v1/stats")).json()
    counts = {status: each["count"] for status, each in stats["statuses"].items()}
    assert counts == {
        "queued": 2,
        "processing": 0,
        "retrying": 0,
        "completed": 2,
        "dead": 1,
        "discarded": 0,
        "erased": 0,
    }
    assert stats["statuses"]["completed"]["mean_seconds"] == 20
    assert stats["statuses"]["processing"]["mean_seconds"] is None
    assert stats["totals"] == {"jobs": 5, "users": 2, "facts": 1, "dead_letters": 0}


async def events_of(client, turn):
    """Yield the jobs in a stream, until it ends."""
    async with client.stream("GET", f"/v1/jobs/{turn.turn_id}/events") as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


async def test_a_stream_tells_each_change_and_ends_with_the_job(api, repository):
    turn = Told()
    await store_events(repository, turn.recorded())
    told = [turn.started(), turn.retrying(), turn.started(attempt=2, at=6), turn.extracted(attempt=2, at=9)]
    seen = []
    async with asyncio.timeout(20):
        async for job in events_of(api, turn):
            seen.append(job["status"])
            if told:
                await store_events(repository, told.pop(0))
    assert seen == ["queued", "processing", "retrying", "processing", "completed"]


@pytest.mark.parametrize("end", ["extracted", "dead"])
async def test_a_stream_of_a_job_that_has_ended_says_so_once(api, repository, end):
    turn = Told()
    await store_events(repository, getattr(turn, end)())
    async with asyncio.timeout(20):
        jobs = [job async for job in events_of(api, turn)]
    assert jobs == [(await api.get(f"/v1/jobs/{turn.turn_id}")).json()]


async def test_many_watchers_of_many_jobs_all_see_the_end(api, repository):
    turns = [Told(f"turn {number}") for number in range(10)]
    await store_events(repository, *(turn.recorded() for turn in turns))
    started = asyncio.Semaphore(0)

    async def watch(turn):
        last = None
        async for job in events_of(api, turn):
            if last is None:
                started.release()
            last = job["status"]
        return last

    async with asyncio.timeout(30):
        watching = [asyncio.create_task(watch(turn)) for turn in turns for _ in range(3)]
        for _ in watching:
            await started.acquire()
        await store_events(repository, *(turn.extracted() for turn in turns))
        assert await asyncio.gather(*watching) == ["completed"] * 30


async def test_a_stopping_store_ends_its_streams(broker, database, repository):
    turn = Told()
    await store_events(repository, turn.recorded())
    started = asyncio.Event()

    async def watch(client):
        seen = []
        async for job in events_of(client, turn):
            seen.append(job["status"])
            started.set()
        return seen

    async with running(broker, database) as client:
        watching = asyncio.create_task(watch(client))
        async with asyncio.timeout(20):
            await started.wait()
    async with asyncio.timeout(20):
        assert await watching == ["queued"], "the stream ended by itself, not by a broken connection"


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("/v1/jobs/not-a-uuid", 422, "job_id"),
        ("/v1/jobs/not-a-uuid/events", 422, "job_id"),
        ("/v1/jobs?limit=0", 422, "limit"),
        ("/v1/jobs?limit=201", 422, "limit"),
        ("/v1/jobs?limit=many", 422, "limit"),
        ("/v1/jobs?status=lost", 422, "status"),
        ("/v1/jobs?cursor=%00", 422, "cursor"),
        ("/v1/jobs?cursor=bm90IGpzb24", 422, "cursor"),
        ("/v1/jobs?cursor=WyIyMDI2LTExLTAxVDEyOjAwOjAwIiwieCJd", 422, "cursor"),
        ("/v1/jobs?cursor=W10", 422, "cursor"),
        ("/v1/jobs?cursor=é", 422, "cursor"),
        ("/v1/jobs?user_id=", 422, "user_id"),
        ("/v1/jobs?user_id=a%00b", 422, "user_id"),
        ("/v1/jobs?colour=red", 422, "colour"),
        ("/v1/stats?colour=red", 422, "colour"),
        (f"/v1/jobs/{new_id()}?colour=red", 422, "colour"),
        ("/v1/users/ada/facts?slot=shoe_size", 422, "home_city"),
        ("/v1/users/ada/facts?slot=shoe_size", 422, "slot"),
        ("/v1/users/ada/facts?at=2999-01-01T00:00:00Z", 422, "future"),
        ("/v1/users/ada/facts?at=2026-11-01T00:00:00", 422, "at"),
        ("/v1/users/ada/facts?at=yesterday", 422, "at"),
        ("/v1/users/ada/facts?at=2026-11-01T00:00:00Z&history=true", 422, "history"),
        ("/v1/users/ada/facts?history=perhaps", 422, "history"),
        ("/v1/users/ada/facts?cursor=W10", 422, "cursor"),
        ("/v1/users/ada/facts?colour=red", 422, "colour"),
        ("/v1/users/a%00b/facts", 422, "user_id"),
        ("/v1/users/" + "x" * 257 + "/facts", 422, "user_id"),
        ("/v1/users/ada/recall?budget=0", 422, "budget"),
        ("/v1/users/ada/recall?q=a%00b", 422, "q"),
        ("/v1/users/ada/recall?question=who", 422, "question"),
        ("/v1/nothing", 404, "Not Found"),
    ],
)
async def test_a_bad_request_is_refused_by_name(api, path, status, named):
    answer = await api.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    assert named in answer.json()["detail"]


@pytest.mark.parametrize("path", ["", "/events"])
async def test_an_unknown_job_is_not_found_by_its_id(api, path):
    unknown = new_id()
    answer = await api.get(f"/v1/jobs/{unknown}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)
    assert str(unknown) in answer.json()["detail"]


async def test_the_api_describes_itself_with_types(api):
    described = (await api.get("/openapi.json")).json()
    assert set(described["paths"]) == {
        "/v1/jobs",
        "/v1/jobs/{job_id}",
        "/v1/jobs/{job_id}/events",
        "/v1/jobs/{job_id}/history",
        "/v1/activity",
        "/v1/users/{user_id}/facts",
        "/v1/users/{user_id}/recall",
        "/v1/users/{user_id}/settings",
        "/v1/users/{user_id}/facts/{fact_id}",
        "/v1/users/{user_id}/export",
        "/v1/users/{user_id}",
        "/v1/watermarks",
        "/v1/embeddings",
        "/v1/embeddings/waiting",
        "/v1/stats",
        "/v1/dead-letters",
        "/v1/dead-letters/groups",
        "/v1/dead-letters/{letter_id}",
        "/v1/dead-letters/replay",
        "/v1/dead-letters/discard",
        "/v1/dead-letters/{letter_id}/discard",
        "/v1/audit",
    }
    assert "class" in described["components"]["schemas"]["ErrorView"]["properties"]
    names = {each["name"] for each in described["paths"]["/v1/jobs"]["get"]["parameters"]}
    assert names == {"user_id", "session_id", "status", "limit", "cursor"}


async def test_a_database_without_our_tables_is_named_and_waited_for(broker, database, pool, amqp):
    turn = Told()
    async with running(broker, database) as client:
        await pool.execute("DROP SCHEMA store CASCADE")
        await say(amqp, turn.recorded())
        problems = await until(lambda: problems_of(client), "the store says what it misses")
        assert "python -m services.store migrate" in problems["store.events"]
        await migrate(database, "services.store", "store")
        await job_is(client, turn, "queued")


async def problems_of(client):
    problems = (await client.get("/readyz")).json()["problems"]
    return problems if "store.events" in problems else None
