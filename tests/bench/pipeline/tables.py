"""What the pipeline section shows: sustained rates, cost, time to visible, and the ratios of the goals."""

from collections.abc import Sequence
from typing import Any

from tests.bench.figures import figure
from tests.bench.pipeline.contenders import RABBITMQ
from tests.bench.pipeline.section import RATES, SHARES, Found
from tests.bench.report.section import Chart, Section, Table

ABOUT = (
    "The same job for all: a turn is enqueued durably, a worker runs a stub extraction (two facts, 20 µs of CPU) and "
    "commits one job row and two fact rows idempotently. RabbitMQ: quorum queue, persistent, publisher confirms, ack "
    "after the commit. PostgreSQL: fsync on. One producer process; everything on this machine. Turns/s is from the "
    "first enqueue call to the last commit; time to visible from the moment a turn was due (open loop) to the commit "
    "of its facts, by PostgreSQL's own commit timestamps. Rows are counted exactly after every run. A user of any "
    "peer could pack several turns into one task by hand, and gain too."
)
GROUPS = ("workers", "producer", "broker", "postgres")


def pipeline_section(found: Sequence[Found], failures: list[str]) -> Section:
    """Return the section."""
    section = Section("pipeline", "Pipeline: published turn to stored facts", ABOUT, failures=list(failures))
    ran = [each for each in found if each.turns_per_second]
    section.charts.append(
        Chart(
            "pipeline",
            "Turns stored, sustained",
            "turns/s, more is better",
            [(each.contender.shown, each.maximum) for each in ran],
            "Afterthought",
        )
    )
    section.tables += [_sustained(ran), *_visible(ran)]
    section.notes += [f"{each.contender.shown}: {each.contender.note}" for each in found]
    section.ratios, sentences = ratios(ran)
    section.notes += sentences
    section.data = {"contenders": {each.contender.name: _data(each) for each in found}}
    return section


def ratios(found: Sequence[Found]) -> tuple[dict[str, float], list[str]]:
    """Return what ours is beside the others, larger being better, and the same in sentences."""
    ours = next((each for each in found if each.contender.ours), None)
    peers = [each for each in found if each.contender.peer]
    given: dict[str, float] = {}
    said: list[str] = []
    if ours is None:
        return given, said
    for kind in sorted({each.contender.on for each in peers}):
        best = max((each for each in peers if each.contender.on == kind), key=lambda each: each.maximum)
        given[f"turns_per_second_by_best_on_{kind.lower()}"] = ratio = ours.maximum / best.maximum
        said.append(f"**{ratio:.1f} ×** the turns/s of the best on {kind} ({best.contender.shown})")
    for rate in (f"{rate}/s" for rate in RATES):
        for which in ("p50", "p99"):
            times = [
                (figure(each.visible[rate][which]).median, each)
                for each in peers
                if rate in each.visible and each.contender.on == RABBITMQ
            ]
            if times and rate in ours.visible:
                least, best = min(times, key=lambda pair: pair[0])
                mine = figure(ours.visible[rate][which]).median
                given[f"visible_{which}_at_{rate.removesuffix('/s')}_of_best_on_rabbitmq"] = least / mine
                said.append(
                    f"{which} at {rate}: {mine / least:.1f} × that of {best.contender.shown}, the fastest on RabbitMQ"
                )
    return given, said


def _sustained(found: Sequence[Found]) -> Table:
    header = [
        "system",
        "on",
        "turns/s",
        "CPU s per 1,000: workers",
        "producer",
        "broker",
        "PostgreSQL",
        "all",
        "messages per turn",
        "exact rows",
        "cores used by others",
    ]
    rows = []
    for each in found:
        groups = [each.cpu[name] for name in GROUPS]
        rows.append(
            [
                each.contender.shown,
                each.contender.on,
                figure(each.turns_per_second).show(),
                *(figure(values).show(2) for values in groups),
                figure([sum(values) for values in zip(*groups, strict=True)]).show(2),
                "–" if each.messages_per_turn is None else f"{each.messages_per_turn:.2f}",
                f"{each.exact}/{each.runs}",
                figure(each.cpu["others"]).show(2),
            ]
        )
    return Table(header, rows, "Sustained")


def _visible(found: Sequence[Found]) -> list[Table]:
    fixed = [f"{rate}/s" for rate in RATES]
    tables = [_times(found, fixed, "Time to visible, ms")]
    for label, title in (("slowest", "the slowest peer's maximum"), ("own", "its own maximum")):
        shares = [f"{share} % of {label}" for share in SHARES]
        tables.append(_times(found, shares, f"Time to visible, ms, at shares of {title} (one repetition)"))
    return tables


def _times(found: Sequence[Found], labels: Sequence[str], title: str) -> Table:
    header = ["system", *(f"{which} at {label}" for label in labels for which in ("p50", "p99"))]
    rows = [
        [
            each.contender.shown,
            *(
                figure(each.visible.get(label, {}).get(which, [])).show(1)
                for label in labels
                for which in ("p50", "p99")
            ),
        ]
        for each in found
    ]
    return Table(header, rows, title)


def _data(found: Found) -> dict[str, Any]:
    return {
        "on": found.contender.on,
        "turns_per_second": found.turns_per_second,
        "cpu_seconds_per_1000": found.cpu,
        "visible_ms": found.visible,
        "messages_per_turn": found.messages_per_turn,
        "exact": found.exact,
        "runs": found.runs,
    }
