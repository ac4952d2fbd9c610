"""`make bench-quick`: the regression gate. A few ratios, in at most three minutes, against those that are committed.

Each ratio compares us to something else in the same run (a limit, a peer, the chat without memory), so that it means
the same on another machine. It fails when one is below 0.7 of its baseline.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import uvloop

from deploy.local.errors import CannotRunError
from tests.bench.__main__ import FOLDER
from tests.bench.figures import figure
from tests.bench.http.client import Load
from tests.bench.pipeline.contenders import OURS, POSTGRESQL, RABBITMQ, TABLE, TASKIQ
from tests.bench.pipeline.section import measure_sustained
from tests.bench.plan import Plan
from tests.bench.report.section import Table
from tests.bench.sections.chat import OFF, ON, measure_short
from tests.bench.sections.limits import UPSERT_NAME, measure_limits
from tests.bench.servers import Servers, start_servers

BASELINE: Final = Path("docs/benchmarks/baseline.json")
LEAST: Final = 0.7
"""Of the baseline. Ratios of one run on a shared machine move by a fifth or so by themselves."""
PLAN: Final = Plan(repetitions=3, size=0.4)


def main() -> None:
    """Run the command line: exit 1 when a ratio has fallen."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quick", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write what is measured to {BASELINE}")
    parser.add_argument("--repetitions", type=int, default=PLAN.repetitions)
    parser.add_argument("--size", type=float, default=PLAN.size)
    arguments = parser.parse_args()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            ratios = runner.run(measure(Plan(arguments.repetitions, arguments.size)))
    except CannotRunError as error:
        sys.exit(f"Error: {error}")
    baseline = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    text, kept = compare(ratios, baseline)
    sys.stdout.write(text + "\n")
    if arguments.write:
        BASELINE.parent.mkdir(parents=True, exist_ok=True)
        BASELINE.write_text(json.dumps({name: round(value, 4) for name, value in ratios.items()}, indent=2) + "\n")
    elif not baseline:
        sys.exit(f"Error: there is no {BASELINE}: measure one with --write.")
    sys.exit(not (kept or arguments.write))


async def measure(plan: Plan) -> dict[str, float]:
    """Measure the ratios; larger is better in each."""
    async with start_servers(FOLDER) as servers:
        rates = await _rates(servers, plan)
        limits = await measure_limits(servers, plan)
        chats = await measure_short(servers, FOLDER, plan)
    upsert = figure(limits[UPSERT_NAME]).median
    return {
        f"pipeline by {TASKIQ.shown} ({RABBITMQ})": rates[OURS.name] / rates[TASKIQ.name],
        f"pipeline by {TABLE.shown} ({POSTGRESQL})": rates[OURS.name] / rates[TABLE.name],
        "pipeline by raw upsert": rates[OURS.name] / upsert,
        "chat: requests/s of memory on by off, 0 ms model": _median_rate(chats[ON]) / _median_rate(chats[OFF]),
    }


def compare(ratios: Mapping[str, float], baseline: Mapping[str, float]) -> tuple[str, bool]:
    """Return the table, and whether no ratio is below what is allowed."""
    rows, kept = [], True
    for name, value in ratios.items():
        before = baseline.get(name)
        if before is None:
            rows.append([name, f"{value:.2f}", "–", "–", "new"])
            continue
        fell = value < LEAST * before
        kept = kept and not fell
        rows.append([name, f"{value:.2f}", f"{before:.2f}", f"{value / before:.2f}", "FELL" if fell else "ok"])
    missing = baseline.keys() - ratios.keys()
    rows += [[name, "–", f"{baseline[name]:.2f}", "–", "MISSING"] for name in sorted(missing)]
    return Table(["ratio", "now", "baseline", "of it", ""], rows).markdown(), kept and not missing


async def _rates(servers: Servers, plan: Plan) -> dict[str, float]:
    found = await measure_sustained(servers, FOLDER, plan, (OURS, TASKIQ, TABLE))
    return {each.contender.name: each.maximum for each in found}


def _median_rate(loads: list[Load]) -> float:
    return figure([each.rate for each in loads]).median


if __name__ == "__main__":
    main()
