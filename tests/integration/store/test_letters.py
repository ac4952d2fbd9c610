"""Dead letters: whatever arrives is archived with its raw bytes and its cause, and a dead turn's job says so."""

import json

import aio_pika
import pytest

from contracts.envelope import encode, encode_batch
from contracts.topology import DEAD_EXCHANGE, EXCHANGE, STORE_DEAD
from tests.bus import depth, put, until
from tests.integration.store.conftest import bury, job_is, job_is_gone, running, say
from tests.store import Told, erased, fact

UNREADABLE = [b"\x00\xff not json", b"{}", b"[]", b'[{"specversion":"1.0"}]', b"", b'["\\u0000"]']


async def letters(pool, count):
    async def there():
        rows = await pool.fetch("SELECT * FROM store.dead_letters ORDER BY archived_at, id")
        return rows if len(rows) >= count else None

    return await until(there, f"{count} letters are archived")


@pytest.mark.parametrize("exchange", [EXCHANGE, DEAD_EXCHANGE])
async def test_what_cannot_be_read_is_archived_byte_for_byte(store, amqp, pool, exchange):
    for body in UNREADABLE:
        await put(amqp, exchange, "turn.recorded.v1.live", body)
    rows = await letters(pool, len(UNREADABLE))
    assert sorted(row["body"] for row in rows) == sorted(UNREADABLE)
    assert {row["error_class"] for row in rows} == {"contract_violation"}
    assert all(row["message"] and row["fingerprint"] and row["turn_id"] is None for row in rows)
    assert {row["routing_key"] for row in rows} == {"turn.recorded.v1.live"}
    await until(lambda: is_empty(amqp), "store.dead is empty")


async def is_empty(amqp):
    return await depth(amqp, STORE_DEAD) == 0


async def test_an_event_off_its_contract_is_archived_and_its_neighbours_are_stored(store, amqp, pool):
    good, bad = Told("good"), json.loads(encode(Told("bad").recorded()))
    bad["data"]["user_id"] = ""
    await put(amqp, EXCHANGE, "x", encode_batch([encode(good.recorded()), json.dumps(bad).encode()]))
    await job_is(store, good, "queued")
    (row,) = await letters(pool, 1)
    assert json.loads(row["body"]) == [bad]
    assert "user_id" in row["message"]
    assert row["origin"] == "store.events"


async def test_a_dead_turn_is_archived_whole_and_its_job_is_dead(store, amqp, pool):
    turn = Told()
    await bury(amqp, turn.dead(attempt=4))
    job = await job_is(store, turn, "dead")
    assert (job["attempt"], job["message_id"]) == (4, "message of turn")
    (row,) = await letters(pool, 1)
    assert (row["user_id"], row["session_id"], row["turn_id"], row["generation"]) == ("ada", "s1", turn.turn_id, 1)
    assert (row["error_class"], row["message"], row["status"]) == ("refused", "not this", "open")
    assert row["body"] == encode_batch([encode(turn.dead(attempt=4))])


async def test_a_turn_that_the_broker_gave_up_is_dead_by_its_delivery_limit(store, amqp, pool):
    turn = Told()
    await say(amqp, turn.recorded())
    await job_is(store, turn, "queued")
    queue = await amqp.get_queue("extractor.turns", ensure=False)
    for _ in range(21):
        message = await until(lambda: queue.get(fail=False), "the turn comes back")
        await message.reject(requeue=True)
    job = await job_is(store, turn, "dead")
    assert job["error"]["class"] == "delivery_limit"
    (row,) = await letters(pool, 1)
    assert row["origin"] == "extractor.turns"
    assert json.loads(row["headers"])["x-death"][0]["reason"] == "delivery_limit"
    assert row["body"] == encode_batch([encode(turn.recorded())])


async def test_a_letter_that_comes_again_is_archived_once(broker, database, amqp, pool):
    turn, last = Told(), Told("last")
    again = aio_pika.Message(encode_batch([encode(turn.dead())]), message_id="the same")
    exchange = await amqp.get_exchange(DEAD_EXCHANGE, ensure=False)
    for _ in range(3):
        await exchange.publish(again, "turn.dead.v1")
    async with running(broker, database) as client:
        await job_is(client, turn, "dead")
        await exchange.publish(again, "turn.dead.v1")
        await bury(amqp, last.dead())
        await job_is(client, last, "dead")
    assert [row["turn_id"] for row in await letters(pool, 2)] == [turn.turn_id, last.turn_id]


async def test_headers_of_any_kind_are_archived(store, amqp, pool):
    odd = {
        "text": "a\x00b",
        "bytes": bytearray(b"\xff\xfe"),
        "list": [1, None, {"deep": bytearray(b"ok")}],
        "float": 1.5,
        "flag": True,
    }
    await put(amqp, DEAD_EXCHANGE, "x", b"?", **odd)
    (row,) = await letters(pool, 1)
    headers = json.loads(row["headers"])
    assert headers["bytes"].startswith("base64:")
    assert headers["list"] == [1, None, {"deep": "ok"}]
    assert (headers["text"], headers["flag"]) == ("a\ufffdb", True)


async def test_a_late_letter_does_not_undo_what_was_completed(store, amqp, pool):
    turn = Told()
    await say(amqp, turn.extracted(fact("likes", "jazz")))
    before = await job_is(store, turn, "completed")
    await bury(amqp, turn.dead())
    await letters(pool, 1)
    after = (await store.get(f"/v1/jobs/{turn.turn_id}")).json()
    assert after | {"message_id": None} == before


async def test_the_letters_of_an_erased_turn_are_not_kept(store, amqp, pool):
    old, late, other = Told("old", said=1), Told("late", said=1), Told("other", said=2)
    await bury(amqp, old.dead())
    await letters(pool, 1)
    await say(amqp, erased(said=1))
    await job_is_gone(store, old)
    await bury(amqp, late.dead(), other.dead())
    await job_is(store, other, "dead")
    await job_is_gone(store, late)
    assert [row["turn_id"] for row in await letters(pool, 1)] == [other.turn_id]
