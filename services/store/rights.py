"""What is done in a person's name: erase all, correct or forget a fact, turn memory off or on. One transaction each.

What may happen meanwhile, and why nothing comes back: docs/adr/0010.
"""

import json
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple
from uuid import UUID

import structlog

from contracts.envelope import Event, wrap
from contracts.events import UserErased
from contracts.identifiers import new_id
from services.kit.bus.errors import BusError
from services.store import amendments
from services.store.claims import Fact
from services.store.inbox import write
from services.store.plan import Plan
from services.store.repository import Audit, Repository, Writer
from services.store.standing import EVERYTHING_KEPT, Standing, UserKey
from services.store.turns import SOURCE

log = structlog.get_logger()

Publish = Callable[[Event], Awaitable[None]]
"""Sends an event and returns when the broker confirmed it; raises `BusError`."""


class Erasure(NamedTuple):
    """What was said up to `watermark` is gone. `announced` tells whether the broker took the event that says so."""

    watermark: datetime
    jobs: int
    announced: bool


class Amended(Enum):
    """What became of a wish to correct a fact, or to have it forgotten."""

    DONE = auto()
    UNKNOWN = auto()
    """The user has no such fact; another user may."""
    ENDED = auto()
    """It is history."""


class Rights:
    """Acts on one user's memory."""

    def __init__(self, repository: Repository, publish: Publish, margin: float) -> None:
        """`margin` is how many seconds the clocks of chat and database may differ."""
        self._repository = repository
        self._publish = publish
        self._margin = margin

    async def erase(self, tenant: str, user: str, operator: str) -> Erasure:
        """Delete everything of a user, for good; when this returns it is durable, whatever the broker does."""
        async with self._repository.transaction() as writer:
            standings = await writer.lock_users([(tenant, user)])
            watermark = await writer.eraser.choose_watermark(tenant, user, self._margin)
            watermark = max(watermark, standings[tenant, user].erased_before or watermark)
            jobs, disturbed = await writer.eraser.erase({(tenant, user): watermark})
            await write(writer, Plan({}, {}), disturbed)
            await writer.write_audit([Audit(new_id(), tenant, operator, "erase", None, None, "{}", user)])
        announced = await self._announce(UserErased(tenant_id=tenant, user_id=user, watermark=watermark))
        log.info("user_erased", jobs=jobs, announced=announced)
        return Erasure(watermark, jobs, announced)

    async def correct(
        self, owner: UserKey, fact_id: UUID, value: str, statement: str | None, operator: str
    ) -> tuple[Amended, str, UUID | None]:
        """Put `value` in the place of a current fact's; returns the slot and the id of the new fact as well."""
        async with self._repository.transaction() as writer:
            await writer.lock_users([owner])
            fact = await writer.read_fact(*owner, fact_id)
            if fact is None:
                return Amended.UNKNOWN, "", None
            if fact.valid_to is not None:
                return Amended.ENDED, "", None
            said = statement or f"The user's {fact.slot.replace('_', ' ')}: {value}."
            new = await amendments.correct(writer, fact, value, said)
            await self._note(writer, "correct", operator, fact)
        return Amended.DONE, fact.slot, new

    async def forget(self, tenant: str, user: str, fact_id: UUID, operator: str) -> Amended:
        """Have a fact forgotten, current or not."""
        async with self._repository.transaction() as writer:
            await writer.lock_users([(tenant, user)])
            fact = await writer.read_fact(tenant, user, fact_id)
            if fact is None:
                return Amended.UNKNOWN
            await amendments.forget(writer, fact)
            await self._note(writer, "forget", operator, fact)
        return Amended.DONE

    @staticmethod
    async def _note(writer: Writer, action: str, operator: str, fact: Fact) -> None:
        detail = json.dumps({"fact_id": str(fact.fact_id), "slot": fact.slot})
        await writer.write_audit([Audit(new_id(), fact.tenant_id, operator, action, None, None, detail, fact.user_id)])

    async def remember(self, tenant: str, user: str, operator: str, *, on: bool) -> None:
        """Turn a user's memory on or off. What is stored stays; erasing it is another act."""
        async with self._repository.transaction() as writer:
            standing = (await writer.lock_users([(tenant, user)]))[tenant, user]
            if standing.is_silent != on:
                return
            await (writer.eraser.hear if on else writer.eraser.silence)(tenant, user)
            action = "opt_in" if on else "opt_out"
            await writer.write_audit([Audit(new_id(), tenant, operator, action, None, None, "{}", user)])
        log.info("user_remembered" if on else "user_silenced")

    async def standing_of(self, tenant: str, user: str) -> Standing:
        """Return what holds for a user, known or not."""
        return (await self.standings_of([(tenant, user)])).get((tenant, user), EVERYTHING_KEPT)

    async def standings_of(self, users: Iterable[UserKey]) -> dict[UserKey, Standing]:
        """Return what holds for those of some users of whom there is anything to say."""
        return await self._repository.read_standings(users)

    async def _announce(self, erased: UserErased) -> bool:
        try:
            await self._publish(wrap(erased, SOURCE))
        except BusError as error:
            # Nothing of ours waits for it: the watermark is in force.
            log.warning("erasure_not_announced", reason=str(error))
            return False
        return True
