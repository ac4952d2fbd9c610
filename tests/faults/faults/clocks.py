"""Clocks that disagree: chat an hour behind, the extractors an hour ahead of the store.

Services have no hook for it and libfaketime is not installed; Python itself has one. A `sitecustomize` on PYTHONPATH
shifts `datetime.now` and `time.time` before any of the service's modules are imported.
"""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.faults.bench import Bench, Fault
from tests.faults.errors import DidNotHappenError
from tests.faults.rig import EXTRACTORS

HOUR: Final = timedelta(hours=1)
SHIFTS: Final = {"chat": -HOUR, **dict.fromkeys(EXTRACTORS, HOUR)}
SITE: Final = Path(__file__).parent.parent / "skew"


async def _shift(bench: Bench) -> str:
    rig, driver = bench.rig, bench.driver
    for name, shift in SHIFTS.items():
        await rig.parts[name].stop()
        more = {"PYTHONPATH": str(SITE), "AFTERTHOUGHT_TEST_CLOCK_SHIFT": str(shift.total_seconds())}
        await rig.parts[name].start(more)
    since = len(driver.ledger)
    await driver.wait_answers(since, 16, lambda entry: entry.acknowledged, 20)
    shifted = [entry for entry in driver.ledger[since:] if entry.acknowledged]
    await driver.wait_until_ended(shifted, 20)
    jobs = await driver.reader.jobs(sorted({entry.user for entry in shifted}))
    apart = max(
        (job.started_at - job.queued_at for job in jobs.values() if job.started_at and job.queued_at),
        default=timedelta(),
    )
    for name in SHIFTS:
        await rig.parts[name].stop()
        rig.parts[name].spawn()
    if apart < 2 * HOUR:
        raise DidNotHappenError(f"Queued and started are only {apart} apart.")
    await asyncio.gather(*(rig.parts[name].wait_ready() for name in SHIFTS))
    return f"a turn queued at one clock was started {apart} later at another"


FAULTS: Final = (Fault("clock-skew", "chat an hour behind and the extractors an hour ahead of the store", _shift),)
