"""Section 4: a model that takes 500 ms, and 1, 2 and 4 extractor processes before it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from deploy.local.ports import HOST
from deploy.local.progress import say
from tests.bench.figures import figure
from tests.bench.http.processes import start_model
from tests.bench.pipeline.contenders import OURS, Contender
from tests.bench.pipeline.stage import on_stage
from tests.bench.plan import Plan
from tests.bench.report.section import Section, Table
from tests.bench.resources import resident_mb
from tests.bench.servers import Servers

PROCESSES: Final = (1, 2, 4)
TURNS: Final = 2_500
LATENCY_MS: Final = 500
ABOUT: Final = (
    f"The real extractor with the real `openai` client before a model stub of {LATENCY_MS} ms over HTTP, with its "
    "default settings. Each turn is of a session of its own, so that none share a call. Memory is resident, by process."
)


async def concurrency(servers: Servers, folder: Path, plan: Plan, _: Sequence[Contender]) -> Section:
    """Measure the model's concurrency."""
    rates: dict[int, list[float]] = {each: [] for each in PROCESSES}
    memory: dict[int, list[float]] = {each: [] for each in PROCESSES}
    async with start_model(folder) as model:
        more = {
            "OPENAI_BASE_URL": f"http://{HOST}:{model}/v1",
            "OPENAI_API_KEY": "none",
            "EXTRACTOR_MODEL": f"stub-{LATENCY_MS}",
        }
        for repetition in range(1, plan.repetitions + 1):
            for processes in PROCESSES:
                say(f"  [{repetition}/{plan.repetitions}] {processes} extractors")
                extractors = (("{python}", "-m", "services.extractor"),) * processes
                contender = replace(
                    OURS, name="concurrency", workers=(*extractors, ("{python}", "-m", "services.store"))
                )
                async with on_stage(servers, contender, folder, more) as stage:
                    count = plan.count(TURNS * min(processes, 2))
                    seen = await stage.run(count)
                    rates[processes].append(count / seen.seconds)
                    memory[processes].append(max(resident_mb([each.pid]) for each in stage.workers[:processes]))
    section = Section("concurrency", "Model concurrency: 500 ms a call", ABOUT)
    rows = [
        [str(each), figure(rates[each]).show(), figure(memory[each]).show()] for each in PROCESSES
    ]  # each process is alike: the largest is shown
    section.tables.append(Table(["extractor processes", "turns/s", "MB, the largest extractor"], rows))
    section.ratios = {"four_processes_by_one": figure(rates[4]).median / figure(rates[1]).median}
    section.data = {"turns_per_second": rates, "resident_mb": memory}
    return section
