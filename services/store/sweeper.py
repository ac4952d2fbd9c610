"""The sweeper: sends turns again whose jobs are open and silent, so that a broker that lost everything loses nothing.

One task in every store process, safe in all at once: a job is claimed in the database before it is sent
(docs/adr/0006). It holds back while a backlog explains the silence.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, NamedTuple, Self

import structlog

from contracts.envelope import BATCH_LIMIT, encode, encode_batch
from contracts.events import Lane
from contracts.topology import ATTEMPT_HEADER, LANE_QUEUES, RETRY_EXCHANGE, STORE_EVENTS
from services.kit.bus.errors import BusError
from services.kit.bus.publisher import Publisher
from services.store import metrics
from services.store.depths import Depth, look
from services.store.dues import DAY_SECONDS, Due, Dues, Open
from services.store.errors import reason_to_wait

log = structlog.get_logger()

CLAIM: Final = 100
"""Most jobs of one claim."""

Claim = Callable[[int], Awaitable[list[Due]]]


class Pace(NamedTuple):
    """Seconds between two looks, and turns a second that are sent at most."""

    every: float
    rate: float


class Sweeper:
    """Looks, and sends what is owed."""

    def __init__(self, dues: Dues, publisher: Publisher, url: str, pace: Pace) -> None:
        """`url` is the broker's; the queues are looked at there, and `publisher` sends."""
        self._dues = dues
        self._publisher = publisher
        self._url = url
        self._pace = pace
        self._sweeping: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._sweeping = asyncio.create_task(self._sweep_on())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._sweeping is not None:
            self._sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweeping

    async def sweep(self) -> int:
        """Look once, and send what is owed; returns how many turns the broker confirmed."""
        lanes = await self._count()
        if self._publisher.problem:
            return 0
        sent = 0
        for lane in lanes:
            sent += await self._send_all(lambda most, lane=lane: self._dues.claim_unsent(lane, most), math.inf)  # type: ignore[misc]
        if any(each.due for each in lanes.values()):
            depths = await look(self._url, [STORE_EVENTS, *LANE_QUEUES.values()])
            for lane, found in lanes.items():
                sent += await self._sweep_lane(lane, found, depths)
        return sent

    async def _sweep_on(self) -> None:
        while True:
            # First a rest: at a start, what is in hand may hold the very events that are missed.
            await asyncio.sleep(self._pace.every)
            try:
                await self.sweep()
            except Exception as error:  # noqa: BLE001 - the next look may find it mended
                metrics.forget()
                log.warning("sweep_failed", reason=reason_to_wait(error) or f"{type(error).__name__}: {error}")

    async def _count(self) -> dict[Lane, Open]:
        lanes = await self._dues.count_open()
        letters, without_turn = await self._dues.count_stranded()
        for lane, found in lanes.items():
            metrics.OLDEST_OPEN.labels(lane.value).set(found.oldest)
            metrics.OLDEST_RETRYING.labels(lane.value).set(found.oldest_retrying)
            metrics.OPEN_BY_LANE.labels(lane.value).set(found.jobs)
        for place, status in enumerate(metrics.OPEN):
            metrics.OPEN_BY_STATUS.labels(status).set(sum(each.by_status[place] for each in lanes.values()))
        metrics.LETTERS_OPEN.set(letters)
        metrics.WITHOUT_TURN.set(without_turn)
        return lanes

    async def _sweep_lane(self, lane: Lane, found: Open, depths: dict[str, Depth]) -> int:
        events, queue = depths.get(STORE_EVENTS), depths.get(LANE_QUEUES[lane])
        if not found.due or not events or events.ready or not queue or not queue.consumers:
            return 0
        missing = found.jobs - BATCH_LIMIT * queue.ready
        sent = await self._send_all(lambda most: self._dues.claim_due(lane, most), missing)
        # A queue that is never empty must not hide a loss for ever.
        return sent + await self._send_all(lambda most: self._dues.claim_due(lane, most, DAY_SECONDS), math.inf)

    async def _send_all(self, claim: Claim, most: float) -> int:
        """Claim and send until nothing is left, or `most` were sent, or the broker did not confirm one."""
        sent = 0
        while most - sent > 0 and (claimed := await claim(int(min(CLAIM, most - sent)))):
            confirmed = await asyncio.gather(*map(self._send, claimed))
            done = [due for due, is_sent in zip(claimed, confirmed, strict=True) if is_sent]
            await self._dues.release([due[:3] for due in done])
            sent += len(done)
            metrics.SWEPT.inc(len(done))
            log.info("jobs_swept", count=len(done), unsent=len(claimed) - len(done))
            if len(done) < len(claimed):
                break
            await asyncio.sleep(len(done) / self._pace.rate)
        return sent

    async def _send(self, due: Due) -> bool:
        """Send a turn to its lane alone, in a message of its own."""
        body = encode_batch([encode(due.event)])
        headers = {ATTEMPT_HEADER: due.attempt}
        try:
            await self._publisher.publish_body(body, RETRY_EXCHANGE, LANE_QUEUES[due.lane], headers)
        except BusError as error:
            log.warning("sweep_unconfirmed", turn_id=str(due.turn_id), reason=str(error))
            return False
        return True
