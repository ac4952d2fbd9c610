"""The ledger: what the driver said and was promised, and the comparison with what the store then shows. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal
from uuid import UUID

TERMINAL: Final = frozenset({"completed", "dead", "discarded", "erased"})
ACKNOWLEDGED: Final = frozenset({"queued", "deferred"})
"""Values of the header `Afterthought-Memory` that promise that the turn is never lost."""
HOME: Final = "home_city"
"""A slot with one value at a time."""
LIKES: Final = "likes"
"""A slot with many."""


@dataclass
class Entry:
    """One turn: the fact that it holds, whose it is, and what the chat service answered.

    `marker` is the fact's value, which nobody else says. `sent_at` is in seconds since 1970; `said_at` is the moment
    that the client named, None if it left that to the chat service's clock. `moves` says that the fact is where the
    user lives now, instead of one more thing that they like. `answer` is the memory header, or `refused` (an answer
    without one) or `unknown` (no answer). `expected` is how its job ends, for `cause` (an error class) if it is dead.
    `cured` says that the cause is gone since: a copy that the sweeper sent may then have made good a dead turn
    (docs/adr/0003).
    """

    marker: str
    user: str
    sent_at: float
    job_id: UUID | None = None
    answer: str = "unknown"
    expected: Literal["completed", "dead"] = "completed"
    cause: str = ""
    cured: bool = False
    moves: bool = False
    said_at: datetime | None = None

    @property
    def acknowledged(self) -> bool:
        """Tell whether the turn was promised to be kept."""
        return self.answer in ACKNOWLEDGED


@dataclass(frozen=True)
class Job:
    """A job as the store's API shows it."""

    id: UUID
    user: str
    status: str
    attempt: int
    error_class: str
    said_at: datetime | None = None
    queued_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class FactRow:
    """A fact as the store's API shows it; `confirmations` counts further turns that said the same.

    `valid_to` is when another took its place, None while it is current.
    """

    user: str
    value: str
    confirmations: int
    slot: str = "likes"
    said_at: datetime | None = None
    turn_id: UUID | None = None
    valid_to: datetime | None = None


@dataclass
class Verdict:
    """What is wrong, a sentence each. All four are empty when every promise was kept."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    wrong_status: list[str] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Tell whether nothing is wrong."""
        return not (self.lost or self.duplicated or self.wrong_status or self.attempts)


def slot_of(entry: Entry) -> str:
    """Return the slot of the fact that a turn holds."""
    return HOME if entry.moves else LIKES


def is_open(entry: Entry, jobs: Mapping[UUID, Job]) -> bool:
    """Tell whether an acknowledged turn has not come to its end yet."""
    job = jobs.get(entry.job_id) if entry.job_id else None
    return entry.acknowledged and (job is None or job.status not in TERMINAL)


def compare(
    entries: Sequence[Entry], jobs: Mapping[UUID, Job], facts: Sequence[FactRow], most: Mapping[str, int] | None = None
) -> Verdict:
    """Compare the ledger with jobs and facts of the same users, fact by fact.

    `most` are the attempts that a turn may have needed, by marker; the others may have needed one.
    """
    verdict = Verdict()
    by_value = defaultdict(list)
    for fact in facts:
        by_value[(fact.user, fact.value)].append(fact)
    for entry in entries:
        rows = by_value.pop((entry.user, entry.marker), [])
        _check_repeats(entry, rows, verdict)
        if entry.acknowledged:
            job = jobs.get(entry.job_id) if entry.job_id else None
            _check_promise(entry, job, rows, verdict)
            _check_moment(entry, job, rows, verdict)
            if job and entry.expected == "completed" and job.attempt > (most or {}).get(entry.marker, 1):
                verdict.attempts.append(f"{_name(entry)}: attempt {job.attempt}")
    verdict.wrong_status += [f"{user}: fact {value!r} was never said" for user, value in by_value]
    _check_strangers(entries, jobs, verdict)
    _check_current(facts, verdict)
    return verdict


def _check_repeats(entry: Entry, rows: Sequence[FactRow], verdict: Verdict) -> None:
    if len(rows) > 1:
        verdict.duplicated.append(f"{_name(entry)}: {len(rows)} facts")
    if any(row.confirmations for row in rows):
        verdict.duplicated.append(f"{_name(entry)}: confirmed though it was said once")


def _check_promise(entry: Entry, job: Job | None, rows: Sequence[FactRow], verdict: Verdict) -> None:
    if job is None:
        verdict.lost.append(f"{_name(entry)}: answered {entry.answer}, has no job")
        return
    expected = "completed" if entry.cured and job.status == "completed" else entry.expected
    if job.status not in TERMINAL:
        verdict.wrong_status.append(f"{_name(entry)}: stuck in {job.status}, attempt {job.attempt}")
    elif job.status != expected:
        why = f" ({job.error_class})" if job.error_class else ""
        verdict.wrong_status.append(f"{_name(entry)}: {job.status}{why} instead of {expected}")
    elif job.status == "dead" and job.error_class != entry.cause:
        verdict.wrong_status.append(f"{_name(entry)}: dead of {job.error_class} instead of {entry.cause}")
    if expected == "completed" and not rows:
        verdict.lost.append(f"{_name(entry)}: answered {entry.answer}, has no fact; its job is {job.status}")
        if job.status == "completed":
            verdict.wrong_status.append(f"{_name(entry)}: completed without its fact")
    if expected == "dead" and rows:
        verdict.wrong_status.append(f"{_name(entry)}: a fact came of a turn that is dead")


def _check_moment(entry: Entry, job: Job | None, rows: Sequence[FactRow], verdict: Verdict) -> None:
    """A fact is of the slot and the moment that it was said for: what follows from its moment is `_check_current`."""
    for row in rows:
        if row.slot != slot_of(entry):
            verdict.wrong_status.append(f"{_name(entry)}: a fact in {row.slot} instead of {slot_of(entry)}")
        said = entry.said_at or (job.said_at if job else None)
        if said is not None and row.said_at != said:
            verdict.wrong_status.append(f"{_name(entry)}: said at {row.said_at} instead of {said}")


def _check_current(facts: Sequence[FactRow], verdict: Verdict) -> None:
    """Where somebody lives is what was said last, by (said_at, turn) and whatever arrived last; the next ends each."""
    homes = defaultdict(list)
    for fact in facts:
        if fact.slot == HOME and fact.said_at is not None and fact.turn_id is not None:
            homes[fact.user].append((fact.said_at, fact.turn_id, fact))
    for user, said in homes.items():
        rows = [row for _, _, row in sorted(said, key=lambda each: each[:2])]
        for row, following in pairwise(rows):
            if row.valid_to != following.said_at:
                verdict.wrong_status.append(f"{user}: {row.value} holds until {row.valid_to}, not {following.said_at}")
        if rows[-1].valid_to is not None:
            verdict.wrong_status.append(f"{user}: {rows[-1].value} was said last and is not current")


def _check_strangers(entries: Sequence[Entry], jobs: Mapping[UUID, Job], verdict: Verdict) -> None:
    """A turn without an answer may have a job or none, but no turn has two."""
    known = {entry.job_id for entry in entries if entry.job_id}
    unanswered = sum(entry.job_id is None for entry in entries)
    strangers = [job for job in jobs.values() if job.id not in known]
    if len(strangers) > unanswered:
        verdict.duplicated.append(f"{len(strangers)} jobs that no answer named, for {unanswered} turns without answer")


def _name(entry: Entry) -> str:
    return f"{entry.marker} of {entry.user} (job {entry.job_id})"
