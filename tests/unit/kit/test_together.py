"""Gathering by key: under any order of arrivals, departures and outcomes, every delivery is decided exactly once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.kit.bus.decision import Decision, Done
from services.kit.bus.delivery import Delivery, LetGo
from services.kit.bus.slots import Slots
from services.kit.bus.together import QUIET_PASSES, Seat, Together

MOST = 3
SLOTS = 2


def delivery(key: str, number: int = 0) -> Delivery:
    return Delivery(event=None, source=f"{key} {number}".encode())


def key_of(delivery: Delivery) -> str | None:
    key = delivery.source.decode().split()[0]
    return None if key == "alone" else key


class Handler:
    """Notes its calls; each waits until the test ends it."""

    def __init__(self) -> None:
        self.calls: list[list[bytes]] = []
        self.under_way: dict[int, tuple[list[bytes], asyncio.Future[bool]]] = {}

    async def __call__(self, deliveries: Sequence[Delivery]) -> list[Decision]:
        names, place = [each.source for each in deliveries], len(self.calls)
        self.calls.append(names)
        ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.under_way[place] = (names, ended)
        try:
            if not await ended:
                raise ValueError("a bug")
        finally:
            del self.under_way[place]
        return [Done() for _ in names]

    def end(self, place: int = 0, *, well: bool = True) -> None:
        list(self.under_way.values())[place][1].set_result(well)


def together(handler: Handler) -> Together:
    return Together(handler, key_of, lambda waiting: waiting[:MOST], MOST)


async def pass_on() -> None:
    """Let everything happen that can happen without anybody from outside."""
    for _ in range(2 * QUIET_PASSES + 10):
        await asyncio.sleep(0)


async def end_all(*but: asyncio.Task[None] | None) -> None:
    """End every task. A call that ends may start the next one: go on until none is left.

    A task that is collected while pending speaks up in the middle of whatever comes next.
    """
    while left := asyncio.all_tasks() - set(but) - {asyncio.current_task()}:
        for task in left:
            task.cancel()
        await asyncio.wait(left)


@pytest_asyncio.fixture
async def handler() -> AsyncIterator[Handler]:
    before = asyncio.all_tasks()
    yield Handler()
    await end_all(*before)


async def test_a_lone_delivery_is_asked_about_at_once_and_what_arrives_meanwhile_together(handler: Handler):
    line, slots = together(handler), Slots(SLOTS)
    line.sit(delivery("a"), slots, lambda: False, lambda: None)
    await pass_on()
    late = [line.sit(delivery("a", number), slots, lambda: False, lambda: None) for number in (1, 2)]
    await pass_on()
    assert handler.calls == [[b"a 0"]]
    handler.end()
    await pass_on()
    handler.end()

    assert [await each.decided for each in late] == [Done()] * 2
    assert handler.calls == [[b"a 0"], [b"a 1", b"a 2"]]


async def test_a_call_that_hangs_keeps_nobody_but_its_own_key_waiting(handler: Handler):
    line, slots = together(handler), Slots(10)
    for name in ("hangs", "hangs", "other", "alone"):
        line.sit(delivery(name), slots, lambda: False, lambda: None)
        await pass_on()

    assert handler.calls == [[b"hangs 0"], [b"other 0"], [b"alone 0"]]


async def test_a_full_call_does_not_wait_for_the_one_under_way(handler: Handler):
    line, slots = together(handler), Slots(10)
    for number in range(1 + MOST + 1):
        line.sit(delivery("a", number), slots, lambda: False, lambda: None)
        await pass_on()

    assert handler.calls == [[b"a 0"], [b"a 1", b"a 2", b"a 3"]]


async def test_what_gathers_holds_no_slot(handler: Handler):
    line, slots = together(handler), Slots(2)
    for number in range(3):
        line.sit(delivery("a", number), slots, lambda: False, lambda: None)
        await pass_on()
    line.sit(delivery("b"), slots, lambda: False, lambda: None)
    await pass_on()

    assert handler.calls == [[b"a 0"], [b"b 0"]]


async def test_one_whose_message_the_broker_has_again_is_sent_away_without_a_call(handler: Handler):
    line, slots = together(handler), Slots(1)
    lost = line.sit(delivery("a"), slots, lambda: True, lambda: pytest.fail("a call has taken it"))

    with pytest.raises(LetGo):
        await lost.decided
    await pass_on()
    assert handler.calls == []


async def test_a_call_that_nobody_waits_for_is_cancelled_and_makes_room(handler: Handler):
    line, slots = together(handler), Slots(1)
    seats = [line.sit(delivery("a", number), slots, lambda: False, lambda: None) for number in range(2)]
    await pass_on()
    seats[0].leave()
    await pass_on()
    assert handler.under_way
    seats[1].leave()
    await pass_on()
    assert not handler.under_way

    line.sit(delivery("a", 2), slots, lambda: False, lambda: None)
    await pass_on()
    assert handler.calls == [[b"a 0", b"a 1"], [b"a 2"]]


async def test_a_call_whose_waiters_are_all_cancelled_is_cancelled_and_makes_room(handler: Handler):
    line, slots = together(handler), Slots(1)

    async def wait(number: int) -> None:
        seat = line.sit(delivery("a", number), slots, lambda: False, lambda: None)
        try:
            await seat.decided
        finally:
            seat.leave()

    waiters = [asyncio.create_task(wait(number)) for number in range(2)]
    await pass_on()
    waiters[0].cancel()
    await pass_on()
    assert handler.under_way
    waiters[1].cancel()
    await pass_on()
    assert not handler.under_way
    async with asyncio.timeout(5), slots:
        pass


async def test_a_handler_that_leaves_one_out_is_a_bug_that_everybody_hears_of():
    async def decide_too_little(deliveries: Sequence[Delivery]) -> list[Decision]:
        return [Done() for _ in deliveries[1:]]

    line = Together(decide_too_little, key_of, lambda waiting: waiting[:MOST], MOST)
    seats = [line.sit(delivery("a", number), Slots(1), lambda: False, lambda: None) for number in range(2)]
    async with asyncio.timeout(5):
        outcomes = await asyncio.gather(*(seat.decided for seat in seats), return_exceptions=True)
    assert [type(each) for each in outcomes] == [ValueError] * 2


async def test_a_call_that_raises_is_repeated_one_by_one(handler: Handler):
    line, slots = together(handler), Slots(1)
    seats = [line.sit(delivery("a", number), slots, lambda: False, lambda: None) for number in range(3)]
    for well in (False, True, False, True):
        await pass_on()
        handler.end(well=well)
    await pass_on()

    assert handler.calls[1:] == [[b"a 0"], [b"a 1"], [b"a 2"]]
    assert await seats[0].decided == await seats[2].decided == Done()
    with pytest.raises(ValueError, match="a bug"):
        await seats[1].decided


class AnyOrder(RuleBasedStateMachine):
    """Deliveries come and go, calls end well or badly, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.handler = Handler()
        self.line = together(self.handler)
        self.slots = Slots(SLOTS)
        self.seats: list[Seat] = []
        self.left: set[bytes] = set()

    def go_on(self) -> None:
        self.loop.run_until_complete(pass_on())

    @rule(key=st.sampled_from(("a", "b", "alone")), count=st.integers(1, MOST + 2))
    def arrive(self, key: str, count: int) -> None:
        async def sit() -> None:
            for _ in range(count):
                new = delivery(key, len(self.seats))
                self.seats.append(self.line.sit(new, self.slots, lambda: False, lambda: None))

        self.loop.run_until_complete(sit())
        self.go_on()

    @precondition(lambda self: any(not seat.decided.done() for seat in self.seats))
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        seat = data.draw(st.sampled_from([seat for seat in self.seats if not seat.decided.done()]))
        seat.leave()
        self.left.add(seat.delivery.source)
        self.go_on()

    @precondition(lambda self: self.handler.under_way)
    @rule(data=st.data(), well=st.booleans())
    def end(self, data: st.DataObject, well: bool) -> None:
        self.handler.end(data.draw(st.integers(0, len(self.handler.under_way) - 1)), well=well)
        self.go_on()

    @invariant()
    def calls_keep_to_the_rules(self) -> None:
        assert len(self.handler.under_way) <= SLOTS
        for call in self.handler.calls:
            assert len(call) <= MOST
            assert len({name.split()[0] for name in call}) == 1
            assert len(call) == 1 or not call[0].startswith(b"alone")

    @invariant()
    def nobody_waits_while_a_slot_is_free(self) -> None:
        busy = {name.split()[0] for names, _ in self.handler.under_way.values() for name in names}
        for seat in self.seats:
            waits = seat.company is None and not seat.decided.done()
            if waits and len(self.handler.under_way) < SLOTS:
                assert seat.delivery.source.split()[0] in busy - {b"alone"}

    def teardown(self) -> None:
        try:
            self.check_all_decided()
        finally:
            self.loop.run_until_complete(end_all())
            self.loop.close()

    def check_all_decided(self) -> None:
        while self.handler.under_way:
            self.handler.end()
            self.go_on()
        for seat in self.seats:
            assert seat.decided.done(), "decided, or given back"
            if not seat.decided.cancelled() and seat.decided.exception() is None:
                assert seat.decided.result() == Done()
                assert seat.delivery.source not in self.left
        asked = Counter(name for call in self.handler.calls if len(call) > 1 for name in call)
        assert all(count == 1 for count in asked.values()), "a delivery is in one common call at most"
        assert not self.line._lines, "no line is left behind"


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
