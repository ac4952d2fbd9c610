"""The soak: random faults, one after another, under load that never stops; judged at the end.

Turns belong to the fault during which they were sent, by the users they were sent for.
"""

import asyncio
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.faults.bench import SETTLE_SECONDS, Bench, Fault, Result, compare_shown, explain, require_answers, restore
from tests.faults.ledger import Entry

LONGEST_PAUSE: Final = 3.0
DRAIN_SECONDS: Final = 4 * SETTLE_SECONDS
FEWEST_A_MINUTE: Final = 2.0
"""A soak that met fewer faults has waited more than it has shown."""


@dataclass
class _Round:
    fault: Fault
    result: Result
    since: int
    begun: float = field(default_factory=time.monotonic)
    ended: float = 0.0


async def soak(
    bench: Bench, faults: Sequence[Fault], minutes: float, seed: int, tell: Callable[[Result], None]
) -> list[Result]:
    """Run random faults for so many minutes; `tell` hears of each when it has ended, the verdicts come at the end."""
    chance = random.Random(seed)  # the same seed gives the same faults in the same order
    rounds: list[_Round] = []
    deadline = time.monotonic() + minutes * 60
    async with bench.driver.load():
        while time.monotonic() < deadline:
            fault = chance.choice(faults)
            number = len(rounds) + 1
            bench.driver.label = f"{number:03d}-{fault.name}"
            round_ = _Round(fault, Result(f"{number:03d} {fault.name}", fault.what), len(bench.driver.ledger))
            rounds.append(round_)
            await _break_and_mend(bench, round_)
            tell(round_.result)
            await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE))
    await bench.driver.wait_until_ended(bench.driver.ledger, DRAIN_SECONDS)
    ends = [round_.since for round_ in rounds[1:]] + [len(bench.driver.ledger)]
    for place, (round_, end) in enumerate(zip(rounds, ends, strict=True)):
        round_.result.entries = bench.driver.ledger[round_.since : end]
        # A turn may still be on its way when the next fault begins, and may then spend what that one costs.
        costs = max(each.fault.most_attempts for each in rounds[max(0, place - 1) : place + 2])
        spent = dict.fromkeys((entry.marker for entry in round_.result.entries), costs)
        round_.result.verdict = await compare_shown(bench.driver, round_.result.entries, spent)
    return [*(round_.result for round_ in rounds), count_faults([round_.result for round_ in rounds], minutes)]


def count_faults(results: Sequence[Result], minutes: float) -> Result:
    """Return a row of its own that fails when too few faults happened for so many minutes."""
    happened, fewest = sum(not result.problem for result in results), math.ceil(FEWEST_A_MINUTE * minutes)
    counted = Result("how many", f"at least {fewest} faults in {minutes:g} minutes", recovered=0.0)
    if happened < fewest:
        counted.problem = f"Only {happened} faults happened, and {fewest} are the fewest that show anything."
    return counted


async def _break_and_mend(bench: Bench, round_: _Round) -> None:
    """Inject one fault; wait until the turns sent so far have ended, while more are sent."""
    result, ledger = round_.result, bench.driver.ledger
    try:
        await require_answers(bench.driver, round_.since, "before the fault")
        result.proof = await round_.fault.inject(bench)
        round_.ended = time.monotonic()
        await require_answers(bench.driver, len(ledger), "after the fault")
    except Exception as error:  # noqa: BLE001 - it fails its own row and must not hide the others
        result.problem = explain(error)
        await bench.rig.mend()
    sent: Sequence[Entry] = ledger[round_.since :]
    if await bench.driver.wait_until_ended(sent, SETTLE_SECONDS) and round_.ended:
        result.recovered = time.monotonic() - round_.ended
    await restore(bench, round_.fault, result)
