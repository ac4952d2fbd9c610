"""Slots: none is lost, none is given out twice, whatever is cancelled."""

import asyncio
import random

from services.kit.bus.slots import Slots


async def test_whoever_asks_first_is_served_first():
    slots, served = Slots(1), []

    async def work(number: int) -> None:
        async with slots:
            served.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*map(work, range(5)))

    assert served == [0, 1, 2, 3, 4]


async def test_a_slot_that_was_handed_to_one_who_is_cancelled_goes_to_the_next():
    slots = Slots(1)
    await slots.acquire()
    first, second = asyncio.create_task(slots.acquire()), asyncio.create_task(slots.acquire())
    await asyncio.sleep(0)

    slots.release()
    first.cancel()

    await second
    assert first.cancelled()


async def test_several_at_once_are_had_as_soon_as_one_is_free_and_nobody_overtakes():
    slots, served = Slots(3), []

    async def work(name: str, count: int) -> None:
        await slots.acquire(count)
        served.append(name)

    await slots.acquire(2)
    tasks = []
    for name, count in (("many", 10), ("second", 5), ("third", 1)):
        tasks.append(asyncio.create_task(work(name, count)))
        await asyncio.sleep(0)
    assert served == ["many"], "one was free"
    slots.release(2)
    await asyncio.sleep(0)
    assert served == ["many"], "nine are taken that do not exist"
    slots.release(10)
    await asyncio.sleep(0)
    assert served == ["many", "second"], "three were free, and are overdrawn again"
    slots.release(5)
    await asyncio.sleep(0)
    assert served == ["many", "second", "third"]
    await asyncio.gather(*tasks)


async def test_however_many_are_cancelled_no_more_than_there_are_slots_work_and_all_slots_come_back():
    chance = random.Random(7)
    for _ in range(50):
        count = chance.randint(1, 4)
        slots, working, most = Slots(count), 0, 0

        async def work(slots: Slots = slots) -> None:
            nonlocal working, most
            async with slots:
                working += 1
                most = max(most, working)
                try:
                    for _ in range(chance.randint(0, 3)):
                        await asyncio.sleep(0)
                finally:
                    working -= 1

        tasks = [asyncio.create_task(work()) for _ in range(20)]
        for _ in range(10):
            chance.choice(tasks).cancel()
            await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)

        assert most <= count
        async with asyncio.timeout(5):
            for _ in range(count):
                await slots.acquire()
