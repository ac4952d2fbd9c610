"""Hold, pause and park on a real broker: what stays in hand stays ours once, and goes back when it should."""

import asyncio
from collections import Counter

from contracts.topology import ATTEMPT_HEADER
from services.kit.bus.decision import Done, Hold, Park, Pause
from tests.bus import Recorder, depth, recorded, turn_of, until
from tests.integration.kit.test_consumer import QUEUE, _close, consuming, nothing_left, publisher, send

__all__ = ["publisher"]  # a fixture

FOR_EVER = 3_600.0


class Together:
    """Lets nobody go on before so many have come."""

    def __init__(self, count: int) -> None:
        self._missing = count
        self._complete = asyncio.Event()

    async def come(self) -> None:
        self._missing -= 1
        if self._missing <= 0:
            self._complete.set()
        await self._complete.wait()


def said(delivery) -> str:
    return str(delivery.event.data.message.content)


async def ready(amqp, count):
    await until(lambda: _ready(amqp, count), f"{count} messages are ready in {QUEUE}")


async def _ready(amqp, count):
    return await depth(amqp, QUEUE) == count


async def test_a_held_delivery_comes_again_with_its_note_while_the_others_go_on(broker, publisher, amqp):
    handler = Recorder(lambda each: Hold("alone", 0.05, note=each.held + 1) if each.held < 3 else Done())
    async with consuming(broker, publisher, handler) as consumer:
        await send(amqp, recorded(), **{ATTEMPT_HEADER: 2})
        seen = await handler.saw(4)
        assert consumer.problem == "", "nobody closed the lane"
        await nothing_left(amqp)
    assert [(each.held, each.note, each.attempt) for each in seen] == [(0, None, 2), (1, 1, 2), (2, 2, 2), (3, 3, 2)]
    in_hand = [each.in_hand for each in seen]
    assert in_hand == sorted(in_hand)
    assert in_hand[-1] > 0
    assert len({each.message_id for each in seen}) == 1, "it never left the hand"


async def test_what_is_held_or_paused_takes_no_slot_and_is_given_back_at_once(broker, publisher, amqp):
    handler = Recorder(lambda each: Hold("alone", FOR_EVER) if "held" in said(each) else Done())
    async with consuming(broker, publisher, handler, within=FOR_EVER, concurrency=1):
        await send(amqp, recorded("held"))
        await handler.saw(1)
        await send(amqp, recorded("free"))
        await handler.saw(2)
    await ready(amqp, 1)


async def test_a_stop_while_paused_gives_all_back_at_once(broker, publisher, amqp):
    all_there = Together(4)

    async def decide(_):
        await all_there.come()
        return Pause("down", FOR_EVER)

    handler = Recorder(decide)
    async with consuming(broker, publisher, handler, within=FOR_EVER) as consumer:
        await send(amqp, *(recorded() for _ in range(3)))
        await send(amqp, recorded())
        await until(lambda: not consumer._subscription.on, "the consumer pauses")
        assert await depth(amqp, QUEUE) == 0
    await ready(amqp, 2)


async def test_a_delivery_that_is_to_be_held_during_a_stop_is_given_back(broker, publisher, amqp):
    entered, decide = asyncio.Event(), asyncio.Event()

    async def hold(_):
        entered.set()
        await decide.wait()
        return Hold("alone", FOR_EVER)

    async with consuming(broker, publisher, Recorder(hold), within=FOR_EVER) as consumer:
        await send(amqp, recorded())
        await entered.wait()
        stopping = asyncio.create_task(consumer.stop(FOR_EVER))
        await until(lambda: consumer._hand._ending, "the stop waits for the handler")
        decide.set()
        await stopping
    await ready(amqp, 1)


async def test_one_delivery_that_always_pauses_does_not_keep_its_lane_shut(broker, publisher, amqp):
    all_there = Together(11)

    async def decide(delivery):
        await all_there.come()
        return Pause("it alone", 0.02) if "bad" in said(delivery) or not delivery.held else Done()

    handler = Recorder(decide)
    async with consuming(broker, publisher, handler, within=0) as consumer:
        for event in [recorded("bad"), *(recorded() for _ in range(10))]:
            await send(amqp, event)
        await until(lambda: not consumer._subscription.on, "the consumer pauses")
        await until(lambda: len(consumer._hand._tasks) == 1, "all others are done")
        assert "it alone" in consumer.problem
    await ready(amqp, 1)


async def test_what_is_parked_comes_back_as_a_new_message_with_the_same_attempt(broker, publisher, amqp):
    parked: set[str] = set()

    def decide(delivery):
        if not parked:
            parked.add(delivery.message_id)
            return Park("long enough")
        return Done()

    handler = Recorder(decide)
    event = recorded()
    async with consuming(broker, publisher, handler):
        await send(amqp, event, **{ATTEMPT_HEADER: 3})
        first, second = await handler.saw(2)
        await nothing_left(amqp)
    assert (first.event, second.event) == (event, event)
    assert (first.attempt, second.attempt) == (3, 3)
    assert (second.held, second.redelivered) == (0, False), "its delivery limit counts from the start"
    assert first.message_id != second.message_id
    assert await depth(amqp, "store.dead") == 0


async def test_a_lane_whose_held_deliveries_are_all_parked_takes_new_work(broker, publisher, amqp):
    healthy = asyncio.Event()

    def decide(delivery):
        if healthy.is_set():
            return Done()
        return Park("long enough") if delivery.held else Pause("down", FOR_EVER, at_most=0.05)

    handler = Recorder(decide)
    events = [recorded() for _ in range(20)]
    async with consuming(broker, publisher, handler) as consumer:
        for event in events:
            await send(amqp, event)
        await handler.saw(100)  # each is held and parked over and over
        healthy.set()
        await until(lambda: consumer.problem == "", "the consumer consumes")
        await nothing_left(amqp)
        await until(lambda: not consumer._hand._tasks, "all are settled")
    seen = Counter(turn_of(each) for each in handler.seen)
    assert set(seen) == {each.data.turn_id for each in events}
    assert {each.attempt for each in handler.seen} == {1}
    assert await depth(amqp, QUEUE) == 0
    assert await depth(amqp, "store.dead") == 0


async def test_a_connection_lost_while_paused_doubles_nothing(broker, publisher, amqp):
    healthy, done, all_there = asyncio.Event(), Counter(), Together(10)

    async def decide(delivery):
        await all_there.come()
        if not healthy.is_set():
            return Pause("down", FOR_EVER)
        done[turn_of(delivery)] += 1
        return Done()

    handler = Recorder(decide)
    async with consuming(broker, publisher, handler) as consumer:
        for _ in range(10):
            await send(amqp, recorded())
        await handler.saw(10)
        await until(lambda: not consumer._subscription.on, "the consumer pauses")
        await until(lambda: _close(broker, f"extractor.{QUEUE}"), "the broker closes the connection")
        await ready(amqp, 10)
        healthy.set()
        consumer.resume()
        await until(lambda: len(done) == 10, "all are done")
        await nothing_left(amqp)
        await until(lambda: not consumer._hand._tasks, "all are settled")
    assert set(done.values()) == {1}, "the copies from before the loss were dropped"
    assert sum(each.redelivered for each in handler.seen) == 10, "the connection was lost"
