"""The gate between a queue and its handler: closed while taking work would only fail, with one delivery probing."""

import asyncio


class Gate:
    """Open unless somebody has a reason to keep it closed.

    Reasons have a cause (who closed it), so that one cause getting better does not open the gate for another. While it
    is closed by a handler, one held delivery at a time probes and the others wait for it to open.
    """

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._prober: object | None = None
        self._opened = asyncio.Event()
        self._opened.set()

    @property
    def reason(self) -> str:
        """Say why the gate is closed, or nothing."""
        return "; ".join(self._reasons.values())

    def close(self, cause: str, reason: str) -> bool:
        """Close the gate; tells whether it was open."""
        was_open = not self._reasons
        self._reasons[cause] = reason
        self._opened.clear()
        return was_open

    def open(self, cause: str) -> bool:
        """Take back the reason of `cause`; tells whether that opened the gate."""
        if self._reasons.pop(cause, None) is None or self._reasons:
            return False
        self._prober = None
        self._opened.set()
        return True

    async def wait_turn(self, held: object, delay: float) -> None:
        """Return when `held` may try again: after `delay` seconds for the prober, at the opening for all others."""
        if self._prober is None:
            self._prober = held
        if self._prober is held:
            await asyncio.sleep(delay)
        else:
            await self._opened.wait()
