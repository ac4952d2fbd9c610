"""What consolidation works on: claims, which are evidence and never change, and the facts that follow from them."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

ASSERT: Final = "assert"
RETRACT: Final = "retract"
CORRECT: Final = "correct"
"""By the user, about the memory itself: what has the key `target` was wrong, it is `value`."""
FORGET: Final = "forget"
"""By the user, about the memory itself: what was said before of the values whose digests `target` lists is void."""

BY_TURN: Final = "turn"
BY_USER: Final = "user"

SUPERSEDED: Final = "superseded"
RETRACTED: Final = "retracted"
CORRECTED: Final = "corrected"
CROWDED_OUT: Final = "crowded_out"

Order = tuple[datetime, UUID, int]
Scope = tuple[str, str, tuple[str, ...]]
"""Tenant, user, and the slots whose facts bear on each other."""


class Claim(NamedTuple):
    """What a turn said, or with the source `user` what a person said about the memory itself.

    `turn_id` is then the id of that act. `ordinal` is the claim's place in the turn's list of facts, from 0. A claim
    that was forgotten keeps its place, so that what it ended stays ended, and has no words any more: `value` is empty.
    """

    tenant_id: str
    user_id: str
    turn_id: UUID
    ordinal: int
    generation: int
    attempt: int
    session_id: str
    said_at: datetime
    slot: str
    value: str
    statement: str
    operation: str
    confidence: float
    quote: str
    message_id: str
    model: str
    prompt_version: str
    source: str = BY_TURN
    target: str | None = None

    @property
    def order(self) -> Order:
        """What decides which claim comes first."""
        return self.said_at, self.turn_id, self.ordinal


class Current(NamedTuple):
    """A stored fact that is still valid, as far as later claims look at it: they confirm or end it, its words stay."""

    tenant_id: str
    user_id: str
    fact_id: UUID
    slot: str
    group_key: str
    value_key: str
    turn_id: UUID
    said_at: datetime
    confirmed_at: datetime | None
    confirmations: int
    valid_to: datetime | None = None
    ended_by: UUID | None = None
    ended_as: str | None = None


class Fact(NamedTuple):
    """What is, or was, known: valid from `valid_from` until `valid_to`, exclusive; still valid when that is None.

    `group_key` is the same for no two current facts of a slot.
    """

    tenant_id: str
    user_id: str
    fact_id: UUID
    slot: str
    group_key: str
    value: str
    value_key: str
    statement: str
    confidence: float
    quote: str
    message_id: str
    turn_id: UUID
    session_id: str
    said_at: datetime
    model: str
    prompt_version: str
    source: str
    valid_from: datetime
    supersedes: UUID | None
    valid_to: datetime | None = None
    ended_by: UUID | None = None
    ended_as: str | None = None
    confirmed_at: datetime | None = None
    confirmations: int = 0

    @property
    def group(self) -> tuple[str, str]:
        """What no two current facts of a user share."""
        return self.slot, self.group_key
