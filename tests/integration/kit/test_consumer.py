"""The consume loop on a real broker: each decision, and what happens when a process or a connection dies under it."""

import asyncio
import json
from contextlib import asynccontextmanager

import aio_pika
import httpx2
import pytest_asyncio

from contracts.envelope import BATCH, TurnDeadEvent, encode, encode_batch
from contracts.events import ErrorClass
from contracts.topology import (
    ATTEMPT_HEADER,
    DEAD_EXCHANGE,
    DELIVERY_LIMIT,
    ERROR_CLASS_HEADER,
    ERROR_HEADER,
    EXCHANGE,
    ORIGIN_HEADER,
    RETRY_EXCHANGE,
    topology,
)
from services.kit.bus.consumer import Consumer
from services.kit.bus.decision import Dead, Done, Pause, RetryLater
from services.kit.bus.publisher import Publisher
from tests.bus import Recorder, depth, put, recorded, take, turn_of, until
from tests.conftest import DELAYS

LIVE_KEY = "turn.recorded.v1.live"
QUEUE = "extractor.turns"
PREFETCH = 50
ALL = (EXCHANGE, RETRY_EXCHANGE, DEAD_EXCHANGE)


@pytest_asyncio.fixture
async def publisher(broker):
    publisher = Publisher(broker.url("extractor"), "test", ALL)
    publisher.start()
    await publisher.connected()
    yield publisher
    await publisher.close()


@asynccontextmanager
async def consuming(broker, publisher, handle, *, within=5.0, queue=QUEUE, concurrency=100, letters=False):
    service = queue.partition(".")[0]
    consumer = Consumer(
        broker.url(service),
        queue,
        handle,
        publisher,
        source=f"/{service}",
        prefetch=PREFETCH,
        concurrency=concurrency,
        letters=letters,
    )
    consumer.start()
    await until(lambda: not consumer.problem, "the consumer consumes")
    try:
        yield consumer
    finally:
        await consumer.stop(within)


async def send(amqp, *events, **headers):
    await put(amqp, EXCHANGE, LIVE_KEY, encode_batch([encode(event) for event in events]), **headers)


async def nothing_left(amqp, queue=QUEUE):
    await until(lambda: _empty(amqp, queue), f"{queue} is empty")


async def _empty(amqp, queue):
    return await depth(amqp, queue) == 0


async def test_done_takes_the_message_off_the_queue(broker, publisher, amqp):
    handler = Recorder()
    events = [recorded() for _ in range(3)]
    async with consuming(broker, publisher, handler):
        await send(amqp, *events)
        seen = await handler.saw(3)
    assert [turn_of(each) for each in seen] == [event.data.turn_id for event in events]
    assert {each.attempt for each in seen} == {1}
    assert await depth(amqp, QUEUE) == 0


async def test_what_follows_is_published_before_the_message_is_gone(broker, publisher, amqp):
    follow = recorded("what follows")
    async with consuming(broker, publisher, Recorder(lambda _: Done(publish=(follow,))), queue="extractor.bulk"):
        await put(amqp, EXCHANGE, "turn.recorded.v1.bulk", encode_batch([encode(recorded())]))
        (message,) = await take(amqp, QUEUE, 1)
    assert BATCH.validate_json(message.body) == [follow]


async def test_a_retry_comes_back_through_its_delay_with_the_next_attempt(broker, publisher, amqp):
    def decide(delivery):
        return RetryLater(DELAYS[delivery.attempt - 1]) if delivery.attempt <= len(DELAYS) else Done()

    handler = Recorder(decide)
    event = recorded()
    async with consuming(broker, publisher, handler):
        await send(amqp, event)
        seen = await handler.saw(4)
    assert [each.attempt for each in seen] == [1, 2, 3, 4]
    assert {each.event for each in seen} == {event}
    assert [death["count"] for death in seen[-1].headers["x-death"]] == [1], "older deaths must not travel along"
    await nothing_left(amqp)


async def test_a_dead_turn_goes_whole_to_the_dead_letters(broker, publisher, amqp):
    event = recorded()
    async with consuming(broker, publisher, Recorder(lambda _: Dead(ErrorClass.REFUSED, "not this"))):
        await send(amqp, event, **{ATTEMPT_HEADER: 3})
        (letter,) = await take(amqp, "store.dead", 1)
    (dead,) = BATCH.validate_json(letter.body)
    assert isinstance(dead, TurnDeadEvent)
    assert dead.data.turn == event.data
    assert (dead.data.error_class, dead.data.message, dead.data.attempt) == (ErrorClass.REFUSED, "not this", 3)
    assert letter.headers[ERROR_CLASS_HEADER] == "refused"
    assert letter.headers[ORIGIN_HEADER] == QUEUE
    await nothing_left(amqp)


