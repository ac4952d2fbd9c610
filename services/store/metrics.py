"""What the store counts. Open jobs are looked at by the sweeper; what ends is counted when it is committed."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import nan
from typing import Final

from contracts.events import ErrorClass, Lane
from contracts.topology import STORE_DEAD, STORE_EVENTS
from services.kit.metrics import counter, gauge, histogram
from services.store.states import Job, Status

LANES: Final = tuple(each.value for each in Lane)
OPEN: Final = (Status.QUEUED.value, Status.PROCESSING.value, Status.RETRYING.value)
ENDED: Final = (Status.COMPLETED.value, Status.DEAD.value)
OTHER: Final = "other"
"""The error class of letters that name one which is not ours."""
CLASSES: Final = (*(each.value for each in ErrorClass), OTHER)

SWEPT: Final = counter("store_swept_total", "Turns that were sent again because their jobs were silent.")
CONSUMING: Final = gauge(
    "store_consuming", "1 while this process takes messages from a queue.", "queue", (STORE_EVENTS, STORE_DEAD)
)
OLDEST_OPEN: Final = gauge("store_oldest_open_seconds", "Age of the oldest open job; NaN if unknown.", "lane", LANES)
OLDEST_RETRYING: Final = gauge(
    "store_oldest_retrying_seconds", "How long the oldest job has waited for a retry; NaN if unknown.", "lane", LANES
)
OPEN_BY_LANE: Final = gauge("store_jobs_open", "Open jobs of a lane; NaN if nobody knows.", "lane", LANES)
OPEN_BY_STATUS: Final = gauge("store_jobs_by_status", "Open jobs by status; NaN if nobody knows.", "status", OPEN)
FINISHED: Final = counter("store_jobs_finished_total", "Jobs that this process saw end.", "status", ENDED)
VISIBLE: Final = histogram(
    "store_visible_seconds",
    "From recording a turn to the commit of its facts.",
    (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200),
    "lane",
    LANES,
)
_VISIBLE_OF: Final = {lane: VISIBLE.labels(lane) for lane in LANES}
LAST_COMPLETED: Final = gauge(
    "store_last_completed_timestamp_seconds", "When this process last completed a job, in Unix time; NaN before."
)
LETTERS: Final = counter("store_dead_letters_total", "Dead letters that were archived.", "error_class", CLASSES)
LETTERS_OPEN: Final = gauge("store_dead_letters_open", "Open dead letters; NaN if nobody knows.")
WITHOUT_TURN: Final = gauge(
    "store_jobs_without_turn", "Silent open jobs whose turn is not known, so that nobody can send it; NaN if unknown."
)
LAST_COMPLETED.set(nan)


def forget() -> None:
    """Show that nobody knows."""
    for single in (LETTERS_OPEN, WITHOUT_TURN):
        single.set(nan)
    for lane in LANES:
        OLDEST_OPEN.labels(lane).set(nan)
        OLDEST_RETRYING.labels(lane).set(nan)
        OPEN_BY_LANE.labels(lane).set(nan)
    for status in OPEN:
        OPEN_BY_STATUS.labels(status).set(nan)


def count_ended(jobs: Iterable[Job]) -> None:
    """Count jobs whose end was committed just now."""
    now = datetime.now(UTC)
    counts = dict.fromkeys(ENDED, 0)
    for job in jobs:
        if job.status in counts:
            counts[job.status] += 1
        if job.status is Status.COMPLETED and job.queued_at is not None:
            _VISIBLE_OF[job.lane].observe((now - job.queued_at).total_seconds())
    for status, count in counts.items():
        FINISHED.labels(status).inc(count)
    if counts[Status.COMPLETED]:
        LAST_COMPLETED.set(now.timestamp())


def count_letters(error_classes: Iterable[str]) -> None:
    """Count letters that were archived just now."""
    for each in error_classes:
        LETTERS.labels(each if each in CLASSES else OTHER).inc()


# Until the first look nobody knows.
forget()
