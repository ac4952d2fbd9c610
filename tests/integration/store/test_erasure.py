"""An erasure over HTTP: everything goes, nobody else's does, nothing comes back, and nothing names the person."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from contracts.envelope import wrap
from contracts.events import UserErased
from contracts.identifiers import new_id
from services.store.inbox import take_in
from services.store.letters import letter_of
from tests.bus import put, until
from tests.integration.store.conftest import bury, job_is, job_is_gone, running, say
from tests.integration.store.searching import places_of
from tests.store import Told, erased, fact, moment
from tests.unit.store.test_letters import delivery

ADA = "ada-of-the-tests"
QUOTED = 'Zoë "the cat" \\ O\'Neil/7'


async def keep(repository, *events, letters=()):
    await take_in(repository, [(event, None) for event in events], letters)


async def erase(client, user=ADA, **headers):
    answer = await client.delete(f"/v1/users/{quote(user, safe='')}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def life_of(user):
    """A user's turns in every state, and with facts that followed one another."""
    done, dead, waiting = Told(f"{user} 1", user), Told(f"{user} 2", user, said=1), Told(f"{user} 3", user, said=2)
    return [
        done.recorded(),
        done.extracted(fact("home_city", "Porto"), fact("likes", "jazz")),
        dead.dead(),
        waiting.recorded(),
        waiting.retrying(),
    ]


@pytest.mark.parametrize("user", [ADA, QUOTED, "日本"])
async def test_everything_of_the_user_goes_and_nothing_of_others(api, repository, pool, user):
    for each in (user, "bob"):
        events = life_of(each)
        await keep(repository, *events, letters=[letter_of(delivery(events[2]))])
    assert len(await places_of(pool, user)) >= 5
    before = (await api.get("/v1/users/bob/facts")).json()
    answer = await erase(api, user)
    assert (answer["user_id"], answer["jobs"], answer["announced"]) == (user, 3, False)
    assert await places_of(pool, user) == []
    assert (await api.get("/v1/users/bob/facts")).json() == before
    assert await pool.fetchval("SELECT count(*) FROM store.jobs") == 3
    assert await pool.fetchval("SELECT count(*) FROM store.dead_letters") == 1


async def test_the_search_of_these_tests_finds_what_there_is(repository, pool):
    await keep(repository, *life_of(ADA), letters=[letter_of(delivery(Told("x", ADA).dead()))])
    places = {place.split(":")[0] for place in await places_of(pool, ADA)}
    tables = ("turns", "jobs", "claims", "facts", "dead_letters")
    assert places >= {f"store.{table}.user_id" for table in tables} | {"store.dead_letters.body"}


async def test_what_was_said_before_never_comes_back(api, repository, pool):
    events = life_of(ADA)
    await keep(repository, *events[:2])
    watermark = (await erase(api))["watermark"]
    assert datetime.fromisoformat(watermark) >= datetime.now(UTC) - timedelta(seconds=30)
    late = Told("never seen", ADA, said=3)
    again = Told(f"{ADA} 1", ADA, said=10**9)
    await keep(repository, *events, late.recorded(), late.extracted(fact("likes", "tea")), late.dead())
    assert datetime.fromisoformat(watermark) < again.recorded().data.said_at
    await keep(repository, again.recorded(), again.extracted(fact("likes", "tea")))
    await keep(repository, letters=[letter_of(delivery(each.dead())) for each in (late, again)])
    assert await places_of(pool, ADA) == []


async def test_what_is_said_afterwards_is_kept(api, repository):
    await keep(repository, *life_of(ADA))
    await erase(api)
    new = Told("new", ADA, said=10**9)
    await keep(repository, new.recorded(), new.extracted(fact("home_city", "Lisbon")))
    (known,) = (await api.get(f"/v1/users/{ADA}/facts")).json()["items"]
    assert known["value"] == "Lisbon"


