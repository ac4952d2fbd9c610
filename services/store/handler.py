"""The policy of the queue `store.events`: a batch of deliveries becomes one transaction, then they are done.

An event that repeats or comes late changes nothing, so nothing has to be remembered about deliveries. While PostgreSQL
can not take the batch, the answer is to pause; an error that the data itself causes is raised, and the bus then finds
the event it belongs to (`services.kit.bus.batch`).
"""

from collections.abc import Sequence
from typing import Final

import structlog

from contracts.envelope import EXTRACTION_STARTED, TURN_RECORDED
from contracts.topology import STORE_EVENTS
from services.kit.bus.decision import Decision, Done, Pause
from services.kit.bus.delivery import Delivery
from services.kit.tracing import spans
from services.store.errors import reason_to_wait
from services.store.inbox import take_in
from services.store.repository import Repository

log = structlog.get_logger()

DONE = Done()
TRANSACTION: Final = {"db.system.name": "postgresql"}


IN_NO_HURRY: Final = frozenset((TURN_RECORDED, EXTRACTION_STARTED))
"""What says no more than that something is under way: chat has the turn's receipt, and the facts come later."""
SECONDS: Final = 0.01
"""How long that waits for company: one transaction for two events of a turn costs little more than for one."""


def patience(group: Sequence[Delivery]) -> float:
    """Return the seconds that a message's events may wait for others, none if they may tell a turn's end."""
    return SECONDS if all(each.event is not None and each.event.type in IN_NO_HURRY for each in group) else 0.0


class EventHandler:
    """Decides about deliveries of `store.events`."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    async def __call__(self, deliveries: Sequence[Delivery]) -> Sequence[Decision]:
        """Store what the deliveries say; one decision for each."""
        happenings = [(delivery.event, None) for delivery in deliveries if delivery.event is not None]
        decision: Decision = DONE
        try:
            with (
                spans.process(deliveries, STORE_EVENTS) as marked,
                spans.together("transaction", marked, "CLIENT", TRANSACTION),
            ):
                await take_in(self._repository, happenings)
        except Exception as error:
            reason = reason_to_wait(error)
            if not reason:
                raise
            decision = Pause(reason)
        return [decision] * len(deliveries)
