"""A job's life as a pure function: what every event says about a job, and how two such sayings become one.

    queued ─▶ processing ─▶ completed
                 │  ▲
                 ▼  │ (delay)
              retrying                 processing ─▶ dead ─▶ queued (replayed, generation + 1)
                                                      └───▶ discarded         any ─▶ erased

A step is a `Job` too: the job as one event alone would leave it. `merge` joins two of them and is commutative,
associative and idempotent, so that events may come in any order, late or repeated, and the job ends the same
(docs/adr/0003). Nothing here knows about messages or tables.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar
from uuid import UUID


class Status(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    PROCESSING = "processing"
    RETRYING = "retrying"
    COMPLETED = "completed"
    DEAD = "dead"
    DISCARDED = "discarded"
    ERASED = "erased"


TERMINAL: Final = frozenset({Status.COMPLETED, Status.DEAD, Status.DISCARDED, Status.ERASED})
"""Statuses in which nothing more is going to happen by itself."""

# The class comes before the attempt: once completed, a generation stays so, since its facts are stored. A dead letter
# of a second copy can not undo that, and a second copy that succeeds after all makes good a dead one.
_CLASS: Final = {
    Status.QUEUED: 0,
    Status.PROCESSING: 0,
    Status.RETRYING: 0,
    Status.DEAD: 1,
    Status.DISCARDED: 2,
    Status.COMPLETED: 3,
}
_RANK: Final = {
    Status.QUEUED: 0,
    Status.PROCESSING: 1,
    Status.RETRYING: 2,
    Status.DEAD: 0,
    Status.DISCARDED: 0,
    Status.COMPLETED: 0,
}


class Extraction(NamedTuple):
    """Which event a turn's facts come from, and what it cost. `facts` and `rejected` are counts, `at` is its time.

    `rejections` are the rejected by reason, as JSON text; None when there are none.
    """

    generation: int
    attempt: int
    at: datetime
    facts: int
    rejected: int
    model: str
    prompt_version: str
    input_tokens: int | None
    output_tokens: int | None
    duration_ms: int
    rejections: str | None = None


class Job(NamedTuple):
    """One turn's life so far, or as one event alone tells it (then it is a step).

    `said_at` and `session_id` are the turn's own. `lane`, `queued_at` and `started_at` belong to the generation.
    `attempt`, `changed_at`, `worker`, `error_class`, `error` and `next_attempt_at` belong to the status. `extraction`
    stays in force through a replay, until another one takes its place.
    """

    tenant_id: str
    user_id: str
    turn_id: UUID
    session_id: str
    said_at: datetime
    generation: int
    lane: str
    queued_at: datetime | None
    started_at: datetime | None
    status: Status
    attempt: int
    changed_at: datetime | None
    worker: str | None = None
    error_class: str | None = None
    error: str | None = None
    next_attempt_at: datetime | None = None
    extraction: Extraction | None = None

    @property
    def finished_at(self) -> datetime | None:
        """When the job ended, or None while it is open."""
        return self.changed_at if self.status in TERMINAL else None


T = TypeVar("T")


def advance(job: Job | None, step: Job) -> Job:
    """Return the job after `step`; `job` is None when this is the first that is heard of it."""
    return step if job is None else merge(job, step)


def merge(one: Job, other: Job) -> Job:
    """Join what is known of one job from two sides; of two that are the same, `one` is kept."""
    ahead, behind = (one, other) if _is_ahead(one, other) else (other, one)
    later, earlier = (one, other) if one.generation >= other.generation else (other, one)
    lane, queued_at, started_at = later.lane, later.queued_at, later.started_at
    if earlier.generation == later.generation:
        lane = min(lane, earlier.lane)
        queued_at = _earliest(queued_at, earlier.queued_at)
        started_at = _earliest(started_at, earlier.started_at)
    said_at, session_id = min((one.said_at, one.session_id), (other.said_at, other.session_id))
    merged = Job(
        ahead.tenant_id,
        ahead.user_id,
        ahead.turn_id,
        session_id,
        said_at,
        later.generation,
        lane,
        queued_at,
        started_at,
        *ahead[9:16],
        _in_force(ahead.extraction, behind.extraction),
    )
    return erase(merged) if merged.status is Status.ERASED else merged


def discard(job: Job, at: datetime) -> Job:
    """Return the step of an operator who gives up a dead job at the time `at`; its error stays with it."""
    return job._replace(status=Status.DISCARDED, changed_at=at)


def erase(job: Job) -> Job:
    """Return what remains of a job whose turn must not be stored: that it was there, and nothing of its life."""
    return Job(*job[:7], None, None, Status.ERASED, 0, None)


def _is_ahead(one: Job, other: Job) -> bool:
    """Tell whether `one` decides the status. Of two equal steps the earlier decides: two workers had the same turn."""
    if Status.ERASED in (one.status, other.status):
        return one.status is Status.ERASED
    mine = (one.generation, _CLASS[one.status], one.attempt, _RANK[one.status])
    theirs = (other.generation, _CLASS[other.status], other.attempt, _RANK[other.status])
    return mine > theirs or (mine == theirs and _earliest(one.changed_at, other.changed_at) == one.changed_at)


def _in_force(one: Extraction | None, other: Extraction | None) -> Extraction | None:
    """Return the extraction whose facts are stored; of two of the same attempt the earlier, whoever comes first."""
    if one is None or other is None:
        return one or other
    if one[:2] != other[:2]:
        return max(one, other)
    return one if one.at <= other.at else other


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
