"""From claims to facts, as a pure function: what turns said, in the order they said it, becomes what is known.

The order is (said_at, turn_id, ordinal) and nothing else, so that arrival never decides. A group is what can have one
current fact: a single-valued slot, or one value of a many-valued slot.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from contracts.identifiers import fact_id_for
from contracts.slots import BY_NAME

GROUP_BYTES: Final = 200
"""A longer group key is replaced by its digest: a B-tree takes entries of up to 2,704 bytes (PostgreSQL, "B-Tree")."""

SUPERSEDED: Final = "superseded"
RETRACTED: Final = "retracted"

_EDGES: Final = " .,;:!?\"'`´“”„‟‘’‚‹›«»…"
_ARTICLE: Final = re.compile(r"^(?:an?|the) (?=\S)")

Order = tuple[datetime, UUID, int]


class Claim(NamedTuple):
    """What a turn said: evidence, never changed. `ordinal` is its place in the turn's list of facts, from 0."""

    tenant_id: str
    user_id: str
    turn_id: UUID
    ordinal: int
    generation: int
    attempt: int
    session_id: str
    said_at: datetime
    slot: str
    group_key: str
    value: str
    value_key: str
    statement: str
    operation: str
    confidence: float
    quote: str
    message_id: str
    model: str
    prompt_version: str

    @property
    def order(self) -> Order:
        """What decides which claim comes first."""
        return self.said_at, self.turn_id, self.ordinal


class Fact(NamedTuple):
    """What is, or was, known: valid from `valid_from` until `valid_to`, exclusive; still valid when that is None."""

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
    valid_from: datetime
    supersedes: UUID | None
    valid_to: datetime | None = None
    ended_by: UUID | None = None
    ended_as: str | None = None
    confirmed_at: datetime | None = None
    confirmations: int = 0


def consolidate(claims: Iterable[Claim], current: Fact | None = None) -> list[Fact]:
    """Return the facts that the claims of one group, in their order, lead to; at most the last one is current.

    With `current`, the claims go on from there, and it leads the result, changed or not.
    """
    facts = [] if current is None else [current]
    for claim in claims:
        latest = facts[-1] if facts and facts[-1].valid_to is None else None
        if claim.operation == "retract":
            if latest is not None and _names(claim.value_key, latest.value_key):
                facts[-1] = _ended(latest, claim, RETRACTED)
        elif latest is None:
            facts.append(_opened(claim, None))
        elif latest.value_key == claim.value_key:
            facts[-1] = latest._replace(confirmed_at=claim.said_at, confirmations=latest.confirmations + 1)
        else:
            facts[-1] = _ended(latest, claim, SUPERSEDED)
            facts.append(_opened(claim, latest.fact_id))
    return facts


def normalise(value: str) -> str:
    """Return the form in which two spellings of one value are equal: `The Beatles!` and `beatles`."""
    folded = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    bare = _ARTICLE.sub("", folded.strip(_EDGES))
    return bare or folded


def group_key_for(slot: str, value_key: str) -> str:
    """Return the key of a value's group within its slot: empty when the slot has one value at a time."""
    if not BY_NAME[slot].many:
        return ""
    encoded = value_key.encode()
    return value_key if len(encoded) <= GROUP_BYTES else hashlib.blake2b(encoded, digest_size=16).hexdigest()


def _names(retracted: str, current: str) -> bool:
    """Tell whether a retracted value means the current one: the same, or whole words of it, or the other way round."""
    return f" {retracted} " in f" {current} " or f" {current} " in f" {retracted} "


def _opened(claim: Claim, supersedes: UUID | None) -> Fact:
    return Fact(
        claim.tenant_id,
        claim.user_id,
        fact_id_for(claim.turn_id, claim.ordinal),
        claim.slot,
        claim.group_key,
        claim.value,
        claim.value_key,
        claim.statement,
        claim.confidence,
        claim.quote,
        claim.message_id,
        claim.turn_id,
        claim.session_id,
        claim.said_at,
        claim.model,
        claim.prompt_version,
        claim.said_at,
        supersedes,
    )


def _ended(fact: Fact, by: Claim, how: str) -> Fact:
    return fact._replace(valid_to=by.said_at, ended_by=by.turn_id, ended_as=how)
