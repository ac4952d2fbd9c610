"""Saving in shared statements: each turn has its own outcome and deadline, and nobody waits for company."""

import asyncio

import pytest

from services.chat.outbox import Deferred
from services.chat.saver import BYTES, TURNS, Saver
from tests.bus import recorded, until


def deferred(content: bytes = b"{}") -> Deferred:
    turn = recorded().data
    return Deferred(turn.turn_id, turn.tenant_id, turn.user_id, turn.lane, content)


class Keep:
    """Notes its batches; waits for `release` in each; raises the errors it was given, one for each call."""

    def __init__(self, *errors: Exception) -> None:
        self.batches: list[list[Deferred]] = []
        self.errors = list(errors)
        self.entered = asyncio.Event()
        self.release = asyncio.Event()

    async def __call__(self, turns):
        self.batches.append(list(turns))
        self.entered.set()
        await self.release.wait()
        if self.errors:
            raise self.errors.pop(0)


def save_all(saver, turns):
    return [asyncio.create_task(saver.save(turn, within=30)) for turn in turns]


async def test_the_first_goes_alone_and_those_that_arrive_meanwhile_share_the_next():
    keep = Keep()
    saver = Saver(keep)
    turns = [deferred() for _ in range(TURNS + 10)]
    first = save_all(saver, turns[:1])
    await keep.entered.wait()
    rest = save_all(saver, turns[1:])
    await until(lambda: len(saver._waiting) == len(turns) - 1, "the others wait")
    keep.release.set()
    await asyncio.gather(*first, *rest)
    assert [len(batch) for batch in keep.batches] == [1, TURNS, 9]
    assert [turn for batch in keep.batches for turn in batch] == turns


async def test_a_statement_takes_no_more_than_its_bytes():
    keep = Keep()
    keep.release.set()
    large = [deferred(b"x" * (BYTES // 2)) for _ in range(5)]
    await asyncio.gather(*save_all(Saver(keep), large))
    assert [len(batch) for batch in keep.batches] == [2, 2, 1]


async def test_a_statement_that_hangs_ends_at_the_deadline_and_the_next_is_tried():
    keep = Keep()
    saver = Saver(keep)
    with pytest.raises(TimeoutError):
        await saver.save(deferred(), within=0.01)
    keep.release.set()
    await saver.save(deferred(), within=30)
    assert len(keep.batches) == 2


async def test_a_turn_whose_deadline_passed_is_not_saved_later():
    keep = Keep()
    saver = Saver(keep)
    first = save_all(saver, [deferred()])
    await keep.entered.wait()
    late = deferred()
    with pytest.raises(TimeoutError):
        await saver.save(late, within=0.01)
    keep.release.set()
    await asyncio.gather(*first)
    assert all(late not in batch for batch in keep.batches)


async def test_a_failed_statement_is_tried_once_more():
    keep = Keep(ConnectionResetError())
    keep.release.set()
    await Saver(keep).save(deferred(), within=30)
    assert len(keep.batches) == 2


async def test_what_fails_twice_is_raised_to_everybody_in_it_and_the_next_is_saved():
    keep = Keep(ConnectionResetError(), ConnectionRefusedError("nobody there"))
    keep.release.set()
    saver = Saver(keep)
    outcomes = await asyncio.gather(*save_all(saver, [deferred(), deferred()]), return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["nobody there"] * 2
    await saver.save(deferred(), within=30)
