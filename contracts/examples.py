"""One example of each event, telling one story: written to `contracts/generated/examples`, used by docs and tests."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from contracts.envelope import Event, wrap
from contracts.events import (
    DEFAULT_TENANT,
    ContextMessage,
    ErrorClass,
    ExtractionRetrying,
    ExtractionStarted,
    Fact,
    FactsExtracted,
    Frozen,
    Rejection,
    TurnDead,
    TurnRecorded,
    Usage,
    UserErased,
    UserMessage,
)

TURN_ID: Final = UUID("01a20401-5c00-7b3e-9c55-8d2a41f0b6aa")
_SAID_AT: Final = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
_PLACE: Final = {
    "tenant_id": DEFAULT_TENANT,
    "user_id": "ada",
    "session_id": "s-42",
    "turn_id": TURN_ID,
    "said_at": _SAID_AT,
}
_TURN: Final = TurnRecorded.model_validate(
    _PLACE
    | {
        "message": UserMessage(id="m-7", content="I moved to Lisbon last month."),
        "context": (ContextMessage(role="assistant", content="How have you been?"),),
    }
)


def _data() -> tuple[Frozen, ...]:
    return (
        _TURN,
        ExtractionStarted.model_validate(_PLACE | {"attempt": 1, "worker": "extractor-1"}),
        FactsExtracted.model_validate(
            _PLACE
            | {
                "attempt": 2,
                "facts": (
                    Fact(
                        slot="home_city",
                        value="Lisbon",
                        statement="The user lives in Lisbon.",
                        confidence=0.9,
                        quote="I moved to Lisbon",
                        message_id="m-7",
                    ),
                ),
                "rejected": (Rejection(reason="quote_not_in_message", slot="occupation", value="sailor"),),
                "model": "offline",
                "prompt_version": "facts-2",
                "usage": Usage(input_tokens=412, output_tokens=57),
                "duration_ms": 640,
            }
        ),
        ExtractionRetrying.model_validate(
            _PLACE
            | {
                "attempt": 1,
                "error_class": ErrorClass.UNPARSABLE,
                "message": "The answer ended in the middle of the list of facts.",
                "next_attempt_at": datetime(2026, 11, 22, 9, 30, 6, tzinfo=UTC),
            }
        ),
        TurnDead.model_validate(
            _PLACE
            | {
                "attempt": 4,
                "error_class": ErrorClass.UNPARSABLE,
                "message": "The answer ended in the middle of the list of facts.",
                "turn": _TURN,
            }
        ),
        UserErased(tenant_id=DEFAULT_TENANT, user_id="ada", watermark=datetime(2026, 11, 23, tzinfo=UTC)),
    )


_SOURCES: Final = {TurnRecorded: "/chat", UserErased: "/store"}


def examples() -> dict[str, Event]:
    """Return one event of each type by its type; the same ones at every call."""
    found: dict[str, Event] = {}
    for data in _data():
        event = wrap(data, _SOURCES.get(type(data), "/extractor"))
        fixed = {"time": datetime(2026, 11, 22, 9, 30, 1, tzinfo=UTC)}
        if isinstance(data, UserErased):
            fixed |= {"id": UUID("01a20401-9a10-7c11-8f00-3b1d52e0c7bb")}  # type: ignore[dict-item]
        found[event.type] = event.model_copy(update=fixed)
    return found
