"""The command line of `make eval`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tests.eval.figures import parse_requirements
from tests.eval.labels import BLIND, KEPT, OPEN, SIBLINGS, STRANGERS, TRAPS, TUNE

ACKNOWLEDGED = "--i-am-not-tuning"


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; a mistake in it ends the program with exit code 2."""
    parser = argparse.ArgumentParser(
        prog="make eval ARGS=…",
        description="Run a model over the labelled set and print how well what would be stored agrees with the labels.",
        epilog="Without --base-url and OPENAI_*, the offline model is started and asked. See docs/evaluation.md.",
    )
    add = parser.add_argument
    add("--model", default="", metavar="NAME", help="the model to ask (else EXTRACTOR_MODEL)")
    add("--base-url", default="", metavar="URL", help="an OpenAI-compatible server, e.g. http://127.0.0.1:8080/v1")
    halves = (TUNE, KEPT, "all", SIBLINGS, STRANGERS, TRAPS, BLIND)
    add("--half", choices=halves, default=TUNE, help="which people; default: %(default)s")
    add("--hallucinate", action="store_true", help="have the offline model offer wrong facts beside the right ones")
    add("--require", type=_requirements, default={}, metavar="NAME=X,…", help="exit 1 unless these figures are met")
    add("--baseline", type=Path, metavar="FILE", help="compare with this run instead of the last one of the same half")
    add("--json", action="store_true", help="print the run as JSON instead of tables")
    add("--show", action="store_true", help="print what was missed and what is wrong, sentence by sentence")
    add(ACKNOWLEDGED, action="store_true", dest="not_tuning", help="let --show print the half that is kept aside")
    add("--at-once", type=_positive, default=8, metavar="N", help="turns at the model at once; default: %(default)s")
    add("--locomo", type=Path, metavar="PATH", help="your copy of locomo10.json, instead of the labelled set")
    add("--longmemeval", type=Path, metavar="PATH", help="your copy of a longmemeval file, instead of the labelled set")
    add("--most", type=_positive, metavar="N", help="of --locomo or --longmemeval, only the first N conversations")
    read = parser.parse_args(arguments)
    if read.show and read.half not in OPEN and not read.not_tuning:
        parser.error(
            f"--show of what is kept aside would end its use for everyone who tunes: {ACKNOWLEDGED} says that "
            "you are not"
        )
    if read.locomo and read.longmemeval:
        parser.error("--locomo or --longmemeval, one at a time")
    outside = read.locomo or read.longmemeval
    if outside and (read.require or read.show or read.baseline):
        parser.error("--require, --show and --baseline are about the labelled set")
    if read.most and not outside:
        parser.error("--most is about --locomo and --longmemeval")
    return read


def _requirements(text: str) -> dict[str, float]:
    try:
        return parse_requirements(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)
