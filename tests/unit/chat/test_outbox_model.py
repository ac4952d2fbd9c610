"""The real recorder, saver, breaker and relay on a broker, an outbox and a store in memory, taken step by step.

Every publish and every statement stops until hypothesis lets it end, in any order, as broker and database then are, and
any process may be killed between any two of them. What was answered `queued` or `deferred` must be somewhere at all
times, and in the store in the end.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from contracts.envelope import LANE_KEYS, ONE
from contracts.events import Lane
from services.chat.breaker import PublishBreaker
from services.chat.recorder import Memory, Receipt, Recorder
from services.chat.relay import Relay
from services.chat.saver import Saver
from services.kit.bus.errors import BrokerUnavailable, TopologyFault
from tests.bus import recorded
from tests.unit.chat.fake_outbox import FakeOutbox

HOURS = 10_000.0
"""Deadlines (seconds) that no example reaches: here it is the rules that end things."""
TURNS = 12
KILLS = 4


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """What outlives every process. `step` answers are given by the rules, through `waiting`."""

    clock: Clock = field(default_factory=Clock)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    queue: list[UUID] = field(default_factory=list)
    delivered: Counter[UUID] = field(default_factory=Counter)
    store: set[UUID] = field(default_factory=set)
    waiting: list[tuple[str, asyncio.Future[str]]] = field(default_factory=list)
    well: bool = False

    async def step(self, what: str) -> str:
        if self.well:
            return "ok"
        ending: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.waiting.append((what, ending))
        return await ending

    async def publish(self, event: bytes, _exchange: str, key: str, _within: float) -> None:
        turn = ONE.validate_json(event)
        assert key in LANE_KEYS.values()
        end = await self.step("publish")
        if end in {"ok", "unknown"}:
            self.queue.append(UUID(turn.subject))
        if end == "refused":
            raise TopologyFault
        if end != "ok":
            raise BrokerUnavailable


class Process:
    """One chat process: what its memory holds is lost when it is killed."""

    def __init__(self, world: World) -> None:
        session = world.outbox.session(world.step)
        self.breaker = PublishBreaker(world.clock)
        self.recorder = Recorder(world.publish, self.breaker, self._saver(session))
        self.relay = Relay(session, world.publish, self.breaker, HOURS)
        self.relaying: asyncio.Task[bool] | None = None
        self.receipts: list[asyncio.Future[Receipt]] = []

    def _saver(self, session) -> Saver:
        self.saver = Saver(session.keep)
        return self.saver

    def kill(self) -> None:
        tasks = [*self.recorder._recording, self.saver._worker, self.relaying]
        for task in tasks:
            if task is not None:
                task.cancel()
        self.receipts.clear()


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.world = World()
        self.processes = [Process(self.world), Process(self.world)]
        self.sent: set[UUID] = set()
        self.promised: set[UUID] = set()
        self.broker = self.database = "ok"
        self.kills = 0

    def settle(self) -> None:
        """Let everything run until it waits for a rule."""

        async def turn_over() -> None:
            for _ in range(60):
                await asyncio.sleep(0)

        self.loop.run_until_complete(turn_over())
        self.world.waiting = [each for each in self.world.waiting if not each[1].done()]
        for process in self.processes:
            for receipt in [each for each in process.receipts if each.done()]:
                process.receipts.remove(receipt)
                answer = receipt.result()
                if answer.memory is not Memory.UNAVAILABLE:
                    self.promised.add(answer.job_id)

    def in_loop(self, act) -> None:
        async def run() -> None:
            act()

        self.loop.run_until_complete(run())
        self.settle()

    @precondition(lambda self: len(self.sent) < TURNS)
    @rule(which=st.integers(0, 1), lane=st.sampled_from(Lane), again=st.booleans())
    def a_user_says_something(self, which, lane, again):
        event = recorded(lane=lane)
        self.sent.add(event.data.turn_id)
        process = self.processes[which]
        for _ in range(1 + again):  # a client that sends the same turn twice at once
            self.in_loop(lambda: process.receipts.append(process.recorder.record(event.data, HOURS, HOURS)))

    @rule(which=st.integers(0, 1))
    def a_relay_looks(self, which):
        process = self.processes[which]
        if process.relaying is None or process.relaying.done():
            if process.relaying is not None:
                process.relaying.exception()
            self.in_loop(lambda: setattr(process, "relaying", asyncio.ensure_future(process.relay.send_waiting())))

    @rule(end=st.sampled_from(("ok", "fails", "unknown", "refused")))
    def the_broker_changes(self, end):
        self.broker = end

    @rule(end=st.sampled_from(("ok", "ok", "fails", "unknown")))
    def the_database_changes(self, end):
        self.database = end

    @precondition(lambda self: self.world.waiting)
    @rule(data=st.data())
    def a_step_ends(self, data):
        index = data.draw(st.integers(0, len(self.world.waiting) - 1))
        self.end(self.world.waiting[index : index + 1])

    @precondition(lambda self: self.world.waiting)
    @rule()
    def all_steps_end(self):
        self.end(self.world.waiting)

    @precondition(lambda self: self.world.waiting)
    @rule()
    def all_that_follows_ends(self):
        while self.world.waiting:
            self.end(self.world.waiting)

    def end(self, steps) -> None:
        steps = list(steps)
        self.in_loop(
            lambda: [ending.set_result(self.broker if what == "publish" else self.database) for what, ending in steps]
        )

    @precondition(lambda self: self.kills < KILLS)
    @rule(which=st.integers(0, 1))
    def a_process_is_killed_and_started_again(self, which):
        self.kills += 1
        self.in_loop(self.processes[which].kill)
        self.processes[which] = Process(self.world)

    @precondition(lambda self: any(process.breaker.is_open for process in self.processes))
    @rule(seconds=st.floats(1, 3))
    def time_passes(self, seconds):
        self.world.clock.now += seconds

    @precondition(lambda self: self.world.queue)
    @rule(data=st.data())
    def the_store_takes_a_message(self, data):
        self.deliver(data.draw(st.integers(0, len(self.world.queue) - 1)))

    def deliver(self, index: int) -> None:
        turn_id = self.world.queue.pop(index)
        self.world.delivered[turn_id] += 1
        self.world.store.add(turn_id)  # the job row is the inbox: a second delivery finds it there

    @invariant()
    def what_was_promised_is_somewhere(self):
        held = set(self.world.outbox.rows) | set(self.world.queue) | self.world.store
        assert self.promised <= held, "promised, and nowhere"

    @invariant()
    def a_row_is_locked_only_while_it_is_there_or_being_sent(self):
        assert self.world.outbox.locked <= self.sent

    def teardown(self) -> None:
        """Heal everything, start all anew, and let the relays finish."""
        for process in self.processes:
            self.in_loop(process.kill)
        assert not self.world.outbox.locked, "a killed process holds nothing"
        self.world.well = True
        relay = Process(self.world).relay
        assert self.loop.run_until_complete(relay.send_waiting())
        while self.world.queue:
            self.deliver(0)
        self.loop.close()
        assert not self.world.outbox.rows
        assert self.promised <= self.world.store, "promised, and not in the store"
        assert self.world.store <= self.sent


SETTINGS = settings(max_examples=200, stateful_step_count=60, deadline=None)
OutboxMachine.TestCase.settings = SETTINGS
TestOutbox = OutboxMachine.TestCase


def test_the_model_finds_a_relay_that_deletes_before_the_confirm(monkeypatch):
    """The machine can fail: a relay that forgets rows before they are confirmed loses turns."""

    class Careless(Relay):
        async def _send(self, turns, within):
            outcomes = await super()._send(turns, within)
            return [None for _ in outcomes]

    monkeypatch.setitem(globals(), "Relay", Careless)
    with pytest.raises(AssertionError, match="promised"):
        run_state_machine_as_test(OutboxMachine, settings=settings(SETTINGS, phases=[Phase.generate], database=None))
