"""Records turns: each is published at once and confirmed within a deadline, whatever becomes of its request.

The seam for durability: what the broker does not confirm in time is only reported here as `unavailable`.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

import structlog

from contracts.envelope import wrap
from contracts.events import TurnRecorded
from services.kit.bus.errors import BusError
from services.kit.bus.publisher import Publisher

log = structlog.get_logger()

SOURCE: Final = "/chat"


class Memory(StrEnum):
    """What became of a turn: the value of the header `Afterthought-Memory`."""

    QUEUED = "queued"
    """The broker has confirmed it: it is never lost."""
    UNAVAILABLE = "unavailable"
    """Not confirmed in time. It may have arrived all the same, but nothing is promised."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The job of a turn, and whether it is safe."""

    job_id: UUID
    memory: Memory


class Recorder:
    """Publishes turns in the background and gives a receipt for each."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        # Kept here, because a task that nobody holds may be collected, and the client may leave at any time.
        self._recording: set[asyncio.Task[Receipt]] = set()

    def record(self, turn: TurnRecorded, within: float) -> asyncio.Future[Receipt]:
        """Begin to publish `turn` now; the receipt is there `within` seconds at the latest.

        It never raises, and giving up on the receipt does not stop the recording.
        """
        task = asyncio.create_task(self._publish(turn, within))
        self._recording.add(task)
        task.add_done_callback(self._recording.discard)
        return asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for what is being recorded; each turn has its own deadline."""
        if self._recording:
            await asyncio.wait(self._recording)

    async def _publish(self, turn: TurnRecorded, within: float) -> Receipt:
        try:
            await self._publisher.publish(wrap(turn, SOURCE), within)
        except BusError as error:
            log.warning("turn_unconfirmed", turn_id=str(turn.turn_id), reason=str(error))
        except Exception:  # the chat goes on, whatever is wrong with its memory
            log.exception("turn_unconfirmed", turn_id=str(turn.turn_id))
        else:
            return Receipt(turn.turn_id, Memory.QUEUED)
        return Receipt(turn.turn_id, Memory.UNAVAILABLE)
