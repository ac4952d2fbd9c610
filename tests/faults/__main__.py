"""`python -m tests.faults`: every fault once, some of them by name, or random ones for a while (`--soak MINUTES`)."""

import argparse
import asyncio
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.local.errors import CannotRunError
from deploy.local.progress import say
from tests.faults import latency, outage
from tests.faults.bench import SHORT_STOP, Bench, Fault, Result, compare_shown, run_fault
from tests.faults.driver import open_driver
from tests.faults.errors import DidNotHappenError
from tests.faults.faults import FAULTS
from tests.faults.report import progress, table, write_json
from tests.faults.rig import SETTINGS, start_rig
from tests.faults.soak import soak

FOLDER = Path(".run/faults")
LONG_STOP = 20.0


def main() -> None:
    """Run the command line: exit 1 unless every fault happened and every promise was kept."""
    arguments = parse_arguments()
    if arguments.list:
        for fault in FAULTS.values():
            marks = f" ({', '.join(m for m, on in (('quick', fault.quick), ('slow', fault.slow)) if on)})"
            show(f"{fault.name:28} {fault.what}{marks if fault.quick or fault.slow else ''}")
        return
    try:
        if arguments.latency:
            sys.exit(asyncio.run(run_latency()))
        results, seed = asyncio.run(run(arguments))
    except (CannotRunError, DidNotHappenError) as error:
        sys.exit(f"Error: {error}")
    show(table(results))
    file = write_json(results, FOLDER, seed=seed)
    failed = sum(not result.passed for result in results)
    show(f"\n{len(results)} rows, {failed} failed.")
    show(f"All that was seen is in {file}, the logs are in {FOLDER / 'log'}." + (f" Seed {seed}." if seed else ""))
    sys.exit(bool(failed))


def show(text: str) -> None:
    """Print to standard output, which holds the table and no progress."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def parse_arguments() -> argparse.Namespace:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--list", action="store_true", help="list the faults and stop")
    parser.add_argument("--only", action="append", metavar="NAME", help="run this fault; may be given several times")
    parser.add_argument("--full", action="store_true", help="SIGSTOP for 20 s, as in a soak, instead of 5 s")
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="random faults under load for so many minutes")
    parser.add_argument("--seed", type=int, help="of a soak: the same faults in the same order again")
    parser.add_argument("--outage", type=float, metavar="MINUTES", help="take the model away for so long")
    parser.add_argument("--latency", action="store_true", help="what a chat takes while each part is down in turn")
    arguments = parser.parse_args()
    unknown = set(arguments.only or ()) - FAULTS.keys()
    if unknown:
        parser.error(f"there is no fault {', '.join(sorted(unknown))}: --list names them")
    for name in ("soak", "outage"):
        minutes = getattr(arguments, name)
        if minutes is not None and minutes <= 0:
            parser.error(f"--{name} takes the minutes, more than 0")
    return arguments


async def run(arguments: argparse.Namespace) -> tuple[list[Result], int | None]:
    """Run what was asked for on a rig of its own; returns the results and the seed of a soak."""
    faults = [FAULTS[name] for name in arguments.only] if arguments.only else list(FAULTS.values())
    waits = SETTINGS if arguments.outage is None else outage.SETTINGS
    async with start_rig(FOLDER, waits) as rig, open_driver(rig.chat_url, rig.store_url) as driver:
        long_stop = arguments.full or arguments.soak is not None
        bench = Bench(rig, driver, LONG_STOP if long_stop else SHORT_STOP)
        if arguments.outage is not None:
            return [await outage.outlast(bench, arguments.outage)], None
        if arguments.soak is None:
            return await run_each(bench, faults), None
        seed = random.randrange(1, 1_000_000) if arguments.seed is None else arguments.seed
        say(f"Seed {seed}: random faults for {arguments.soak:g} minutes")
        chosen = [fault for fault in faults if not fault.slow]
        told: list[Result] = []

        def tell(result: Result) -> None:
            told.append(result)
            say(f"[{len(told)}] {result.fault}: {result.problem or result.proof}")

        return await soak(bench, chosen, arguments.soak, seed, tell), seed


async def run_latency() -> int:
    """Measure chats while parts are down; returns the exit code."""
    async with start_rig(FOLDER, latency.SETTINGS) as rig:
        text, kept = latency.report(await latency.measure(rig))
    show(text)
    return 0 if kept else 1


async def run_each(bench: Bench, faults: Sequence[Fault]) -> list[Result]:
    """Run the faults one after another; at the end compare everything again, for what came too late to be seen."""
    results = []
    for number, fault in enumerate(faults, start=1):
        results.append(await run_fault(bench, fault))
        progress(number, len(faults), results[-1])
    spent = {
        entry.marker: fault.most_attempts
        for fault, result in zip(faults, results, strict=True)
        for entry in result.entries
    }
    everything = Result("all, at the end", "what repeats itself late", entries=bench.driver.ledger, recovered=0.0)
    everything.verdict = await compare_shown(bench.driver, bench.driver.ledger, spent)
    return [*results, everything]


if __name__ == "__main__":
    main()
