"""`python -m tests.eval`, or `make eval`: ask a model about every labelled turn and compare with the labels."""

import argparse
import asyncio
import json
import logging
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog

from services.extractor.prompt import VERSION
from tests.eval.arguments import parse_arguments
from tests.eval.baseline import FORM, keep_run, last_file, read_run
from tests.eval.conversations.locomo import read_locomo
from tests.eval.conversations.longmemeval import read_longmemeval
from tests.eval.conversations.measure import as_json as measured_as_json
from tests.eval.conversations.measure import measure, tell_measured
from tests.eval.errors import EvalError
from tests.eval.extraction import hear
from tests.eval.figures import Run, figures, find_failures
from tests.eval.history import consolidate_all
from tests.eval.labels import half
from tests.eval.model import open_model
from tests.eval.report import as_json, progress, show, write
from tests.eval.scoring import score

UNMET: Final = 1
CANNOT: Final = 2


def main() -> None:
    """Run the command line: exit 1 when a requirement is not met, 2 when nothing could be measured."""
    arguments = parse_arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    try:
        if arguments.locomo or arguments.longmemeval:
            sys.stdout.write(asyncio.run(evaluate_conversations(arguments)) + "\n")
            return
        before = read_run(arguments.baseline) if arguments.baseline else None
        run = asyncio.run(evaluate(arguments))
        sys.exit(tell(arguments, run, before))
    except EvalError as error:
        sys.stderr.write(f"\nError: {error}\n")
        sys.exit(CANNOT)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped: nothing was kept.\n")
        sys.exit(130)


async def evaluate(arguments: argparse.Namespace) -> Run:
    """Ask the model about the chosen half, and score what would be stored."""
    people = half(arguments.half)
    turns = [turn for person in people for turn in person.turns]
    begun = time.monotonic()
    async with open_model(arguments.model, arguments.base_url, hallucinate=arguments.hallucinate) as asked:
        heard = await hear(asked.model, turns, lambda done: progress(done, len(turns)), arguments.at_once)
    extracted = {
        person.person: [each.extracted for each in heard if each.turn.person == person.person and each.extracted]
        for person in people
    }
    return Run(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        model=asked.name,
        prompt=VERSION,
        half=arguments.half,
        people=len(people),
        calls=asked.calls.count,
        seconds=time.monotonic() - begun,
        score=score(heard, [(person, consolidate_all(extracted[person.person])) for person in people]),
    )


async def evaluate_conversations(arguments: argparse.Namespace) -> str:
    """Ask the model about other people's conversations, and return what came of it as text."""
    file: Path = arguments.locomo or arguments.longmemeval
    read = read_locomo if arguments.locomo else read_longmemeval
    conversations = read(file)[: arguments.most]
    turns = [turn for each in conversations for turn in each.turns]
    async with open_model(arguments.model, arguments.base_url, hallucinate=arguments.hallucinate) as asked:
        heard = await hear(asked.model, turns, lambda done: progress(done, len(turns)), arguments.at_once)
    measured = measure(conversations, heard)
    if arguments.json:
        return json.dumps(measured_as_json(file.name, asked.name, measured), indent=2)
    return tell_measured(file.name, asked.name, measured)


def tell(arguments: argparse.Namespace, run: Run, before: dict[str, object] | None) -> int:
    """Print the run beside the one before, keep it, and return the exit code."""
    kept = last_file(arguments.half, hallucinate=arguments.hallucinate)
    if before is None and kept.exists():
        before = read_run(kept)
    plain = {"form": FORM, **as_json(run)}
    out = json.dumps(plain, indent=2, ensure_ascii=False) if arguments.json else write(run, before)
    sys.stdout.write(out + "\n")
    if arguments.show:
        sys.stdout.write("\n" + show(run.score.judged) + "\n")
    keep_run(plain, kept)
    failures = find_failures(figures(run), arguments.require)
    for failure in failures:
        sys.stderr.write(f"Not met: {failure}.\n")
    return UNMET if failures else 0


if __name__ == "__main__":
    main()