async def test_a_turn_dated_in_the_future_goes_as_well_and_its_copies_do_not_come_back(api, repository, pool):
    ahead = Told("ahead", ADA, said=10**9)
    await keep(repository, ahead.recorded())
    await erase(api)
    await keep(repository, ahead.recorded(), ahead.extracted(fact("likes", "jazz")))
    assert await places_of(pool, ADA) == []


async def test_the_margin_covers_a_clock_that_is_ahead(broker, database, repository, pool):
    async with running(broker, database, erase_margin=60) as client:
        await erase(client)
    soon = (datetime.now(UTC) - moment(0)).total_seconds() + 30
    await keep(repository, Told("ahead", ADA, said=soon).recorded())
    assert await places_of(pool, ADA) == []


async def test_a_late_event_about_an_erasure_leaves_what_was_said_since(repository, pool):
    turns = [Told(str(said), ADA, said=said) for said in (1, 5)]
    await keep(repository, *(turn.extracted(fact("home_city", f"city {turn.said:g}")) for turn in turns))
    await keep(repository, erased(ADA, 3))
    rows = await pool.fetch("SELECT value, supersedes FROM store.facts")
    assert [row["value"] for row in rows] == ["city 5"]


async def test_letters_that_nobody_could_read_go_by_the_name_in_their_bytes(store, amqp, pool):
    bodies = [json.dumps([{"data": {"user_id": QUOTED}}], ensure_ascii=ascii_only) for ascii_only in (False, True)]
    for body in (*bodies, '[{"data": {"user_id": "bob"}}]'):
        await put(amqp, "memory.dead", "x", body.encode())
    await until(lambda: counted(pool, "dead_letters", 3), "the letters are archived")
    await erase(store, QUOTED)
    assert b"bob" in (await pool.fetchval("SELECT body FROM store.dead_letters"))
    for body in bodies:
        await put(amqp, "memory.dead", "x", body.encode() + b" ")
    later = [{"data": {"user_id": QUOTED, "said_at": "2990-01-01T00:00:00Z"}}]
    await put(amqp, "memory.dead", "x", json.dumps(later).encode())
    await until(lambda: counted(pool, "dead_letters", 2), "the later letter is archived, as it is about new words")
    await bury(amqp, Told("last", "bob").dead())
    await until(lambda: counted(pool, "dead_letters", 3), "all was looked at")


async def counted(pool, table, number):
    return await pool.fetchval(f"SELECT count(*) FROM store.{table}") == number


async def test_the_erasure_is_announced_and_a_second_one_says_so_too(store, amqp, pool):
    turn = Told(f"turn {new_id()}", ADA)
    await say(amqp, turn.recorded())
    await job_is(store, turn, "queued")
    first = await erase(store)
    second = await erase(store)
    assert (first["jobs"], first["announced"], second["jobs"], second["announced"]) == (1, True, 0, True)
    assert second["watermark"] >= first["watermark"]
    await job_is_gone(store, turn)


async def test_whoever_follows_a_job_is_told_and_the_stream_ends(api, repository):
    turn = Told("watched", ADA)
    await keep(repository, turn.recorded())
    async with api.stream("GET", f"/v1/jobs/{turn.turn_id}/events") as answer:
        seen = []
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                seen.append(json.loads(line.removeprefix("data: "))["status"])
                if len(seen) == 1:
                    await erase(api)
    assert seen == ["queued", "erased"]


async def test_an_erasure_and_a_batch_of_events_at_once_leave_nothing(api, repository, pool):
    said = [Told(f"turn {number}", ADA, said=number) for number in range(60)]
    batches = [
        keep(repository, turn.recorded(), turn.extracted(fact("likes", f"thing {number}")))
        for number, turn in enumerate(said)
    ]
    answers = await asyncio.gather(*batches[:30], erase(api), *batches[30:], erase(api))
    assert sum(each["jobs"] for each in answers if each) <= 60
    assert await places_of(pool, ADA) == []


async def test_erasing_nobody_is_no_error_and_tells_nothing(api, pool):
    answer = await erase(api, "nobody")
    assert answer["jobs"] == 0
    assert await places_of(pool, "nobody") == []


