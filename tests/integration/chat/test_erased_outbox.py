"""The outbox after an erasure: what is covered is deleted unsent, broker or no broker; the rest goes out."""

import json
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx2
import pytest

from contracts.envelope import BATCH, encode
from contracts.events import Lane
from services.chat.breaker import PublishBreaker
from services.chat.erasures import Erasures
from services.chat.main import open_database
from services.chat.outbox import Deferred, OutboxTable
from services.chat.purge import Purge
from services.chat.relay import Relay
from tests.bus import recorded


class Marks:
    """What the store says, by hand; `None` is a store that is down."""

    def __init__(self, *items):
        self.items = list(items)

    def __call__(self, request):
        if self.items is None:
            raise httpx2.ConnectError("nobody is there")
        asked = json.loads(request.content)["users"]
        return httpx2.Response(200, json={"items": [item for item in self.items if item["user_id"] in asked]})


@asynccontextmanager
async def asking(marks):
    transport = httpx2.MockTransport(marks)
    async with httpx2.AsyncClient(transport=transport, base_url="http://store") as client:
        yield Erasures(client)


@pytest.fixture
async def pool(database):
    async with open_database(database) as pool:
        yield pool


async def defer(pool, *events):
    table = OutboxTable(pool)
    await table.keep([Deferred(e.data.turn_id, "default", e.data.user_id, Lane.LIVE, encode(e)) for e in events])
    return table


def erased_at(event, seconds=0.0):
    at = event.data.said_at + timedelta(seconds=seconds)
    return {"user_id": event.data.user_id, "watermark": at.isoformat(), "memory": "on"}


async def relay(table, erasures):
    """Send what waits; returns the users whose turns were sent."""
    sent = []

    async def publish(body, *_):
        (event,) = BATCH.validate_json(b"[" + body + b"]")
        sent.append(event.data.user_id)

    covered = erasures.covered if erasures else None
    await Relay(table, publish, PublishBreaker(), 1.0, covered).send_waiting()
    return sent


async def users_in(pool):
    return [row[0] for row in await pool.fetch("SELECT user_id FROM chat.outbox ORDER BY user_id")]


async def test_the_relay_deletes_what_was_erased_and_sends_the_rest(pool):
    ada, bob, new = recorded(), recorded(user="bob"), recorded(user="carol")
    table = await defer(pool, ada, bob, new)
    async with asking(Marks(erased_at(ada), erased_at(new, -1))) as erasures:
        assert sorted(await relay(table, erasures)) == ["bob", "carol"]
    assert await users_in(pool) == []


async def test_a_relay_with_only_erased_turns_sends_nothing_and_ends(pool):
    ada = recorded()
    table = await defer(pool, ada)
    async with asking(Marks(erased_at(ada))) as erasures:
        assert await relay(table, erasures) == []
    assert await users_in(pool) == []


async def test_a_store_that_is_down_stops_no_turn(pool):
    marks = Marks()
    marks.items = None
    table = await defer(pool, recorded())
    async with asking(marks) as erasures:
        assert await relay(table, erasures) == ["ada"]


async def test_the_purge_deletes_without_any_broker(pool):
    many = [recorded(user=f"user {number:04}") for number in range(1_200)]
    ada, silent = recorded(), recorded(user="silent")
    await defer(pool, ada, silent, *many)
    marks = Marks(erased_at(ada), erased_at(many[-1]), {"user_id": "silent", "watermark": None, "memory": "off"})
    async with asking(marks) as erasures:
        assert await Purge(pool, erasures).purge() == 3
    assert await users_in(pool) == [event.data.user_id for event in many[:-1]]


async def test_the_purge_leaves_what_a_relay_has_in_hand(pool):
    ada = recorded()
    table = await defer(pool, ada)
    async with asking(Marks(erased_at(ada))) as erasures:
        async with table.claim(Lane.LIVE, 10):
            assert await Purge(pool, erasures).purge() == 0
        assert await Purge(pool, erasures).purge() == 1
