"""The report of a run: totals beside the last run's, a table per slot and per category, and JSON."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from contracts.events import Fact
from tests.eval.figures import EXPLAINED, RATES, Figures, Run, figures
from tests.eval.labels import CATEGORIES, Expected
from tests.eval.scoring import Counts, Judged, Verdict

COLUMNS: Final = ("expected", "found", "recall", "stored", "right", "precision", "junk")
WIDTH: Final = 30
WRONG: Final = (Verdict.DUPLICATE, Verdict.MISTAKEN, Verdict.NONSENSE)


def write(run: Run, before: Mapping[str, Any] | None) -> str:
    """Return the whole report as text."""
    score = run.score
    empty = sum(each.heard.turn.empty for each in score.judged)
    lines = [
        f"{run.model}, prompt {run.prompt}, half {run.half}, {run.seconds:.0f} s",
        f"{len(score.judged)} turns of {run.people} people, {empty} of them hold nothing",
        "",
        *_table("slot", sorted(score.slots.items())),
        "",
        *_table("category", ((name, score.categories[name]) for name in CATEGORIES if name in score.categories)),
        "",
        *_table("total", [("all", score.total)]),
        "",
        *_totals(figures(run), before),
        "",
        _verdicts(score.total),
        f"Closed wrongly: {_by_slot(score.wrong_supersedes)}. Still current, though past: {_by_slot(score.stale)}.",
        _rejections(run),
    ]
    return "\n".join(lines)


def show(judged: Iterable[Judged]) -> str:
    """Return every miss and every wrong fact with its sentence: for the half that may be looked at."""
    lines = []
    for each in judged:
        turn = each.heard.turn
        wrong = [(fact, verdict) for fact, verdict in each.verdicts if verdict in WRONG]
        if not (wrong or each.missed or each.heard.failure):
            continue
        lines.append(f"{turn.turn} ({turn.category}): {turn.text}")
        lines += [f"    missed     {describe(expected)}" for expected in each.missed]
        lines += [f"    {verdict.value:10} {_describe_stored(fact)}" for fact, verdict in wrong]
        if each.heard.failure:
            lines.append(f"    failed     {each.heard.failure}")
    return "\n".join(lines) or "Nothing was missed, and nothing wrong was stored."


def describe(expected: Expected) -> str:
    """Return an expected fact as the labels mean it."""
    return f"{'-' if expected.operation == 'retract' else ''}{'|'.join(expected.slot)}: {' | '.join(expected.value)}"


def _describe_stored(fact: Fact) -> str:
    return f"{'-' if fact.operation == 'retract' else ''}{fact.slot}: {fact.value}  [{fact.quote}]"


def as_json(run: Run) -> dict[str, Any]:
    """Return the run without any sentence: fit to be kept, and compared with."""
    return {
        "at": run.at,
        "model": run.model,
        "prompt": run.prompt,
        "half": run.half,
        "turns": len(run.score.judged),
        "people": run.people,
        "seconds": round(run.seconds, 1),
        "figures": figures(run),
        "verdicts": {verdict.value: run.score.total.verdicts[verdict] for verdict in Verdict},
        "rejections": dict(run.rejections),
        "slots": {name: _counts(counts) for name, counts in sorted(run.score.slots.items())},
        "categories": {name: _counts(counts) for name, counts in sorted(run.score.categories.items())},
    }


def progress(done: int, count: int) -> None:
    """Draw the bar on standard error, in place on a terminal, else a line every quarter."""
    if sys.stderr.isatty():
        filled = done * WIDTH // count
        end = "\n" if done == count else ""
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{count} turns{end}")
    elif done * 4 // count != (done - 1) * 4 // count:
        sys.stderr.write(f"{done}/{count} turns\n")
    sys.stderr.flush()


def _table(title: str, rows: Iterable[tuple[str, Counts]]) -> list[str]:
    cells = [(title, *COLUMNS), *((name, *_row(counts)) for name, counts in rows)]
    return align(cells)


def align(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the first column to the left, the others to the right, a rule under the head."""
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *(map(str.rjust, row[1:], widths[1:]))]) for row in cells]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def _row(counts: Counts) -> tuple[str, ...]:
    return (
        str(counts.expected),
        str(counts.found),
        _rate(counts.recall),
        str(counts.stored),
        str(counts.verdicts[Verdict.RIGHT]),
        _rate(counts.precision),
        str(counts.junk),
    )


def _counts(counts: Counts) -> dict[str, Any]:
    return dict(zip(COLUMNS, _row(counts), strict=True))


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def _totals(found: Figures, before: Mapping[str, Any] | None) -> list[str]:
    """Return the figures with those of the last run beside them."""
    old: Figures = before["figures"] if before else {}
    head = ["figure", "now", "before", "change", ""]
    rows = [
        [name, _figure(name, value), _figure(name, old.get(name)), _change(name, value, old.get(name)), ""]
        for name, value in found.items()
    ]
    lines = align([head, *rows])
    lines = [line.rstrip() for line in lines[:2]] + [
        f"{line.rstrip():{len(lines[0])}}{EXPLAINED[name]}" for line, name in zip(lines[2:], found, strict=True)
    ]
    if before:
        when = datetime.fromisoformat(before["at"])
        lines.append(f"Before: {before['model']}, prompt {before['prompt']}, {when:%Y-%m-%d %H:%M} UTC.")
    else:
        lines.append("Before: there is no earlier run of this half to compare with.")
    return lines


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.1%}" if name in RATES else f"{value:,.2f}".removesuffix(".00")


def _change(name: str, now: float | None, before: float | None) -> str:
    if now is None or before is None or now == before:
        return ""
    difference = now - before
    return f"{difference * 100:+.1f} pt" if name in RATES else f"{difference:+,.2f}".removesuffix(".00")


def _verdicts(total: Counts) -> str:
    return "Stored facts: " + ", ".join(f"{total.verdicts[verdict]} {verdict.value}" for verdict in Verdict) + "."


def _by_slot(ends: Iterable[tuple[str, Expected]]) -> str:
    slots = Counter(expected.slot[0] for _, expected in ends)
    return ", ".join(f"{count} {slot}" for slot, count in slots.most_common()) or "none"


def _rejections(run: Run) -> str:
    reasons = run.rejections
    named = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common()) or "none"
    return f"Rejected by the extractor before they were stored: {named}."
