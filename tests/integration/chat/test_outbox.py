"""The outbox table, and the relay on it: held to one contract with its stand-in, and to its word on real servers."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest

from contracts.envelope import BATCH, encode
from contracts.events import Lane
from services.chat.breaker import PublishBreaker
from services.chat.main import open_database
from services.chat.outbox import CLAIM_BYTES, Deferred, OutboxTable
from services.chat.relay import TURNS, Relay
from services.chat.wakeup import Wakeup
from services.kit.bus.errors import BrokerUnavailable, TopologyFault
from services.kit.bus.publisher import Publisher
from tests.bus import depth, recorded, take, until
from tests.unit.chat.fake_outbox import FakeOutbox


def deferred(content="I live in Lisbon.", lane=Lane.LIVE):
    event = recorded(content, lane=lane)
    return Deferred(event.data.turn_id, "default", "ada", lane, encode(event))


@pytest.fixture
async def table(database):
    async with open_database(database) as pool:
        yield OutboxTable(pool)


@pytest.fixture(params=["table", "fake"])
def outbox(request):
    return FakeOutbox().session() if request.param == "fake" else request.getfixturevalue("table")


async def turns_in(outbox, lane=Lane.LIVE):
    async with outbox.claim(lane, 1_000) as claim:
        return list(claim.turns)


# --- the contract of the table and of its stand-in ---


async def test_what_is_kept_is_given_oldest_first_and_by_lane(outbox):
    live, bulk = [deferred(str(n)) for n in range(3)], deferred(lane=Lane.BULK)
    for turn in (live[0], bulk, live[1], live[2]):
        await outbox.keep([turn])
    assert await turns_in(outbox) == live
    assert await turns_in(outbox, Lane.BULK) == [bulk]
    async with outbox.claim(Lane.LIVE, 2) as claim:
        assert list(claim.turns) == live[:2]
    assert (await outbox.measure())[0] == 4


async def test_a_turn_is_kept_once_as_it_came_first(outbox):
    turn = deferred()
    await outbox.keep([turn, deferred(), turn])
    await outbox.keep([Deferred(turn.turn_id, "default", "ada", Lane.LIVE, b"another")])
    assert [each.event for each in await turns_in(outbox) if each.turn_id == turn.turn_id] == [turn.event]
    assert (await outbox.measure())[0] == 2


async def test_what_is_deleted_is_gone_at_the_end_and_not_before(outbox):
    first, second = deferred(), deferred()
    await outbox.keep([first])
    await outbox.keep([second])
    async with outbox.claim(Lane.LIVE, 10) as claim:
        await claim.delete([first.turn_id])
        assert (await outbox.measure())[0] == 2
    assert await turns_in(outbox) == [second]


async def test_an_error_in_the_block_gives_everything_back(outbox):
    turn = deferred()
    await outbox.keep([turn])

    async def delete_and_fail():
        async with outbox.claim(Lane.LIVE, 10) as claim:
            await claim.delete([turn.turn_id])
            raise BrokerUnavailable

    with pytest.raises(BrokerUnavailable):
        await delete_and_fail()
    assert await turns_in(outbox) == [turn]


async def test_what_one_has_in_hand_no_other_is_given_and_nobody_waits(outbox):
    turn = deferred()
    await outbox.keep([turn])
    async with outbox.claim(Lane.LIVE, 10) as claim, outbox.claim(Lane.LIVE, 10) as other:
        assert (list(claim.turns), list(other.turns)) == ([turn], [])
        await outbox.keep([turn])  # the same turn again: must not wait for the one who sends it


# --- the table alone ---


async def test_a_claim_is_bounded_in_bytes_but_never_empty_for_it(table):
    large = [deferred("x" * 60_000) for _ in range(100)]
    for turn in large:
        await table.keep([turn])
    async with table.claim(Lane.LIVE, TURNS) as claim:
        assert CLAIM_BYTES <= sum(len(turn.event) for turn in claim.turns) < CLAIM_BYTES + 100_000
        assert list(claim.turns) == large[: len(claim.turns)]


async def test_a_burst_wakes_a_listener_once_after_a_quiet_time(table, database):
    woken = Counter()
    heard = asyncio.Event()

    def wake():
        woken["times"] += 1
        heard.set()

    async with Wakeup(database, wake):
        await until(lambda: woken["times"] == 1, "it listens, and says so by a wake-up")
        for lane in Lane:
            assert await turns_in(table, lane) == []
        heard.clear()
        for _ in range(50):
            await table.keep([deferred()])
        async with asyncio.timeout(20):
            await heard.wait()
        await notified_through(database)
        assert woken["times"] == 2


async def notified_through(dsn):
    """Return when a notification sent now has been delivered: those before it have been, too."""
    connection = await asyncpg.connect(dsn)
    through = asyncio.Event()
    await connection.add_listener("through", lambda *_: through.set())
    await connection.execute("NOTIFY through")
    async with asyncio.timeout(20):
        await through.wait()
    await connection.close()


async def test_a_listener_whose_connection_is_ended_listens_again(database, servers):
    woken = Counter()
    admin = await asyncpg.connect(servers.dsn)
    async with Wakeup(database, lambda: woken.update(["times"])):
        await until(lambda: woken["times"] == 1, "it listens")
        end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1"
        assert await admin.fetchval(end, database.rpartition("/")[2]) == 1
        await until(lambda: woken["times"] == 2, "it listens again")
    await admin.close()


# --- the relay ---


@asynccontextmanager
async def relaying(database, publish, count=1):
    """Run relays, each on connections of its own, as several processes have."""
    async with AsyncExitStack() as stack:
        for _ in range(count):
            pool = await stack.enter_async_context(open_database(database))
            await stack.enter_async_context(Relay(OutboxTable(pool), publish, PublishBreaker(), 5))
        yield


@pytest.fixture
async def publisher(broker):
    publisher = Publisher(broker.url("chat"), "test")
    publisher.start()
    await publisher.connected()
    yield publisher
    await publisher.close()


async def is_empty(table):
    return (await table.measure())[0] == 0


async def sent_through(amqp):
    messages = await take(amqp, "extractor.turns", await depth(amqp, "extractor.turns"))
    return Counter(event.data.turn_id for message in messages for event in BATCH.validate_json(message.body))


async def test_two_relays_send_every_turn_once(table, database, publisher, amqp):
    turns = [deferred() for _ in range(3 * TURNS)]
    await table.keep(turns)
    senders = Counter()

    async def publish(event, *where):
        senders[asyncio.current_task().get_name()] += 1
        await publisher.publish_encoded(event, *where)

    async with relaying(database, publish, count=2):
        await until(lambda: is_empty(table), "the outbox is empty")
    assert await sent_through(amqp) == Counter(turn.turn_id for turn in turns)


async def test_a_relay_that_dies_between_confirm_and_commit_leaves_its_turns_to_the_next(
    table, database, publisher, amqp
):
    turns = [deferred() for _ in range(20)]
    await table.keep(turns)
    confirmed = asyncio.Event()

    async def publish_and_hang(event, *where):
        await publisher.publish_encoded(event, *where)
        confirmed.set()
        await asyncio.Event().wait()

    async with open_database(database) as pool:
        doomed = asyncio.create_task(Relay(OutboxTable(pool), publish_and_hang, PublishBreaker(), 5).send_waiting())
        async with asyncio.timeout(20):
            await confirmed.wait()
        assert await turns_in(table) == [], "the rows are locked"
        pool.terminate()
        doomed.cancel()
        await asyncio.gather(doomed, return_exceptions=True)
    async with relaying(database, publisher.publish_encoded):
        await until(lambda: is_empty(table), "the outbox is empty")
    sent = await sent_through(amqp)
    assert set(sent) == {turn.turn_id for turn in turns}
    assert max(sent.values()) == 2, "the fault happened: some were sent twice"


async def test_a_relay_knows_that_turns_are_kept_while_its_first_publish_hangs(table, database):
    await table.keep([deferred()])
    hanging = asyncio.Event()

    async def publish(*_):
        hanging.set()
        await asyncio.Event().wait()

    async with open_database(database) as pool:
        relay = Relay(OutboxTable(pool), publish, PublishBreaker(), 5)
        assert relay.problem
        looking = asyncio.create_task(relay.send_waiting())
        async with asyncio.timeout(20):
            await hanging.wait()
        assert relay.problem == ""
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def test_what_is_not_confirmed_stays_and_what_is_goes(table, database):
    turns = [deferred(str(number)) for number in range(6)]
    bad = {turns[1].event, turns[4].event}
    await table.keep(turns)
    attempts = Counter()

    async def publish(event, *_):
        attempts[event] += 1
        if event in bad and attempts[event] <= 2:
            raise BrokerUnavailable

    async with relaying(database, publish):
        await until(lambda: is_empty(table), "all are sent")
    assert attempts == {turn.event: 3 if turn.event in bad else 1 for turn in turns}


async def test_a_refused_lane_does_not_hold_up_the_other_and_bulk_waits_for_live(table, database):
    lanes = [Lane.BULK] * (TURNS + 1) + [Lane.LIVE] * 3
    await table.keep([deferred(lane=lane) for lane in lanes])
    order: list[str] = []
    refused = {"turn.recorded.v1.live"}

    async def publish(_event, _exchange, key, _within):
        if key in refused:
            raise TopologyFault
        order.append(key.rpartition(".")[2])
        if len(order) == TURNS:
            refused.clear()
            await table.keep([deferred()])

    async with relaying(database, publish):
        await until(lambda: len(order) == len(lanes) + 1, "all are sent")
    assert order[:TURNS] == ["bulk"] * TURNS
    assert sorted(order) == ["bulk"] * (TURNS + 1) + ["live"] * 4
