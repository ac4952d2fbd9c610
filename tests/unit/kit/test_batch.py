"""Natural batching: what has arrived goes together, what is in no hurry waits, a poison event harms only itself."""

import asyncio

import pytest

from services.kit.bus.batch import Batched
from services.kit.bus.decision import Done
from services.kit.bus.delivery import Delivery


def delivery(name: str) -> Delivery:
    return Delivery(event=None, source=name.encode())


class Handler:
    """Notes its batches; waits for `release` in each; raises where `poison` is part of the batch."""

    def __init__(self) -> None:
        self.batches: list[list[bytes]] = []
        self.entered = asyncio.Event()
        self.release = asyncio.Event()

    async def __call__(self, deliveries):
        names = [each.source for each in deliveries]
        self.batches.append(names)
        self.entered.set()
        await self.release.wait()
        if b"poison" in names:
            raise ValueError("poison")
        return [Done() for _ in names]


async def test_a_lone_delivery_is_handled_at_once_and_what_arrives_meanwhile_together():
    handler = Handler()
    batched = Batched(handler, 10)
    first = asyncio.create_task(batched([delivery("first")]))
    await handler.entered.wait()
    rest = [asyncio.create_task(batched([delivery(name) for name in group])) for group in ("ab", "c")]
    await asyncio.sleep(0)
    handler.release.set()
    assert await asyncio.gather(first, *rest) == [[Done()], [Done()] * 2, [Done()]]
    assert handler.batches == [[b"first"], [b"a", b"b", b"c"]]


async def test_a_batch_holds_no_more_than_it_may():
    handler = Handler()
    handler.release.set()
    batched = Batched(handler, 10)
    groups = [[delivery("x")] * size for size in (4, 6, 3, 8, 25, 1)]
    answers = await asyncio.gather(*map(batched, groups))
    assert [len(batch) for batch in handler.batches] == [10, 3, 8, 25, 1], "a group is not divided"
    assert [len(answer) for answer in answers] == [4, 6, 3, 8, 25, 1]


async def test_while_others_go_first_a_batch_grows_and_what_is_gone_by_then_is_no_part_of_it():
    handler, calm = Handler(), asyncio.Event()
    handler.release.set()

    async def ready() -> None:
        await calm.wait()

    batched = Batched(handler, 10, ready)
    gone, *rest = [asyncio.create_task(batched([delivery(name)])) for name in "abc"]
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    calm.set()
    assert await asyncio.gather(*rest) == [[Done()], [Done()]]
    assert handler.batches == [[b"b", b"c"]]


async def test_nothing_is_handled_when_all_are_gone():
    handler, calm = Handler(), asyncio.Event()
    handler.release.set()

    async def ready() -> None:
        await calm.wait()

    batched = Batched(handler, 10, ready)
    gone = asyncio.create_task(batched([delivery("a")]))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    calm.set()
    assert await batched([delivery("b")]) == [Done()]
    assert handler.batches == [[b"b"]]


FOREVER, A_MOMENT = 60.0, 0.01


def waiting_in_capitals(seconds: float):
    """Return a patience: groups of capital letters wait so many seconds, others not at all."""
    return lambda group: seconds if all(each.source.isupper() for each in group) else 0.0


async def test_what_is_in_no_hurry_waits_for_what_is_and_goes_with_it():
    handler = Handler()
    handler.release.set()
    batched = Batched(handler, 10, patience=waiting_in_capitals(FOREVER))
    patient = [asyncio.create_task(batched([delivery(name)])) for name in "AB"]
    await asyncio.sleep(A_MOMENT)
    assert handler.batches == []
    assert await batched([delivery("c")]) == [Done()]
    assert await asyncio.gather(*patient) == [[Done()]] * 2
    assert handler.batches == [[b"A", b"B", b"c"]]


async def test_when_nothing_else_comes_it_goes_alone():
    handler = Handler()
    handler.release.set()
    batched = Batched(handler, 10, patience=waiting_in_capitals(A_MOMENT))
    assert await batched([delivery("A")]) == [Done()]
    assert handler.batches == [[b"A"]]


async def test_a_full_batch_waits_for_nobody():
    handler = Handler()
    handler.release.set()
    batched = Batched(handler, 3, patience=waiting_in_capitals(FOREVER))
    groups = [asyncio.create_task(batched([delivery(name) for name in group])) for group in ("AB", "C")]
    assert await asyncio.wait_for(asyncio.gather(*groups), 5) == [[Done()] * 2, [Done()]]
    assert handler.batches == [[b"A", b"B", b"C"]]


async def test_what_waits_for_company_and_is_cancelled_holds_nobody_up():
    handler = Handler()
    handler.release.set()
    batched = Batched(handler, 10, patience=waiting_in_capitals(A_MOMENT))
    gone = asyncio.create_task(batched([delivery("A")]))
    await asyncio.sleep(0)
    gone.cancel()
    assert await batched([delivery("B")]) == [Done()]
    assert handler.batches == [[b"B"]]


async def test_a_failing_batch_is_handled_one_by_one():
    handler = Handler()
    handler.release.set()
    batched = Batched(handler, 10)
    (first, second), (third,) = await asyncio.gather(
        batched([delivery("a"), delivery("poison")]), batched([delivery("b")])
    )
    assert first == third == Done()
    assert isinstance(second, ValueError)
    assert handler.batches == [[b"a", b"poison", b"b"], [b"a"], [b"poison"], [b"b"]]


async def test_a_handler_that_leaves_one_out_is_a_bug_that_everybody_hears_of():
    async def decide_too_little(deliveries):
        return [Done() for _ in deliveries][1:]

    outcomes = await Batched(decide_too_little, 10)([delivery("a"), delivery("b")])
    assert [type(each) for each in outcomes] == [ValueError] * 2


async def test_a_cancelled_delivery_is_left_out_and_the_others_go_on():
    handler = Handler()
    batched = Batched(handler, 10)
    first = asyncio.create_task(batched([delivery("first")]))
    await handler.entered.wait()
    gone, stays = (asyncio.create_task(batched([delivery(name)])) for name in ("gone", "stays"))
    await asyncio.sleep(0)
    gone.cancel()
    handler.release.set()
    assert await first == await stays == [Done()]
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert handler.batches[1] == [b"stays"]
