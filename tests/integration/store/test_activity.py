"""What an operator reads: the last minutes in figures, and one job's whole story."""

from datetime import UTC, datetime, timedelta

from services.store.api import memo
from services.store.inbox import take_in
from services.store.letters import letter_of
from tests.store import DAY, Told, fact
from tests.unit.store.test_letters import delivery


def today(event, seconds_ago):
    """The event as if it had come just now."""
    return event.model_copy(update={"time": datetime.now(UTC) - timedelta(seconds=seconds_ago)})


async def keep(repository, *events, letters=()):
    await take_in(repository, [(event, None) for event in events], letters)


async def test_the_last_minutes_are_counted_and_older_jobs_are_not(api, repository):
    old, done, dead, waiting = Told("old"), Told("done", "bob"), Told("dead", "eve"), Told("waiting", "fay")
    await keep(
        repository,
        old.recorded(),
        old.extracted(fact("likes", "jazz")),
        today(done.recorded(), 20),
        today(done.extracted(fact("likes", "tea"), fact("diet", "vegan")), 10),
        today(dead.recorded(), 20),
        today(dead.dead(), 10),
        today(waiting.recorded(), 90),
        today(waiting.retrying(), 60),
        letters=[letter_of(delivery(today(dead.dead(), 10)))],
    )
    seen = (await api.get("/v1/activity", params={"minutes": 5})).json()
    assert (seen["completed"], seen["dead"], seen["dead_letters"]) == (1, 1, 1)
    assert {name: sum(each[name] for each in seen["minutes"]) for name in ("queued", "completed", "dead", "facts")} == {
        "queued": 3,
        "completed": 1,
        "dead": 1,
        "facts": 2,
    }
    assert 9 < seen["visible"]["p50"] < 11
    assert seen["extraction"] == {"p50": 0.02, "p99": 0.02}
    assert seen["models"] == [{"model": "offline", "turns": 1, "input_tokens": 100, "output_tokens": 10}]
    (waits,) = seen["waiting"]
    assert (waits["lane"], waits["status"], waits["attempt"], waits["count"]) == ("live", "retrying", 1, 1)
    assert 59 < waits["oldest_seconds"] < 120


async def test_figures_that_are_kept_say_when_they_were_counted(api, monkeypatch):
    monkeypatch.setattr(memo, "SHARE", 10_000)
    began = datetime.now(UTC)
    for path in ("/v1/activity", "/v1/stats"):
        first, second = [(await api.get(path)).json()["as_of"] for _ in range(2)]
        assert first == second
        assert began < datetime.fromisoformat(first) < datetime.now(UTC)


async def test_without_anything_there_are_no_figures(api):
    seen = (await api.get("/v1/activity")).json()
    assert (seen["minutes"], seen["models"], seen["waiting"], seen["completed"]) == ([], [], [], 0)
    assert seen["visible"] == seen["extraction"] == {"p50": None, "p99": None}


async def test_a_job_tells_why_what_was_offered_is_no_fact(api, repository, pool):
    asked, plain = Told("asked"), Told("plain")
    await keep(repository, asked.recorded(), asked.extracted(rejected=["question", "negated", "question"]))
    await keep(repository, plain.recorded(), plain.extracted(fact("likes", "jazz")))
    story = (await api.get(f"/v1/jobs/{asked.turn_id}/history")).json()
    assert (story["job"]["rejected"], story["rejections"]) == (3, {"negated": 1, "question": 2})
    assert (await api.get(f"/v1/jobs/{plain.turn_id}/history")).json()["rejections"] == {}
    assert await pool.fetchval("SELECT count(*) FROM store.jobs WHERE rejections IS NULL") == 1

    # A replay puts other rejections in their place; the event told again changes nothing.
    again = asked.extracted(rejected=["past"], generation=2, at=9)
    for _ in range(2):
        await keep(repository, again)
    assert (await api.get(f"/v1/jobs/{asked.turn_id}/history")).json()["rejections"] == {"past": 1}


