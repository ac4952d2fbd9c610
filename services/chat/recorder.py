"""Records what a user said: confirmed by the broker, else kept in the outbox, whatever becomes of the request.

The order of the steps, and what a crash between any two of them leaves behind: docs/adr/0004.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

import structlog

from contracts.envelope import LANE_KEYS, TURN_RECORDED, encode, wrap
from contracts.events import TurnRecorded
from contracts.topology import EXCHANGE
from services.chat.breaker import PublishBreaker
from services.chat.metrics import TURNS
from services.chat.outbox import Deferred, reason_of
from services.chat.redaction import redact_turn
from services.chat.saver import Saver
from services.kit.bus.errors import BusError, TopologyFault
from services.kit.tracing import spans

log = structlog.get_logger()

SOURCE: Final = "/chat"

Publish = Callable[[bytes, str, str, float], Awaitable[None]]
"""Publishes an encoded event on an exchange by a key, within seconds; raises a `BusError` (`Publisher`)."""


class Memory(StrEnum):
    """What became of a turn: the value of the header `Afterthought-Memory`."""

    QUEUED = "queued"
    """The broker has confirmed it: it is never lost."""
    DEFERRED = "deferred"
    """It is in the outbox: it is never lost, and sent as soon as the broker takes it."""
    UNAVAILABLE = "unavailable"
    """Neither confirmed nor kept in time. It may have arrived all the same, but nothing is promised."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The job of a turn, and whether it is safe."""

    job_id: UUID
    memory: Memory


class Recorder:
    """Records turns in the background and gives a receipt for each."""

    def __init__(self, publish: Publish, breaker: PublishBreaker, saver: Saver) -> None:
        self._publish = publish
        self._breaker = breaker
        self._saver = saver
        # Kept here, because a task that nobody holds may be collected, and the client may leave at any time.
        self._recording: set[asyncio.Task[Receipt]] = set()

    def record(self, turn: TurnRecorded, publish_within: float, save_within: float) -> asyncio.Future[Receipt]:
        """Begin to publish `turn` now; the receipt is there after the sum of both deadlines (seconds) at the latest.

        It never raises, and giving up on the receipt does not stop the recording.
        """
        task = asyncio.create_task(self._record(turn, publish_within, save_within))
        self._recording.add(task)
        task.add_done_callback(self._recording.discard)
        return asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for what is being recorded; each turn has its own deadlines."""
        if self._recording:
            await asyncio.wait(self._recording)

    async def _record(self, turn: TurnRecorded, publish_within: float, save_within: float) -> Receipt:
        # The request to the model goes out first: that is what somebody waits for.
        await asyncio.sleep(0)
        with spans.send(TURN_RECORDED, EXCHANGE, turn.turn_id) as span:
            memory = await self._keep(turn, publish_within, save_within)
            error = memory.value if memory is Memory.UNAVAILABLE else ""
            spans.note(span, {"afterthought.memory": memory.value}, error)
        TURNS.labels(memory).inc()
        return Receipt(turn.turn_id, memory)

    async def _keep(self, turn: TurnRecorded, publish_within: float, save_within: float) -> Memory:
        try:
            # In front of everything that keeps, sends or logs it.
            turn = await redact_turn(turn)
            event = encode(spans.carry(wrap(turn, SOURCE)))
            deferred = Deferred(turn.turn_id, turn.tenant_id, turn.user_id, turn.lane, event)
            admitted = self._breaker.admits()
            if admitted and await self._published(deferred, publish_within):
                return Memory.QUEUED
            if await self._saved(deferred, save_within):
                return Memory.DEFERRED
            # The database is away: the broker that others gave up on may be well again.
            if not admitted and await self._published(deferred, publish_within):
                return Memory.QUEUED
        except Exception:  # the chat goes on, whatever is wrong with its memory
            log.exception("turn_unrecorded", turn_id=str(turn.turn_id))
        return Memory.UNAVAILABLE

    async def _published(self, turn: Deferred, within: float) -> bool:
        try:
            await self._publish(turn.event, EXCHANGE, LANE_KEYS[turn.lane], within)
        except BusError as error:
            log.warning("turn_unconfirmed", turn_id=str(turn.turn_id), reason=str(error))
            # A refusal is an answer: nobody waited, and the other lane may be in good health.
            if not isinstance(error, TopologyFault):
                self._breaker.failed()
            return False
        except Exception:
            log.exception("turn_unconfirmed", turn_id=str(turn.turn_id))
            self._breaker.failed()
            return False
        self._breaker.succeeded()
        return True

    async def _saved(self, turn: Deferred, within: float) -> bool:
        try:
            await self._saver.save(turn, within)
        except Exception as error:  # noqa: BLE001 - whatever it is, the turn is not known to be safe
            log.warning("turn_unsaved", turn_id=str(turn.turn_id), reason=reason_of(error))
            return False
        log.info("turn_deferred", turn_id=str(turn.turn_id))
        return True
