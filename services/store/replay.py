"""A replay: whether a letter's job may start again, and the one transaction in which it does (docs/adr/0006)."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from contracts.envelope import TurnRecordedEvent
from contracts.events import ErrorClass, TurnRecorded
from contracts.identifiers import new_id
from services.store.inbox import write
from services.store.plan import Plan
from services.store.repository import Audit, Closing, StoredLetter, Writer
from services.store.standing import EVERYTHING_KEPT, Standings
from services.store.states import Job, Status
from services.store.turns import event_of, turn_of_body, turn_of_row

BY_NAME_ONLY: Final = frozenset({ErrorClass.CONTEXT_TOO_LONG.value, ErrorClass.REFUSED.value})
"""Trying again fails again, and costs: only for a letter that somebody names and means."""
LAST_GENERATION: Final = 32_767
LEASE_SECONDS: Final = 30.0
"""How long whoever is about to send a turn has for it, before somebody else does."""


class Reason(StrEnum):
    """Why a letter is not replayed."""

    UNKNOWN = "unknown"
    NOT_OPEN = "not_open"
    UNREADABLE = "unreadable"
    ERASED = "erased"
    OPTED_OUT = "opted_out"
    NOT_DEAD = "not_dead"
    NO_TURN = "no_turn"
    BY_NAME_ONLY = "by_name_only"
    SAME_TURN = "same_turn"
    EXHAUSTED = "exhausted"


class Refused(NamedTuple):
    """A letter that is not replayed; `message` says why and what to do."""

    letter_id: UUID
    reason: Reason
    message: str


@dataclass(frozen=True)
class Candidate:
    """A letter that can be replayed, under its user's lock."""

    letter: StoredLetter
    job: Job | None
    standings: Standings
    event: TurnRecordedEvent
    """What starts the job's next generation."""


async def consider(writer: Writer, tenant: str, letter_id: UUID, *, force: bool) -> Candidate | Refused:
    """Lock the letter's user and tell whether the letter can be replayed; writes nothing."""
    letter = await writer.read_letter(tenant, letter_id)
    standings: Standings = {}
    if letter is not None and letter.tenant_id is not None and letter.user_id is not None:
        standings = await writer.lock_users([(letter.tenant_id, letter.user_id)])
        # Only what is read under the lock counts.
        letter = await writer.lock_letter(tenant, letter_id)
    if letter is None:
        return Refused(letter_id, Reason.UNKNOWN, "There is no such letter: see GET /v1/dead-letters.")
    if letter.status != "open":
        return Refused(letter_id, Reason.NOT_OPEN, f"The letter is {letter.status} already.")
    if letter.tenant_id is None or letter.user_id is None or letter.turn_id is None or letter.generation is None:
        message = "Nobody could read the message, or it is about no turn: it can only be discarded."
        return Refused(letter_id, Reason.UNREADABLE, message)
    key = letter.tenant_id, letter.turn_id
    job = (await writer.read_jobs([key])).jobs.get(key)
    row = await writer.read_turn(letter.tenant_id, letter.user_id, letter.turn_id)
    turn = (
        turn_of_body(letter.body, letter.tenant_id, letter.user_id, letter.turn_id) if row is None else turn_of_row(row)
    )
    generation = max(letter.generation, job.generation if job else 0) + 1
    if refused := verdict(letter, job, turn, generation, standings, force=force):
        return refused
    assert turn is not None  # noqa: S101 - the verdict refuses a letter without a turn
    return Candidate(letter, job, standings, event_of(turn, generation))


def verdict(
    letter: StoredLetter,
    job: Job | None,
    turn: TurnRecorded | None,
    generation: int,
    standings: Standings,
    *,
    force: bool,
) -> Refused | None:
    """Say why a readable, open letter can not be replayed as `generation`, or nothing. Pure."""
    standing = standings.get((letter.tenant_id or "", letter.user_id or ""), EVERYTHING_KEPT)
    erased = turn is not None and standing.erases(turn.said_at)
    silenced = job is None and turn is not None and standing.ignores(turn.said_at)
    by_name_only = letter.error_class in BY_NAME_ONLY and not force
    class_message = f"A letter that died of {letter.error_class} is replayed by its id and with `force` only."
    checks = (
        (job is not None and job.user_id != letter.user_id, Reason.NOT_DEAD, "The turn is another user's: discard it."),
        (erased, Reason.ERASED, "The user's words were erased."),
        (silenced, Reason.OPTED_OUT, "The user wants nothing to be remembered."),
        (
            job is not None and job.status is not Status.DEAD,
            Reason.NOT_DEAD,
            f"The turn's job is {job.status if job else ''}, not dead.",
        ),
        (turn is None, Reason.NO_TURN, "The turn itself is not known: it can only be discarded."),
        (by_name_only, Reason.BY_NAME_ONLY, class_message),
        (generation > LAST_GENERATION, Reason.EXHAUSTED, "The turn was replayed as often as can be counted."),
    )
    return next((Refused(letter.id, reason, message) for wrong, reason, message in checks if wrong), None)


async def start_again(writer: Writer, candidate: Candidate, operator: str) -> None:
    """Start the job's next generation and close the letters; the caller commits, then publishes `candidate.event`."""
    letter, turn = candidate.letter, candidate.event.data
    key = turn.tenant_id, turn.turn_id
    plan = Plan({} if candidate.job is None else {key: candidate.job}, candidate.standings)
    plan.take(candidate.event)
    await write(writer, plan)
    await writer.lease_jobs([(*key, turn.generation)], LEASE_SECONDS)
    closing = Closing("replayed", operator, replayed_as=turn.generation, up_to=turn.generation - 1)
    closed = await writer.close_letter(letter, closing)
    detail = {
        "generation": turn.generation,
        "error_class": letter.error_class,
        "with": [str(each) for each in closed if each != letter.id],
    }
    await writer.write_audit(
        [Audit(new_id(), turn.tenant_id, operator, "replay", letter.id, turn.turn_id, json.dumps(detail))]
    )