@pytest.mark.parametrize("path", ["ada/fact/1", "ada/facts", "ada/", "a/b"])
async def test_a_mistyped_path_erases_nobody(api, repository, pool, path):
    await keep(repository, *life_of("ada"))
    assert (await api.delete(f"/v1/users/{path}")).status_code in {404, 405}
    assert await counted(pool, "jobs", 3)


async def test_the_audit_says_who_did_it_and_not_to_whom(api, repository, pool):
    await keep(repository, *life_of(ADA))
    await erase(api, **{"Afterthought-Operator": "grace"})
    (act,) = (await api.get("/v1/audit")).json()["items"]
    assert (act["operator"], act["action"], act["letter_id"], act["detail"]) == ("grace", "erase", None, {})
    assert len(act["person"]) == 64


async def test_what_was_done_to_an_erased_users_letters_tells_nothing_of_them(api, repository, pool):
    events = life_of(ADA)
    found = letter_of(delivery(events[2]))
    await keep(repository, *events, letters=[found])
    act = {"operator": "grace", "reason": f"{ADA} asked for it"}
    assert (await api.post(f"/v1/dead-letters/{found.id}/discard", json=act)).status_code == 204
    await erase(api)
    assert await places_of(pool, ADA, events[2].data.turn_id) == []


async def test_memory_can_be_turned_off_and_on(api, repository, pool):
    now = (datetime.now(UTC) - moment(0)).total_seconds()
    path = f"/v1/users/{ADA}/settings"
    assert (await api.get(path)).json() == {"memory": "on"}
    before = Told("before", ADA, said=now - 60)
    await keep(repository, before.recorded())
    assert (await api.put(path, json={"memory": "off"})).json() == {"memory": "off"}
    assert (await api.put(path, json={"memory": "off"})).status_code == 200
    assert (await api.get(path)).json() == {"memory": "off"}
    during, old = Told("during", ADA, said=now + 30), Told("old", ADA, said=-(10**8))
    await keep(repository, during.recorded(), old.recorded(), before.extracted(fact("likes", "jazz")))
    await keep(repository, letters=[letter_of(delivery(during.dead()))])
    assert await pool.fetchval("SELECT array_agg(turn_id) FROM store.jobs") == [before.turn_id]
    assert await counted(pool, "dead_letters", 0)
    assert (await api.put(path, json={"memory": "on"})).json() == {"memory": "on"}
    await keep(repository, Told("after", ADA, said=now + 3_600).recorded())
    assert await counted(pool, "jobs", 2)
    actions = [act["action"] for act in (await api.get("/v1/audit")).json()["items"]]
    assert actions == ["opt_in", "opt_out"]


@pytest.mark.parametrize("body", [{"memory": "maybe"}, {}, {"memory": "on", "more": 1}, []])
async def test_settings_that_are_none_are_refused(api, body):
    answer = await api.put("/v1/users/ada/settings", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert ADA not in answer.text


async def test_watermarks_are_told_of_those_who_have_one(api):
    marked = (await erase(api))["watermark"]
    await api.put("/v1/users/silent/settings", json={"memory": "off"})
    answer = await api.post("/v1/watermarks", json={"users": [ADA, "silent", "bob"]})
    assert sorted(answer.json()["items"], key=lambda item: item["user_id"]) == [
        {"user_id": ADA, "watermark": marked, "memory": "on"},
        {"user_id": "silent", "watermark": None, "memory": "off"},
    ]
    assert (await api.post("/v1/watermarks", json={"users": []})).json() == {"items": []}


async def test_an_event_about_an_erasure_that_died_is_not_kept_with_the_name_in_it(api, repository, pool):
    await erase(api)
    letter = letter_of(delivery(wrap(UserErased(tenant_id="default", user_id=ADA, watermark=moment(0)), "/store")))
    await keep(repository, letters=[letter])
    assert await places_of(pool, ADA) == []
