"""`POST /v1/turns`: one or many turns without a chat; all are recorded and confirmed, or the answer says which."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from contracts.events import MESSAGE_LIMIT
from contracts.identifiers import turn_id_for
from tests.bus import depth


def turn(content="I live in Lisbon.", *, drop=(), **fields):
    message = {"content": content, **fields.pop("message", {})}
    whole = {"user_id": "ada", "session_id": "s1", "message": message, **fields}
    return {name: value for name, value in whole.items() if name not in drop}


async def post(chat, *turns):
    return await chat.http.post("/v1/turns", json={"turns": list(turns)})


async def test_turns_are_recorded_in_order_with_all_they_say(chat, recorded):
    said_at = "2026-10-01T12:00:00+02:00"
    context = [{"role": "assistant", "content": "Where do you live?"}]
    named = turn("In Lisbon.", message={"id": "m1", "said_at": said_at}, context=context, lane="bulk")
    answer = await post(chat, named, turn("Hi."))
    assert answer.status_code == 202
    first, second = answer.json()["jobs"]
    assert first == {"job_id": str(turn_id_for("default", "ada", "m1")), "message_id": "m1", "memory": "queued"}
    assert list(second) == ["job_id", "memory"]
    (bulk,) = await recorded(queue="extractor.bulk")
    assert (str(bulk.turn_id), bulk.message.id, bulk.message.content) == (first["job_id"], "m1", "In Lisbon.")
    assert (bulk.user_id, bulk.session_id, bulk.lane) == ("ada", "s1", "bulk")
    assert bulk.said_at == datetime(2026, 10, 1, 10, tzinfo=UTC)
    assert [each.model_dump() for each in bulk.context] == context
    (live,) = await recorded()
    assert str(live.turn_id) == second["job_id"] == live.message.id


async def test_the_same_message_id_of_a_user_is_one_job_in_one_request_and_in_two(chat, recorded, amqp):
    same = turn(message={"id": "m1"})
    other_user = {**same, "user_id": "bob"}
    answer = await post(chat, same, other_user, same)
    jobs = [job["job_id"] for job in answer.json()["jobs"]]
    assert jobs[0] == jobs[2] != jobs[1]
    assert [str(each.turn_id) for each in await recorded(2)] == jobs[:2]
    again = await post(chat, same)
    assert again.json()["jobs"][0]["job_id"] == jobs[0]
    assert [str(each.turn_id) for each in await recorded()] == jobs[:1]
    assert await depth(amqp, "extractor.turns") == 0


async def test_500_turns_go_into_one_request(chat, recorded):
    answer = await post(chat, *(turn(f"turn {number}") for number in range(500)))
    assert answer.status_code == 202
    jobs = [job["job_id"] for job in answer.json()["jobs"]]
    turns = await recorded(500)
    assert [str(each.turn_id) for each in turns] == jobs
    assert [each.message.content for each in turns] == [f"turn {number}" for number in range(500)]


BAD_TURNS = {
    "an unknown field": (turn(lang="en"), "turns.1.lang", "not permitted"),
    "an unknown field of a message": (turn(message={"ID": "m1"}), "turns.1.message.ID", "not permitted"),
    "no user": (turn(drop=("user_id",)), "turns.1.user_id", "required"),
    "an empty user": (turn(user_id=""), "turns.1.user_id", "at least 1"),
    "no session": (turn(drop=("session_id",)), "turns.1.session_id", "required"),
    "a session with a control character": (turn(session_id="a\nb"), "turns.1.session_id", "control characters"),
    "a session that is too long": (turn(session_id="x" * 257), "turns.1.session_id", "256"),
    "a session of the wrong type": (turn(session_id=3), "turns.1.session_id", "string"),
    "no message": (turn(drop=("message",)), "turns.1.message", "required"),
    "an empty message": (turn(""), "turns.1.message.content", "at least 1"),
    "a message with NUL": (turn("a\x00b"), "turns.1.message.content", "NUL"),
    "a message of 1 MB": (turn("x" * 1_000_000), "turns.1.message.content", str(MESSAGE_LIMIT)),
    "content of the wrong type": (turn(["Hi."]), "turns.1.message.content", "string"),
    "an empty message id": (turn(message={"id": ""}), "turns.1.message.id", "at least 1"),
    "an unknown lane": (turn(lane="fast"), "turns.1.lane", "'live' or 'bulk'"),
    "an unknown role": (turn(context=[{"role": "tool", "content": "x"}]), "turns.1.context.0.role", "'user'"),
    "too much context": (turn(context=[{"role": "user", "content": "x"}] * 21), "turns.1.context", "20"),
    "a turn of the wrong type": ("Hi.", "turns.1", "object"),
}
BAD_MOMENTS = [
    "yesterday",
    "2026-11-22",
    "2026-11-22T10:00:00",
    "2026-13-01T00:00:00Z",
    "2026-11-22T10:00:00+99:00",
    "1700000000",
    1_700_000_000,
    True,
    "1969-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    (datetime.now(UTC) + timedelta(hours=25)).isoformat(),
]


async def test_a_bad_turn_is_refused_by_its_field_and_nothing_is_recorded(chat, amqp, subtests):
    moments = {f"said_at {moment}": turn(message={"said_at": moment}) for moment in BAD_MOMENTS}
    bad_moments = {name: (bad, "turns.1.message.said_at", "must") for name, bad in moments.items()}
    for name, (bad, field, word) in {**BAD_TURNS, **bad_moments}.items():
        with subtests.test(name):
            answer = await post(chat, turn(), bad, turn())
            assert answer.status_code == 422
            assert answer.headers["content-type"] == "application/problem+json"
            assert [each["field"] for each in answer.json()["errors"]] == [field]
            assert word in answer.json()["detail"]
    assert await depth(amqp, "store.events") == 0


@pytest.mark.parametrize("count", [0, 501])
async def test_a_request_takes_1_to_500_turns(chat, amqp, count):
    answer = await post(chat, *[turn()] * count)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "turns", "message": "one request takes 1 to 500 turns"}]
    assert await depth(amqp, "store.events") == 0


@pytest.mark.parametrize(("raw", "status"), [(b"", 400), (b"{", 400), (b"\xff", 400), (b"[]", 422), (b"{}", 422)])
async def test_what_is_not_a_json_object_with_turns_is_refused(chat, raw, status):
    answer = await chat.http.post("/v1/turns", content=raw)
    assert answer.status_code == status
    assert answer.json()["title"]


async def test_a_lone_surrogate_is_refused(chat):
    answer = await chat.http.post("/v1/turns", content=json.dumps({"turns": [turn("a\ud800b")]}).encode())
    assert answer.status_code in {400, 422}


async def test_said_at_may_be_ahead_and_counts_as_now(chat, recorded):
    before = datetime.now(UTC)
    ahead = before + timedelta(hours=23)
    answer = await post(chat, turn(message={"said_at": ahead.isoformat()}))
    assert answer.status_code == 202
    assert before <= (await recorded())[0].said_at <= datetime.now(UTC)


async def test_a_body_of_more_than_40_mib_is_refused(chat):
    answer = await chat.http.post("/v1/turns", content=b" " * (40 * 1_048_576 + 1))
    assert answer.status_code == 413
    assert "40 MiB" in answer.json()["detail"]


async def test_unavailable_turns_are_a_503_that_says_which_and_when_to_come_back(start_chat, nowhere, amqp):
    """The bulk lane is gone, and so are the store's queue and the database: only the live turn is safe."""
    for name, key in (("extractor.bulk", "turn.recorded.v1.bulk"), ("store.events", "#")):
        await (await amqp.get_queue(name, ensure=False)).unbind("memory", key)
    async with start_chat(database_url=nowhere["database_url"]) as chat:
        answer = await post(chat, turn(), turn(lane="bulk", message={"id": "m2"}))
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert [job["memory"] for job in answer.json()["jobs"]] == ["queued", "unavailable"]
    assert answer.json()["jobs"][1]["message_id"] == "m2"
    assert "1 of 2" in answer.json()["detail"]
    assert "same id" in answer.json()["detail"]


async def test_without_a_broker_turns_are_deferred_which_is_as_good(start_chat, nowhere):
    async with start_chat(rabbitmq_url=nowhere["rabbitmq_url"], publish_timeout_ms=50) as chat:
        for _ in range(3):  # opens the breaker: the next request waits for no broker
            await chat.say()
        answer = await post(chat, turn(), turn(message={"id": "m2"}), turn(message={"id": "m2"}))
    assert answer.status_code == 202
    assert [job["memory"] for job in answer.json()["jobs"]] == ["deferred"] * 3
    assert len({job["job_id"] for job in answer.json()["jobs"]}) == 2


async def test_with_neither_broker_nor_database_all_turns_are_unavailable(start_chat, nowhere):
    async with start_chat(**nowhere) as chat:
        answer = await post(chat, turn(), turn())
    assert answer.status_code == 503
    assert {job["memory"] for job in answer.json()["jobs"]} == {"unavailable"}
