"""Which turns are asked about in one call: those of one session that wait anyway, within limits. No I/O.

Turns that may have been the cause of a failure go alone, so that they can harm only themselves (docs/adr/0008).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.envelope import TurnRecordedEvent
from services.extractor.document import Layout
from services.extractor.policy import Record
from services.kit.bus.delivery import Delivery


def session_of(delivery: Delivery) -> Hashable:
    """Return the tenant, user and session that a turn may share a call with, or None if it has to go alone."""
    event = delivery.event
    if not isinstance(event, TurnRecordedEvent):
        return None
    turn = event.data
    suspect = isinstance(delivery.note, Record) and delivery.note.alone
    if suspect or delivery.redelivered or delivery.attempt > 1 or turn.generation > 1:
        return None
    return (turn.tenant_id, turn.user_id, turn.session_id)


@dataclass(frozen=True, slots=True)
class Chooses:
    """Chooses what goes into a call: at most `turns` turns, and further ones only while all fit `tokens` untrimmed."""

    turns: int
    tokens: int

    def __call__(self, waiting: Sequence[Delivery]) -> Sequence[Delivery]:
        """Return the first of `waiting`, which are of one session, in the order in which they were said."""
        if len(waiting) == 1:
            return waiting
        chosen: list[Delivery] = []
        layout, seen = Layout(), set[UUID]()
        for delivery in sorted(waiting, key=_place):
            assert isinstance(delivery.event, TurnRecordedEvent)  # noqa: S101 - others have no session
            turn = delivery.event.data
            if turn.turn_id in seen:
                continue
            layout.add(turn)
            if chosen and (layout.size > self.tokens or len(chosen) == self.turns):
                break
            chosen.append(delivery)
            seen.add(turn.turn_id)
        return chosen


def _place(delivery: Delivery) -> tuple[datetime, UUID]:
    assert isinstance(delivery.event, TurnRecordedEvent)  # noqa: S101 - others have no session
    return delivery.event.data.said_at, delivery.event.data.turn_id
