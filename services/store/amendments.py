"""What a person does to the memory itself: to correct a fact, or to have it forgotten, is a claim like a turn's.

Its moment is now, and later than all that is known of its slot. So it is in force until something newer is said, and
comes out the same whenever the facts are computed again.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from contracts.identifiers import fact_id_for, new_id
from contracts.slots import SCOPES
from services.store.claims import BY_USER, CORRECT, FORGET, Claim, Fact, Scope
from services.store.forgetting import digests_for
from services.store.projection import project
from services.store.repository import Writer

NO_MODEL: Final = "none"
PROMPT_VERSION: Final = "user"


async def correct(writer: Writer, fact: Fact, value: str, statement: str) -> UUID:
    """Put `value` in the place of a current fact's; returns the id of the new fact. The user is locked.

    When the new value is one that is current already (in a many-valued slot), that one is confirmed, and the returned
    id is of no fact.
    """
    act = await _act(writer, fact, CORRECT, fact.value_key)
    claim = act._replace(value=value, statement=statement, quote=value)
    await project(writer, [claim], set())
    return fact_id_for(claim.turn_id, claim.ordinal)


async def forget(writer: Writer, fact: Fact) -> None:
    """Have a fact forgotten, and the words that led to it, in whatever turn they were said. The user is locked."""
    known = await writer.read_claims([_scope_of(fact)])
    await project(writer, [await _act(writer, fact, FORGET, digests_for(fact, known, writer.rules))], set())


async def _act(writer: Writer, fact: Fact, operation: str, target: str) -> Claim:
    act = new_id()
    moment: datetime = await writer.read_next_moment(_scope_of(fact))
    return Claim(
        tenant_id=fact.tenant_id,
        user_id=fact.user_id,
        turn_id=act,
        ordinal=0,
        generation=1,
        attempt=1,
        session_id=fact.session_id,
        said_at=moment,
        slot=fact.slot,
        value="",
        statement="",
        operation=operation,
        confidence=1.0,
        quote="",
        message_id=str(act),
        model=NO_MODEL,
        prompt_version=PROMPT_VERSION,
        source=BY_USER,
        target=target,
    )


def _scope_of(fact: Fact) -> Scope:
    return fact.tenant_id, fact.user_id, SCOPES[fact.slot]
