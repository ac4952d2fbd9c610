"""The long outage: the model is gone for minutes, with production's waits, while turns pile up; then it returns."""

import asyncio
import time
from typing import Final

from tests.faults.bench import Bench, Result, compare_shown
from tests.faults.errors import DidNotHappenError
from tests.faults.faults.kills import MODEL, begin, end
from tests.faults.processes import Managed

TURNS: Final = 2_000
AT_ONCE: Final = 100
"""Turns in one request, which is the most that it takes."""
DONE_SECONDS: Final = 60.0
"""The promise: all is done so long after the model's return."""
PATIENCE: Final = 300.0
SETTINGS: Final = {"LOG_FORMAT": "json"}
"""The waits are those of production."""
OPENED: Final = "breaker_opened"


async def outlast(bench: Bench, minutes: float, turns: int = TURNS) -> Result:
    """Kill the model, record `turns`, wait, start it again; judge what became of them."""
    rig, driver = bench.rig, bench.driver
    driver.label = "outage"
    result = Result(f"outage of {minutes:g} min", "the model killed while turns wait", limit=DONE_SECONDS)
    opened = rig.count_logged("extractor")[OPENED]
    proof = await end(rig, MODEL, Managed.kill)
    begun = time.monotonic()
    entries = [driver.new_entry() for _ in range(turns)]
    for start in range(0, turns, AT_ONCE):
        await driver.record(entries[start : start + AT_ONCE])
    await asyncio.sleep(minutes * 60 - (time.monotonic() - begun))
    waited = len(await driver.list_open(entries))
    await begin(rig, MODEL)
    returned = time.monotonic()
    if await driver.wait_until_ended(entries, PATIENCE):
        result.recovered = time.monotonic() - returned
    result.entries = entries
    result.verdict = await compare_shown(driver, entries, {})
    opened = rig.count_logged("extractor")[OPENED] - opened
    if not opened or waited < turns:
        result.problem = str(DidNotHappenError(f"{waited} of {turns} turns waited, and {opened} breakers opened."))
    result.proof = f"{proof} for {minutes:g} min, {waited} turns waited, {opened} breakers opened"
    return result
