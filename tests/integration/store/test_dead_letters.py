"""Dead letters as an operator sees them: list, group, show, replay, discard, and who did what."""

import asyncio
import base64
from uuid import UUID

import aio_pika
import pytest
import pytest_asyncio

from contracts.envelope import BATCH, encode, encode_batch
from contracts.events import ErrorClass, Lane
from contracts.identifiers import new_id
from contracts.topology import ATTEMPT_HEADER, DEAD_EXCHANGE
from services.store.desk import Desk
from services.store.dues import Dues
from services.store.inbox import take_in
from services.store.letters import letter_of
from tests.bus import depth, take
from tests.integration.store.conftest import bury, job_is, say
from tests.integration.store.test_letters import letters
from tests.store import Told, erased, fact
from tests.unit.store.test_letters import delivery

OPERATOR = {"operator": "grace"}


def died(turn, error_class=ErrorClass.UNPARSABLE, message="not JSON", **given):
    event = turn.dead(**given)
    data = event.data.model_copy(update={"error_class": error_class, "message": message})
    return event.model_copy(update={"data": data})


async def archive(repository, *events):
    """Archive dead turns, as the queue would; returns the letters' ids."""
    found = []
    for event in events:
        letter = letter_of(delivery(event, message_id=str(new_id())))
        await take_in(repository, [(event, None)], [letter])
        found.append(str(letter.id))
    return found


async def replay(api, **body):
    return await api.post("/v1/dead-letters/replay", json=OPERATOR | body)


