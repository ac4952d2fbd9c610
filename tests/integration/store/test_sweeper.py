"""The sweeper on real servers: what the broker lost is sent again, what merely waits is left alone."""

import asyncio
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from contracts.envelope import BATCH, FactsExtractedEvent, wrap
from contracts.events import FactsExtracted, Lane, TurnRecorded
from contracts.topology import ATTEMPT_HEADER, EXCHANGE, LANE_QUEUES, RETRY_EXCHANGE, topology
from services.kit.bus.publisher import Publisher
from services.kit.metrics import REGISTRY
from services.ops.management import Management
from services.ops.provision import Provisioner
from services.store import sweeper as sweeper_module
from services.store.dues import Dues
from services.store.inbox import take_in
from services.store.sweeper import Pace, Sweeper
from tests.bus import depth, take, until
from tests.conftest import DELAYS
from tests.integration.store.conftest import job_is, running, say
from tests.store import Told, fact

LIVE = LANE_QUEUES[Lane.LIVE]
LONG_AGO = "UPDATE store.jobs SET touched_at = now() - interval '1 hour', swept_at = swept_at - interval '1 hour'"
SWEEPING = {"sweep_after": 0.5, "sweep_every": 0.1}


@pytest_asyncio.fixture
async def publisher(broker):
    publisher = Publisher(broker.url("store"), "test", (EXCHANGE, RETRY_EXCHANGE))
    publisher.start()
    await publisher.connected()
    yield publisher
    await publisher.close()


@pytest.fixture
def sweeper(broker, pool, publisher):
    """A sweeper that looks when it is told to, at jobs silent for a minute."""
    return Sweeper(Dues(pool, 60), publisher, broker.url("store"), Pace(3_600, 10_000))


@asynccontextmanager
async def extracting(amqp, lane=Lane.LIVE, *, answers=True):
    """Consume a lane as an extractor does; yields the turns that were seen. Without answers all is kept in hand."""
    seen = []
    channel = amqp

    async def on_message(message):
        for event in BATCH.validate_json(message.body):
            turn = event.data
            assert isinstance(turn, TurnRecorded)
            seen.append((turn.turn_id, message.headers.get(ATTEMPT_HEADER)))
            if answers:
                await say(amqp, extracted(turn))
        if answers:
            await message.ack()

    queue = await channel.get_queue(LANE_QUEUES[lane], ensure=False)
    tag = await queue.consume(on_message)
    yield seen
    await queue.cancel(tag)


def extracted(turn) -> FactsExtractedEvent:
    place = turn.model_dump(include={"tenant_id", "user_id", "session_id", "turn_id", "generation", "lane", "said_at"})
    data = FactsExtracted(
        **place, attempt=1, facts=(fact("likes", "jazz"),), model="offline", prompt_version="facts-1", duration_ms=1
    )
    event = wrap(data, "/extractor")
    assert isinstance(event, FactsExtractedEvent)
    return event


async def store_events(repository, *events):
    await take_in(repository, [(event, None) for event in events])


def turns_of(count, **given):
    return [Told(f"turn {number}", said=number, **given) for number in range(count)]


@pytest.mark.parametrize("how", ["purged", "deleted"])
async def test_what_a_broker_lost_is_sent_again_and_completes(broker, database, amqp, pool, how):
    turns = turns_of(30)
    async with running(broker, database, **SWEEPING) as store:
        await say(amqp, *(turn.recorded() for turn in turns))
        for turn in turns:
            await job_is(store, turn, "queued")
        assert await depth(amqp, LIVE) == 30
        queue = await amqp.get_queue(LIVE, ensure=False)
        if how == "purged":
            await queue.purge()
        else:
            await delete_and_make_again(broker, amqp, queue)
        assert await depth(amqp, LIVE) == 0, "the turns are gone from the broker"
        async with extracting(amqp):
            for turn in turns:
                await job_is(store, turn, "completed")
        assert await pool.fetchval("SELECT count(*) FROM store.claims") == 30


async def delete_and_make_again(broker, amqp, queue):
    await queue.delete(if_unused=False, if_empty=False)
    with Management(broker.admin_url) as api:
        await asyncio.to_thread(Provisioner(api, broker.vhost, lambda _: None).apply, topology(DELAYS), [])


