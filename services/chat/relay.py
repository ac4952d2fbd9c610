"""The relay: sends what waits in the outbox, deletes it once the broker has confirmed it. One task in every process.

What a crash between any two of its steps leaves behind: docs/adr/0004.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from enum import Enum, auto
from typing import Final, Self
from uuid import UUID

import structlog

from contracts.envelope import LANE_KEYS
from contracts.events import Lane
from contracts.topology import EXCHANGE
from services.chat.breaker import PublishBreaker
from services.chat.metrics import OUTBOX_OLDEST, OUTBOX_ROWS
from services.chat.outbox import Deferred, Outbox, reason_of
from services.chat.recorder import Publish
from services.kit.bus.errors import TopologyFault
from services.kit.bus.publisher import CONFIRM_SECONDS

log = structlog.get_logger()

Covered = Callable[[Sequence[Deferred]], Awaitable[set[UUID]]]
"""Tells which turns must not be sent any more."""
LANES: Final = (Lane.LIVE, Lane.BULK)
"""In the order they are sent: a live turn never waits behind bulk."""
TURNS: Final = 500
POLL_SECONDS: Final = 1.0
MEASURE_SECONDS: Final = 5.0
NOT_ASKED: Final = "PostgreSQL was not asked yet"
MOVE_SECONDS: Final = 15.0
"""The most that one transaction may take, with a database that has stopped answering in the middle of it."""


class Moved(Enum):
    """What became of one batch."""

    SOME = auto()
    """Turns were sent; there may be more."""
    NONE = auto()
    """Nothing waits in this lane, or other relays have it in hand."""
    REFUSED = auto()
    """The broker refuses this lane."""
    UNCONFIRMED = auto()
    """The broker does not confirm."""


class Relay:
    """Moves turns from the outbox to the broker while the block is open."""

    def __init__(
        self,
        outbox: Outbox,
        publish: Publish,
        breaker: PublishBreaker,
        probe_within: float,
        covered: Covered | None = None,
    ) -> None:
        """`probe_within` (seconds) is what a live turn has: a slower broker does not close the breaker.

        `covered` tells which turns were erased meanwhile, and must not be sent.
        """
        self._outbox = outbox
        self._covered = covered
        self._publish = publish
        self._breaker = breaker
        self._probe_within = probe_within
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._measured = -math.inf
        self._running: asyncio.Task[None] | None = None
        self.problem = NOT_ASKED

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._run(), name="relay")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Finish the transaction under way."""
        self._stopping.set()
        if self._running is not None:
            done, _pending = await asyncio.wait((self._running,), timeout=MOVE_SECONDS)
            if not done:
                self._running.cancel()
                with suppress(asyncio.CancelledError):
                    await self._running

    def wake(self) -> None:
        """Look into the outbox now instead of at the next second."""
        self._woken.set()

    async def send_waiting(self) -> bool:
        """Send what waits, live turns first; tells whether the broker took all it was given.

        Raises what the database raises.
        """
        refused: set[Lane] = set()
        while not self._stopping.is_set():
            for lane in LANES:
                moved = Moved.REFUSED if lane in refused else await self._move(lane)
                if moved is Moved.UNCONFIRMED:
                    return False
                if moved is Moved.REFUSED:
                    refused.add(lane)
                if moved is Moved.SOME:
                    break  # begin again with the live turns
            else:
                break
        return not refused

    async def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            well = False
            try:
                well = await self.send_waiting()
                await self._measure()
            except Exception as error:  # noqa: BLE001 - a relay that ends would be a broken promise
                self._missed(error)
            else:
                self._answered()
            # After a failure nobody's wake-up makes it try sooner.
            await self._wait(self._stopping if not well else self._woken)

    async def _wait(self, for_event: asyncio.Event) -> None:
        waits = [asyncio.create_task(each.wait()) for each in {for_event, self._stopping}]
        await asyncio.wait(waits, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()

    async def _move(self, lane: Lane) -> Moved:
        probing = self._breaker.is_doubtful
        most, within = (1, self._probe_within) if probing else (TURNS, CONFIRM_SECONDS)
        async with asyncio.timeout(MOVE_SECONDS), self._outbox.claim(lane, most) as claim:
            if self.problem == NOT_ASKED:
                # Turns are kept from now on; what comes next may wait for a broker that hangs.
                self._answered()
            if not claim.turns:
                return Moved.NONE
            erased = await self._covered(claim.turns) if self._covered is not None else set()
            if erased:
                log.info("erased_turns_dropped", lane=lane.value, count=len(erased))
                await claim.delete(list(erased))
            turns = [turn for turn in claim.turns if turn.turn_id not in erased]
            if not turns:
                return Moved.SOME
            self._breaker.attempted()
            outcomes = await self._send(turns, within)
            sent = [turn.turn_id for turn, error in zip(turns, outcomes, strict=True) if error is None]
            if sent:
                self._breaker.succeeded()
                await claim.delete(sent)
        log.info("turns_relayed", lane=lane.value, count=len(sent), left=len(outcomes) - len(sent))
        errors = [error for error in outcomes if error is not None]
        if not errors:
            return Moved.SOME
        log.warning("turns_unconfirmed", lane=lane.value, count=len(errors), reason=str(errors[0]))
        if all(isinstance(error, TopologyFault) for error in errors):
            return Moved.REFUSED
        self._breaker.failed()
        return Moved.UNCONFIRMED

    async def _send(self, turns: Sequence[Deferred], within: float) -> list[BaseException | None]:
        """Publish all at once, pipelined; returns what became of each."""
        return await asyncio.gather(
            *(self._publish(turn.event, EXCHANGE, LANE_KEYS[turn.lane], within) for turn in turns),
            return_exceptions=True,
        )

    async def _measure(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._measured >= MEASURE_SECONDS:
            rows, oldest = await self._outbox.measure()
            OUTBOX_ROWS.set(rows)
            OUTBOX_OLDEST.set(oldest)
            self._measured = now

    def _answered(self) -> None:
        if self.problem:
            log.info("outbox_answered")
        self.problem = ""

    def _missed(self, error: Exception) -> None:
        before, self.problem = self.problem, reason_of(error)
        OUTBOX_ROWS.set(math.nan)
        OUTBOX_OLDEST.set(math.nan)
        self._measured = -math.inf
        if self.problem != before:
            log.error("outbox_missed", reason=self.problem)