async def done(api, **body):
    answer = await replay(api, dry_run=False, **body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def letter(api, ident):
    answer = await api.get(f"/v1/dead-letters/{ident}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def everything(pool):
    tables = ("jobs", "turns", "dead_letters", "audit", "facts")
    return {each: [tuple(row) for row in await pool.fetch(f"SELECT * FROM store.{each}")] for each in tables}


async def test_a_dead_turn_is_replayed_and_completes_and_its_letter_is_resolved(store, amqp, pool):
    turn = Told()
    await say(amqp, turn.recorded())
    await take(amqp, "extractor.turns", 1)
    await bury(amqp, died(turn))
    await job_is(store, turn, "dead")
    (row,) = await letters(pool, 1)

    before = await everything(pool)
    dry = (await replay(store, ids=[str(row["id"])])).json()
    assert (dry["dry_run"], dry["refused"]) == (True, [])
    assert [(each["generation"], each["sent"]) for each in dry["accepted"]] == [(2, False)]
    assert await everything(pool) == before
    assert await depth(amqp, "extractor.turns") == 0

    real = await done(store, ids=[str(row["id"])])
    assert [(each["turn_id"], each["generation"], each["sent"]) for each in real["accepted"]] == [
        (str(turn.turn_id), 2, True)
    ]
    (message,) = await take(amqp, "extractor.turns", 1)
    (event,) = BATCH.validate_json(message.body)
    assert (event.source, event.data) == ("/store", turn.recorded(generation=2).data)
    assert (await job_is(store, turn, "queued"))["generation"] == 2
    assert (await letter(store, row["id"]))["status"] == "replayed"

    await say(amqp, turn.extracted(fact("likes", "jazz"), at=1_000_000, generation=2))
    assert (await job_is(store, turn, "completed"))["facts"] == 1
    assert (await letter(store, row["id"]))["status"] == "resolved"
    assert await pool.fetchval("SELECT count(*) FROM store.facts") == 1


async def test_a_replay_that_could_not_be_sent_is_sent_when_its_lease_runs_out(api, repository, pool):
    (ident,) = await archive(repository, died(Told()))
    assert [each["sent"] for each in (await done(api, ids=[ident]))["accepted"]] == [False]
    dues = Dues(pool, 900)
    assert await dues.claim_unsent(Lane.LIVE, 10) == [], "the lease runs"
    await pool.execute("UPDATE store.jobs SET resend_at = now()")
    (due,) = await dues.claim_unsent(Lane.LIVE, 10)
    assert (due.generation, due.attempt, due.event.data) == (2, 1, Told().recorded(generation=2).data)
    assert await dues.claim_unsent(Lane.LIVE, 10) == [], "it is another lease"
    await dues.release([due[:3]])
    assert await pool.fetchval("SELECT resend_at FROM store.jobs") is None


async def test_a_letter_is_replayed_once(api, repository, pool):
    (ident,) = await archive(repository, died(Told()))
    await done(api, ids=[ident])
    before = await everything(pool)
    again = await replay(api, ids=[ident], dry_run=False)
    assert again.status_code == 409
    assert "replayed already" in again.json()["detail"]
    assert [each["reason"] for each in again.json()["refused"]] == ["not_open"]
    assert await everything(pool) == before


async def test_two_processes_that_replay_one_letter_at_once_start_one_generation(repository, pool):
    turns = [Told(f"turn {number}") for number in range(10)]
    idents = [UUID(each) for each in await archive(repository, *(died(turn) for turn in turns))]
    sent = []

    async def publish(event):
        sent.append((event.data.turn_id, event.data.generation))

    desks = [Desk(repository, Dues(pool, 900), publish) for _ in range(2)]
    one, other = await asyncio.gather(*(desk.replay("default", idents, "grace") for desk in desks))
    assert len(one.accepted) + len(other.accepted) == 10
    assert {each.reason for each in one.refused + other.refused} == {"not_open"}
    assert sorted(sent) == sorted((turn.turn_id, 2) for turn in turns)
    assert await pool.fetchval("SELECT count(*) FROM store.audit") == 10
    assert await pool.fetchval("SELECT array_agg(DISTINCT generation) FROM store.jobs") == [2]


async def test_a_group_is_replayed_and_others_are_left(api, repository, pool):
    same = [died(Told(f"turn {number}"), message=f"no {number}") for number in range(3)]
    await archive(repository, *same, died(Told("other"), ErrorClass.INTERRUPTED, "reset"))
    groups = (await api.get("/v1/dead-letters/groups")).json()["items"]
    assert [(each["count"], each["users"], each["error_class"]) for each in groups] == [
        (1, 1, "interrupted"),
        (3, 1, "unparsable"),
    ]
    assert len((await done(api, fingerprint=groups[1]["fingerprint"]))["accepted"]) == 3
    jobs = (await api.get("/v1/jobs", params={"status": "dead"})).json()["items"]
    assert [job["id"] for job in jobs] == [str(Told("other").turn_id)]
    assert (await replay(api, fingerprint=groups[1]["fingerprint"], dry_run=False)).status_code == 404


async def test_one_users_letters_of_a_group_are_replayed_and_others_are_left(api, repository):
    mine, theirs, other = await archive(
        repository, died(Told("a")), died(Told("b", "bob")), died(Told("c"), ErrorClass.INTERRUPTED, "reset")
    )
    cause = (await letter(api, mine))["fingerprint"]
    assert (await letter(api, theirs))["fingerprint"] == cause
    told = (await replay(api, fingerprint=cause, user_id="bob")).json()
    assert [each["letter_id"] for each in told["accepted"]] == [theirs]
    assert [each["letter_id"] for each in (await done(api, fingerprint=cause, user_id="bob"))["accepted"]] == [theirs]
    assert (await replay(api, fingerprint=cause, user_id="bob", dry_run=False)).status_code == 404
    assert {(await letter(api, each))["status"] for each in (mine, other)} == {"open"}
    assert len((await done(api, all=True, user_id="ada"))["accepted"]) == 2


async def discard_group(api, **body):
    answer = await api.post("/v1/dead-letters/discard", json=OPERATOR | {"reason": "spam"} | body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_group_is_discarded_with_its_jobs_and_others_are_left(api, repository, pool, monkeypatch):
    monkeypatch.setattr("services.store.api.operations.AT_ONCE", 2)
    twice = Told("twice")
    first, second, third, again, theirs, other = await archive(
        repository,
        died(Told("a")),
        died(Told("b")),
        died(twice),
        died(twice, attempt=2),
        died(Told("c", "bob")),
        died(Told("d"), ErrorClass.INTERRUPTED, "reset"),
    )
    group = {"fingerprint": (await letter(api, first))["fingerprint"], "user_id": "ada"}
    before = await everything(pool)
    told = await discard_group(api, **group)
    assert (told["dry_run"], told["discarded"], told["refused"]) == (True, [first, second], [])
    assert await everything(pool) == before, "a dry run, the default, changes nothing"

    done_first = await discard_group(api, **group, dry_run=False)
    assert (done_first["discarded"], done_first["next"] is None) == ([first, second], False)
    rest = await discard_group(api, **group, dry_run=False, cursor=done_first["next"])
    assert (rest["discarded"], rest["next"]) == ([third], None)
    assert [each["letter_id"] for each in rest["refused"]] == [again], "it went with the other of its turn"
    shown = {each: await letter(api, each) for each in (first, second, third, again, theirs, other)}
    assert [each["status"] for each in shown.values()] == ["discarded"] * 4 + ["open"] * 2
    assert shown[first]["job"]["status"] == "discarded"
    acts = (await api.get("/v1/audit")).json()["items"]
    assert {(each["operator"], each["action"], each["detail"]["reason"]) for each in acts} == {
        ("grace", "discard", "spam")
    }
    assert len(acts) == 3


async def test_all_replays_what_can_be_and_says_why_the_rest_is_not(api, repository, pool):
    twice = Told("twice")
    fine, long, refused, first, second = await archive(
        repository,
        died(Told("fine")),
        died(Told("long"), ErrorClass.CONTEXT_TOO_LONG),
        died(Told("refused"), ErrorClass.REFUSED),
        died(twice),
        died(twice, attempt=2),
    )
    unreadable = letter_of(delivery(body=b"\xff", problem="not JSON"))
    await take_in(repository, (), [unreadable])

    before = await everything(pool)
    dry = (await replay(api, all=True)).json()
    assert await everything(pool) == before
    real = await done(api, all=True)
    assert {each["letter_id"] for each in real["accepted"]} == {fine, first}
    assert [each["letter_id"] for each in dry["accepted"]] == [each["letter_id"] for each in real["accepted"]]
    reasons = {each["letter_id"]: each["reason"] for each in real["refused"]}
    assert reasons == {
        long: "by_name_only",
        refused: "by_name_only",
        second: "not_open",
        str(unreadable.id): "unreadable",
    }
    assert (await letter(api, second))["status"] == "replayed"
    assert (await replay(api, ids=[long], dry_run=False)).status_code == 409
    assert len((await done(api, ids=[long, refused], force=True))["accepted"]) == 2


async def test_named_letters_go_all_or_none(api, repository, pool):
    good, bad = await archive(repository, died(Told("good")), died(Told("bad"), ErrorClass.REFUSED))
    before = await everything(pool)
    assert (await replay(api, ids=[good, bad], dry_run=False)).status_code == 409
    unknown = await replay(api, ids=[good, str(new_id())], dry_run=False)
    assert (unknown.status_code, [each["reason"] for each in unknown.json()["refused"]]) == (404, ["unknown"])
    assert await everything(pool) == before


async def test_a_letter_whose_body_lost_its_turn_is_replayed_from_the_stored_turn(api, repository, pool):
    turn = Told()
    (ident,) = await archive(repository, died(turn))
    await pool.execute("UPDATE store.dead_letters SET body = ''")
    assert len((await done(api, ids=[ident]))["accepted"]) == 1


async def test_a_letter_that_was_archived_without_effect_is_replayed_from_its_body(api, repository, pool):
    turn = Told()
    found = letter_of(delivery(died(turn)))
    await take_in(repository, (), [found])
    assert await pool.fetchval("SELECT count(*) FROM store.jobs") == 0
    assert len((await done(api, ids=[str(found.id)]))["accepted"]) == 1
    assert await pool.fetchval("SELECT content FROM store.turns") == "I live in Lisbon."


async def test_an_erased_users_letters_are_gone(api, repository, pool):
    (ident,) = await archive(repository, died(Told()))
    await take_in(repository, [(erased(said=1), None)])
    assert (await replay(api, ids=[ident], dry_run=False)).status_code == 404


@pytest.mark.parametrize("generation", [1, 2])
async def test_a_late_letter_of_a_turn_that_goes_on_is_closed_already(api, repository, pool, generation):
    turn = Told()
    await take_in(repository, [(turn.extracted(generation=generation), None)])
    (ident,) = await archive(repository, died(turn))
    assert (await letter(api, ident))["status"] == "resolved"
    other = Told("other")
    await take_in(repository, [(other.recorded(generation=2), None)])
    (ident,) = await archive(repository, died(other))
    shown = await letter(api, ident)
    assert (shown["status"], shown["replayed_as"]) == ("replayed", 2)


async def test_a_second_copy_that_completes_resolves_the_letter(api, repository):
    turn = Told()
    (ident,) = await archive(repository, died(turn))
    await take_in(repository, [(turn.extracted(), None)])
    assert (await letter(api, ident))["status"] == "resolved"
    assert (await replay(api, ids=[ident], dry_run=False)).status_code == 409


async def test_a_discarded_letter_takes_its_job_along_and_is_not_replayed(api, repository, pool):
    turn = Told()
    one, other = await archive(repository, died(turn), died(turn, attempt=2))
    path = f"/v1/dead-letters/{one}/discard"
    answer = await api.post(path, json=OPERATOR | {"reason": " spam "})
    assert (answer.status_code, answer.content) == (204, b"")
    shown = await letter(api, one)
    assert (shown["status"], shown["reason"], shown["closed_by"]) == ("discarded", "spam", "grace")
    assert (shown["job"]["status"], (await letter(api, other))["status"]) == ("discarded", "discarded")
    for refused in (
        await api.post(path, json=OPERATOR | {"reason": "again"}),
        await replay(api, ids=[one], dry_run=False),
    ):
        assert refused.status_code == 409
        assert "discarded already" in refused.json()["detail"]
    unknown = await api.post(f"/v1/dead-letters/{new_id()}/discard", json=OPERATOR | {"reason": "x"})
    assert unknown.status_code == 404


async def test_what_nobody_could_read_can_be_discarded(api, repository):
    found = letter_of(delivery(body=b"\xff", problem="not JSON"))
    await take_in(repository, (), [found])
    shown = await letter(api, found.id)
    assert shown["body"] == {"text": None, "base64": base64.b64encode(b"\xff").decode()}
    assert (await replay(api, ids=[str(found.id)], dry_run=False)).status_code == 409
    answer = await api.post(f"/v1/dead-letters/{found.id}/discard", json=OPERATOR | {"reason": "noise"})
    assert answer.status_code == 204


async def test_a_letter_is_shown_whole(store, amqp, pool):
    turn = Told()
    event = died(turn, attempt=4)
    event = event.model_copy(update={"data": event.data.model_copy(update={"answer": '{"facts": ['})})
    headers = {"x-death": [{"queue": "extractor.turns", "reason": "rejected", "count": 1}]}
    given = headers | {ATTEMPT_HEADER: 4}
    body = encode_batch([encode(event)])
    exchange = await amqp.get_exchange(DEAD_EXCHANGE, ensure=False)
    await exchange.publish(aio_pika.Message(body, headers=given), "turn.dead.v1")
    (row,) = await letters(pool, 1)
    shown = await letter(store, row["id"])
    assert (shown["content"], shown["message_id"]) == ("I live in Lisbon.", "message of turn")
    assert (shown["answer"], shown["attempt"]) == ('{"facts": [', 4)
    assert (shown["error"], shown["x_death"]) == (
        {"class": "unparsable", "message": "not JSON"},
        headers["x-death"],
    )
    assert shown["body"] == {"text": body.decode(), "base64": None}
    assert (shown["job"]["id"], shown["job"]["status"]) == (str(turn.turn_id), "dead")


async def test_lists_are_filtered_and_walked_through_by_cursor(api, repository):
    events = [died(Told(f"turn {n}", user=f"user {n % 2}"), message=f"kind {'abc'[n % 3] * 3}") for n in range(12)]
    idents = await archive(repository, *events)

    async def walk(path, **query):
        found, cursor = [], None
        while True:
            answer = await api.get(path, params=query | {"limit": 2} | ({"cursor": cursor} if cursor else {}))
            assert answer.status_code == 200, answer.text
            found += answer.json()["items"]
            cursor = answer.json()["next"]
            if cursor is None:
                return found

    assert [each["id"] for each in await walk("/v1/dead-letters")] == idents[::-1]
    assert len(await walk("/v1/dead-letters", user_id="user 1")) == 6
    assert len(await walk("/v1/dead-letters", error_class="refused")) == 0
    assert len(await walk("/v1/dead-letters", origin="extractor.turns")) == 0
    groups = await walk("/v1/dead-letters/groups", status="open")
    assert [(each["count"], each["users"]) for each in groups] == [(4, 2)] * 3
    assert len(await walk("/v1/dead-letters", fingerprint=groups[0]["fingerprint"])) == 4
    await done(api, ids=idents[:5])
    assert len(await walk("/v1/dead-letters", status="replayed")) == 5
    audit = await walk("/v1/audit")
    assert [each["letter_id"] for each in audit] == idents[4::-1]
    assert {(each["operator"], each["action"]) for each in audit} == {("grace", "replay")}
    assert audit[0]["detail"]["generation"] == 2
    assert await walk("/v1/audit", operator="nobody") == []


@pytest_asyncio.fixture
async def one_letter(repository, pool):
    """The pool of a database that holds one open letter."""
    await archive(repository, died(Told()))
    return pool


@pytest.mark.parametrize(
    "case",
    [
        ("replay", {"ids": [str(new_id())]}, 422, "operator"),
        ("replay", OPERATOR, 422, "ids"),
        ("replay", OPERATOR | {"all": True, "fingerprint": "x"}, 422, "one of"),
        ("replay", OPERATOR | {"all": False}, 422, "all"),
        ("replay", OPERATOR | {"all": True, "force": True}, 422, "force"),
        ("replay", OPERATOR | {"ids": []}, 422, "ids"),
        ("replay", OPERATOR | {"ids": ["x"]}, 422, "ids"),
        ("replay", OPERATOR | {"all": True, "cursor": "x"}, 422, "cursor"),
        ("replay", OPERATOR | {"all": True, "colour": "red"}, 422, "colour"),
        ("replay", OPERATOR | {"fingerprint": "unheard of", "dry_run": False}, 404, "fingerprint"),
        ("replay", OPERATOR | {"ids": [str(new_id()) for _ in range(30_000)]}, 413, "bytes"),
        ("replay", OPERATOR | {"ids": [str(new_id())], "user_id": "ada"}, 422, "user_id"),
        ("discard", OPERATOR | {"fingerprint": "x"}, 422, "reason"),
        ("discard", OPERATOR | {"reason": "spam"}, 422, "fingerprint"),
        ("discard", {"fingerprint": "x", "reason": "spam"}, 422, "operator"),
        ("discard", OPERATOR | {"fingerprint": "unheard of", "reason": "spam", "dry_run": False}, 404, "fingerprint"),
        (f"{new_id()}/discard", OPERATOR, 422, "reason"),
        (f"{new_id()}/discard", OPERATOR | {"reason": "  "}, 422, "reason"),
        (f"{new_id()}/discard", {"reason": "spam"}, 422, "operator"),
        ("not-an-id/discard", OPERATOR | {"reason": "spam"}, 422, "letter_id"),
    ],
)
async def test_a_bad_request_is_refused_by_name_and_changes_nothing(api, one_letter, case):
    pool, (path, body, status, named) = one_letter, case
    before = await everything(pool)
    answer = await api.post(f"/v1/dead-letters/{path}", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in answer.text
    assert await everything(pool) == before


@pytest.mark.parametrize("path", ["?status=lost", "?error_class=odd", "?cursor=W10", "/groups?cursor=W10", "/x"])
async def test_a_bad_question_is_refused(api, path):
    assert (await api.get(f"/v1/dead-letters{path}")).status_code == 422


async def test_an_unknown_letter_is_not_found(api):
    unknown = new_id()
    answer = await api.get(f"/v1/dead-letters/{unknown}")
    assert (answer.status_code, str(unknown) in answer.json()["detail"]) == (404, True)


async def test_two_pages_of_all_are_replayed_by_the_cursor(api, repository, pool, monkeypatch):
    monkeypatch.setattr("services.store.api.operations.AT_ONCE", 3)
    await archive(repository, *(died(Told(f"turn {number}")) for number in range(5)))
    first = await done(api, all=True)
    assert (len(first["accepted"]), first["next"] is None) == (3, False)
    second = await done(api, all=True, cursor=first["next"])
    assert (len(second["accepted"]), second["next"]) == (2, None)
