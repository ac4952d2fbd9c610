"""The events that the extractor says about a turn."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from contracts.envelope import Event, wrap
from contracts.events import (
    ExtractionRetrying,
    ExtractionStarted,
    Fact,
    FactsExtracted,
    Rejection,
    TurnEvent,
    TurnRecorded,
)
from services.extractor.failures import Failure
from services.extractor.prompt import VERSION
from services.extractor.shares import Share

SOURCE: Final = "/extractor"
_PLACE: Final = tuple(TurnEvent.model_fields)


def started(turn: TurnRecorded, attempt: int, worker: str) -> Event:
    """Say that `worker` took the turn in hand."""
    return wrap(ExtractionStarted(**_place(turn), attempt=attempt, worker=worker), SOURCE)


def extracted(
    answer: Share,
    attempt: int,
    checked: tuple[Sequence[Fact], Sequence[Rejection]],
    seconds: float,
) -> Event:
    """Say what a turn holds, which may be nothing.

    `checked` are the facts that stand and the rejections of the others; `seconds` is how long the model took.
    """
    facts, rejected = checked
    data = FactsExtracted(
        **_place(answer.turn),
        attempt=attempt,
        facts=tuple(facts),
        rejected=tuple(rejected),
        model=answer.model,
        prompt_version=VERSION,
        usage=answer.usage,
        calls=answer.calls,
        turns_in_call=answer.turns_in_call,
        duration_ms=round(seconds * 1_000),
    )
    return wrap(data, SOURCE)


def retrying(turn: TurnRecorded, attempt: int, failure: Failure, delay: float) -> Event:
    """Say that the attempt failed and that the next one comes after `delay` seconds."""
    data = ExtractionRetrying(
        **_place(turn),
        attempt=attempt,
        error_class=failure.error_class,
        message=failure.message,
        answer=failure.answer,
        next_attempt_at=datetime.now(UTC) + timedelta(seconds=delay),
    )
    return wrap(data, SOURCE)


def _place(turn: TurnRecorded) -> dict[str, Any]:
    return {name: getattr(turn, name) for name in _PLACE}
