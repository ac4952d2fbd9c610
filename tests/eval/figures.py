"""The figures of a run under the names that reports, comparisons and `--require` share."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from tests.eval.scoring import Score, share

Figures = dict[str, float | None]
"""Name to value; None when there was nothing to measure it on."""

AT_LEAST: Final = ("precision", "recall")
AT_MOST: Final = (
    *("junk", "junk_turns", "wrong_supersedes", "wrong_supersede", "stale", "ungrounded", "ungrounded_rate", "failed"),
    *("input_tokens", "output_tokens", "calls"),
)
"""What is better when it is lower."""
RATES: Final = ("precision", "recall", "junk", "junk_turns", "wrong_supersede", "stale", "ungrounded_rate")
EXPLAINED: Final = {
    "precision": "right facts among those stored that count",
    "recall": "expected facts that were stored",
    "junk": "stored facts that are neither expected nor allowed",
    "junk_turns": "turns that hold nothing, of which something was stored",
    "wrong_supersedes": "facts that should be current and were closed",
    "wrong_supersede": "the same as a share of those that were known",
    "stale": "facts that should be closed and are current, among those that were known",
    "ungrounded": "stored facts whose quote is not in the user's words",
    "ungrounded_rate": "the same as a share of all stored facts",
    "failed": "turns without an answer that could be used",
    "input_tokens": "per turn, as the provider counted",
    "output_tokens": "per turn, as the provider counted",
    "calls": "requests per turn",
}


@dataclass(frozen=True)
class Run:
    """What was asked, of whom, and what came of it."""

    at: str
    model: str
    prompt: str
    half: str
    people: int
    calls: int
    seconds: float
    score: Score

    @property
    def rejections(self) -> Counter[str]:
        """What the extractor's checks refused, by reason."""
        return Counter(
            rejection.reason
            for each in self.score.judged
            if each.heard.extracted
            for rejection in each.heard.extracted.rejected
        )


def figures(run: Run) -> Figures:
    """Return the figures of a run, in the order in which they are shown."""
    score, turns = run.score, len(run.score.judged)
    empty = [each for each in score.judged if each.heard.turn.empty]
    used = [each.heard.extracted.usage for each in score.judged if each.heard.extracted and each.heard.extracted.usage]
    return {
        "precision": score.total.precision,
        "recall": score.total.recall,
        "junk": score.total.junk_rate,
        "junk_turns": share(sum(bool(each.verdicts) for each in empty), len(empty)),
        "wrong_supersedes": float(len(score.wrong_supersedes)),
        "wrong_supersede": share(len(score.wrong_supersedes), score.known),
        "stale": share(len(score.stale), score.past),
        "ungrounded": float(score.ungrounded),
        "ungrounded_rate": share(score.ungrounded, score.total.stored),
        "failed": float(sum(bool(each.heard.failure) for each in score.judged)),
        "input_tokens": share(sum(each.input_tokens for each in used), turns) if used else None,
        "output_tokens": share(sum(each.output_tokens for each in used), turns) if used else None,
        "calls": share(run.calls, turns),
    }


def parse_requirements(text: str) -> dict[str, float]:
    """Read `precision=0.95,junk=0.02`; raises `ValueError` that says what is wrong."""
    required = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _, value = part.partition("=")
        if name not in (*AT_LEAST, *AT_MOST):
            raise ValueError(f"there is no figure {name!r}; there are {', '.join((*AT_LEAST, *AT_MOST))}")
        try:
            required[name] = float(value)
        except ValueError:
            raise ValueError(f"{part!r} is no name=number") from None
    if not required:
        raise ValueError("it names no figure, as in precision=0.95,recall=0.85")
    return required


def find_failures(found: Figures, required: dict[str, float]) -> list[str]:
    """Return a sentence for every requirement that is not met; what could not be measured meets none."""
    failures = []
    for name, bound in required.items():
        value = found[name]
        met = value is not None and (value >= bound if name in AT_LEAST else value <= bound)
        if not met:
            word = "at least" if name in AT_LEAST else "at most"
            shown = "not measured" if value is None else f"{value:.4f}"
            failures.append(f"{name} is {shown}, and must be {word} {bound:g}")
    return failures
