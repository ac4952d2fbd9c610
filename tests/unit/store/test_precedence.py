"""A batch gives way to recalls, and not for ever."""

import asyncio

import pytest

from services.store.precedence import Precedence

FOREVER = 60.0


async def test_nobody_waits_for_nothing():
    await asyncio.wait_for(Precedence(FOREVER).give_way(), 1)


async def test_a_batch_waits_for_the_last_of_the_recalls():
    precedence = Precedence(FOREVER)
    with precedence.first():
        with precedence.first():
            waiting = asyncio.create_task(precedence.give_way())
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        assert not waiting.done()
    await asyncio.wait_for(waiting, 1)


async def test_a_recall_that_fails_is_over():
    precedence = Precedence(FOREVER)
    with pytest.raises(ZeroDivisionError), precedence.first():
        1 / 0  # noqa: B018
    await asyncio.wait_for(precedence.give_way(), 1)


async def test_recalls_without_end_do_not_stop_the_store():
    precedence = Precedence(0.01)
    with precedence.first():
        await asyncio.wait_for(precedence.give_way(), 5)
