"""What the bench says: a line of progress, the table, the sentences behind every number that is not zero, and JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deploy.local.progress import say
from tests.faults.bench import Result
from tests.faults.driver import count_answers

COLUMNS = ("fault", "turns acknowledged", "lost", "duplicated", "wrong status", "attempts", "recovered (s)", "")
SHOWN = 8
"""Sentences about one fault that are printed; all of them are in the JSON."""


def progress(done: int, count: int, result: Result) -> None:
    """Print one line about a fault that has been run."""
    mark = "ok" if result.passed else "FAILED"
    wrong = [*_wrong(result), *([f"not done in {result.limit:g} s"] if not result.in_time else [])]
    detail = result.problem or "; ".join([result.proof, *wrong[:2]])
    say(f"[{done}/{count}] {mark:6} {result.fault}: {detail}")


def table(results: Sequence[Result]) -> str:
    """Return the table as text, and below it why what failed has failed."""
    rows = [COLUMNS, *(_row(result) for result in results)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths).rstrip())
    return "\n".join([*lines, *(line for result in results for line in _reasons(result))])


def write_json(results: Sequence[Result], folder: Path, **more: Any) -> Path:
    """Write everything that is known about the run to `folder`; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    file = folder / f"{now:%Y%m%d-%H%M%S}.json"
    faults = [
        {
            "fault": result.fault,
            "what": result.what,
            "passed": result.passed,
            "proof": result.proof,
            "problem": result.problem,
            "sent": len(result.entries),
            "acknowledged": result.acknowledged,
            "answers": count_answers(result.entries),
            "recovered_seconds": result.recovered,
            **asdict(result.verdict),
        }
        for result in results
    ]
    file.write_text(json.dumps({"at": now.isoformat(), **more, "faults": faults}, indent=2) + "\n")
    return file


def _row(result: Result) -> tuple[str, ...]:
    verdict = result.verdict
    counts = (verdict.lost, verdict.duplicated, verdict.wrong_status, verdict.attempts)
    deferred = count_answers(result.entries)["deferred"]
    acknowledged = f"{result.acknowledged} ({deferred} deferred)" if deferred else str(result.acknowledged)
    recovered = "never" if result.recovered is None else f"{result.recovered:.1f}"
    if result.recovered is not None and not result.in_time:
        recovered += " late"
    mark = "" if result.passed else "FAILED"
    return (result.fault, acknowledged, *(str(len(each)) for each in counts), recovered, mark)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
    return "  ".join(cells).rstrip()


def _reasons(result: Result) -> list[str]:
    if result.passed:
        return []
    lines = ["", f"{result.fault} ({result.what})"]
    if result.problem:
        lines.append(f"  did not happen: {result.problem}")
    wrong = _wrong(result)
    lines += [f"  {sentence}" for sentence in wrong[:SHOWN]]
    if len(wrong) > SHOWN:
        lines.append(f"  and {len(wrong) - SHOWN} more")
    return lines


def _wrong(result: Result) -> list[str]:
    verdict = result.verdict
    kinds = {
        "lost": verdict.lost,
        "duplicated": verdict.duplicated,
        "wrong status": verdict.wrong_status,
        "attempt wrongly spent": verdict.attempts,
    }
    return [f"{kind}: {sentence}" for kind, sentences in kinds.items() for sentence in sentences]
