"""Writes what a run has found: `results.md` and `results.json` in a folder, and each chart beside them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from tests.bench.plan import Plan
from tests.bench.report.chart import render
from tests.bench.report.section import Section

CAUTION = (
    "Read ratios, not times: another machine has other times, and a shared one has other times from minute to minute. "
    "All values are medians of interleaved repetitions of one run, with the lowest and the highest in brackets."
)


def write(folder: Path, at: datetime, plan: Plan, machine: Mapping[str, str], sections: Sequence[Section]) -> Path:
    """Write the whole report; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    for section in sections:
        for chart in section.charts:
            (folder / f"{chart.file}.svg").write_text(render(chart))
    found = {
        "at": at.isoformat(timespec="seconds"),
        "repetitions": plan.repetitions,
        "size": plan.size,
        "machine": dict(machine),
        "sections": {
            section.name: {"ratios": section.ratios, "failures": section.failures, **section.data}
            for section in sections
        },
    }
    (folder / "results.json").write_text(json.dumps(found, indent=1) + "\n")
    page = folder / "results.md"
    page.write_text(compose(at, plan, machine, sections))
    return page


def compose(at: datetime, plan: Plan, machine: Mapping[str, str], sections: Sequence[Section]) -> str:
    """Return the page as Markdown."""
    lines = ["# What `make bench` measured", "", CAUTION, ""]
    lines.append(f"{at:%Y-%m-%d %H:%M} UTC, {plan.repetitions} repetitions" + ("" if plan.size == 1 else _small(plan)))
    lines += ["", *(f"- {name}: {what}" for name, what in machine.items()), ""]
    for section in sections:
        lines += [f"## {section.title}", "", section.about, ""]
        for chart in section.charts:
            lines += [f"![{chart.title}]({chart.file}.svg)", ""]
        for table in section.tables:
            lines += [table.markdown(), ""]
        lines += [f"- {note}" for note in section.notes]
        lines += [f"- **Failed:** {failure}" for failure in section.failures]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _small(plan: Plan) -> str:
    return f". **A trial at {plan.size:g} of the full size: these numbers say nothing.**"
