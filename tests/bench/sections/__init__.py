"""The sections by name, in the order of the report: the table of contents of the bench."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

from tests.bench.pipeline.contenders import Contender
from tests.bench.pipeline.section import measure
from tests.bench.pipeline.tables import pipeline_section
from tests.bench.plan import Plan
from tests.bench.report.section import Section
from tests.bench.sections.chat import chat
from tests.bench.sections.concurrency import concurrency
from tests.bench.sections.cost import cost
from tests.bench.sections.limits import limits
from tests.bench.sections.scale import scale
from tests.bench.sections.whole_way import whole_way
from tests.bench.servers import Servers

Measure = Callable[[Servers, Path, Plan, Sequence[Contender]], Awaitable[Section]]


async def pipeline(servers: Servers, folder: Path, plan: Plan, contenders: Sequence[Contender]) -> Section:
    """Measure ours beside its peers."""
    return pipeline_section(*await measure(servers, folder, plan, contenders))


SECTIONS: Final[dict[str, Measure]] = {
    "chat": chat,
    "pipeline": pipeline,
    "whole_way": whole_way,
    "limits": limits,
    "concurrency": concurrency,
    "scale": scale,
    "cost": cost,
}
