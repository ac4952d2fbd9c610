"""The state machine: each edge of its picture, and that what comes late or twice changes nothing."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events import Lane
from services.store.states import Status, advance, discard, erase, merge
from services.store.steps import Death, step_of
from tests.store import Told, fact, moment

TURN = Told()
LIFE = {
    "queued": TURN.recorded(),
    "processing": TURN.started(),
    "retrying": TURN.retrying(),
    "processing again": TURN.started(attempt=2, at=9),
    "completed": TURN.extracted(fact("home_city", "Lisbon"), attempt=2, at=10),
    "dead": TURN.dead(attempt=2, at=11),
    "replayed": TURN.recorded(at=20, generation=2),
    "processing replay": TURN.started(at=21, generation=2),
    "completed replay": TURN.extracted(at=22, generation=2),
    "dead replay": TURN.dead(at=23, generation=2),
}
EDGES = [
    ("queued", "processing", Status.PROCESSING),
    ("processing", "completed", Status.COMPLETED),
    ("processing", "retrying", Status.RETRYING),
    ("retrying", "processing again", Status.PROCESSING),
    ("processing", "dead", Status.DEAD),
    ("dead", "replayed", Status.QUEUED),
    # A second copy of the turn that succeeds after all makes good a dead one.
    ("dead", "completed", Status.COMPLETED),
]
LATE = [
    ("processing", "queued"),
    ("retrying", "processing"),
    ("processing again", "retrying"),
    ("completed", "queued"),
    ("completed", "processing again"),
    ("completed", "dead"),
    ("dead", "retrying"),
    ("replayed", "completed"),
    ("replayed", "dead"),
    ("processing replay", "replayed"),
    ("completed replay", "dead replay"),
]


def job_after(*names):
    job = None
    for name in names:
        job = advance(job, step_of(LIFE[name]))
    assert job is not None
    return job


@pytest.mark.parametrize(("before", "step", "after"), EDGES)
def test_a_step_forward_changes_the_status(before, step, after):
    assert job_after(before).status is not after
    assert job_after(before, step).status is after


@pytest.mark.parametrize(("before", "late"), LATE)
def test_a_late_event_changes_no_status(before, late):
    expected = job_after(before)
    got = job_after(before, late)
    assert (got.status, got.attempt, got.generation, got.changed_at) == (
        expected.status,
        expected.attempt,
        expected.generation,
        expected.changed_at,
    )


@pytest.mark.parametrize("name", LIFE)
def test_a_repeated_event_changes_nothing(name):
    assert job_after(name, name) == job_after(name)


def test_a_whole_life_is_told_by_its_columns():
    job = job_after("queued", "processing", "retrying", "processing again", "completed")
    assert (job.status, job.attempt, job.generation) == (Status.COMPLETED, 2, 1)
    assert (job.queued_at, job.started_at, job.finished_at) == (moment(1), moment(2), moment(10))
    assert (job.error_class, job.next_attempt_at, job.worker) == (None, None, None)
    assert job.extraction is not None
    assert (job.extraction.facts, job.extraction.model, job.extraction.input_tokens) == (1, "offline", 100)


def test_a_failed_attempt_says_why_and_when_it_goes_on():
    job = job_after("processing", "retrying")
    assert (job.error_class, job.error, job.next_attempt_at) == ("unparsable", "not JSON", moment(8))
    assert job.finished_at is None


def test_a_replay_starts_over_and_keeps_the_facts_until_it_has_its_own():
    job = job_after("completed", "replayed")
    assert (job.status, job.generation, job.attempt, job.queued_at) == (Status.QUEUED, 2, 0, moment(20))
    assert job.started_at is None
    assert job.extraction is not None
    assert job.extraction.generation == 1
    again = advance(job, step_of(LIFE["completed replay"]))
    assert again.extraction is not None
    assert (again.extraction.generation, again.extraction.facts) == (2, 0)


def test_of_two_workers_that_had_the_same_attempt_the_first_one_counts():
    first = step_of(TURN.extracted(fact("diet", "vegan"), at=4))
    second = step_of(TURN.extracted(fact("diet", "vegetarian"), fact("likes", "jazz"), at=5))
    assert merge(first, second) == merge(second, first) == first


def test_the_first_of_two_equal_extractions_counts_even_after_a_replay():
    first, second = TURN.extracted(fact("diet", "vegan"), at=4), TURN.extracted(fact("diet", "kosher"), at=5)
    replayed = merge(step_of(second), step_of(LIFE["replayed"]))
    assert merge(replayed, step_of(first)).extraction == step_of(first).extraction


def test_of_two_lanes_in_one_generation_the_same_one_counts_in_either_order():
    bulk, live = step_of(Told(lane=Lane.BULK).recorded()), step_of(TURN.started())
    assert merge(bulk, live).lane == merge(live, bulk).lane == "bulk"


def test_a_dead_job_can_be_discarded_and_keeps_its_error():
    dead = job_after("dead")
    job = merge(dead, discard(dead, moment(30)))
    assert (job.status, job.finished_at, job.error_class) == (Status.DISCARDED, moment(30), "refused")
    assert advance(job, step_of(LIFE["dead"])).status is Status.DISCARDED
    assert advance(job, step_of(LIFE["replayed"])).status is Status.QUEUED


@pytest.mark.parametrize("name", LIFE)
def test_any_job_can_be_erased_and_stays_so(name):
    gone = erase(job_after(name))
    assert gone.status is Status.ERASED
    assert all(merge(gone, step_of(event)).status is Status.ERASED for event in LIFE.values())
    for job in (gone, *(merge(gone, step_of(event)) for event in LIFE.values())):
        assert {job.queued_at, job.started_at, job.changed_at, job.worker, job.error, job.extraction} == {None}


def test_a_turn_that_the_broker_gave_up_is_dead_with_its_cause():
    step = step_of(TURN.recorded(), Death("delivery_limit", "gave up", 3, moment(40)))
    assert (step.status, step.attempt, step.finished_at) == (Status.DEAD, 3, moment(40))
    assert (step.error_class, step.error) == ("delivery_limit", "gave up")


def test_a_fact_in_an_unknown_slot_counts_as_rejected():
    step = step_of(TURN.extracted(fact("home_city", "Lisbon"), fact("shoe_size", "43")))
    assert step.extraction is not None
    assert (step.extraction.facts, step.extraction.rejected) == (1, 1)
    assert step.extraction.rejections == '{"unknown_slot": 1}'


def test_rejections_are_counted_by_reason_and_are_nothing_when_there_are_none():
    facts = fact("home_city", "Lisbon"), fact("shoe_size", "43")
    step = step_of(TURN.extracted(*facts, rejected=["question", "negated", "question", "unknown_slot"]))
    assert step.extraction is not None
    assert step.extraction.rejected == 5
    assert step.extraction.rejections == '{"negated": 1, "question": 2, "unknown_slot": 2}'
    plain = step_of(TURN.extracted(facts[0])).extraction
    assert plain is not None
    assert plain.rejections is None


STEPS = [
    *(step_of(event) for event in LIFE.values()),
    step_of(TURN.started(at=2.5, worker="w2")),
    step_of(TURN.extracted(fact("diet", "vegan"), at=9.5, attempt=2)),
    step_of(TURN.extracted(fact("diet", "kosher"), at=9.25, attempt=2)),
    step_of(Told(said=-5, session="s0", lane=Lane.BULK).recorded(at=0.5)),
    step_of(Told(lane=Lane.BULK).recorded(at=19, generation=2)),
    discard(step_of(LIFE["dead"]), moment(30)),
    erase(step_of(LIFE["queued"])),
    erase(step_of(LIFE["replayed"])),
]


def joined(steps):
    job = None
    for step in steps:
        job = advance(job, step)
    return job


some_job = st.lists(st.sampled_from(STEPS), min_size=1, max_size=4).map(joined)


@settings(max_examples=500)
@given(some_job, some_job)
def test_merging_does_not_depend_on_the_side(one, other):
    assert merge(one, other) == merge(other, one)


@settings(max_examples=500)
@given(some_job, some_job, some_job)
def test_merging_does_not_depend_on_the_grouping(one, two, three):
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


@given(some_job)
def test_merging_a_job_with_itself_changes_nothing(job):
    assert merge(job, job) == job


def test_a_life_told_in_any_order_ends_the_same():
    names = ["queued", "processing", "retrying", "processing again", "completed", "dead"]
    assert len({job_after(*order) for order in permutations(names)}) == 1
