"""The one transaction of a batch of events: the job rows are the inbox, facts and status change together or not at all.

Order matters. Users are locked before anything of theirs is read, so that from then on nobody else writes it; what is
erased goes; what is known is read; the plan works out in memory what changes; that is written.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import structlog

from contracts.envelope import USER_ERASED, Event, UserErasedEvent
from services.store import metrics
from services.store.claims import Scope
from services.store.names import is_of_the_erased, names_in
from services.store.plan import Plan, TurnKey
from services.store.projection import project
from services.store.repository import Known, Letter, Repository, Writer
from services.store.standing import Standings, UserKey
from services.store.steps import Death, TurnEvents

log = structlog.get_logger()

Happening = tuple[Event, Death | None]
"""An event, or the death of an event."""


async def take_in(repository: Repository, happenings: Sequence[Happening], letters: Sequence[Letter] = ()) -> None:
    """Store what a batch of events says, and archive `letters`; all of it or nothing."""
    told, erasures = _apart(happenings)
    users = _users_of(happenings, letters)
    async with repository.transaction() as writer:
        standings = await writer.lock_users(users) if users else {}
        raised = _raised(erasures, standings)
        disturbed: set[Scope] = set()
        if raised:
            _, disturbed = await writer.eraser.erase(raised)
            standings |= {user: standings[user]._replace(erased_before=at) for user, at in raised.items()}
        plan = await _plan(writer, told, letters, standings)
        await write(writer, plan, disturbed)
        await writer.archive_letters([each for each in letters if _is_kept(each, plan, standings)])
    metrics.count_ended(plan.ended)


async def _plan(
    writer: Writer, events: Sequence[tuple[TurnEvents, Death | None]], letters: Sequence[Letter], standings: Standings
) -> Plan:
    owners: dict[TurnKey, UserKey] = {
        (event.data.tenant_id, event.data.turn_id): (event.data.tenant_id, event.data.user_id) for event, _ in events
    }
    for each in letters:
        if each.tenant_id and each.user_id and each.turn_id:
            owners.setdefault((each.tenant_id, each.turn_id), (each.tenant_id, each.user_id))
    known = await writer.read_jobs(owners) if owners else Known({}, set())
    # Only a user with a watermark has erased turns: most batches ask for none.
    erasable = [turn for turn, user in owners.items() if standings[user].erased_before is not None]
    gone = await writer.eraser.read_gone(erasable) if erasable else set()
    plan = Plan(known.jobs, standings, gone, known.lettered)
    for event, death in events:
        plan.take(event, death)
    return plan


async def write(writer: Writer, plan: Plan, disturbed: Iterable[Scope] = ()) -> None:
    """Write what a plan holds; the users are locked. The facts of `disturbed` scopes are computed again as well."""
    jobs = plan.jobs
    await writer.write_jobs(jobs, plan.turns)
    await writer.delete_turns(plan.erased)
    await writer.eraser.bury([job[:3] for job in plan.erased])
    await writer.resolve_letters(plan.resolving)
    scopes = await writer.delete_claims(plan.replaced) | await writer.move_claims(plan.moved) | set(disturbed)
    claims = plan.claims
    facts = await project(writer, claims, scopes) if claims or scopes else 0
    log.debug("batch_stored", jobs=len(jobs), claims=len(claims), facts=facts)


def _apart(
    happenings: Sequence[Happening],
) -> tuple[list[tuple[TurnEvents, Death | None]], list[UserErasedEvent]]:
    """Return the events about turns, and the erasures."""
    told: list[tuple[TurnEvents, Death | None]] = []
    erasures: list[UserErasedEvent] = []
    for event, death in happenings:
        if event.type == USER_ERASED:  # an `isinstance` for each event would take longer than its job
            erasures.append(event)
        else:
            told.append((event, death))
    return told, erasures


def _users_of(happenings: Sequence[Happening], letters: Sequence[Letter]) -> set[UserKey]:
    """Return all users that have to be locked, with those whose names stand in letters that nobody could read."""
    users: set[UserKey] = {(event.data.tenant_id, event.data.user_id) for event, _ in happenings}
    for each in letters:
        if each.tenant_id and each.user_id:
            users.add((each.tenant_id, each.user_id))
        else:
            users |= names_in(each.body)
    return users


def _raised(erasures: Sequence[UserErasedEvent], standings: Standings) -> dict[UserKey, datetime]:
    """Return the watermarks that erasures raise."""
    raised: dict[UserKey, datetime] = {}
    for event in erasures:
        user, watermark = (event.data.tenant_id, event.data.user_id), event.data.watermark
        before = raised.get(user) or standings[user].erased_before
        if before is None or watermark > before:
            raised[user] = watermark
    return raised


def _is_kept(letter: Letter, plan: Plan, standings: Standings) -> bool:
    if not letter.tenant_id or not letter.user_id:
        return not is_of_the_erased(letter.body, standings)
    if letter.turn_id is None or letter.said_at is None:
        return standings[letter.tenant_id, letter.user_id].erased_before is None
    return plan.keeps((letter.tenant_id, letter.turn_id), (letter.tenant_id, letter.user_id), letter.said_at)