async def test_what_cannot_be_decoded_goes_to_the_dead_letters_byte_for_byte(broker, publisher, amqp):
    handler = Recorder()
    bodies = [b"\x00\xff not json", b"{}", b"[]", b'[{"specversion":"1.0"}]', b"", b"[" * 100_000, b'[{"a":"\\ud800"}]']
    async with consuming(broker, publisher, handler):
        for body in bodies:
            await put(amqp, EXCHANGE, LIVE_KEY, body)
        letters = await take(amqp, "store.dead", len(bodies))
    assert sorted(letter.body for letter in letters) == sorted(bodies)
    assert {letter.headers[ERROR_CLASS_HEADER] for letter in letters} == {"contract_violation"}
    assert all(letter.headers[ERROR_HEADER] for letter in letters)
    assert handler.seen == []


async def test_one_bad_event_leaves_its_neighbours_alone(broker, publisher, amqp):
    handler = Recorder()
    good = recorded("good"), recorded("fine")
    bad = json.loads(encode(recorded("bad")))
    bad["data"]["user_id"] = ""
    body = encode_batch([encode(good[0]), json.dumps(bad).encode(), encode(good[1])])
    async with consuming(broker, publisher, handler):
        await put(amqp, EXCHANGE, LIVE_KEY, body)
        await handler.saw(2)
        (letter,) = await take(amqp, "store.dead", 1)
    assert {turn_of(each) for each in handler.seen} == {event.data.turn_id for event in good}
    assert json.loads(letter.body) == [bad]
    assert "user_id" in str(letter.headers[ERROR_HEADER])


async def test_a_retried_turn_keeps_the_fields_that_a_newer_producer_added(broker, publisher, amqp):
    newer = json.loads(encode(recorded()))
    newer["data"]["mood"] = "sunny"
    neighbour = json.loads(encode(recorded()))
    handler = Recorder(lambda each: RetryLater(DELAYS[0]) if each.attempt == 1 else Done())
    async with consuming(broker, publisher, handler):
        await put(amqp, EXCHANGE, LIVE_KEY, json.dumps([neighbour, newer]).encode())
        seen = await handler.saw(4)
    assert [newer] in [json.loads(each.body) for each in seen if each.attempt == 2]


async def test_a_redelivered_message_is_split_into_single_ones(broker, publisher, amqp):
    events = [recorded() for _ in range(5)]
    await send(amqp, *events, **{ATTEMPT_HEADER: 2})
    await give_back_unsettled(broker, QUEUE)
    handler = Recorder()
    async with consuming(broker, publisher, handler):
        seen = await handler.saw(5)
        await nothing_left(amqp)
    assert sorted(turn_of(each) for each in seen) == sorted(event.data.turn_id for event in events)
    assert all(len(json.loads(each.source)) == 1 for each in seen)
    assert {each.attempt for each in seen} == {2}, "a split is not an attempt"


async def test_a_turn_that_kills_its_worker_each_time_ends_in_the_dead_letters_alone(broker, publisher, amqp):
    poison = recorded("poison")
    await send(amqp, poison)
    for _ in range(DELIVERY_LIMIT + 1):
        await give_back_unsettled(broker, QUEUE)
    (letter,) = await take(amqp, "store.dead", 1)
    assert BATCH.validate_json(letter.body) == [poison]
    assert letter.headers["x-death"][0]["reason"] == "delivery_limit"
    assert await depth(amqp, QUEUE) == 0


async def test_pause_stops_consuming_holds_what_is_in_hand_and_goes_on(broker, publisher, amqp):
    healthy = asyncio.Event()
    handler = Recorder(lambda _: Done() if healthy.is_set() else Pause("the provider is down", 0.05))
    events = [recorded() for _ in range(20)]
    async with consuming(broker, publisher, handler) as consumer:
        await send(amqp, *events)
        await until(lambda: not consumer._subscription.on, "the consumer pauses")
        await handler.saw(25)  # twenty once, and then one after the other
        late = recorded()
        await send(amqp, late)
        await until(lambda: _has(amqp, 1), "a new turn stays in the queue")
        again = [turn_of(each) for each in handler.seen[20:25]]
        assert len(set(again)) == len(again), "a delivery whose probe failed goes to the end of the line"
        healthy.set()
        await until(lambda: late.data.turn_id in {turn_of(each) for each in handler.seen}, "the late turn is taken")
        await nothing_left(amqp)
        assert consumer.problem == ""
    assert {turn_of(each) for each in handler.seen} == {each.data.turn_id for each in (*events, late)}
    assert {each.attempt for each in handler.seen} == {1}, "a pause spends no attempt"
    assert await depth(amqp, "store.dead") == 0


async def _has(amqp, count):
    return await depth(amqp, QUEUE) == count


async def test_a_refused_retry_pauses_and_loses_nothing(broker, publisher, amqp):
    name = f"{QUEUE}.retry.200ms"
    (delay,) = [each for each in topology(DELAYS).queues if each.name == name]
    await amqp.queue_delete(name)
    handler = Recorder(lambda each: RetryLater(DELAYS[0]) if each.attempt == 1 else Done())
    event = recorded()
    async with consuming(broker, publisher, handler) as consumer:
        await send(amqp, event)
        await until(lambda: "afterthought provision" in consumer.problem, "the consumer pauses")
        queue = await amqp.declare_queue(name, durable=True, arguments={"x-queue-type": "quorum", **delay.arguments})
        await queue.bind(RETRY_EXCHANGE, name)
        seen = await handler.saw(2)
        await until(lambda: not consumer.problem, "the consumer resumes")
    assert [each.attempt for each in seen] == [1, 2]
    await nothing_left(amqp)


