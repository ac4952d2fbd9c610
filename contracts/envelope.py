"""CloudEvents 1.0 envelopes and the batch that is the body of every AMQP message.

Source: CloudEvents specification 1.0.2, JSON batch format; the Distributed Tracing extension for `traceparent`.
"""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from contracts.events import (
    ExtractionRetrying,
    ExtractionStarted,
    FactsExtracted,
    Frozen,
    Lane,
    Moment,
    TurnDead,
    TurnRecorded,
    UserErased,
)
from contracts.identifiers import event_id_for, new_id

CONTENT_TYPE: Final = "application/cloudevents-batch+json"
BATCH_LIMIT: Final = 100
"""Most events in one AMQP message."""
BATCH_BYTES: Final = 1_048_576
"""A message takes no further event once its body has this many bytes, far below RabbitMQ's 16 MiB."""

TURN_RECORDED: Final = "turn.recorded.v1"
EXTRACTION_STARTED: Final = "extraction.started.v1"
FACTS_EXTRACTED: Final = "facts.extracted.v1"
EXTRACTION_RETRYING: Final = "extraction.retrying.v1"
TURN_DEAD: Final = "turn.dead.v1"
USER_ERASED: Final = "user.erased.v1"


class Envelope(Frozen):
    """The attributes that every event has, whatever it says."""

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: Annotated[str, Field(min_length=1)]
    time: Moment
    subject: str | None = None
    datacontenttype: Literal["application/json"] = "application/json"
    traceparent: str | None = None
    tracestate: str | None = None


class TurnRecordedEvent(Envelope):
    """`turn.recorded.v1`: by chat, and by the store on replay."""

    type: Literal["turn.recorded.v1"] = TURN_RECORDED
    data: TurnRecorded


class ExtractionStartedEvent(Envelope):
    """`extraction.started.v1`: by the extractor."""

    type: Literal["extraction.started.v1"] = EXTRACTION_STARTED
    data: ExtractionStarted


class FactsExtractedEvent(Envelope):
    """`facts.extracted.v1`: by the extractor."""

    type: Literal["facts.extracted.v1"] = FACTS_EXTRACTED
    data: FactsExtracted


class ExtractionRetryingEvent(Envelope):
    """`extraction.retrying.v1`: by the extractor."""

    type: Literal["extraction.retrying.v1"] = EXTRACTION_RETRYING
    data: ExtractionRetrying


class TurnDeadEvent(Envelope):
    """`turn.dead.v1`: by the extractor, on the exchange for dead letters."""

    type: Literal["turn.dead.v1"] = TURN_DEAD
    data: TurnDead


class UserErasedEvent(Envelope):
    """`user.erased.v1`: by the store."""

    type: Literal["user.erased.v1"] = USER_ERASED
    data: UserErased


Event = Annotated[
    TurnRecordedEvent
    | ExtractionStartedEvent
    | FactsExtractedEvent
    | ExtractionRetryingEvent
    | TurnDeadEvent
    | UserErasedEvent,
    Field(discriminator="type"),
]
EVENT_MODELS: Final = {
    TURN_RECORDED: TurnRecordedEvent,
    EXTRACTION_STARTED: ExtractionStartedEvent,
    FACTS_EXTRACTED: FactsExtractedEvent,
    EXTRACTION_RETRYING: ExtractionRetryingEvent,
    TURN_DEAD: TurnDeadEvent,
    USER_ERASED: UserErasedEvent,
}
ONE: Final[TypeAdapter[Event]] = TypeAdapter(Event)
BATCH: Final[TypeAdapter[list[Event]]] = TypeAdapter(
    Annotated[list[Event], Field(min_length=1, max_length=BATCH_LIMIT)]
)


def wrap(data: Frozen, source: str) -> Event:
    """Put `data` into the envelope of its type.

    The id is derived from the turn where the event follows from one, so that a repeat has the same id. `source` names
    the producing service (`/chat`, `/extractor`, `/store`).
    """
    now = datetime.now(UTC)
    match data:
        case TurnRecorded():
            ident = event_id_for(data.turn_id, TURN_RECORDED, data.generation, 0)
            return TurnRecordedEvent(id=ident, source=source, time=now, subject=str(data.turn_id), data=data)
        case ExtractionStarted():
            ident = event_id_for(data.turn_id, EXTRACTION_STARTED, data.generation, data.attempt)
            return ExtractionStartedEvent(id=ident, source=source, time=now, subject=str(data.turn_id), data=data)
        case FactsExtracted():
            ident = event_id_for(data.turn_id, FACTS_EXTRACTED, data.generation, data.attempt)
            return FactsExtractedEvent(id=ident, source=source, time=now, subject=str(data.turn_id), data=data)
        case ExtractionRetrying():
            ident = event_id_for(data.turn_id, EXTRACTION_RETRYING, data.generation, data.attempt)
            return ExtractionRetryingEvent(id=ident, source=source, time=now, subject=str(data.turn_id), data=data)
        case TurnDead():
            ident = event_id_for(data.turn_id, TURN_DEAD, data.generation, data.attempt)
            return TurnDeadEvent(id=ident, source=source, time=now, subject=str(data.turn_id), data=data)
        case UserErased():
            return UserErasedEvent(id=new_id(), source=source, time=now, data=data)
    message = f"{type(data).__name__} is not the data of any event"
    raise TypeError(message)


def routing_key(event: Event) -> str:
    """Return the routing key: the event's type, and for a turn its lane as well, so that lanes get their own queue."""
    if isinstance(event, TurnRecordedEvent):
        return f"{event.type}.{event.data.lane}"
    return event.type


LANE_KEYS: Final = {lane: f"{TURN_RECORDED}.{lane}" for lane in Lane}


def encode(event: Event) -> bytes:
    """Serialise one event; `encode_batch` joins several into a message body."""
    return event.model_dump_json(exclude_none=True).encode()


def encode_batch(events: list[bytes]) -> bytes:
    """Join encoded events into the body of one message (a JSON list)."""
    return b"[" + b",".join(events) + b"]"
