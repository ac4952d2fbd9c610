"""Gathering by key: deliveries that belong together are handled in one call, and nobody waits for more to come.

A call of the handler holds a slot, a delivery that gathers holds none. The interleavings are in docs/adr/0008.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from services.kit.bus.decision import Decision
from services.kit.bus.delivery import Delivery, LetGo
from services.kit.bus.slots import Slots

log = structlog.get_logger()

CALL_FAILED: Final = "call_failed"
QUIET_PASSES: Final = 16
"""Passes of the event loop without a delivery after which all that the broker has sent is in: decoding one takes 8."""
LONGEST_SETTLING: Final = 1.0
"""Seconds after which calls start although deliveries still pour in."""

HandleMany = Callable[[Sequence[Delivery]], Awaitable[Sequence[Decision]]]
Key = Callable[[Delivery], Hashable]
"""What a delivery belongs to; None for one that goes alone."""
Choose = Callable[[Sequence[Delivery]], Sequence[Delivery]]
"""Which of those that have gathered go into the next call, and in which order: at least one."""


@dataclass(slots=True)
class _Company:
    """Those that one call is about: with the last of them gone, the call is cancelled."""

    call: asyncio.Task[None]
    present: int


@dataclass(eq=False, slots=True)
class Seat:
    """One delivery's place in a line.

    `called` is told when a call takes it. `decided` ends when that call is over, or with `LetGo` if the delivery was
    `lost` by the time of the call.
    """

    delivery: Delivery
    lost: Callable[[], bool]
    called: Callable[[], None]
    decided: asyncio.Future[Decision]
    company: _Company | None = None

    def leave(self) -> None:
        """Give the place up; a call that nobody waits for any more is cancelled."""
        self.decided.cancel()
        company, self.company = self.company, None
        if company is not None:
            company.present -= 1
            if not company.present:
                # A call that has decided about all is over by now, and takes no notice.
                company.call.cancel()


@dataclass(slots=True)
class _Line:
    """What gathers for one key; `starting` calls wait for a slot, `under_way` have one."""

    seats: list[Seat] = field(default_factory=list)
    starting: int = 0
    under_way: int = 0

    def wants_call(self, most: int) -> bool:
        """Tell whether to start a call: what waits cannot grow into a better one, or nothing is under way."""
        if not self.seats:
            return False
        return not (self.starting or self.under_way) or len(self.seats) >= most * (self.starting + 1)


class Together:
    """A handler of many deliveries, given those that have gathered for one key when a call can start."""

    def __init__(self, handle: HandleMany, key: Key, choose: Choose, most: int) -> None:
        """`handle` answers one decision per delivery, in their order. With `most` gathered, a call is full."""
        self._handle = handle
        self._key = key
        self._choose = choose
        self._most = most
        self._lines: dict[Hashable, _Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._arrived = 0
        self._starting: list[tuple[Hashable, _Line, Slots]] = []
        self._settling: asyncio.Task[None] | None = None

    def sit(self, delivery: Delivery, slots: Slots, lost: Callable[[], bool], called: Callable[[], None]) -> Seat:
        """Let a delivery gather; its call will take one of `slots`. Whoever sits must `leave` in the end."""
        seat = Seat(delivery, lost, called, asyncio.get_running_loop().create_future())
        key = self._key(delivery)
        if key is None:
            # One that goes alone has a line of its own.
            key = seat
        line = self._lines.setdefault(key, _Line())
        line.seats.append(seat)
        self._arrived += 1
        self._go_on(key, line, slots)
        return seat

    def _go_on(self, key: Hashable, line: _Line, slots: Slots) -> None:
        if line.wants_call(self._most):
            line.starting += 1
            if isinstance(key, Seat):
                self._start(key, line, slots)
                return
            self._starting.append((key, line, slots))
            if self._settling is None:
                self._settling = asyncio.create_task(self._settle())
        elif not (line.seats or line.starting or line.under_way):
            self._lines.pop(key, None)

    async def _settle(self) -> None:
        """Let in what has come already, which is not waiting for more, then start the calls."""
        latest = asyncio.get_running_loop().time() + LONGEST_SETTLING
        seen, quiet = self._arrived, 0
        try:
            while quiet < QUIET_PASSES and asyncio.get_running_loop().time() < latest:
                await asyncio.sleep(0)
                quiet = quiet + 1 if self._arrived == seen else 0
                seen = self._arrived
        finally:
            starting, self._starting, self._settling = self._starting, [], None
            for each in starting:
                self._start(*each)

    def _start(self, key: Hashable, line: _Line, slots: Slots) -> None:
        task = asyncio.create_task(self._call(key, line, slots))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _call(self, key: Hashable, line: _Line, slots: Slots) -> None:
        async with slots:
            line.starting -= 1
            line.under_way += 1
            try:
                if seats := self._take(line):
                    self._go_on(key, line, slots)
                    await self._decide(seats)
            finally:
                line.under_way -= 1
                self._go_on(key, line, slots)

    def _take(self, line: _Line) -> list[Seat]:
        """Take the seats of the next call; those that were left or lost meanwhile are sent away."""
        present: dict[int, Seat] = {}
        for seat in line.seats:
            if not seat.decided.done():
                if seat.lost():
                    seat.decided.set_exception(LetGo())
                else:
                    present[id(seat.delivery)] = seat
        chosen = self._choose([seat.delivery for seat in present.values()]) if present else ()
        taken = [present.pop(id(delivery)) for delivery in chosen]
        line.seats = list(present.values())
        call = asyncio.current_task()
        assert call is not None  # noqa: S101 - a call is a task
        company = _Company(call, len(taken))
        for seat in taken:
            seat.company = company
            seat.called()
        return taken

    async def _decide(self, seats: list[Seat]) -> None:
        """Give each seat its decision; a call that raises is repeated one by one, so that a bug has one victim."""
        try:
            decisions = await self._handle([seat.delivery for seat in seats])
            for seat, decision in tuple(zip(seats, decisions, strict=True)):
                if not seat.decided.done():
                    seat.decided.set_result(decision)
        except Exception as error:  # noqa: BLE001 - given to the one delivery it belongs to
            if len(seats) == 1:
                if not seats[0].decided.done():
                    seats[0].decided.set_exception(error)
                return
            log.warning(CALL_FAILED, count=len(seats), reason=f"{type(error).__name__}: {error}")
            for seat in seats:
                if not seat.decided.done():
                    await self._decide([seat])
