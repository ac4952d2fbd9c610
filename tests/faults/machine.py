"""How busy the machine is: whoever measures times on one that others use says so."""

import asyncio
from pathlib import Path
from typing import Final

STAT: Final = Path("/proc/stat")


async def busy_share(seconds: float) -> float:
    """Return the share of all processors' time, from 0 to 1, that is used during so many seconds; 0 but on Linux."""
    if not STAT.exists():
        return 0.0
    idle, total = _read()
    await asyncio.sleep(seconds)
    idle_then, total_then = _read()
    return 1 - (idle_then - idle) / max(1, total_then - total)


def _read() -> tuple[int, int]:
    # proc(5): user, nice, system, idle, iowait, irq, softirq, steal; what guests use is in the first two as well.
    times = [int(each) for each in STAT.read_text().split("\n", 1)[0].split()[1:9]]
    return times[3] + times[4], sum(times)
