"""The one transaction of a batch of events: the job rows are the inbox, facts and status change together or not at all.

Order matters. Users are locked before anything of theirs is read, so that from then on nobody else writes it; what is
known is read; the plan works out in memory what changes; that is written.
"""

from collections.abc import Sequence
from datetime import datetime

import structlog

from contracts.envelope import Event, UserErasedEvent
from services.store.plan import Plan, UserKey, Watermarks
from services.store.projection import project
from services.store.repository import Letter, Repository, Writer
from services.store.steps import Death

log = structlog.get_logger()

Happening = tuple[Event, Death | None]
"""An event, or the death of an event."""


async def take_in(repository: Repository, happenings: Sequence[Happening], letters: Sequence[Letter] = ()) -> None:
    """Store what a batch of events says, and archive `letters`; all of it or nothing."""
    users: set[UserKey] = {(event.data.tenant_id, event.data.user_id) for event, _ in happenings}
    users |= {(each.tenant_id, each.user_id) for each in letters if each.tenant_id and each.user_id}
    async with repository.transaction() as writer:
        watermarks = await writer.lock_users(users) if users else {}
        raised = _raised(happenings, watermarks)
        watermarks |= raised
        plan = await _plan(writer, happenings, watermarks, raised)
        await write(writer, plan)
        if letters:
            await writer.archive_letters([each for each in letters if not _is_erased(each, watermarks)])


async def _plan(
    writer: Writer, happenings: Sequence[Happening], watermarks: Watermarks, raised: dict[UserKey, datetime]
) -> Plan:
    turns = {
        (event.data.tenant_id, event.data.turn_id) for event, _ in happenings if not isinstance(event, UserErasedEvent)
    }
    known = await writer.read_jobs(turns) if turns else {}
    if raised:
        await writer.raise_watermarks(raised)
        await writer.delete_letters(raised)
        known |= await writer.read_jobs_to_erase(raised)
    plan = Plan(known, watermarks)
    if raised:
        plan.erase()
    for event, death in happenings:
        if not isinstance(event, UserErasedEvent):
            plan.take(event, death)
    return plan


async def write(writer: Writer, plan: Plan) -> None:
    """Write what a plan holds; the users are locked."""
    jobs = plan.jobs
    await writer.write_jobs(jobs)
    await writer.write_turns(plan.turns)
    await writer.delete_turns(plan.erased)
    await writer.resolve_letters(plan.completed)
    disturbed = await writer.delete_claims(plan.replaced)
    claims = plan.claims
    facts = await project(writer, claims, disturbed) if claims or disturbed else 0
    log.debug("batch_stored", jobs=len(jobs), claims=len(claims), facts=facts)


def _raised(happenings: Sequence[Happening], watermarks: Watermarks) -> dict[UserKey, datetime]:
    """Return the watermarks that erasures among the events raise."""
    raised: dict[UserKey, datetime] = {}
    for event, _ in happenings:
        if isinstance(event, UserErasedEvent):
            user, watermark = (event.data.tenant_id, event.data.user_id), event.data.watermark
            before = raised.get(user) or watermarks[user]
            if before is None or watermark > before:
                raised[user] = watermark
    return raised


def _is_erased(letter: Letter, watermarks: Watermarks) -> bool:
    watermark = watermarks.get((letter.tenant_id or "", letter.user_id or ""))
    return watermark is not None and letter.said_at is not None and letter.said_at <= watermark
