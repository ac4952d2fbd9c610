"""What operators do with dead letters: replay one, a group or all of them, and discard one or a group with a reason."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import structlog

from contracts.envelope import Event
from contracts.identifiers import new_id
from services.kit.bus.errors import BusError
from services.store.dues import Dues
from services.store.replay import Candidate, Reason, Refused, consider, start_again
from services.store.repository import Audit, Closing, Repository
from services.store.states import Status, discard

log = structlog.get_logger()

Publish = Callable[[Event], Awaitable[None]]
"""Sends an event and returns when the broker confirmed it; raises `BusError`."""


class Accepted(NamedTuple):
    """A letter whose job starts again, or would. `sent` is False while a sweeper has yet to send the turn."""

    letter_id: UUID
    turn_id: UUID
    generation: int
    sent: bool = False


@dataclass
class Replays:
    """What became of the letters of one request."""

    accepted: list[Accepted] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def blocking(self) -> list[Refused]:
        """Refusals that stand against replaying the letters of this list together."""
        return [each for each in self.refused if each.reason is not Reason.SAME_TURN]


class Desk:
    """Replays and discards, each letter in a transaction of its own."""

    def __init__(self, repository: Repository, dues: Dues, publish: Publish) -> None:
        self._repository = repository
        self._dues = dues
        self._publish = publish

    async def consider(self, tenant: str, letters: Sequence[UUID], *, force: bool = False) -> Replays:
        """Tell what a replay of `letters` would do; changes nothing."""
        return await self._go_through(tenant, letters, None, force=force)

    async def replay(self, tenant: str, letters: Sequence[UUID], operator: str, *, force: bool = False) -> Replays:
        """Replay `letters`; those that can not be are refused, each with its reason."""
        replays = await self._go_through(tenant, letters, operator, force=force)
        log.info("letters_replayed", count=len(replays.accepted), refused=len(replays.refused), operator=operator)
        return replays

    async def discard(self, tenant: str, letter_id: UUID, operator: str, reason: str) -> Refused | None:
        """Give a letter up, and its job if that is dead; says why when it can not be."""
        async with self._repository.transaction() as writer:
            letter = await writer.read_letter(tenant, letter_id)
            if letter is not None and letter.tenant_id is not None and letter.user_id is not None:
                await writer.lock_users([(letter.tenant_id, letter.user_id)])
            letter = await writer.lock_letter(tenant, letter_id)
            if letter is None:
                return Refused(letter_id, Reason.UNKNOWN, "There is no such letter: see GET /v1/dead-letters.")
            if letter.status != "open":
                return Refused(letter_id, Reason.NOT_OPEN, f"The letter is {letter.status} already.")
            up_to = 0
            if letter.tenant_id is not None and letter.turn_id is not None:
                key = letter.tenant_id, letter.turn_id
                job = (await writer.read_jobs([key])).jobs.get(key)
                if job is not None and job.user_id == letter.user_id and job.status is Status.DEAD:
                    await writer.write_jobs([discard(job, datetime.now(UTC))])
                    up_to = job.generation
            closed = await writer.close_letter(letter, Closing("discarded", operator, reason, up_to=up_to))
            detail = {"reason": reason, "with": [str(each) for each in closed if each != letter_id]}
            await writer.write_audit(
                [Audit(new_id(), tenant, operator, "discard", letter_id, letter.turn_id, json.dumps(detail))]
            )
        log.info("letter_discarded", id=str(letter_id), operator=operator)
        return None

    async def discard_all(self, tenant: str, letters: Sequence[UUID], operator: str, reason: str) -> list[Refused]:
        """Give letters up, one after the other; returns those that could not be."""
        refused = [await self.discard(tenant, each, operator, reason) for each in letters]
        return [each for each in refused if each is not None]

    async def _go_through(self, tenant: str, letters: Sequence[UUID], operator: str | None, *, force: bool) -> Replays:
        """Consider each letter and, with an operator, replay it. Turns are sent while the next letter is written."""
        replays, sending, turns = Replays(), list[asyncio.Task[bool]](), dict[UUID, UUID]()
        for letter_id in dict.fromkeys(letters):
            async with self._repository.transaction() as writer:
                found = await consider(writer, tenant, letter_id, force=force)
                if isinstance(found, Candidate) and operator is not None:
                    await start_again(writer, found, operator)
            if isinstance(found, Refused):
                replays.refused.append(found)
                continue
            turn = found.event.data
            if (first := turns.setdefault(turn.turn_id, letter_id)) != letter_id:
                replays.refused.append(Refused(letter_id, Reason.SAME_TURN, f"Its turn goes with the letter {first}."))
                continue
            replays.accepted.append(Accepted(letter_id, turn.turn_id, turn.generation))
            if operator is not None:
                sending.append(asyncio.create_task(self._send(found)))
        sent = await asyncio.gather(*sending)
        if operator is not None:
            replays.accepted = [each._replace(sent=done) for each, done in zip(replays.accepted, sent, strict=True)]
        return replays

    async def _send(self, candidate: Candidate) -> bool:
        turn = candidate.event.data
        try:
            await self._publish(candidate.event)
        except BusError as error:
            # The lease runs out, and a sweeper sends it.
            log.warning("replay_not_sent", turn_id=str(turn.turn_id), reason=str(error))
            return False
        await self._dues.release([(turn.tenant_id, turn.turn_id, turn.generation)])
        return True
