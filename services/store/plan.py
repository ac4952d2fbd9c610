"""What a batch of events changes, worked out in memory: jobs, turns, and whose claims are replaced by which.

Pure: the handler reads what is known, lets a `Plan` take the events, and writes what the plan holds.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple
from uuid import UUID

import structlog

from contracts.envelope import FactsExtractedEvent, TurnDeadEvent, TurnRecordedEvent
from contracts.events import FactsExtracted, TurnRecorded
from contracts.slots import BY_NAME
from services.store.claims import Claim
from services.store.standing import EVERYTHING_KEPT, Standings, UserKey
from services.store.states import TERMINAL, Job, Status, advance, erase
from services.store.steps import Death, TurnEvents, step_of

log = structlog.get_logger()

TurnKey = tuple[str, UUID]
"""Tenant and turn: what a job is found by, before it is known whose it is."""


class Turn(NamedTuple):
    """A user's message as it was recorded; `context` is JSON text."""

    tenant_id: str
    user_id: str
    turn_id: UUID
    session_id: str
    lane: str
    said_at: datetime
    message_id: str
    content: str
    context: str


class Plan:
    """Takes events one by one; then, once all are taken, tells what to write."""

    def __init__(
        self,
        known: Mapping[TurnKey, Job],
        standings: Standings,
        gone: Collection[TurnKey] = (),
        lettered: Collection[TurnKey] = (),
    ) -> None:
        """`known` are the jobs as stored, `standings` those of their users, `gone` the turns that were erased.

        `lettered` are the turns that have letters which their completion closes.
        """
        self._known = known
        self._gone = gone
        self._lettered = lettered
        self._standings = standings
        self._jobs: dict[TurnKey, Job] = dict(known)
        self._turns: dict[TurnKey, TurnRecorded] = {}
        self._extracted: dict[TurnKey, FactsExtracted] = {}

    def take(self, event: TurnEvents, death: Death | None = None) -> None:
        """Let `event`, or its death, change its job; an event that says whose turn it is differently changes none."""
        step = step_of(event, death)
        key = step.tenant_id, step.turn_id
        job = self._jobs.get(key)
        if job is not None and job.user_id != step.user_id:
            log.warning(
                "event_ignored", reason="its turn is another user's", turn_id=str(step.turn_id), type=event.type
            )
            return
        standing = self._standings.get((step.tenant_id, step.user_id), EVERYTHING_KEPT)
        if standing.erases(step.said_at) or key in self._gone:
            step = erase(step)
        elif job is None and standing.ignores(step.said_at):
            log.debug("event_ignored", reason="nothing is remembered", turn_id=str(step.turn_id), type=event.type)
            return
        after = self._jobs[key] = advance(job, step)
        if step.extraction is not None and after.extraction is step.extraction:
            assert isinstance(event, FactsExtractedEvent)  # noqa: S101 - no other event has an extraction
            self._extracted[key] = event.data
        turn = turn_of(event)
        if turn is not None and (turn.tenant_id, turn.turn_id, turn.user_id) == (*key, step.user_id):
            self._turns.setdefault(key, turn)

    def keeps(self, turn: TurnKey, user: UserKey, said_at: datetime) -> bool:
        """Tell whether a dead letter of a turn may be kept: nothing of it is erased, or not to be remembered."""
        standing, job = self._standings.get(user, EVERYTHING_KEPT), self._jobs.get(turn)
        if standing.erases(said_at) or turn in self._gone or (job is not None and job.status is Status.ERASED):
            return False
        return job is not None or not standing.ignores(said_at)

    @cached_property
    def jobs(self) -> list[Job]:
        """The jobs that are new or changed, to be written."""
        return [job for job in self._changed if job.status is not Status.ERASED]

    @property
    def erased(self) -> list[Job]:
        """The jobs that must not be stored: they go, their turns too, and a digest of each remains."""
        return [job for job in self._changed if job.status is Status.ERASED]

    @cached_property
    def _changed(self) -> list[Job]:
        return [job for key, job in self._jobs.items() if job != self._known.get(key)]

    @property
    def resolving(self) -> list[Job]:
        """The jobs that are new or changed and completed, and have letters, which are resolved by that."""
        if not self._lettered:
            return []
        return [
            job
            for job in self.jobs
            if job.status is Status.COMPLETED and (job.tenant_id, job.turn_id) in self._lettered
        ]

    @property
    def ended(self) -> list[Job]:
        """The jobs that end with this batch, or end anew as another generation."""
        return [job for job in self.jobs if job.status in TERMINAL and self._is_news(job)]

    def _is_news(self, job: Job) -> bool:
        known = self._known.get((job.tenant_id, job.turn_id))
        return known is None or (known.generation, known.status) != (job.generation, job.status)

    @property
    def turns(self) -> list[Turn]:
        """The turns to keep, unless they are there already."""
        return [_row(turn) for key, turn in self._turns.items() if self._jobs[key].status is not Status.ERASED]

    @property
    def replaced(self) -> list[Job]:
        """The jobs whose stored claims are no longer in force."""
        return [
            job
            for key, known in self._known.items()
            if known.extraction is not None and known.extraction != (job := self._jobs[key]).extraction
        ]

    @property
    def claims(self) -> list[Claim]:
        """What the turns said whose extraction is new."""
        return [
            claim
            for key, data in self._extracted.items()
            if self._jobs[key].extraction is not None
            for claim in claims_of(data, self._jobs[key].said_at)
        ]

    @property
    def moved(self) -> list[Job]:
        """The jobs whose turn was said earlier than was known, and whose claims are stored and stay."""
        return [
            job
            for key, known in self._known.items()
            if (job := self._jobs[key]).said_at != known.said_at
            and job.status is not Status.ERASED
            and known.extraction is not None
            and known.extraction == job.extraction
        ]


def claims_of(data: FactsExtracted, said_at: datetime) -> Iterable[Claim]:
    """Return the claims of an extraction; a fact in a slot that is not in `contracts.slots` is none.

    `said_at` is the turn's: a copy of it, recorded again by a client that named no moment, has a later one.
    """
    for ordinal, fact in enumerate(data.facts):
        if fact.slot in BY_NAME:
            yield Claim(
                data.tenant_id,
                data.user_id,
                data.turn_id,
                ordinal,
                data.generation,
                data.attempt,
                data.session_id,
                said_at,
                fact.slot,
                fact.value,
                fact.statement,
                fact.operation,
                fact.confidence,
                fact.quote,
                fact.message_id,
                data.model,
                data.prompt_version,
            )


def turn_of(event: TurnEvents) -> TurnRecorded | None:
    """Return the turn that an event brings along, if it does."""
    # By type, because asking pydantic whether an event is an instance of each takes longer than the rest.
    find = _TURNS.get(type(event))
    return None if find is None else find(event)


_TURNS: Final[dict[type, Callable[[Any], TurnRecorded]]] = {
    TurnRecordedEvent: lambda event: event.data,
    TurnDeadEvent: lambda event: event.data.turn,
}


def _row(turn: TurnRecorded) -> Turn:
    context = [{"role": message.role, "content": message.content} for message in turn.context]
    return Turn(
        turn.tenant_id,
        turn.user_id,
        turn.turn_id,
        turn.session_id,
        turn.lane.value,
        turn.said_at,
        turn.message.id,
        turn.message.content,
        json.dumps(context, ensure_ascii=False) if context else "[]",
    )
