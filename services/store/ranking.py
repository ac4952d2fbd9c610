"""In what order facts are recalled: one score for each, from the question, its age and its repetitions. Pure.

    score = (relevance + standing) * freshness * confirmation

- relevance, 0 to 1: how much the fact has to do with the question (`relevances`).
- standing: 0.45 for what an assistant always needs (`ALWAYS`), so that it comes after what fits the question well and
  before what hardly fits it; 0.05 for all else, so that its freshness decides when the question does not.
- freshness: 1 when said or confirmed today, halving towards 0.5 every 180 days; `ALWAYS` does not age.
- confirmation: 1, and 0.1 more at 1, 3, 7, 15 … repetitions, at most 1.5.

Equal scores: the later said first, then by id. docs/adr/0011 has the reasons.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

ALWAYS: Final = frozenset(
    ("name", "pronouns", "native_language", "time_zone", "home_city", "diet", "allergy"),
)
"""Slots that every answer may need: whom it talks to, in what language and where, and what could do harm."""
ALWAYS_STANDING: Final = 0.45
STANDING: Final = 0.05
HALF_LIFE: Final = timedelta(days=180)
OLDEST: Final = 0.5
CONFIRMED_MOST: Final = 1.5

RRF_K: Final = 60
"""Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion" (SIGIR 2009)."""
LISTED: Final = 10
"""Most facts of each ranking that count: past the first few, the nearest is not near."""


class Candidate(NamedTuple):
    """A current fact. `answers` is the share of the question's words that it holds, weighed by how rare they are."""

    fact_id: UUID
    slot: str
    value: str
    statement: str
    said_at: datetime
    confirmed_at: datetime | None
    confirmations: int
    answers: float


def rank(candidates: Iterable[Candidate], nearest: Sequence[UUID], now: datetime) -> list[Candidate]:
    """Return the candidates, the best first. `nearest` are the facts closest in meaning, the closest first."""
    found = list(candidates)
    relevance = relevances(found, nearest)
    found.sort(key=lambda fact: (-score(fact, relevance.get(fact.fact_id, 0.0), now), -_said(fact), fact.fact_id))
    return found


def score(fact: Candidate, relevance: float, now: datetime) -> float:
    """Return a fact's score."""
    always = fact.slot in ALWAYS
    age = max(now - (fact.confirmed_at or fact.said_at), timedelta())
    freshness = 1.0 if always else OLDEST + (1 - OLDEST) * 0.5 ** (age / HALF_LIFE)
    confirmation = min(1 + 0.1 * math.log2(1 + fact.confirmations), CONFIRMED_MOST)
    return (relevance + (ALWAYS_STANDING if always else STANDING)) * freshness * confirmation


def relevances(candidates: Sequence[Candidate], nearest: Sequence[UUID]) -> Mapping[UUID, float]:
    """Return how relevant facts are, 0 to 1; a fact that is not there has nothing to do with the question.

    Without vectors it is the share of the question that a fact answers. With them it is the reciprocal rank fusion of
    both rankings, 1 / (60 + rank) each, over its greatest value: 1 for what both put first, about half for what only
    one of them lists.
    """
    answering = {fact.fact_id: fact.answers for fact in candidates if fact.answers > 0}
    if not nearest:
        return answering
    places = {answers: place for place, answers in enumerate(sorted(set(answering.values()), reverse=True), start=1)}
    fused: dict[UUID, float] = {}
    for fact_id, answers in answering.items():
        if places[answers] <= LISTED:
            fused[fact_id] = 1 / (RRF_K + places[answers])
    for place, fact_id in enumerate(nearest[:LISTED], start=1):
        fused[fact_id] = fused.get(fact_id, 0.0) + 1 / (RRF_K + place)
    return {fact_id: value * (RRF_K + 1) / 2 for fact_id, value in fused.items()}


def _said(fact: Candidate) -> float:
    return fact.said_at.timestamp()
