"""Looks again and again until something is so, or a deadline has passed: what happens is outside of this process."""

import asyncio
import inspect
import time
from collections.abc import Callable


async def poll(look: Callable[[], object], within: float, every: float = 0.1) -> bool:
    """Return whether `look` (it may be a coroutine function) gave something true within so many seconds."""
    deadline = time.monotonic() + within
    while True:
        looked = look()
        if await looked if inspect.isawaitable(looked) else looked:
            return True
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(every)
