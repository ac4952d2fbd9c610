"""Section 6: how many model calls and tokens a turn costs when the turns of a session come in bursts."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.request import ProxyHandler, build_opener

from deploy.local.ports import HOST
from deploy.local.progress import say
from tests.bench.http.model_stub import COUNTED
from tests.bench.http.processes import start_model
from tests.bench.pipeline.contenders import OURS, Contender
from tests.bench.pipeline.stage import on_stage
from tests.bench.plan import Plan
from tests.bench.report.section import Section, Table
from tests.bench.servers import Servers

BURSTS: Final = (1, 3, 10)
TURNS: Final = 600
LATENCY_MS: Final = 500
ABOUT: Final = (
    f"The real extractor before a model stub of {LATENCY_MS} ms. The turns of a session come at once, {TURNS} in all. "
    "Tokens are counted as four characters each, those of the instructions and of the schema included."
)


async def cost(servers: Servers, folder: Path, plan: Plan, _: Sequence[Contender]) -> Section:
    """Measure calls and tokens."""
    rows, data = [], {}
    workers = (("{python}", "-m", "services.extractor"), ("{python}", "-m", "services.store"))
    async with start_model(folder) as model:
        more = {
            "OPENAI_BASE_URL": f"http://{HOST}:{model}/v1",
            "OPENAI_API_KEY": "none",
            "EXTRACTOR_MODEL": f"stub-{LATENCY_MS}",
        }
        contender = replace(OURS, name="cost", workers=workers)
        async with on_stage(servers, contender, folder, more) as stage:
            for burst in BURSTS:
                say(f"  bursts of {burst}")
                count, before = plan.count(TURNS), _read(model)
                await stage.run(count, burst=burst)
                after = _read(model)
                each = {name: (after[name] - before[name]) / count for name in after}
                data[burst] = each
                rows.append([str(burst), *(f"{each[name]:,.2f}" for name in COUNTED)])
    section = Section("cost", "Cost: model calls and tokens per turn", ABOUT)
    header = ["turns in a burst", "calls per turn", "input tokens per turn", "output tokens per turn"]
    section.tables.append(Table(header, rows))
    section.ratios = {"calls_saved_by_bursts_of_10": data[1]["calls"] / data[10]["calls"]}
    section.data = {"per_turn": data}
    return section


def _read(port: int) -> dict[str, Any]:
    with build_opener(ProxyHandler({})).open(f"http://{HOST}:{port}/calls", timeout=10) as answer:
        return dict(json.load(answer))
