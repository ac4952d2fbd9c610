"""The bench: one fault under load, from the first turn to the comparison of ledger, jobs and facts."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from deploy.local.errors import CannotRunError
from tests.faults.driver import RATE, Driver
from tests.faults.errors import DidNotHappenError
from tests.faults.ledger import Entry, Verdict, compare
from tests.faults.rig import Rig

WARM_TURNS: Final = 4
"""Acknowledged turns before a fault, and again after it."""
SETTLE_SECONDS: Final = 60.0
"""After the fault's end, how long every acknowledged turn has to come to its own."""
RECOVERY_SECONDS: Final = 15.0
"""The promise: all is done so long after the fault's end."""
SHORT_STOP: Final = 5.0


@dataclass
class Bench:
    """What a fault gets to work with. `freeze_seconds` is how long a SIGSTOP lasts."""

    rig: Rig
    driver: Driver
    freeze_seconds: float = SHORT_STOP


Inject = Callable[[Bench], Awaitable[str]]
"""Makes a fault, proves that it happened, takes its cause away, and returns the proof.

Raises `DidNotHappenError` without proof.
"""
Restore = Callable[[Bench], Awaitable[None]]


@dataclass(frozen=True)
class Fault:
    """One row of the table.

    `what` says it in a sentence. `most_attempts` is what one of its turns may need. `restore` mends, after the
    comparison, what the fault leaves broken on purpose. `quick` ones are part of `make test`, `slow` ones of no soak.
    """

    name: str
    what: str
    inject: Inject
    restore: Restore | None = None
    most_attempts: int = 1
    quick: bool = False
    slow: bool = False
    rate: float = RATE


@dataclass
class Result:
    """What became of the turns of one fault. `recovered` is in seconds, None when not all of them ended in
    time; `limit` is what it may be.
    """

    fault: str
    what: str
    entries: Sequence[Entry] = ()
    verdict: Verdict = field(default_factory=Verdict)
    recovered: float | None = None
    proof: str = ""
    problem: str = ""
    limit: float = RECOVERY_SECONDS

    @property
    def acknowledged(self) -> int:
        """Count the turns that were promised to be kept."""
        return sum(entry.acknowledged for entry in self.entries)

    @property
    def passed(self) -> bool:
        """Tell whether the fault happened, every promise was kept, and all was done in time."""
        return self.verdict.clean and self.in_time and not self.problem

    @property
    def in_time(self) -> bool:
        """Tell whether everything was done soon enough after the fault's end."""
        return self.recovered is not None and self.recovered <= self.limit


async def run_fault(bench: Bench, fault: Fault) -> Result:
    """Run one fault under load and judge it. What the fault itself finds wrong ends up in the result."""
    driver = bench.driver
    since = len(driver.ledger)
    driver.label = f"{fault.name}-{since}"
    result = Result(fault.name, fault.what)
    ended = time.monotonic()
    try:
        async with driver.load(fault.rate):
            await require_answers(driver, since, "before the fault")
            result.proof = await fault.inject(bench)
            ended = time.monotonic()
            await require_answers(driver, len(driver.ledger), "after the fault")
    except Exception as error:  # noqa: BLE001 - it fails its own row and must not hide the others
        result.problem = explain(error)
        await bench.rig.mend()
    await judge(bench, fault, since, ended, result)
    await restore(bench, fault, result)
    return result


async def restore(bench: Bench, fault: Fault, result: Result) -> None:
    """Mend what the fault left broken on purpose; a service that is not ready again by itself is a finding."""
    try:
        if fault.restore is not None:
            await fault.restore(bench)
        await bench.rig.wait_ready()
    except Exception as error:  # noqa: BLE001 - as above
        result.problem = f"{result.problem} Afterwards: {explain(error)}".strip()
        await bench.rig.restart()


async def judge(bench: Bench, fault: Fault, since: int, ended: float, result: Result) -> None:
    """Wait until the fault's turns have ended, and compare."""
    driver = bench.driver
    result.entries = driver.ledger[since:]
    if await driver.wait_until_ended(result.entries, SETTLE_SECONDS):
        result.recovered = time.monotonic() - ended
    most = dict.fromkeys((entry.marker for entry in result.entries), fault.most_attempts)
    result.verdict = await compare_shown(driver, result.entries, most)


async def compare_shown(driver: Driver, entries: Sequence[Entry], most: Mapping[str, int]) -> Verdict:
    """Compare entries with what the store shows of their users; they must be all that those users said."""
    users = sorted({entry.user for entry in entries})
    jobs, facts = await asyncio.gather(driver.reader.jobs(users), driver.reader.facts(users))
    return compare(entries, jobs, facts, most)


def explain(error: Exception) -> str:
    """Return what is wrong, in a line; only our own errors speak for themselves."""
    if isinstance(error, DidNotHappenError | CannotRunError):
        return str(error)
    return f"{type(error).__name__}: {error}"


async def require_answers(driver: Driver, since: int, when: str, within: float = 40.0) -> None:
    """Wait for acknowledged turns: without them nothing is at stake."""
    if not await driver.wait_answers(since, WARM_TURNS, lambda entry: entry.acknowledged, within):
        raise DidNotHappenError(f"No {WARM_TURNS} turns were acknowledged {when} in {within:g} s.")
