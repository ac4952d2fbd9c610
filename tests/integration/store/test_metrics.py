"""What the store counts: each end of a job once, however often its events come, and only what was committed."""

import pytest

from services.kit.metrics import REGISTRY
from services.store.inbox import take_in
from tests.store import Told, fact


class Counted:
    """How much a series has grown since now."""

    def __init__(self, name: str, **labels: str) -> None:
        self._of, self._labels = name, labels
        self._before = self._now()

    def _now(self) -> float:
        value = REGISTRY.get_sample_value(self._of, self._labels)
        assert value is not None, f"{self._of} is not exposed"
        return value

    @property
    def more(self) -> float:
        return self._now() - self._before


async def store(repository, *events):
    await take_in(repository, [(event, None) for event in events])


async def test_a_completion_is_counted_once_and_timed(repository):
    completed = Counted("store_jobs_finished_total", status="completed")
    visible = Counted("store_visible_seconds_count", lane="live")
    turn = Told()
    await store(repository, turn.recorded())
    assert completed.more == 0
    for attempt in (1, 1, 2):
        await store(repository, turn.extracted(fact("home_city", "Porto"), attempt=attempt))
    assert (completed.more, visible.more) == (1, 1)
    assert (REGISTRY.get_sample_value("store_last_completed_timestamp_seconds") or 0) > turn.recorded().time.timestamp()


async def test_a_death_and_what_comes_of_its_replay_are_counted_each(repository):
    completed = Counted("store_jobs_finished_total", status="completed")
    dead = Counted("store_jobs_finished_total", status="dead")
    turn = Told()
    await store(repository, turn.dead())
    await store(repository, turn.recorded(at=10, generation=2), turn.extracted(at=11, generation=2))
    assert (dead.more, completed.more) == (1, 1)


async def test_what_was_not_committed_is_not_counted(repository, pool):
    completed = Counted("store_jobs_finished_total", status="completed")
    await pool.execute("ALTER TABLE store.jobs ADD CONSTRAINT none_completes CHECK (status <> 'completed')")
    with pytest.raises(Exception, match="none_completes"):
        await store(repository, Told().extracted())
    assert completed.more == 0
