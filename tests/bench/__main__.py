"""`python -m tests.bench`: measures the sections, one after another, on servers of its own, and writes the report."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import uvloop

from deploy.local.errors import CannotRunError
from deploy.local.progress import say
from tests.bench.pipeline.contenders import CONTENDERS
from tests.bench.plan import Plan
from tests.bench.report import page
from tests.bench.report.machine import describe
from tests.bench.report.section import Section
from tests.bench.sections import SECTIONS
from tests.bench.servers import start_servers

FOLDER: Final = Path(".run/bench")
REPORT: Final = Path("docs/benchmarks")
TRIAL: Final = FOLDER / "report"


def main() -> None:
    """Run the command line: exit 1 when something did not run, or lost or doubled a row."""
    arguments = parse_arguments()
    plan = Plan(arguments.repetitions, arguments.size)
    try:
        # The load comes from this process: it should cost little.
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            sections, machine = runner.run(run(plan, arguments.only or list(SECTIONS), arguments.contender))
    except CannotRunError as error:
        sys.exit(f"Error: {error}")
    whole = plan.size >= 1 and not arguments.only and not arguments.contender
    # What is not a whole run must not take the place of one.
    folder = arguments.out or (REPORT if whole else TRIAL)
    written = page.write(folder, datetime.now(UTC), plan, machine, sections)
    sys.stdout.write(written.read_text() + f"\nWritten to {written}\n")
    sys.exit(any(section.failures for section in sections))


def parse_arguments() -> argparse.Namespace:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=SECTIONS, help="this section; may be given several times")
    names = [each.name for each in CONTENDERS]
    parser.add_argument(
        "--contender", action="append", choices=names, help="of the pipeline; may be given several times"
    )
    parser.add_argument("--repetitions", type=int, default=3, help="how often each thing is measured (default: 3)")
    parser.add_argument("--size", type=float, default=1.0, help="a share of every count, to try the bench out")
    parser.add_argument("--out", type=Path, help=f"folder of the report (default: {REPORT}; of a part: {TRIAL})")
    return parser.parse_args()


async def run(
    plan: Plan, names: Sequence[str], contenders: Sequence[str] | None
) -> tuple[list[Section], dict[str, str]]:
    """Measure the sections by name; returns them and the machine."""
    chosen = [each for each in CONTENDERS if contenders is None or each.name in contenders]
    packages = [package for each in CONTENDERS for package in each.packages]
    sections = []
    async with start_servers(FOLDER) as servers:
        machine = describe(await servers.versions(), [*packages, "fastapi", "uvicorn", "openai"])
        for name in SECTIONS:
            if name in names:
                say(f"{datetime.now(UTC):%H:%M:%S} {name}")
                sections.append(await SECTIONS[name](servers, FOLDER, plan, chosen))
    return sections, machine


if __name__ == "__main__":
    main()
