"""From events on the queue to jobs and facts in the tables."""

from contracts.envelope import encode, encode_batch
from contracts.topology import EXCHANGE
from tests.bus import put
from tests.integration.store.conftest import job_is, running, say
from tests.store import Told, fact


async def facts_of(client, user="ada", **query):
    answer = await client.get(f"/v1/users/{user}/facts", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_a_turns_events_end_in_a_job_and_facts_with_their_evidence(store, amqp):
    turn = Told()
    told = turn.extracted(fact("home_city", "Lisbon"), fact("likes", "jazz"))
    await say(amqp, turn.recorded(), turn.started(), told)
    job = await job_is(store, turn, "completed")
    assert (job["facts"], job["rejected"], job["message_id"]) == (2, 0, "message of turn")
    city, music = await facts_of(store)
    assert (city["slot"], city["value"], city["statement"]) == (
        "home_city",
        "Lisbon",
        "The user's home city is Lisbon.",
    )
    assert city["evidence"] == {
        "quote": "words about Lisbon",
        "message_id": "m1",
        "turn_id": str(turn.turn_id),
        "session_id": "s1",
    }
    assert (city["valid_to"], city["ended"], city["confirmations"]) == (None, None, 0)
    assert music["slot"] == "likes"


async def test_a_mind_changed_is_kept_as_history(store, amqp):
    first, second = Told("first", said=1), Told("second", said=2)
    await say(amqp, second.extracted(fact("home_city", "Lisbon")))
    await job_is(store, second, "completed")
    await say(amqp, first.extracted(fact("home_city", "Porto")))
    await job_is(store, first, "completed")
    (now,) = await facts_of(store)
    assert now["value"] == "Lisbon", "a late turn changes history, not the present"
    then, also_now = await facts_of(store, history="true")
    assert (then["value"], then["ended"], then["valid_to"]) == ("Porto", "superseded", now["valid_from"])
    assert also_now == now
    assert now["supersedes"] == then["id"]


async def test_every_event_twice_and_backwards_has_its_effect_once(store, amqp):
    turns = [Told(f"turn {number}", said=number) for number in range(20)]
    events = [e for t in turns for e in (t.recorded(), t.started(), t.extracted(fact("likes", "jazz")))]
    await say(amqp, *reversed(events), *events)
    await all_before_is_taken_in(store, amqp)
    (jazz,) = await facts_of(store)
    assert jazz["confirmations"] == 19
    stats = (await store.get("/v1/stats")).json()
    assert stats["statuses"]["completed"]["count"] == 20
    assert stats["totals"]["jobs"] == 21


async def test_many_events_of_one_message_are_taken_in_together(store, amqp):
    turns = [Told(f"turn {number}", user=f"user {number % 7}") for number in range(100)]
    bodies = [encode(turn.extracted(fact("skill", turn.name))) for turn in turns]
    await put(amqp, EXCHANGE, "facts.extracted.v1", encode_batch(bodies))
    await job_is(store, turns[-1], "completed")
    assert [len(await facts_of(store, user=f"user {number}")) for number in range(7)] == [15, 15, 14, 14, 14, 14, 14]


async def test_two_stores_share_the_work_and_end_as_one_would(broker, database, amqp, store):
    async with running(broker, database):
        turns = [Told(f"turn {number}", said=number) for number in range(60)]
        for turn in turns:
            await say(amqp, turn.recorded(), turn.extracted(fact("home_city", f"City {turn.said:g}")))
        for turn in turns:
            await job_is(store, turn, "completed")
    history = await facts_of(store, history="true", limit=200)
    assert [each["value"] for each in history] == [f"City {number}" for number in range(60)]
    assert [each["valid_to"] for each in history[:-1]] == [each["valid_from"] for each in history[1:]]
    assert history[-1]["valid_to"] is None


async def test_an_event_of_another_users_turn_changes_nothing(store, amqp):
    mine, stranger = Told("turn"), Told("turn", user="mallory")
    await say(amqp, mine.recorded())
    before = await job_is(store, mine, "queued")
    await say(amqp, stranger.extracted(fact("home_city", "Rome")))
    await all_before_is_taken_in(store, amqp)
    assert (await store.get(f"/v1/jobs/{mine.turn_id}")).json() == before
    assert await facts_of(store, "mallory") == []


async def test_a_value_as_long_and_wide_as_the_contract_allows_is_stored(store, amqp):
    turn = Told(user="😀" * 256, session="🙂" * 256)
    await say(amqp, turn.recorded(), turn.extracted(fact("likes", "".join(chr(0x1F300 + n % 700) for n in range(512)))))
    await job_is(store, turn, "completed")
    assert len(await facts_of(store, turn.user)) == 1


async def test_an_event_that_postgres_refuses_harms_only_itself(store, amqp, pool):
    poison = Told("poison")
    event = poison.extracted(fact("likes", "jazz"))
    event = event.model_copy(update={"data": event.data.model_copy(update={"duration_ms": 2**70})})
    good = [Told(f"turn {number}") for number in range(10)]
    bodies = [encode(turn.extracted()) for turn in good]
    await put(amqp, EXCHANGE, "facts.extracted.v1", encode_batch([*bodies[:5], encode(event), *bodies[5:]]))
    for turn in good:
        await job_is(store, turn, "completed")
    job = await job_is(store, poison, "dead")
    assert job["error"]["class"] == "our_fault"
    assert "DataError" in job["error"]["message"]
    assert await pool.fetchval("SELECT count(*) FROM store.dead_letters") == 1


async def all_before_is_taken_in(client, amqp):
    """Wait for a last event of our own: what one queue delivers is taken in in its order."""
    last = Told("last", user="nobody")
    await say(amqp, last.recorded())
    await job_is(client, last, "queued")
