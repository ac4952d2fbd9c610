"""Publishing on a real broker: what is confirmed is there, what is refused is said, and batches fill by themselves."""

import asyncio
import socket

import aio_pika
import httpx2
import pytest
import pytest_asyncio

import services.kit.bus.publisher as bus
from contracts.envelope import BATCH, BATCH_LIMIT, encode, wrap
from contracts.events import ExtractionStarted
from contracts.topology import DEAD_EXCHANGE, EXCHANGE, RETRY_EXCHANGE
from services.kit.bus.errors import BrokerUnavailable, TopologyFault
from services.kit.bus.publisher import Publisher
from tests.bus import depth, recorded, take, until

ALL = (EXCHANGE, RETRY_EXCHANGE, DEAD_EXCHANGE)


@pytest_asyncio.fixture
async def publisher(broker):
    publisher = Publisher(broker.url("extractor"), "test", ALL)
    publisher.start()
    await publisher.connected()
    yield publisher
    await publisher.close()


def started(event):
    data = event.data
    place = {key: getattr(data, key) for key in ("tenant_id", "user_id", "session_id", "turn_id", "said_at")}
    return wrap(ExtractionStarted(**place, attempt=1, worker="w"), "/extractor")


async def test_what_was_confirmed_is_in_the_queue(publisher, amqp):
    event = recorded()
    await publisher.publish(event)
    (message,) = await take(amqp, "extractor.turns", 1)
    assert BATCH.validate_json(message.body) == [event]
    assert message.delivery_mode == aio_pika.DeliveryMode.PERSISTENT
    assert message.content_type == "application/cloudevents-batch+json"
    assert message.message_id
    assert await depth(amqp, "store.events") == 1


async def test_events_that_arrive_while_a_publish_is_under_way_share_the_next_message(publisher, amqp):
    events = [recorded() for _ in range(1_000)]
    first = asyncio.create_task(publisher.publish(events[0]))
    for _ in range(5):
        await asyncio.sleep(0)  # lets the first go out
    assert not first.done()
    await asyncio.gather(first, *(publisher.publish(event) for event in events[1:]))
    count = await depth(amqp, "extractor.turns")
    batches = [BATCH.validate_json(message.body) for message in await take(amqp, "extractor.turns", count)]
    assert [event for batch in batches for event in batch] == events
    assert len(batches[0]) == 1, "the first goes out at once, alone"
    assert max(map(len, batches)) == BATCH_LIMIT
    assert count < len(events) / 10


async def test_events_with_different_keys_never_share_a_message(publisher, amqp):
    turn = recorded()
    await asyncio.gather(*(publisher.publish(event) for _ in range(20) for event in (turn, started(turn))))
    count = await depth(amqp, "store.events")
    for message in await take(amqp, "store.events", count):
        assert len({event.type for event in BATCH.validate_json(message.body)}) == 1


async def test_a_message_stays_far_below_the_brokers_limit(publisher, amqp):
    events = [recorded("x" * 60_000) for _ in range(60)]
    await asyncio.gather(*(publisher.publish(event) for event in events))
    count = await depth(amqp, "extractor.turns")
    messages = await take(amqp, "extractor.turns", count)
    assert sum(len(BATCH.validate_json(message.body)) for message in messages) == len(events)
    assert max(len(message.body) for message in messages) < 1_200_000


async def test_a_message_that_no_queue_takes_is_refused(publisher, amqp):
    await (await amqp.get_queue("store.events")).unbind(EXCHANGE, "#")
    turn = recorded()
    with pytest.raises(TopologyFault, match="afterthought provision"):
        await publisher.publish(started(turn))
    assert "extraction.started" in publisher.problem
    await publisher.publish(turn)
    assert publisher.problem == ""