async def test_a_bug_in_the_handler_harms_only_its_own_turn(broker, publisher, amqp):
    def decide(delivery):
        if "boom" in delivery.event.data.message.content:
            raise ZeroDivisionError("by hand")
        return Done()

    handler = Recorder(decide)
    bad, good = recorded("boom"), recorded("fine")
    async with consuming(broker, publisher, handler):
        await send(amqp, bad, good)
        (letter,) = await take(amqp, "store.dead", 1)
        await nothing_left(amqp)
    (dead,) = BATCH.validate_json(letter.body)
    assert dead.data.turn == bad.data
    assert dead.data.error_class == ErrorClass.OUR_FAULT
    assert "ZeroDivisionError" in dead.data.message


async def test_stopping_finishes_what_is_in_hand(broker, publisher, amqp):
    entered, finish = asyncio.Event(), asyncio.Event()

    async def decide(_):
        entered.set()
        await finish.wait()
        return Done()

    async with consuming(broker, publisher, Recorder(decide)) as consumer:
        await send(amqp, recorded())
        await entered.wait()
        stopping = asyncio.create_task(consumer.stop(20))
        await until(lambda: consumer.problem == "not consuming", "the subscription is cancelled")
        finish.set()
        await stopping
    assert await depth(amqp, QUEUE) == 0


async def test_stopping_gives_back_what_it_cannot_finish(broker, publisher, amqp):
    handler = Recorder(lambda _: asyncio.Event().wait())
    events = [recorded() for _ in range(3)]
    async with consuming(broker, publisher, handler, within=0.05):
        for event in events:
            await send(amqp, event)
        await handler.saw(3)
    await until(lambda: _has(amqp, 3), "the messages are back")


async def test_a_closed_connection_brings_the_delivery_back(broker, publisher, amqp):
    release = asyncio.Event()

    async def decide(delivery):
        if not delivery.redelivered:
            await release.wait()
        return Done()

    handler = Recorder(decide)
    async with consuming(broker, publisher, handler):
        await send(amqp, recorded())
        await handler.saw(1)
        await until(lambda: _close(broker, f"extractor.{QUEUE}"), "the broker closes the connection")
        seen = await handler.saw(2)
        release.set()
        await nothing_left(amqp)
    assert [each.redelivered for each in seen[:2]] == [False, True]


async def test_a_consumer_waits_for_a_broker_that_is_not_provisioned_yet(broker, publisher, amqp):
    (work,) = [each for each in topology(DELAYS).queues if each.name == QUEUE]
    await amqp.queue_delete(QUEUE)
    handler = Recorder()
    consumer = Consumer(
        broker.url("extractor"), QUEUE, handler, publisher, source="/extractor", prefetch=5, concurrency=5
    )
    consumer.start()
    await until(lambda: consumer._subscription._connection, "it connects")
    assert consumer.problem == "not connected to RabbitMQ yet"
    queue = await amqp.declare_queue(QUEUE, durable=True, arguments={"x-queue-type": "quorum", **work.arguments})
    for exchange, key in work.bindings:
        await queue.bind(exchange, key)
    await send(amqp, recorded())
    await handler.saw(1)
    await consumer.stop(5)


async def test_letters_come_undecoded_and_whole(broker, amqp):
    store = Publisher(broker.url("store"), "test", ALL)
    store.start()
    await store.connected()
    handler = Recorder()
    await put(amqp, DEAD_EXCHANGE, "any", b"\xff")
    await put(amqp, DEAD_EXCHANGE, "any", encode_batch([encode(recorded()), encode(recorded())]))
    async with consuming(broker, store, handler, queue="store.dead", letters=True):
        seen = await handler.saw(3)
    assert [each.event is None for each in seen] == [True, False, False]
    assert seen[0].body == b"\xff"
    assert seen[0].problem
    assert await depth(amqp, "store.dead") == 0
    await store.close()


async def give_back_unsettled(broker, queue):
    """Take a message and lose the connection before it is settled, as a killed worker does."""
    connection = await aio_pika.connect(broker.admin_amqp_url)
    channel = await connection.channel()
    source = await channel.get_queue(queue, ensure=False)

    async def got() -> bool:
        return await source.get(fail=False) is not None

    await until(got, f"a message to take from {queue}")
    await connection.close()


async def _close(broker, name):
    """Have the broker close the connections with this client-provided name; tells whether there was one."""
    async with httpx2.AsyncClient(base_url=broker.admin_url) as admin:
        listed = (await admin.get(f"/api/vhosts/{broker.vhost}/connections")).json()
        found = [each["name"] for each in listed if each.get("client_properties", {}).get("connection_name") == name]
        for each in found:
            await admin.delete(f"/api/connections/{each}")
    return found
