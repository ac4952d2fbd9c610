"""Section 2: all contenders in turn, repetition by repetition, then once more at rates that follow from the first."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from deploy.local.errors import CannotRunError
from deploy.local.progress import say
from tests.bench.figures import percentile
from tests.bench.pipeline.contenders import Contender
from tests.bench.pipeline.stage import Seen, Stage, WrongRowsError, on_stage
from tests.bench.plan import Plan
from tests.bench.servers import Servers

TURNS: Final = 5_000
OURS_TIMES: Final = 5
"""Ours gets so many times the turns: a run must take seconds, not a moment."""
RATES: Final = (100, 300)
SHARES: Final = (20, 50, 80)
"""Percent of a maximum at which the time to visible is taken too."""
SECONDS: Final = 4.0
"""How long turns come at each rate."""
STATISTICS_SECONDS: Final = 6.0
"""RabbitMQ counts messages every 5 seconds."""
Times = dict[str, dict[str, list[float]]]


@dataclass
class Found:
    """What was measured of one contender; a list has a value for each repetition. CPU is in seconds per 1,000 turns."""

    contender: Contender
    turns_per_second: list[float] = field(default_factory=list)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    visible: Times = field(default_factory=dict)
    messages_per_turn: float | None = None
    exact: int = 0
    runs: int = 0

    @property
    def maximum(self) -> float:
        """The median of the sustained rates, of two in the middle the higher; 0 when there is none."""
        ordered = sorted(self.turns_per_second)
        return ordered[len(ordered) // 2] if ordered else 0.0


async def measure(
    servers: Servers, folder: Path, plan: Plan, contenders: Sequence[Contender]
) -> tuple[list[Found], list[str]]:
    """Measure all contenders; returns what was found, and what went wrong."""
    found = [Found(each) for each in contenders]
    failures: list[str] = []
    for repetition in range(1, plan.repetitions + 1):
        for each in found:
            say(f"  [{repetition}/{plan.repetitions}] {each.contender.shown}")
            await _try(_repeat(servers, folder, plan, each, repetition == 1), each, failures)
    slowest = min((each.maximum for each in found if each.contender.peer and each.maximum), default=0.0)
    for each in found:
        say(f"  [rates] {each.contender.shown}")
        await _try(_at_shares(servers, folder, plan, each, slowest), each, failures)
    return found, failures


async def measure_sustained(servers: Servers, folder: Path, plan: Plan, contenders: Sequence[Contender]) -> list[Found]:
    """Measure the sustained rates alone, for the regression gate; raises what a contender fails with."""
    found = [Found(each) for each in contenders]
    for repetition in range(1, plan.repetitions + 1):
        for each in found:
            say(f"  [{repetition}/{plan.repetitions}] {each.contender.shown}")
            async with on_stage(servers, each.contender, folder) as stage:
                count = plan.count(TURNS * (OURS_TIMES if each.contender.ours else 1))
                _note(each, await stage.run(count), count)
    return found


async def _try(run: Awaitable[None], found: Found, failures: list[str]) -> None:
    try:
        await run
    except (CannotRunError, WrongRowsError) as error:
        failures.append(f"{found.contender.shown}: {error}".splitlines()[0])
        say(f"  {error}")


async def _repeat(servers: Servers, folder: Path, plan: Plan, found: Found, first: bool) -> None:
    found.runs += 1
    async with on_stage(servers, found.contender, folder) as stage:
        count = plan.count(TURNS * (OURS_TIMES if found.contender.ours else 1))
        _note(found, await stage.run(count), count)
        if first:
            found.messages_per_turn = await _count_messages(servers, stage)
        for rate in RATES:
            await _drip(stage, found, plan, f"{rate}/s", rate)
        await stage.check_rows()
    found.exact += 1


async def _at_shares(servers: Servers, folder: Path, plan: Plan, found: Found, slowest: float) -> None:
    if not found.maximum:
        return
    found.runs += 1
    async with on_stage(servers, found.contender, folder) as stage:
        for maximum, label in ((slowest, "slowest"), (found.maximum, "own")):
            for share in SHARES:
                await _drip(stage, found, plan, f"{share} % of {label}", max(1.0, maximum * share / 100))
        await stage.check_rows()
    found.exact += 1


def _note(found: Found, seen: Seen, count: int) -> None:
    found.turns_per_second.append(count / seen.seconds)
    for name, seconds in seen.cpu.items():
        value = seconds / seen.seconds if name == "others" else seconds * 1_000 / count
        found.cpu.setdefault(name, []).append(value)


async def _drip(stage: Stage, found: Found, plan: Plan, label: str, rate: float) -> None:
    count = max(20, round(rate * plan.seconds(SECONDS)))
    seen = await stage.run(count, rate)
    waited = [(at - seen.begun - number / rate) * 1_000 for number, at in seen.visible.items()]
    times = found.visible.setdefault(label, {"p50": [], "p99": []})
    times["p50"].append(percentile(waited, 50))
    times["p99"].append(percentile(waited, 99))


async def _count_messages(servers: Servers, stage: Stage) -> float:
    await asyncio.sleep(STATISTICS_SECONDS)
    seen = await servers.broker.read("vhosts", stage.vhost)
    return float(seen.get("message_stats", {}).get("publish", 0)) / stage.turns
