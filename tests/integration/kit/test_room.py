"""Messages of many events on a real broker: decoded when there is room, handled together where the handler can."""

import asyncio
import json
from urllib.parse import urlsplit

from contracts.envelope import encode, encode_batch
from contracts.events import ErrorClass
from contracts.topology import EXCHANGE
from services.kit.bus.batch import Batched
from services.kit.bus.consumer import Consumer
from services.kit.bus.decision import Dead, Done, Hold, Park, RetryLater
from tests.bus import PATIENCE, Recorder, depth, put, recorded, take, turn_of, until
from tests.conftest import DELAYS
from tests.integration.kit.test_consumer import LIVE_KEY, PREFETCH, QUEUE, consuming, nothing_left, publisher, send
from tests.proxy import FaultProxy

__all__ = ["publisher"]  # a fixture


async def _is_back(amqp):
    return await depth(amqp, QUEUE) == 1


async def test_what_there_is_no_room_for_waits_undecoded_and_comes_when_there_is(broker, publisher, amqp):
    go_on = asyncio.Event()

    async def decide(_):
        await go_on.wait()
        return Done()

    handler = Recorder(decide)
    first, second = [recorded() for _ in range(PREFETCH + 10)], recorded("late")
    async with consuming(broker, publisher, handler, concurrency=PREFETCH) as consumer:
        await send(amqp, *first)
        await handler.saw(PREFETCH)
        await send(amqp, second)
        await until(lambda: consumer._outside, "the second message has arrived and waits")
        assert await depth(amqp, QUEUE) == 0
        assert len(handler.seen) == PREFETCH
        go_on.set()
        seen = await handler.saw(len(first) + 1)
        await nothing_left(amqp)
    assert turn_of(seen[-1]) == second.data.turn_id


async def test_the_time_that_a_message_waits_for_room_is_time_in_hand(broker, publisher, amqp):
    go_on, waited = asyncio.Event(), 0.3

    async def decide(delivery):
        if "late" in delivery.event.data.message.content:
            return Park("long enough") if delivery.in_hand > waited else Done()
        await go_on.wait()
        return Done()

    handler = Recorder(decide)
    async with consuming(broker, publisher, handler, concurrency=PREFETCH) as consumer:
        await send(amqp, *(recorded() for _ in range(PREFETCH)))
        await handler.saw(PREFETCH)
        await send(amqp, recorded("late"))
        await until(lambda: consumer._outside, "the second message has arrived and waits")
        arrived = asyncio.get_running_loop().time()
        await until(lambda: asyncio.get_running_loop().time() > arrived + waited, "it waits for a while")
        go_on.set()
        seen = await handler.saw(PREFETCH + 2)
        await nothing_left(amqp)
    late, again = seen[PREFETCH:]
    assert turn_of(late) == turn_of(again), "it was parked, and came back as a new message"
    assert again.in_hand < late.in_hand


async def test_a_stop_gives_back_at_once_what_there_was_no_room_for(broker, publisher, amqp):
    go_on = asyncio.Event()

    async def decide(_):
        await go_on.wait()
        return Done()

    handler = Recorder(decide)
    async with consuming(broker, publisher, handler, concurrency=PREFETCH) as consumer:
        await send(amqp, *(recorded() for _ in range(PREFETCH)))
        await handler.saw(PREFETCH)
        await send(amqp, recorded("late"))
        await until(lambda: consumer._outside, "the second message has arrived and waits")
        stopping = asyncio.create_task(consumer.stop(20))
        await until(lambda: _is_back(amqp), "it is back while the stop waits for the others")
        go_on.set()
        await stopping
    assert len(handler.seen) == PREFETCH
    assert await depth(amqp, QUEUE) == 1


async def test_the_events_of_a_message_that_a_batch_handler_does_not_end_go_on_one_by_one(broker, publisher, amqp):
    batches = []

    async def handle(deliveries):
        batches.append([each.event.data.message.content for each in deliveries])
        answers = {"done": Done(), "retry": RetryLater(DELAYS[0]), "hold": Hold("alone", 0.05)}
        return [
            answers[said] if each.attempt == 1 and not each.held else Done()
            for each, said in zip(deliveries, batches[-1], strict=True)
        ]

    async with consuming(broker, publisher, Batched(handle, 100)):
        await send(amqp, *(recorded(said) for said in ("done", "retry", "hold", "done")))
        await until(lambda: sum(map(len, batches)) == 6, "each is handled, two of them twice")
        await nothing_left(amqp)
    assert batches[0] == ["done", "retry", "hold", "done"]
    assert sorted(batches[1:]) == [["hold"], ["retry"]]


async def test_a_stop_finishes_what_the_events_of_a_message_leave_to_be_done(broker, publisher, amqp):
    entered, go_on = asyncio.Event(), asyncio.Event()

    async def handle(deliveries):
        entered.set()
        await go_on.wait()
        return [Dead(ErrorClass.REFUSED, "not this"), *(Done() for _ in deliveries[1:])]

    async with consuming(broker, publisher, Batched(handle, 100)) as consumer:
        await send(amqp, *(recorded() for _ in range(3)))
        await entered.wait()
        stopping = asyncio.create_task(consumer.stop(20))
        await until(lambda: consumer._hand._ending, "the stop waits for the handler")
        go_on.set()
        await stopping
    assert await depth(amqp, QUEUE) == 0
    assert await depth(amqp, "store.dead") == 1


async def test_half_a_character_harms_neither_its_neighbours_nor_the_consumer(broker, publisher, amqp):
    handler, good = Recorder(), recorded()
    async with consuming(broker, publisher, handler):
        await put(amqp, EXCHANGE, LIVE_KEY, encode_batch([b'{"a":"\\ud800"}', encode(good)]))
        (letter,) = await take(amqp, "store.dead", 1)
        await handler.saw(1)
        await nothing_left(amqp)
    assert json.loads(letter.body) == [{"a": "\ud800"}]


async def test_a_stop_while_the_broker_is_away_ends(broker, publisher, amqp, monkeypatch):
    monkeypatch.setattr("services.kit.bus.subscription.CANCEL_SECONDS", 0.2)
    parts = urlsplit(broker.url("extractor"))
    async with FaultProxy(parts.hostname, parts.port) as proxy:
        consumer = Consumer(
            proxy.url(broker.url("extractor")), QUEUE, Recorder(), publisher, source="/x", prefetch=5, concurrency=5
        )
        consumer.start()
        await until(lambda: not consumer.problem, "the consumer consumes")
        proxy.cut()
        await until(lambda: "down" in consumer.problem, "it has noticed")
        async with asyncio.timeout(PATIENCE):
            await consumer.stop(0)
        assert proxy.faults["cut"]


async def test_a_batch_handler_gets_what_can_be_decoded(broker, publisher, amqp):
    seen = []

    async def handle(deliveries):
        seen.extend(turn_of(each) for each in deliveries)
        return [Done() for _ in deliveries]

    good = recorded("good"), recorded("fine")
    body = encode_batch([encode(good[0]), b"{}", encode(good[1])])
    async with consuming(broker, publisher, Batched(handle, 100)):
        await put(amqp, EXCHANGE, LIVE_KEY, body)
        (letter,) = await take(amqp, "store.dead", 1)
        await nothing_left(amqp)
    assert json.loads(letter.body) == [{}]
    assert sorted(seen) == sorted(each.data.turn_id for each in good)
