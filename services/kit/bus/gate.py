"""The gate between a queue and its handler: closed while taking work would only fail, with one delivery probing."""

import asyncio
from math import isinf


class Gate:
    """Open unless somebody has a reason to keep it closed.

    Reasons have a cause (who closed it), so that one cause getting better does not open the gate for another. While it
    is closed, what is held waits in a line; its head probes, and goes to the end of the line when that failed.
    """

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._line: dict[object, asyncio.Future[None]] = {}
        self._prober: object | None = None
        self._next_probe: asyncio.TimerHandle | None = None

    @property
    def reason(self) -> str:
        """Say why the gate is closed, or nothing."""
        return "; ".join(self._reasons.values())

    def close(self, cause: str, reason: str) -> bool:
        """Close the gate; tells whether it was open."""
        was_open = not self._reasons
        self._reasons[cause] = reason
        return was_open

    def open(self, cause: str) -> bool:
        """Take back the reason of `cause`; tells whether that opened the gate. Then all that wait go on."""
        if self._reasons.pop(cause, None) is None or self._reasons:
            return False
        self._prober = None
        self._cancel_probe()
        for turn in self._line.values():
            _end(turn)
        return True

    async def wait_turn(self, held: object, delay: float, at_most: float) -> None:
        """Return when `held` may try again: at the opening, as the prober, or after `at_most` seconds in any case.

        The next probe is due `delay` seconds from now, unless one is under way or due already.
        """
        if not self._reasons:
            return
        if self._prober is held:
            self._prober = None
        turn = self._line[held] = asyncio.get_running_loop().create_future()
        if self._prober is None and self._next_probe is None:
            self._next_probe = asyncio.get_running_loop().call_later(delay, self._appoint)
        try:
            await asyncio.wait((turn,), timeout=None if isinf(at_most) else max(at_most, 0))
        finally:
            del self._line[held]

    def leave(self, held: object) -> bool:
        """Forget `held`; if it was the prober, the next in line probes. Tells whether nobody is left to do so."""
        if self._prober is held:
            self._prober = None
            self._cancel_probe()
            self._appoint()
        return bool(self._reasons) and self._prober is None and not self._line

    def _appoint(self) -> None:
        """Let the first in line probe."""
        self._next_probe = None
        waiting = (held for held, turn in self._line.items() if not turn.done())
        self._prober = next(waiting, None)
        if self._prober is not None:
            _end(self._line[self._prober])

    def _cancel_probe(self) -> None:
        if self._next_probe is not None:
            self._next_probe.cancel()
            self._next_probe = None


def _end(turn: asyncio.Future[None]) -> None:
    if not turn.done():
        turn.set_result(None)
