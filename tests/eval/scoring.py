"""From what was stored of each turn, and what is current in the end, to the figures. Pure; see docs/evaluation.md."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from contracts.events import Fact, FactsExtracted
from services.store.claims import Fact as KnownFact
from tests.eval.labels import Expected, LabelledTurn, Person
from tests.eval.matching import agrees, touches


class Verdict(StrEnum):
    """What a stored fact is worth."""

    RIGHT = "right"
    OPTIONAL = "optional"
    """May be stored or not; counts neither way."""
    DUPLICATE = "duplicate"
    """Right, but the same turn has said it already."""
    MISTAKEN = "mistaken"
    """About something expected, in a wrong slot, with a wrong value, or asserted instead of retracted."""
    NONSENSE = "nonsense"
    """About nothing that is expected."""


@dataclass(frozen=True)
class Heard:
    """What became of a turn: its words as they are recorded, and what would be stored of it, or why it failed."""

    turn: LabelledTurn
    said: str
    extracted: FactsExtracted | None
    failure: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that stand after all checks."""
        return self.extracted.facts if self.extracted else ()


@dataclass(frozen=True)
class Judged:
    """A turn with the verdict on each stored fact, and what was expected and not stored."""

    heard: Heard
    verdicts: list[tuple[Fact, Verdict]]
    found: list[Expected]
    missed: list[Expected]


@dataclass
class Counts:
    """How many facts were expected and found, and what the stored ones are worth."""

    expected: int = 0
    found: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    @property
    def stored(self) -> int:
        """All stored facts, the optional ones included."""
        return self.verdicts.total()

    @property
    def junk(self) -> int:
        """Stored facts that match nothing that is expected or allowed."""
        return self.verdicts[Verdict.MISTAKEN] + self.verdicts[Verdict.NONSENSE]

    @property
    def precision(self) -> float | None:
        """The share of right facts among those that count; None without any."""
        return share(self.verdicts[Verdict.RIGHT], self.stored - self.verdicts[Verdict.OPTIONAL])

    @property
    def recall(self) -> float | None:
        """The share of expected facts that were found; None without any."""
        return share(self.found, self.expected)

    @property
    def junk_rate(self) -> float | None:
        """The share of junk among all stored facts; None without any."""
        return share(self.junk, self.stored)


@dataclass
class Score:
    """All figures of a run."""

    judged: list[Judged]
    total: Counts
    slots: dict[str, Counts]
    categories: dict[str, Counts]
    ungrounded: int
    known: int
    wrong_supersedes: list[tuple[str, Expected]]
    past: int
    stale: list[tuple[str, Expected]]


def share(part: float, whole: float) -> float | None:
    """Return `part` of `whole`, or None when there is no whole."""
    return part / whole if whole else None


def score(heard: Sequence[Heard], histories: Iterable[tuple[Person, Sequence[KnownFact]]]) -> Score:
    """Score all turns, and the ends of the histories that have labels for theirs."""
    judged = [judge(each) for each in heard]
    slots, categories = defaultdict[str, Counts](Counts), defaultdict[str, Counts](Counts)
    total = Counts()
    for each in judged:
        category = categories[each.heard.turn.category]
        for fact, verdict in each.verdicts:
            for counts in (total, category, slots[fact.slot]):
                counts.verdicts[verdict] += 1
        for expected in (*each.found, *each.missed):
            for counts in (total, category, slots[expected.slot[0]]):
                counts.expected += 1
                counts.found += expected in each.found
    result = Score(judged, total, dict(slots), dict(categories), count_ungrounded(heard), 0, [], 0, [])
    for person, facts in histories:
        _score_end(result, person, facts)
    return result


def judge(heard: Heard) -> Judged:
    """Judge every stored fact of a turn, in its order: what an earlier one has said already is a duplicate."""
    turn = heard.turn
    taken: list[Expected] = []
    verdicts = []
    for fact in heard.facts:
        meant = [each for each in turn.facts if agrees(each, fact.slot, fact.value, fact.operation)]
        fresh = [each for each in meant if each not in taken]
        taken += fresh
        if fresh:
            verdict = Verdict.RIGHT
        elif any(agrees(each, fact.slot, fact.value, fact.operation) for each in turn.optional):
            verdict = Verdict.OPTIONAL
        elif meant:
            verdict = Verdict.DUPLICATE
        elif any(touches(each, fact.slot, fact.value) for each in turn.facts):
            verdict = Verdict.MISTAKEN
        else:
            verdict = Verdict.NONSENSE
        verdicts.append((fact, verdict))
    return Judged(heard, verdicts, taken, [each for each in turn.facts if each not in taken])


def count_ungrounded(heard: Iterable[Heard]) -> int:
    """Count the stored facts whose quote does not stand, letter by letter, in what the user said in that turn.

    This is not the extractor's check: that one also takes a quote in another spelling, and stores the user's.
    """
    return sum(
        not fact.quote.strip() or fact.quote not in each.said or fact.message_id != each.turn.turn
        for each in heard
        for fact in each.facts
    )


def _score_end(result: Score, person: Person, facts: Sequence[KnownFact]) -> None:
    """Compare what is current in the end: what was known and is closed was superseded or retracted wrongly."""
    for expected in person.current:
        known = [fact for fact in facts if agrees(expected, fact.slot, fact.value, "assert")]
        if known:
            result.known += 1
            if all(fact.valid_to is not None for fact in known):
                result.wrong_supersedes.append((person.person, expected))
    for expected in person.past:
        known = [fact for fact in facts if agrees(expected, fact.slot, fact.value, "assert")]
        if known:
            result.past += 1
            if any(fact.valid_to is None for fact in known):
                result.stale.append((person.person, expected))
