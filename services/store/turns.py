"""A stored turn as the event that starts its job again."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from contracts.envelope import BATCH, TurnDeadEvent, TurnRecordedEvent, wrap
from contracts.events import ContextMessage, Lane, TurnRecorded, UserMessage
from services.store.plan import Turn, turn_of

SOURCE: Final = "/store"


def event_of(turn: TurnRecorded, generation: int) -> TurnRecordedEvent:
    """Return the event that starts `generation` of a turn's job."""
    event = wrap(turn.model_copy(update={"generation": generation}), SOURCE)
    assert isinstance(event, TurnRecordedEvent)  # noqa: S101 - the envelope of its type
    return event


def turn_of_row(row: Turn | Mapping[str, Any]) -> TurnRecorded:
    """Return the turn that a row of `store.turns` holds."""
    fields = row._asdict() if isinstance(row, Turn) else row
    return TurnRecorded(
        tenant_id=fields["tenant_id"],
        user_id=fields["user_id"],
        session_id=fields["session_id"],
        turn_id=fields["turn_id"],
        lane=Lane(fields["lane"]),
        said_at=fields["said_at"],
        message=UserMessage(id=fields["message_id"], content=fields["content"]),
        context=tuple(ContextMessage(**each) for each in json.loads(fields["context"])),
    )


def turn_of_body(body: bytes, tenant: str, user: str, turn_id: UUID) -> TurnRecorded | None:
    """Return the turn that a letter's body holds, if it is the one that it is filed under."""
    try:
        event = BATCH.validate_json(body)[0]
    except ValidationError:
        return None
    turn = turn_of(event) if isinstance(event, TurnRecordedEvent | TurnDeadEvent) else None
    return turn if turn and (turn.tenant_id, turn.user_id, turn.turn_id) == (tenant, user, turn_id) else None
