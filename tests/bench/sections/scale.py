"""Section 5: how the store reads and writes with ten thousand to a million facts, and what a backlog does to memory."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from deploy.local.errors import CannotRunError
from deploy.local.ports import is_answering, pick_free_ports
from deploy.local.progress import say
from tests.bench.figures import figure
from tests.bench.http.client import get, load
from tests.bench.http.processes import READY_SECONDS
from tests.bench.pipeline.contenders import OURS, Contender
from tests.bench.pipeline.job import FACTS, TURNS_OF_A_USER
from tests.bench.pipeline.stage import Stage, on_stage
from tests.bench.plan import Plan
from tests.bench.report.section import Section, Table
from tests.bench.resources import resident_mb
from tests.bench.sections.clones import clone_users
from tests.bench.servers import Servers
from tests.faults.polling import poll

SIZES: Final = (10_000, 100_000, 1_000_000)
FACTS_OF_A_USER: Final = FACTS * TURNS_OF_A_USER
REQUESTS: Final = 2_000
CLIENTS: Final = 4
WRITES: Final = 5_000
BACKLOG: Final = 100_000
SAMPLE_SECONDS: Final = 1.0
READS: Final = {"recall": "/v1/users/{user}/recall?q=Where+can+I+hear+some+jazz", "facts": "/v1/users/{user}/facts"}
ABOUT: Final = (
    f"Users with {FACTS_OF_A_USER} facts each. The first were stored by the pipeline; the others are their copies, "
    f"made in SQL. Reads: {CLIENTS} clients, each with one request at a time, each for another user. Writes: "
    "the "
    "pipeline with the stub extraction, at that size."
)


async def scale(servers: Servers, folder: Path, plan: Plan, _: Sequence[Contender]) -> Section:
    """Measure growth and the backlog."""
    (port,) = pick_free_ports(1)
    section = Section("scale", "Scale: a million facts, a backlog of a hundred thousand turns", ABOUT)
    contender = replace(OURS, name="scale")
    async with on_stage(servers, contender, folder, {"STORE_PORT": str(port)}) as stage:
        if not await poll(lambda: is_answering(port), READY_SECONDS):
            raise CannotRunError(f"the store does not answer: see the logs in {folder / 'log'}")
        await _grow(stage, port, plan, section)
    async with on_stage(servers, contender, folder) as stage:
        await _backlog(stage, plan, section)
    return section


async def _grow(stage: Stage, port: int, plan: Plan, section: Section) -> None:
    rows: list[list[str]] = []
    found: dict[int, dict[str, Any]] = {}
    templates = [f"u{number}-0" for number in range(TURNS_OF_A_USER)]
    made = 0
    for size in SIZES:
        wanted = plan.count(size, 2_000) // FACTS_OF_A_USER
        say(f"  {wanted * FACTS_OF_A_USER:,} facts")
        stage.extra_facts += await clone_users(stage.connection, templates, made, wanted)
        made = wanted
        times: dict[str, list[list[float]]] = {name: [] for name in READS}
        for repetition in range(plan.repetitions):
            for name, path in READS.items():
                count = plan.count(REQUESTS)
                users = (f"clone-{(number * 7_919 + repetition) % made}" for number in range(count))
                taken = await load(port, [get(path.format(user=user)) for user in users], CLIENTS)
                if taken.failed:
                    section.failures.append(f"{taken.failed} of {count} requests for {name} failed at {size:,} facts")
                times[name].append([taken.ms(50), taken.ms(99)])
        writes = []
        for _ in range(plan.repetitions):
            count = plan.count(WRITES)
            writes.append(count / (await stage.run(count)).seconds)
        cells = [figure([each[which] for each in times[name]]) for name in READS for which in (0, 1)]
        rows.append([f"{size:,}", *(each.show(2) for each in cells), figure(writes).show()])
        found[size] = {"times_ms": times, "turns_per_second": writes}
    header = ["facts", *(f"{name} {which} ms" for name in READS for which in ("p50", "p99")), "writes, turns/s"]
    section.tables.append(Table(header, rows))
    p99 = {size: figure([each[1] for each in found[size]["times_ms"]["recall"]]).median for size in SIZES}
    section.ratios["recall_p99_at_10_thousand_by_a_million"] = p99[SIZES[0]] / p99[SIZES[-1]]
    section.notes.append(f"Recall p99 at 1 million facts: {p99[SIZES[-1]] / p99[SIZES[0]]:.2f} × that at 10 thousand")
    section.data["sizes"] = found


async def _backlog(stage: Stage, plan: Plan, section: Section) -> None:
    count = plan.count(BACKLOG)
    say(f"  a backlog of {count:,} turns")
    names = ("extractor", "store")
    samples: dict[str, list[float]] = {name: [] for name in names}

    async def sample() -> None:
        while True:
            for name, worker in zip(names, stage.workers, strict=True):
                samples[name].append(resident_mb([worker.pid]))
            await asyncio.sleep(SAMPLE_SECONDS)

    await stage.stop_worker(0)
    await stage.pour_without_waiting(count)
    stage.start_worker(0)
    begun = await stage.now()
    # The start is over when a twentieth is stored: connections, caches, the first full batches.
    await stage.wait_for(stage.turns - count + count // 20)
    sampling = asyncio.create_task(sample())
    await stage.wait_stored()
    rate = count / (await stage.last_commit() - begun)
    sampling.cancel()
    with suppress(asyncio.CancelledError):
        await sampling
    rows = [[name, *_over_time(samples[name])] for name in names]
    section.tables.append(Table(["MB resident", "at a quarter", "at half", "at the end", "most"], rows, "Backlog"))
    section.notes.append(
        f"The backlog of {count:,} turns drained at {rate:,.0f} turns/s, from the extractor's start on"
    )
    for name in names:
        change = (max(samples[name]) - min(samples[name])) / min(samples[name])
        section.notes.append(f"{name}: memory moves by {change:.0%} over the backlog, its first twentieth left out")
    section.data["backlog"] = {"turns": count, "turns_per_second": rate, "resident_mb": samples}


def _over_time(values: Sequence[float]) -> list[str]:
    last = len(values) - 1
    return [f"{value:.0f}" for value in (values[last // 4], values[last // 2], values[last], max(values))]
