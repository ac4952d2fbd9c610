"""Promise P3 on PostgreSQL: random order, repetition and batch cuts end in the same rows."""

import asyncio

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.slots import BY_NAME
from services.store import consolidation
from services.store.inbox import take_in
from services.store.projection import project
from services.store.repository import Repository
from tests.bus import until
from tests.claims import RULES, claims, small
from tests.store import Told, fact, lives, moment, shuffled

TABLES = {
    # When a row was last written is not part of what it says.
    "jobs": "SELECT to_jsonb(jobs) - 'touched_at' FROM store.jobs ORDER BY turn_id",
    "claims": "SELECT * FROM store.claims ORDER BY turn_id, ordinal",
    "facts": "SELECT * FROM store.facts ORDER BY fact_id",
    "turns": "SELECT turn_id, content FROM store.turns ORDER BY turn_id",
}


async def rows_after(pool, batches):
    repository = Repository(pool)
    await pool.execute(
        "TRUNCATE store.people, store.gone, store.turns, store.jobs, store.failures, store.claims, store.facts"
    )
    for batch in batches:
        await take_in(repository, [(event, None) for event in batch])
    return {table: [tuple(row) for row in await pool.fetch(query)] for table, query in TABLES.items()}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_repetition_and_cut_ends_in_the_same_rows(database, data):
    events = data.draw(lives())
    mixed = data.draw(shuffled(events))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mixed)), max_size=3)))
    batches = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]

    async def compare():
        async with asyncpg.create_pool(database, min_size=0, max_size=2) as pool:
            assert await rows_after(pool, batches) == await rows_after(pool, [events])

    asyncio.run(compare())


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(5)), st.lists(st.integers(1, 4), max_size=3))
def test_a_turn_recorded_again_at_a_later_moment_was_said_at_the_first(database, order, cuts):
    first, again, between = Told("turn", said=1), Told("turn", said=5), Told("between", said=3)
    events = [
        first.recorded(),
        again.recorded(),
        first.extracted(fact("home_city", "Porto")),
        again.extracted(fact("home_city", "Porto")),
        between.extracted(fact("home_city", "Lisbon")),
    ]
    mixed, ends = [events[place] for place in order], sorted(cuts)
    batches = [mixed[start:end] for start, end in zip([0, *ends], [*ends, len(mixed)], strict=True)]

    async def compare():
        async with asyncpg.create_pool(database, min_size=0, max_size=2) as pool:
            await rows_after(pool, batches)
            rows = await pool.fetch("SELECT value, said_at, valid_to FROM store.facts ORDER BY said_at")
            assert [tuple(row) for row in rows] == [
                ("Porto", moment(1), moment(3)),
                ("Lisbon", moment(3), None),
            ]

    asyncio.run(compare())


async def facts_after(pool, batches):
    repository = Repository(pool, RULES)
    await pool.execute("TRUNCATE store.people, store.claims, store.facts")
    for batch in batches:
        async with repository.transaction() as writer:
            await writer.lock_users([("default", "ada")])
            if batch:
                await project(writer, batch, set())
    return {table: [tuple(row) for row in await pool.fetch(TABLES[table])] for table in ("claims", "facts")}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims(), st.data())
def test_claims_of_every_kind_in_any_order_and_cut_end_in_the_same_rows(database, monkeypatch, told, data):
    monkeypatch.setattr(consolidation, "BY_NAME", {name: small(slot) for name, slot in BY_NAME.items()})
    mixed = data.draw(st.permutations(told))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mixed)), max_size=5)))
    batches = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]

    async def compare():
        async with asyncpg.create_pool(database, min_size=0, max_size=2) as pool:
            assert await facts_after(pool, batches) == await facts_after(pool, [told])

    asyncio.run(compare())


async def test_writers_at_once_end_in_the_same_rows(pool):
    turns = [Told(f"turn {number}", f"user {number % 3}", said=number % 5) for number in range(30)]
    events = [
        event
        for number, turn in enumerate(turns)
        for event in (turn.recorded(), turn.started(), turn.extracted(fact("diet", f"diet {number % 4}")))
    ]
    expected = await rows_after(pool, [events])
    await pool.execute(
        "TRUNCATE store.people, store.gone, store.turns, store.jobs, store.failures, store.claims, store.facts"
    )
    repository = Repository(pool)
    batches = [[(event, None) for event in events[start::8]] for start in range(8)]
    await asyncio.gather(*(take_in(repository, batch) for batch in batches + batches))
    assert {table: [tuple(row) for row in await pool.fetch(query)] for table, query in TABLES.items()} == expected


async def test_a_turn_that_is_read_anew_may_tell_the_same_in_another_order(pool):
    turn, likes = Told(), (fact("likes", "tea"), fact("likes", "jazz"))
    first, anew = turn.extracted(*likes), turn.extracted(*reversed(likes), generation=2, at=9)
    assert await rows_after(pool, [[first], [anew]]) == await rows_after(pool, [[first, anew]])


async def test_facts_that_stay_as_they_are_are_not_written_again(repository, pool):
    await take_in(repository, [(Told("later", said=2).extracted(fact("likes", "tea"), fact("hobby", "chess")), None)])
    written = "SELECT value, xmin::text FROM store.facts ORDER BY value"
    before = await pool.fetch(written)
    await take_in(repository, [(Told("earlier", said=1).extracted(fact("likes", "jazz")), None)])
    assert [row for row in await pool.fetch(written) if row["value"] != "jazz"] == before


async def test_a_user_whom_another_writer_adds_meanwhile_is_locked_in_order(repository, pool):
    users = [("default", "ada"), ("default", "bob"), ("default", "eve")]
    await take_in(repository, [(Told(user="eve").recorded(), None)])

    async def lock_all():
        async with repository.transaction() as writer:
            return await writer.lock_users(users)

    async def waits():
        return await pool.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )

    async with repository.transaction() as writer:
        await writer.lock_users(users[1:2])
        waiting = asyncio.create_task(lock_all())
        await until(waits, "the second writer waits for the first")
        # Who waits for a new user holds no lock on a known one.
        await writer.lock_users(users[1:])
    assert (await waiting).keys() == set(users)
