"""The gate: each cause has its own say, and what is held probes one after the other."""

import asyncio
from math import inf

from services.kit.bus.gate import Gate


class Held:
    """A held delivery that notes its turns, and probes until it is told how that went."""

    def __init__(self, gate: Gate, delay: float = 0, at_most: float = inf) -> None:
        self.turns = 0
        self._gate = gate
        self._failed = asyncio.Event()
        self.waiting = asyncio.create_task(self._wait(delay, at_most))

    async def _wait(self, delay: float, at_most: float) -> None:
        while True:
            await self._gate.wait_turn(self, delay, at_most)
            self.turns += 1
            await self._failed.wait()
            self._failed.clear()

    def fail(self) -> None:
        """Its probe failed: it waits again."""
        self._failed.set()

    async def end(self) -> bool:
        """It is cancelled, and leaves."""
        self.waiting.cancel()
        await asyncio.gather(self.waiting, return_exceptions=True)
        return self._gate.leave(self)


async def settled() -> None:
    """Let everything happen that can happen without a delay."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_gate_opens_when_its_last_cause_is_gone():
    gate = Gate()
    assert gate.reason == ""
    assert gate.close("handler", "the provider is down")
    assert not gate.close("publish", "no exchange"), "it was closed already"
    assert gate.reason == "the provider is down; no exchange"
    assert not gate.open("handler")
    assert gate.reason == "no exchange"
    assert not gate.open("handler"), "that cause had nothing to take back"
    assert gate.open("publish")
    assert gate.reason == ""


async def test_one_probes_at_a_time_and_the_next_one_after_a_failure():
    gate = Gate()
    gate.close("handler", "down")
    line = [Held(gate) for _ in range(3)]
    for number in range(7):
        await settled()
        turns = [each.turns for each in line]
        assert sum(turns) == number + 1, "only one probes"
        assert max(turns) - min(turns) <= 1, "they take turns"
        line[number % 3].fail()
    for each in line:
        await each.end()


async def test_the_opening_lets_all_go_on():
    gate = Gate()
    gate.close("handler", "down")
    line = [Held(gate, delay=60) for _ in range(3)]
    await settled()
    assert [each.turns for each in line] == [0, 0, 0]
    assert gate.open("handler")
    await settled()
    assert [each.turns for each in line] == [1, 1, 1]
    for each in line:
        await each.end()


async def test_a_prober_that_leaves_is_followed_by_the_next_at_once():
    gate = Gate()
    gate.close("handler", "down")
    first, second = Held(gate), Held(gate, delay=60)
    await settled()
    assert (first.turns, second.turns) == (1, 0)
    assert not await first.end()
    await settled()
    assert second.turns == 1
    assert await second.end(), "nobody is left to open the gate"


async def test_one_that_only_waits_leaves_the_prober_alone():
    gate = Gate()
    gate.close("handler", "down")
    first, second, third = (Held(gate) for _ in range(3))
    await settled()
    assert not await second.end()
    await settled()
    assert (first.turns, third.turns) == (1, 0)
    await first.end()
    await third.end()


async def test_nobody_waits_longer_than_it_may():
    gate = Gate()
    gate.close("handler", "down")
    first, second = Held(gate, delay=60), Held(gate, delay=60, at_most=0)
    await settled()
    await asyncio.wait((second.waiting,), timeout=0.05)
    assert (first.turns, second.turns) == (0, 1)
    await first.end()
    await second.end()


async def test_an_open_gate_keeps_nobody():
    gate = Gate()
    await gate.wait_turn(object(), 60, inf)
    assert not gate.leave(object())
