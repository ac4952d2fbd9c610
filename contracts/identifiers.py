"""Ids: UUIDv7 where something is born, UUIDv5 where it is derived, so that a repeat is recognised by its id.

A job is the life of one turn, so a job's id is its turn's id.
"""

from typing import Final
from uuid import UUID

# The same ids as those of the standard library, at half the cost.
from uuid_utils.compat import uuid5, uuid7

NAMESPACE: Final = UUID("6f0e2f0c-3f57-5a0e-9d0b-0a6d2c9b7e11")


def new_id() -> UUID:
    """Return a new time-ordered id (UUIDv7) for something that is born here."""
    return uuid7()


def turn_id_for(tenant_id: str, user_id: str, message_id: str) -> UUID:
    """Return the turn id of a message whose id the client chose: the same message gives the same turn, always."""
    return uuid5(NAMESPACE, "\x1f".join(("turn", tenant_id, user_id, message_id)))


def event_id_for(turn_id: UUID, kind: str, generation: int, attempt: int) -> UUID:
    """Return the id of an event that follows from a turn: a redelivered turn leads to the same event id again."""
    return uuid5(turn_id, f"{kind}/{generation}/{attempt}")


def fact_id_for(turn_id: UUID, ordinal: int) -> UUID:
    """Return the id of the fact that the claim at `ordinal` (from 0) of a turn opens."""
    return uuid5(turn_id, f"fact/{ordinal}")