async def test_a_silent_job_goes_on_with_the_attempt_it_had(sweeper, repository, pool, amqp):
    queued, processing, retrying = turns_of(3)
    await store_events(repository, queued.recorded(), processing.recorded(), processing.started(attempt=2))
    await store_events(repository, retrying.recorded(), retrying.retrying(attempt=2))
    await pool.execute(LONG_AGO)
    async with extracting(amqp, answers=False) as seen:
        assert await sweeper.sweep() == 3
        await until(lambda: len(seen) == 3, "three turns arrive")
    assert sorted(seen) == sorted([(queued.turn_id, 1), (processing.turn_id, 2), (retrying.turn_id, 3)])


async def test_fresh_jobs_and_jobs_that_have_ended_are_left_alone(sweeper, repository, pool, amqp):
    ended, dead, fresh = turns_of(3)
    await store_events(repository, ended.recorded(), ended.extracted(), dead.recorded(), dead.dead())
    await pool.execute(LONG_AGO)
    await store_events(repository, fresh.recorded())
    async with extracting(amqp) as seen:
        assert await sweeper.sweep() == 0
        await pool.execute(LONG_AGO)
        assert await sweeper.sweep() == 1
        await until(lambda: seen, "the one that is silent now arrives")
    assert [turn for turn, _ in seen] == [fresh.turn_id]


async def test_a_retry_that_is_due_later_is_waited_for(sweeper, repository, pool, amqp):
    turn = Told()
    await store_events(repository, turn.recorded(), turn.retrying())
    await pool.execute(LONG_AGO)
    await pool.execute("UPDATE store.jobs SET next_attempt_at = now() + interval '1 hour'")
    async with extracting(amqp, answers=False):
        assert await sweeper.sweep() == 0
        await pool.execute("UPDATE store.jobs SET next_attempt_at = now() - interval '2 minutes'")
        assert await sweeper.sweep() == 1


async def test_many_sweepers_at_once_send_each_job_once_an_interval(broker, repository, pool, publisher, amqp):
    turns = turns_of(150)
    await store_events(repository, *(turn.recorded() for turn in turns))
    await pool.execute(LONG_AGO)
    sweepers = [Sweeper(Dues(pool, 60), publisher, broker.url("store"), Pace(3_600, 10_000)) for _ in range(4)]
    async with extracting(amqp, answers=False) as seen:
        assert sum(await asyncio.gather(*(each.sweep() for each in sweepers))) == 150
        assert sum(await asyncio.gather(*(each.sweep() for each in sweepers))) == 0, "the interval runs"
        await until(lambda: len(seen) >= 150, "all turns arrive")
        assert sorted(turn for turn, _ in seen) == sorted(turn.turn_id for turn in turns)
        await pool.execute(
            "UPDATE store.jobs SET touched_at = now() - interval '2 hours', swept_at = now() - interval '100 seconds'"
        )
        assert await sweepers[0].sweep() == 0, "the second interval is twice the first"
        await pool.execute("UPDATE store.jobs SET swept_at = now() - interval '121 seconds'")
        assert await sweepers[0].sweep() == 150


async def test_two_stores_that_sweep_complete_each_job_with_one_copy(broker, database, repository, pool, amqp):
    turns = turns_of(40)
    await store_events(repository, *(turn.recorded() for turn in turns))
    await pool.execute(LONG_AGO)
    given = {"sweep_after": 600, "sweep_every": 0.1}
    async with (
        extracting(amqp) as seen,
        running(broker, database, **given) as store,
        running(broker, database, **given),
    ):
        for turn in turns:
            await job_is(store, turn, "completed")
    assert sorted(turn for turn, _ in seen) == sorted(turn.turn_id for turn in turns)


async def test_no_more_is_sent_a_second_than_the_rate_allows(sweeper, repository, pool, amqp, monkeypatch):
    turns = turns_of(70)
    await store_events(repository, *(turn.recorded() for turn in turns))
    await pool.execute(LONG_AGO)
    rate, burst = 50, 20
    paused, sent = 0.0, []

    class Clocked:
        """asyncio, but for its sleep: it takes no time and notes how many turns were sent until then."""

        def __getattr__(self, name):
            return getattr(asyncio, name)

        async def sleep(self, seconds):
            nonlocal paused
            sent.append((paused, await depth(amqp, LIVE)))
            paused += seconds

    monkeypatch.setattr(sweeper_module, "CLAIM", burst)
    monkeypatch.setattr(sweeper_module, "asyncio", Clocked())
    monkeypatch.setattr(sweeper, "_pace", Pace(3_600, rate))
    # An extractor that is there and takes nothing further: what is sent stays in its queue.
    await amqp.set_qos(prefetch_count=1)
    async with extracting(amqp, answers=False):
        await say(amqp, Told("in hand").recorded())
        await until(lambda: depth_is(amqp, LIVE, 0), "one is in hand")
        await take(amqp, "store.events", 1)
        assert await sweeper.sweep() == len(turns)
    assert [count for _, count in sent] == [20, 40, 60, 70]
    assert all(count <= burst + rate * seconds for seconds, count in sent)
    assert paused == pytest.approx(len(turns) / rate)