async def test_a_missing_exchange_is_refused_and_its_return_is_noticed(publisher, amqp):
    await amqp.exchange_delete(EXCHANGE)
    with pytest.raises(TopologyFault):
        await publisher.publish(recorded())
    exchange = await amqp.declare_exchange(EXCHANGE, "topic", durable=True)
    for name, key in (("extractor.turns", "turn.recorded.v1.live"), ("store.events", "#")):
        await (await amqp.get_queue(name)).bind(exchange, key)

    async def goes_through() -> bool:
        try:
            await publisher.publish(recorded(), within=2)
        except (TopologyFault, BrokerUnavailable):
            return False
        return True

    await until(goes_through, "a publish after the exchange came back")


async def test_a_publish_without_permission_is_refused(broker):
    chat = Publisher(broker.url("chat"), "test", (EXCHANGE,))
    chat.start()
    await chat.connected()
    chat._exchanges[DEAD_EXCHANGE] = await chat._open(DEAD_EXCHANGE)
    with pytest.raises(TopologyFault):
        await chat.publish_encoded(encode(recorded()), DEAD_EXCHANGE, "any")
    await chat.publish(recorded())
    await chat.close()


async def test_without_a_broker_a_publish_fails_by_its_deadline_and_says_why():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    publisher = Publisher(f"amqp://x:x@127.0.0.1:{port}/", "test")
    publisher.start()
    with pytest.raises(BrokerUnavailable, match="not connected"):
        await publisher.publish(recorded(), within=0.1)
    await publisher.close()


async def test_without_a_deadline_of_its_own_an_event_has_that_of_its_message(monkeypatch):
    monkeypatch.setattr(bus, "CONFIRM_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    publisher = Publisher(f"amqp://x:x@127.0.0.1:{port}/", "test")
    publisher.start()
    calls = [asyncio.create_task(publisher.publish(recorded(), within=None)) for _ in range(2)]
    with pytest.raises(BrokerUnavailable, match="not connected"):
        await calls[0]
    with pytest.raises(BrokerUnavailable, match="not connected"):
        await calls[1]
    await publisher.close()


async def test_closing_tells_those_that_still_wait():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    publisher = Publisher(f"amqp://x:x@127.0.0.1:{port}/", "test")
    publisher.start()
    calls = [asyncio.create_task(publisher.publish(recorded(), within=None)) for _ in range(3)]
    await asyncio.sleep(0)  # lets the first go out
    await publisher.close()
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(each) for each in outcomes] == [BrokerUnavailable] * 3


async def test_an_error_that_nobody_foresaw_reaches_the_callers_and_the_next_go_out(publisher, amqp, monkeypatch):
    def broken(_):
        raise ZeroDivisionError("by hand")

    with monkeypatch.context() as patched:
        patched.setattr(bus, "encode_batch", broken)
        with pytest.raises(BrokerUnavailable, match="ZeroDivisionError"):
            await publisher.publish(recorded(), within=None)
    await publisher.publish(recorded(), within=None)
    assert await depth(amqp, "extractor.turns") == 1


async def test_what_was_confirmed_survives_closed_connections(broker, publisher, amqp):
    confirmed: list[object] = []
    unknown = 0

    async def send() -> None:
        nonlocal unknown
        event = recorded()
        try:
            await publisher.publish(event, within=5)
            confirmed.append(event)
        except BrokerUnavailable:
            unknown += 1

    async def close_connections() -> int:
        async with httpx2.AsyncClient(base_url=broker.admin_url) as admin:
            listed = (await admin.get(f"/api/vhosts/{broker.vhost}/connections")).json()
            names = [each["name"] for each in listed if each.get("user") == "extractor"]
            for name in names:
                await admin.delete(f"/api/connections/{name}")
        return len(names)

    closed = 0
    deadline = asyncio.get_running_loop().time() + 20
    while (not closed or len(confirmed) < 500) and asyncio.get_running_loop().time() < deadline:
        await asyncio.gather(*(send() for _ in range(50)))
        if not closed:
            closed = await close_connections()
    assert closed, "the fault did not happen"
    count = await depth(amqp, "extractor.turns")
    stored = [
        event for message in await take(amqp, "extractor.turns", count) for event in BATCH.validate_json(message.body)
    ]
    ids = [event.id for event in stored]
    assert {event.id for event in confirmed} <= set(ids)
    assert len(confirmed) >= 500
