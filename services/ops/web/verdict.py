"""The sentence on top: whether all is well and, if not, what to look at. Pure: a snapshot in, sentences out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.events import Lane
from contracts.topology import LANE_QUEUES, STORE_DEAD, STORE_EVENTS
from services.ops.web.overview import Snapshot
from services.ops.web.point import Level, Point
from services.ops.web.standstill import flow, lanes
from services.ops.web.words import ago, amount, counted

RANK: Final[dict[Level, int]] = {"wrong": 0, "warning": 1, "well": 2}

OUTBOX_SECONDS: Final = 30.0
LOW_SUCCESS: Final = 0.95
POOR_SUCCESS: Final = 0.8
ENOUGH_TO_JUDGE: Final = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """`headline` changes with the state alone, so that it can be read aloud; the points are the worst first."""

    level: Level
    headline: str
    points: tuple[Point, ...]


def judge(seen: Snapshot) -> Verdict:
    """Return what to say of a moment."""
    found = [*_services(seen), *_embedder(seen), *_broker(seen), *lanes(seen), *flow(seen), *_work(seen)]
    points = tuple(sorted(found, key=lambda each: RANK[each.level]))
    if not points:
        return Verdict("well", "All is well.", ())
    worst = points[0].level
    count = counted(len(points), "thing")
    text = (
        f"Memory does not work as it should: {count} to look at."
        if worst == "wrong"
        else f"It works, with {count} to look at."
    )
    return Verdict(worst, text, points)


def figures(seen: Snapshot) -> str:
    """Say in one sentence how much goes on."""
    if seen.activity is None:
        return "The store's figures are missing."
    turns = sum(each["queued"] for each in seen.activity["minutes"])
    if not turns:
        return "No turn came in during the last hour."
    visible = seen.activity["visible"]["p50"]
    tail = f"; half of the facts were visible within {ago(visible)}" if visible is not None else ""
    return f"{counted(turns, 'turn')} came in during the last hour{tail}."


def _services(seen: Snapshot) -> Iterator[Point]:
    if seen.store.away or "store" in seen.away:
        yield Point("wrong", seen.store.away or seen.away["store"])
    for problem in seen.store.problems.values():
        yield Point("wrong", f"The store says: {problem}.")
    if seen.chat.away:
        yield Point("wrong", seen.chat.away)
    for name, problem in seen.chat.problems.items():
        yield Point("warning", f"Chat answers, but its {name.replace('_', ' ')} is in trouble: {problem}.")
    here = [each for each in seen.extractors if not each.away]
    if seen.extractors and not here:
        yield Point("wrong", seen.extractors[0].away)
    elif len(here) < len(seen.extractors):
        missing = next(each for each in seen.extractors if each.away)
        yield Point("warning", missing.away)
    told = {(name, problem) for each in here for name, problem in each.problems.items()}
    for name, problem in sorted(told):
        if name == "model":
            yield Point("wrong", f"The model's provider is down, turns wait for it and spend no attempts: {problem}.")
        else:
            yield Point("wrong", f"An extractor says: {name}: {problem}.")


def _embedder(seen: Snapshot) -> Iterator[Point]:
    """Look at who gives facts their embeddings; recall goes on without."""
    if seen.embedder is not None:
        for problem in filter(None, (seen.embedder.away, *seen.embedder.problems.values())):
            text = f"New facts get no embeddings and are recalled by their words alone: {problem.rstrip('.')}."
            yield Point("warning", text)


def _broker(seen: Snapshot) -> Iterator[Point]:
    if seen.broker is None:
        yield Point("wrong", seen.away.get("broker", "RabbitMQ's management does not answer."))
        return
    for alarm in seen.broker.alarms:
        yield Point("wrong", f"RabbitMQ takes no messages: {alarm}. Free memory or disk there.")
    for name in (LANE_QUEUES[Lane.LIVE], LANE_QUEUES[Lane.BULK], STORE_EVENTS, STORE_DEAD):
        queue = seen.broker.queues.get(name)
        if queue is None:
            yield Point("wrong", f"The queue {name} is missing: run `afterthought provision`.")
        elif not queue.consumers and not seen.breaker_open:
            who = "a store" if name in {STORE_EVENTS, STORE_DEAD} else "an extractor"
            yield Point("wrong", f"Nobody consumes {name}: start {who}, or read its log.")


def _work(seen: Snapshot) -> Iterator[Point]:
    rows, oldest = (seen.chat.numbers.get(f"chat_outbox_{name}", 0) for name in ("rows", "oldest_seconds"))
    if rows > 0 and oldest > OUTBOX_SECONDS:
        yield Point("warning", f"The outbox holds {counted(int(rows), 'turn')}, the oldest for {ago(oldest)}.")
    if seen.activity is None:
        return
    rate = seen.success_rate
    ended = seen.activity["completed"] + seen.activity["dead"]
    if rate is not None and rate < LOW_SUCCESS and ended >= ENOUGH_TO_JUDGE:
        level: Level = "wrong" if rate < POOR_SUCCESS else "warning"
        yield Point(level, f"Only {rate:.0%} of the last hour's turns succeeded.", "/dead-letters")
    letters = seen.activity["dead_letters"]
    if letters:
        text = f"{amount(letters)} dead {'letter waits' if letters == 1 else 'letters wait'} for a decision."
        yield Point("warning", text, "/dead-letters")
