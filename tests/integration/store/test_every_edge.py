"""One event at a time, by hand, through every edge of a job's life; the job is read over HTTP after each."""

import pytest

from contracts.identifiers import new_id
from services.store.inbox import take_in
from tests.integration.store.conftest import bury, job_is, job_is_gone, say
from tests.store import Told, erased, fact, moment


@pytest.fixture
def turn():
    return Told(f"turn {new_id()}")


def iso(seconds):
    return moment(seconds).isoformat().replace("+00:00", "Z")


async def test_one_turn_is_taken_through_every_edge_that_events_can_cause(store, amqp, turn):
    assert (await store.get(f"/v1/jobs/{turn.turn_id}")).status_code == 404

    await say(amqp, turn.recorded())
    job = await job_is(store, turn, "queued")
    assert (job["attempt"], job["generation"], job["lane"], job["queued_at"]) == (0, 1, "live", iso(1))

    await say(amqp, turn.started())
    job = await job_is(store, turn, "processing")
    assert (job["attempt"], job["started_at"], job["finished_at"]) == (1, iso(2), None)

    await say(amqp, turn.retrying())
    job = await job_is(store, turn, "retrying")
    assert job["error"] == {"class": "unparsable", "message": "not JSON"}
    assert job["next_attempt_at"] == iso(8)

    await say(amqp, turn.started(attempt=2, at=9))
    job = await job_is(store, turn, "processing")
    assert (job["attempt"], job["error"], job["next_attempt_at"], job["started_at"]) == (2, None, None, iso(2))

    await bury(amqp, turn.dead(attempt=2, at=10))
    job = await job_is(store, turn, "dead")
    assert job["error"] == {"class": "refused", "message": "not this"}
    assert (job["finished_at"], job["facts"]) == (iso(10), 0)

    await say(amqp, turn.recorded(at=20, generation=2))
    job = await job_is(store, turn, "queued")
    assert (job["generation"], job["attempt"], job["error"], job["finished_at"]) == (2, 0, None, None)
    assert (job["queued_at"], job["started_at"]) == (iso(20), None)

    await say(amqp, turn.started(at=21, generation=2))
    await job_is(store, turn, "processing")

    await say(amqp, turn.extracted(fact("home_city", "Lisbon"), at=22, generation=2))
    job = await job_is(store, turn, "completed")
    assert (job["facts"], job["model"], job["finished_at"]) == (1, "offline", iso(22))
    assert job["usage"] == {"input_tokens": 100, "output_tokens": 10}

    await say(amqp, erased(said=turn.said))
    await job_is_gone(store, turn)
    assert (await store.get("/v1/users/ada/facts", params={"history": "true"})).json()["items"] == []


async def test_a_dead_job_is_discarded_and_comes_back_when_it_is_replayed(store, amqp, turn):
    await bury(amqp, turn.dead())
    await job_is(store, turn, "dead")

    (letter,) = (await store.get("/v1/dead-letters")).json()["items"]
    act = {"operator": "grace", "reason": "spam"}
    assert (await store.post(f"/v1/dead-letters/{letter['id']}/discard", json=act)).status_code == 204
    job = await job_is(store, turn, "discarded")
    assert job["error"] == {"class": "refused", "message": "not this"}
    assert job["finished_at"] is not None

    await say(amqp, turn.recorded(at=40, generation=2))
    await job_is(store, turn, "queued")


BEFORE = {
    "queued": ["recorded"],
    "processing": ["recorded", "started"],
    "retrying": ["recorded", "started", "retrying"],
    "completed": ["recorded", "started", "extracted"],
    "dead": ["recorded", "started", "dead"],
}


@pytest.mark.parametrize("status", BEFORE)
async def test_a_job_can_be_erased_from_any_status_and_no_late_event_brings_it_back(repository, pool, turn, status):
    events = [getattr(turn, name)() for name in BEFORE[status]]
    await take_in(repository, [(event, None) for event in events])
    assert await pool.fetchval("SELECT status FROM store.jobs") == status
    await take_in(repository, [(erased(said=turn.said), None)])
    late = [*events, turn.extracted(fact("likes", "jazz"), attempt=3), turn.recorded(at=50, generation=2)]
    await take_in(repository, [(event, None) for event in late])
    for table in ("jobs", "turns", "claims", "facts"):
        assert await pool.fetchval(f"SELECT count(*) FROM store.{table}") == 0
