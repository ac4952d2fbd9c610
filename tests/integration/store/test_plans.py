"""What a batch reads, it finds by keys, whatever the planner knows of the tables."""

from services.store.inbox import take_in
from services.store.repository import Repository, open_writers
from tests.bus import until
from tests.store import Told, fact

SCANS = """
SELECT relname, seq_scan FROM pg_stat_user_tables
WHERE schemaname = 'store' AND relname IN ('jobs', 'turns', 'claims', 'facts', 'dead_letters', 'people')
"""
COUNTED = "SELECT n_tup_ins FROM pg_stat_user_tables WHERE schemaname = 'store' AND relname = 'jobs'"
TURNS = 20


async def test_no_batch_reads_a_whole_table_when_there_are_no_statistics(database, pool):
    before = dict(await pool.fetch(SCANS))
    # A connection that closes has its reads counted.
    async with open_writers(database, 1) as writers:
        repository = Repository(writers)
        for number in range(TURNS):
            turn = Told(f"turn {number}", user=f"user {number % 10}", said=number)
            await take_in(repository, [(turn.recorded(), None)])
            await take_in(repository, [(turn.extracted(fact("diet", f"{number}"), fact("likes", f"{number}")), None)])

    async def counted() -> bool:
        return bool(await pool.fetchval(COUNTED) == TURNS)

    await until(counted, "PostgreSQL has counted what was done")
    assert len(before) == 6
    assert dict(await pool.fetch(SCANS)) == before
