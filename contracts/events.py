"""The events: what chat, extractor and store tell each other, as frozen models.

Every event is a CloudEvents 1.0 envelope (`contracts.envelope`) around one of these. Within one version (`.v1`) fields
are only ever added, and a reader ignores what it does not know; a breaking change is a new `.v2` type beside the old.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

MESSAGE_LIMIT: Final = 65_536
"""Longest message content, in characters."""

CONTEXT_LIMIT: Final = 20
"""Most earlier messages that travel with a turn as context."""

ANSWER_LIMIT: Final = 8_192
"""Longest piece of an unusable answer that is kept with a failure, in characters."""

VALUE_LIMIT: Final = 512
"""Longest value of a fact, in characters."""

FACTS_LIMIT: Final = 100
"""Most facts that one turn can hold."""

DEFAULT_TENANT: Final = "default"


EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)


LATEST: Final = datetime(9999, 12, 30, tzinfo=UTC)
"""Later moments cannot be moved between time zones any more."""


def _to_utc(moment: datetime) -> datetime:
    if not EARLIEST <= moment <= LATEST:
        raise ValueError("must not be before 1970, nor after the year 9999")
    return moment.astimezone(UTC)


# PostgreSQL's text holds every character but NUL, so no event may carry one.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""An id that somebody else chose (tenant, user, session, message): 1 to 256 printable characters."""
RawAnswer = Annotated[str, StringConstraints(max_length=ANSWER_LIMIT, pattern=r"^[^\x00]*$")]
"""What a model answered that could not be used, as far as it fits."""
Content = Annotated[str, StringConstraints(min_length=1, max_length=MESSAGE_LIMIT, pattern=r"^[^\x00]*$")]
Moment = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A point in time with its zone, kept in UTC; not before 1970."""
Count = Annotated[int, Field(ge=0)]
Ordinal = Annotated[int, Field(ge=1, le=32_767)]


class Frozen(BaseModel):
    """Base of all contract models: immutable, and tolerant of fields that a newer producer added."""

    # An error may be logged, and must not hold what somebody said.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Lane(StrEnum):
    """Which queue a turn waits in: a live turn never waits behind bulk."""

    LIVE = "live"
    BULK = "bulk"


class ErrorClass(StrEnum):
    """Why an attempt failed; the class alone decides what happens next."""

    PROVIDER_OUTAGE = "provider_outage"
    """The provider is down, slow, rate-limiting or refuses our key: nobody's turn is at fault."""
    INTERRUPTED = "interrupted"
    """The answer broke off, or never came for this turn while others got theirs."""
    UNPARSABLE = "unparsable"
    """The answer was cut, damaged or off its schema, after one repair."""
    CONTEXT_TOO_LONG = "context_too_long"
    """The turn does not fit the model."""
    REFUSED = "refused"
    """The provider's policy refuses this turn."""
    REQUEST_REJECTED = "request_rejected"
    """The provider rejects the request itself (400, 404, 422): trying again would not help."""
    CONTRACT_VIOLATION = "contract_violation"
    """A message that is not what the contract says."""
    DELIVERY_LIMIT = "delivery_limit"
    """The broker gave the message up: whoever took it died each time."""
    OUR_FAULT = "our_fault"
    """A bug or a misconfiguration of ours."""


class UserMessage(Frozen):
    """The user's own words: the only evidence a fact can have."""

    id: Name
    content: Content


class ContextMessage(Frozen):
    """An earlier message that helps to understand a turn; never evidence."""

    role: Literal["user", "assistant", "system"]
    content: Text


class TurnEvent(Frozen):
    """What every event about a turn carries: whose it is, which one, and where it stands in its life.

    `generation` starts at 1 and grows by one with each replay of a dead turn. `said_at` is when the user said it, and
    is what decides which fact is current.
    """

    tenant_id: Name
    user_id: Name
    session_id: Name
    turn_id: UUID
    generation: Ordinal = 1
    lane: Lane = Lane.LIVE
    said_at: Moment


class TurnRecorded(TurnEvent):
    """A user's message was taken on."""

    message: UserMessage
    context: Annotated[tuple[ContextMessage, ...], Field(max_length=CONTEXT_LIMIT)] = ()


class ExtractionStarted(TurnEvent):
    """An extractor took the turn in hand."""

    attempt: Ordinal
    worker: Name


class Fact(Frozen):
    """One durable statement about the user, with the user's own words behind it.

    `quote` stands verbatim in the message `message_id`. A `retract` closes what it names and asserts nothing.
    """

    slot: Name
    value: Annotated[str, StringConstraints(min_length=1, max_length=VALUE_LIMIT, pattern=r"^[^\x00]*$")]
    statement: Annotated[str, StringConstraints(min_length=1, max_length=1_024, pattern=r"^[^\x00]*$")]
    operation: Literal["assert", "retract"] = "assert"
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    quote: Annotated[str, StringConstraints(min_length=1, max_length=4_096, pattern=r"^[^\x00]*$")]
    message_id: Name


class Rejection(Frozen):
    """A fact that the model offered and that was not accepted."""

    reason: Name
    slot: Text = ""
    value: Text = ""


class Usage(Frozen):
    """Tokens that the model counted for this turn: its share, when several turns were asked about together."""

    input_tokens: Count
    output_tokens: Count


class FactsExtracted(TurnEvent):
    """The turn was understood; it may hold no fact at all. Facts are numbered by their place in the list, from 0.

    It took `calls` calls of the model to ask about `turns_in_call` turns, this one among them.
    """

    attempt: Ordinal
    facts: Annotated[tuple[Fact, ...], Field(max_length=FACTS_LIMIT)] = ()
    rejected: tuple[Rejection, ...] = ()
    model: Name
    prompt_version: Name
    usage: Usage | None = None
    calls: Ordinal = 1
    turns_in_call: Ordinal = 1
    duration_ms: Count


class ExtractionRetrying(TurnEvent):
    """The attempt failed and the turn waits for its next one. `answer` is the model's, if it could not be read."""

    attempt: Ordinal
    error_class: ErrorClass
    message: Text
    answer: RawAnswer | None = None
    next_attempt_at: Moment


class TurnDead(TurnEvent):
    """The turn was given up; it comes whole, so that it can be replayed from here alone.

    `answer` is the model's last one, if it could not be read.
    """

    attempt: Ordinal
    error_class: ErrorClass
    message: Text
    answer: RawAnswer | None = None
    turn: TurnRecorded


class UserErased(Frozen):
    """Whatever the user said before the watermark must not be stored any more."""

    tenant_id: Name
    user_id: Name
    watermark: Moment
