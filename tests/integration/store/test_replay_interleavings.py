"""Replay and sweep under any interleaving: late events, repeated deliveries, crashes between any two steps.

The broker is a list here, so that hypothesis decides what is delivered, lost, repeated and when; the rows are real.
"""

import asyncio
from uuid import UUID

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.events import Lane
from services.kit.bus.errors import BrokerUnavailable
from services.store.desk import Desk
from services.store.dues import Dues
from services.store.inbox import take_in
from services.store.letters import letter_of
from services.store.repository import Repository
from tests.store import Told, fact
from tests.unit.store.test_letters import delivery

TURNS = [Told(f"turn {number}", ("ada", "bob")[number % 2], said=number) for number in range(3)]
BY_ID = {turn.turn_id: turn for turn in TURNS}
TABLES = (
    "store.people, store.gone, store.turns, store.jobs, store.failures, store.claims, store.facts, store.dead_letters,"
    " store.audit"
)


class Killed(BaseException):
    """The process ended here."""


class World:
    """The store's rows, and a broker that loses, repeats and delays what it has."""

    def __init__(self, pool, data):
        self.pool, self.data = pool, data
        self.repository = Repository(pool)
        self.dues = Dues(pool, 0)
        self.lane, self.events, self.clock = [], [], 100

    def at(self):
        self.clock += 1
        return self.clock

    async def publish(self, event):
        """Publish as the desk does: perhaps unconfirmed, perhaps killed before or after."""
        fate = self.data.draw(st.sampled_from(("fine", "fine", "lost", "unconfirmed", "killed", "killed after")))
        if fate in {"fine", "unconfirmed", "killed after"}:
            self.lane.append((event.data.turn_id, event.data.generation))
            self.events.append((event, None))
        if fate.startswith("killed"):
            raise Killed
        if fate != "fine":
            raise BrokerUnavailable

    async def replay(self):
        """Replay some open letters."""
        idents = [row[0] for row in await self.pool.fetch("SELECT id FROM store.dead_letters ORDER BY id")]
        if not idents:
            return
        some = self.data.draw(st.lists(st.sampled_from(idents), min_size=1, max_size=3))
        desk = Desk(self.repository, self.dues, self.publish)
        try:
            await desk.replay("default", some, "grace", force=True)
        except Killed:
            # What was under way beside it is gone as well.
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

    async def sweep(self):
        """Claim, send and release, killed after any of them."""
        steps = self.data.draw(st.integers(0, 2))
        claimed = await self.dues.claim_due(Lane.LIVE, 2)
        if steps >= 1:
            self.lane += [(due.turn_id, due.generation) for due in claimed]
        if steps >= 2:
            await self.dues.release([due[:3] for due in claimed])

    async def expire(self):
        """Let the leases run out, and have what they were for sent."""
        await self.pool.execute("UPDATE store.jobs SET resend_at = now() WHERE resend_at IS NOT NULL")
        claimed = await self.dues.claim_unsent(Lane.LIVE, 10)
        self.lane += [(due.turn_id, due.generation) for due in claimed]

    async def work(self):
        """Take a turn as an extractor does; it may stay in the queue and come again."""
        if not self.lane:
            return
        index = self.data.draw(st.integers(0, len(self.lane) - 1))
        turn_id, generation = self.lane[index]
        if self.data.draw(st.booleans()):
            del self.lane[index]
        dies = generation == 1 and self.data.draw(st.booleans())
        self.extract(turn_id, generation, dies=dies)

    def extract(self, turn_id: UUID, generation: int, *, dies: bool):
        turn = BY_ID[turn_id]
        self.events.append((turn.started(at=self.at(), generation=generation), None))
        if dies:
            self.events.append((turn.dead(at=self.at(), generation=generation), "letter"))
        else:
            self.events.append((turn.extracted(fact("likes", turn.name), at=self.at(), generation=generation), None))

    async def store(self):
        """Store an event, perhaps to have it delivered again."""
        if self.events:
            index = self.data.draw(st.integers(0, len(self.events) - 1))
            happened = self.events[index]
            if self.data.draw(st.booleans()):
                del self.events[index]
            await self.take_in(*happened)

    async def take_in(self, event, letter):
        letters = [letter_of(delivery(event, message_id=str(event.id)))] if letter else []
        await take_in(self.repository, [(event, None)], letters)

    async def lose(self):
        """The broker's disk is wiped: turns in the lane are gone. (Events of the store come again by the sweeper.)"""
        self.lane.clear()

    async def settle(self):
        """Everybody goes on, without faults, until nothing is open: dead turns are replayed."""
        for _ in range(12):
            self.data = None
            for happened in self.events:
                await self.take_in(*happened)
            self.events.clear()
            letters = [r[0] for r in await self.pool.fetch("SELECT id FROM store.dead_letters WHERE status = 'open'")]
            await Desk(self.repository, self.dues, self.publish_well).replay("default", letters, "grace", force=True)
            await self.expire()
            self.lane += [(due.turn_id, due.generation) for due in await self.dues.claim_due(Lane.LIVE, 10)]
            await self.dues.release([(*key, generation) for *key, generation in await self.leased()])
            for turn_id, generation in self.lane:
                self.extract(turn_id, generation, dies=False)
            self.lane.clear()
            if not self.events and not letters:
                return
        raise AssertionError("does not settle")

    async def publish_well(self, event):
        self.lane.append((event.data.turn_id, event.data.generation))
        self.events.append((event, None))

    async def leased(self):
        return await self.pool.fetch(
            "SELECT tenant_id, turn_id, generation FROM store.jobs WHERE resend_at IS NOT NULL"
        )


async def live(database, data):
    async with asyncpg.create_pool(database, min_size=0, max_size=3) as pool:
        await pool.execute(f"TRUNCATE {TABLES}")
        world = World(pool, data)
        for turn in TURNS:
            await world.take_in(turn.recorded(), None)
            world.lane.append((turn.turn_id, 1))
        # One is dead from the start, so that there is something to replay.
        await world.take_in(TURNS[0].dead(at=50), "letter")
        steps = (world.replay, world.sweep, world.expire, world.work, world.work, world.store, world.store, world.lose)
        for step in data.draw(st.lists(st.sampled_from(steps), max_size=25)):
            await step()
        await world.settle()
        rows = await pool.fetch("SELECT turn_id, status FROM store.jobs")
        assert {row["turn_id"]: row["status"] for row in rows} == dict.fromkeys(BY_ID, "completed")
        facts = await pool.fetch("SELECT user_id, value, confirmations FROM store.facts WHERE valid_to IS NULL")
        assert sorted(map(tuple, facts)) == sorted((turn.user, turn.name, 0) for turn in TURNS)
        assert await pool.fetchval("SELECT count(*) FROM store.claims") == len(TURNS)
        statuses = {row[0] for row in await pool.fetch("SELECT status FROM store.dead_letters")}
        assert statuses == {"resolved"}
        replays = await pool.fetch(
            "SELECT turn_id, detail->>'generation', count(*) FROM store.audit GROUP BY 1, 2 HAVING count(*) > 1"
        )
        assert replays == [], "a generation was started twice"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_replays_and_sweeps_under_any_interleaving_store_each_fact_once(database, data):
    asyncio.run(live(database, data))
