"""From an event to its step: the job as this event alone would leave it (`states.merge` does the rest)."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from contracts.envelope import (
    ExtractionRetryingEvent,
    ExtractionStartedEvent,
    FactsExtractedEvent,
    TurnDeadEvent,
    TurnRecordedEvent,
)
from contracts.events import FactsExtracted
from contracts.slots import BY_NAME
from services.store.states import Extraction, Job, Status

UNKNOWN_SLOT: Final = "unknown_slot"
"""As the extractor calls it."""
A_DAY_MS: Final = 86_400_000
"""No call takes longer; what says so must not lead before the first of all days."""


class Death(NamedTuple):
    """Why and when the broker, or the bus, gave up an event that itself tells nothing of it."""

    error_class: str
    error: str
    attempt: int
    at: datetime


TurnEvents = TurnRecordedEvent | ExtractionStartedEvent | FactsExtractedEvent | ExtractionRetryingEvent | TurnDeadEvent


def step_of(event: TurnEvents, death: Death | None = None) -> Job:
    """Return the step of an event about a turn, or the step of its death."""
    if death is None:
        return _STEPS[type(event)](event)
    return _job(
        event,
        Status.DEAD,
        death.attempt,
        changed_at=death.at,
        error_class=death.error_class,
        error=death.error,
    )


def _recorded(event: TurnRecordedEvent) -> Job:
    return _job(event, Status.QUEUED, 0)


def _started(event: ExtractionStartedEvent) -> Job:
    data = event.data
    return _job(event, Status.PROCESSING, data.attempt, worker=data.worker, started_at=event.time)


def _retrying(event: ExtractionRetryingEvent) -> Job:
    data = event.data
    return _job(
        event,
        Status.RETRYING,
        data.attempt,
        error_class=data.error_class.value,
        error=data.message,
        next_attempt_at=data.next_attempt_at,
    )


def _dead(event: TurnDeadEvent) -> Job:
    data = event.data
    return _job(event, Status.DEAD, data.attempt, error_class=data.error_class.value, error=data.message)


def _extracted(event: FactsExtractedEvent) -> Job:
    data = event.data
    known = sum(fact.slot in BY_NAME for fact in data.facts)
    extraction = Extraction(
        data.generation,
        data.attempt,
        event.time,
        known,
        len(data.rejected) + len(data.facts) - known,
        data.model,
        data.prompt_version,
        data.usage.input_tokens if data.usage else None,
        data.usage.output_tokens if data.usage else None,
        data.duration_ms,
        _reasons(data, len(data.facts) - known),
    )
    # The start of a quick call is not announced: when it was follows from how long it took.
    started_at = event.time - timedelta(milliseconds=min(data.duration_ms, A_DAY_MS))
    return _job(event, Status.COMPLETED, data.attempt, started_at=started_at, extraction=extraction)


def _reasons(data: FactsExtracted, unknown: int) -> str | None:
    """Count the rejected by reason; `unknown` facts are in slots that this store does not know."""
    if not (data.rejected or unknown):
        return None
    counts = Counter(each.reason for each in data.rejected)
    counts[UNKNOWN_SLOT] += unknown
    return json.dumps(+counts, sort_keys=True)


def _job(
    event: TurnEvents,
    status: Status,
    attempt: int,
    *,
    changed_at: datetime | None = None,
    started_at: datetime | None = None,
    worker: str | None = None,
    error_class: str | None = None,
    error: str | None = None,
    next_attempt_at: datetime | None = None,
    extraction: Extraction | None = None,
) -> Job:
    """Fill in whose turn it is. The earliest event of a generation, whatever it says, counts as its queueing."""
    data = event.data
    return Job(
        data.tenant_id,
        data.user_id,
        data.turn_id,
        data.session_id,
        data.said_at,
        data.generation,
        data.lane.value,
        event.time,
        started_at,
        status,
        attempt,
        changed_at or event.time,
        worker,
        error_class,
        error,
        next_attempt_at,
        extraction,
    )


_STEPS: Final[dict[type, Callable[[Any], Job]]] = {
    TurnRecordedEvent: _recorded,
    ExtractionStartedEvent: _started,
    ExtractionRetryingEvent: _retrying,
    FactsExtractedEvent: _extracted,
    TurnDeadEvent: _dead,
}
