"""An answer is counted once for all who ask, and holds in proportion to what it cost."""

import asyncio

import pytest

from services.store.api.memo import LONGEST_SECONDS, SHARE, Memo


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Counting:
    """Takes `seconds` of the clock to count to one more."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.clock, self.seconds, self.counted = clock, seconds, 0

    async def __call__(self) -> int:
        await asyncio.sleep(0)
        self.clock.now += self.seconds
        self.counted += 1
        return self.counted


async def test_those_who_ask_at_once_share_one_count():
    clock = Clock()
    counting = Counting(clock, 1)
    memo: Memo[int] = Memo(clock)
    assert await asyncio.gather(*(memo.get("a", counting) for _ in range(5))) == [1] * 5


async def test_an_answer_holds_in_proportion_to_its_cost():
    clock = Clock()
    counting = Counting(clock, 1)
    memo: Memo[int] = Memo(clock)
    assert await memo.get("a", counting) == 1
    clock.now += SHARE - 1
    assert await memo.get("a", counting) == 1
    clock.now += 2
    assert await memo.get("a", counting) == 2
    assert await memo.get("b", counting) == 3, "another key is another answer"


async def test_no_answer_holds_for_ever():
    clock = Clock()
    counting = Counting(clock, 10_000)
    memo: Memo[int] = Memo(clock)
    await memo.get("a", counting)
    clock.now += LONGEST_SECONDS + 1
    assert await memo.get("a", counting) == 2


async def test_a_count_that_fails_is_tried_again():
    clock = Clock()
    memo: Memo[int] = Memo(clock)

    async def fail() -> int:
        raise OSError("away")

    for _ in range(2):
        with pytest.raises(OSError, match="away"):
            await memo.get("a", fail)
    assert await memo.get("a", Counting(clock, 1)) == 1