async def test_the_last_minutes_are_found_without_reading_every_job(pool):
    await pool.execute(
        "INSERT INTO store.jobs (tenant_id, user_id, turn_id, session_id, said_at, generation, lane, queued_at,"
        " status, attempt, changed_at, finished_at, facts_generation, facts_attempt, facts_at, facts, rejected, model,"
        " prompt_version, duration_ms) SELECT 'default', 'u', gen_random_uuid(), 's', at, 1, 'live', at,"
        " 'completed', 1, at, at, 1, 1, at, 0, 0, 'm', 'p', 1 FROM (SELECT $1::timestamptz + n * interval '1 minute'"
        " AS at FROM generate_series(1, 30000) AS n) AS moments",
        DAY,
    )
    await pool.execute("VACUUM ANALYZE store.jobs")
    plan = await pool.fetch(
        "EXPLAIN SELECT count(*) FROM store.jobs WHERE finished_at >= $1::timestamptz", DAY + timedelta(minutes=29_950)
    )
    assert "jobs_by_moment" in "\n".join(row[0] for row in plan)


async def test_a_jobs_story_tells_each_failure_each_letter_and_each_fact(api, repository):
    turn = Told()
    await keep(repository, turn.recorded(1), turn.retrying(1, 3))
    await keep(repository, turn.retrying(2, 5))
    await keep(repository, turn.dead(3, 7), letters=[letter_of(delivery(turn.dead(3, 7)))])
    await keep(repository, turn.recorded(8, generation=2), turn.retrying(1, 9, generation=2))
    await keep(repository, turn.extracted(fact("home_city", "Lisbon"), attempt=2, at=20, generation=2))
    story = (await api.get(f"/v1/jobs/{turn.turn_id}/history")).json()
    assert story["job"]["status"] == "completed"
    assert story["content"] == "I live in Lisbon."
    assert (story["prompt_version"], story["duration_ms"]) == ("facts-1", 20)
    failures = [(each["generation"], each["attempt"], each["status"]) for each in story["failures"]]
    assert failures == [(1, 1, "retrying"), (1, 2, "retrying"), (1, 3, "dead"), (2, 1, "retrying")]
    assert story["failures"][0]["error"] == {"class": "unparsable", "message": "not JSON"}
    assert [each["status"] for each in story["letters"]] == ["resolved"]
    assert [each["value"] for each in story["facts"]] == ["Lisbon"]
    unknown = await api.get("/v1/jobs/00000000-0000-0000-0000-000000000000/history")
    assert unknown.status_code == 404


async def test_failures_told_again_are_kept_once_and_go_with_the_user(api, repository, pool):
    turn = Told()
    await keep(repository, turn.recorded(), turn.retrying())
    await keep(repository, turn.retrying())
    assert await pool.fetchval("SELECT count(*) FROM store.failures") == 1
    assert (await api.delete("/v1/users/ada")).status_code == 200
    assert await pool.fetchval("SELECT count(*) FROM store.failures") == 0


async def test_jobs_of_each_status_are_listed_by_themselves(api, repository):
    lives = {
        "queued": (Told("q"), lambda turn: [turn.recorded()]),
        "processing": (Told("p"), lambda turn: [turn.recorded(), turn.started()]),
        "retrying": (Told("r"), lambda turn: [turn.recorded(), turn.retrying()]),
        "completed": (Told("c"), lambda turn: [turn.recorded(), turn.extracted()]),
        "dead": (Told("d"), lambda turn: [turn.recorded(), turn.dead()]),
    }
    for turn, life in lives.values():
        await keep(repository, *life(turn))
    for status, (turn, _) in lives.items():
        listed = (await api.get("/v1/jobs", params={"status": status})).json()["items"]
        assert [each["id"] for each in listed] == [str(turn.turn_id)], status