async def test_a_backlog_is_not_taken_for_a_loss(sweeper, repository, pool, amqp):
    turns = turns_of(20)
    await store_events(repository, *(turn.recorded() for turn in turns))
    await pool.execute(LONG_AGO)
    assert await sweeper.sweep() == 0, "nobody consumes: what is sent would only wait"
    await amqp.set_qos(prefetch_count=1)
    async with extracting(amqp, answers=False) as seen:
        await say(amqp, turns[0].recorded(), turns[1].recorded())
        await until(lambda: seen, "one is in hand, and one waits")
        await until(lambda: depth_is(amqp, LIVE, 1), "one waits")
        await take(amqp, "store.events", 2)
        assert await sweeper.sweep() == 0, "twenty turns may well be in one message"
        await pool.execute("UPDATE store.jobs SET touched_at = now() - interval '25 hours' WHERE user_id = 'ada'")
        assert await sweeper.sweep() == 20, "a queue that is never empty does not hide a loss for ever"


async def test_nothing_is_swept_while_events_wait_to_be_stored(sweeper, repository, pool, amqp):
    turn = Told()
    await store_events(repository, turn.recorded())
    await pool.execute(LONG_AGO)
    async with extracting(amqp, answers=False):
        await say(amqp, turn.extracted())
        await until(lambda: depth_is(amqp, "store.events", 1), "the answer waits")
        assert await sweeper.sweep() == 0
        await take(amqp, "store.events", 1)
        assert await sweeper.sweep() == 1


async def depth_is(amqp, queue, count):
    return await depth(amqp, queue) == count


async def test_what_could_not_be_sent_is_sent_when_the_lease_runs_out(sweeper, repository, pool, amqp):
    turn = Told()
    await store_events(repository, turn.recorded())
    await pool.execute(LONG_AGO)
    queue = await amqp.get_queue(LIVE, ensure=False)
    async with extracting(amqp, answers=False) as seen:
        # A queue that is not bound: the broker returns the message.
        await queue.unbind(RETRY_EXCHANGE, LIVE)
        assert await sweeper.sweep() == 0
        assert seen == []
        await queue.bind(RETRY_EXCHANGE, LIVE)
        assert await pool.fetchval("SELECT resend_at > now() FROM store.jobs")
        await pool.execute("UPDATE store.jobs SET resend_at = now()")
        # The fault is remembered until a publish succeeds.
        await sweeper._publisher.publish(turn.recorded())
        assert await sweeper.sweep() == 1
        assert await pool.fetchval("SELECT resend_at FROM store.jobs") is None


async def test_how_long_the_oldest_waits_for_a_retry_is_told_by_lane(sweeper, repository, pool):
    late, soon, idle = Told("late"), Told("soon"), Told("idle")
    await store_events(repository, late.recorded(), late.retrying(), soon.recorded(), soon.retrying(), idle.recorded())
    await pool.execute("UPDATE store.jobs SET touched_at = now(), changed_at = now() - interval '1 day'")
    since = "UPDATE store.jobs SET changed_at = now() - make_interval(secs => $1) WHERE turn_id = $2"
    await pool.execute(since, 400.0, late.turn_id)
    await pool.execute(since, 20.0, soon.turn_id)
    await sweeper.sweep()
    assert 400 <= REGISTRY.get_sample_value("store_oldest_retrying_seconds", {"lane": "live"}) < 460
    assert REGISTRY.get_sample_value("store_oldest_retrying_seconds", {"lane": "bulk"}) == 0


async def test_a_job_without_its_turn_is_counted_and_not_swept(sweeper, repository, pool, amqp):
    await store_events(repository, Told().started())
    await pool.execute(LONG_AGO)
    async with extracting(amqp, answers=False):
        assert await sweeper.sweep() == 0
    assert REGISTRY.get_sample_value("store_jobs_without_turn") == 1
    assert REGISTRY.get_sample_value("store_oldest_open_seconds", {"lane": "live"}) > 0
    assert REGISTRY.get_sample_value("store_jobs_open", {"lane": "live"}) == 1
    assert REGISTRY.get_sample_value("store_jobs_open", {"lane": "bulk"}) == 0
    assert REGISTRY.get_sample_value("store_jobs_by_status", {"status": "processing"}) == 1
    assert REGISTRY.get_sample_value("store_dead_letters_open") == 0
