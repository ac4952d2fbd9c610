"""Whether memory stands still though every part answers: jobs that stay where they are, queues that nobody empties.

Part of the sentence on top. Pure: a snapshot in, sentences out.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from contracts.events import Lane
from contracts.topology import DEFAULT_DELAYS, STORE_DEAD, STORE_EVENTS
from services.ops.web.overview import Snapshot
from services.ops.web.point import Level, Point
from services.ops.web.sources.broker import QueueState, delay_of
from services.ops.web.words import ago, counted

LATE_SECONDS: Final = 60.0
VERY_LATE_SECONDS: Final = 300.0
STUCK_SECONDS: Final = 300.0
"""Longer than any call of a model with its repair, and than any message lies before a store."""
RETRY_MARGIN: Final = 120.0
"""How much later than its delay a retry may begin."""
BULK_SECONDS: Final = 21_600.0
STALLED_MINUTES: Final = 10
BEHIND_MESSAGES: Final = 1_000
MOVED: Final = ("queued", "completed", "dead")


def lanes(seen: Snapshot) -> Iterator[Point]:
    """Look for open jobs that have stayed where they are for longer than anything there takes."""
    live, bulk = Lane.LIVE.value, Lane.BULK.value
    waiting, age = seen.waiting(live, "queued")
    if waiting and age > LATE_SECONDS:
        level: Level = "wrong" if age > VERY_LATE_SECONDS else "warning"
        text = f"{counted(waiting, 'live turn')} {'waits' if waiting == 1 else 'wait'}, the oldest for {ago(age)}."
        yield Point(level, text, "/jobs?status=queued")
    for lane in (live, bulk):
        waiting, age = seen.waiting(lane, "processing")
        if waiting and age > STUCK_SECONDS:
            text = f"{_are(waiting, lane)} with an extractor and not ready, the oldest for {ago(age)}: read its log."
            yield Point("wrong", text, "/jobs?status=processing")
    delays = [delay_of(each) for each in seen.broker.queues if ".retry." in each] if seen.broker else []
    waiting, age = seen.waiting(live, "retrying")
    if waiting and age > max(delays, default=max(DEFAULT_DELAYS)) + RETRY_MARGIN:
        text = f"{_are(waiting, live)} to be tried again and overdue, the oldest for {ago(age)}."
        yield Point("wrong", text, "/jobs?status=retrying")
    # A bulk turn that is tried again waits behind the whole import.
    for status in ("queued", "retrying"):
        waiting, age = seen.waiting(bulk, status)
        if waiting and age > BULK_SECONDS:
            text = f"{_are(waiting, bulk)} {status}, the oldest for {ago(age)}: the bulk lane may be stuck."
            yield Point("warning", text, f"/jobs?status={status}")


def flow(seen: Snapshot) -> Iterator[Point]:
    """Look for a standstill: turns that arrive and never complete, events that nobody stores."""
    activity = seen.activity
    if activity is None:
        return
    taken = _in_minutes(seen, STALLED_MINUTES, "queued") - _in_minutes(seen, STALLED_MINUTES // 2, "queued")
    ended = _in_minutes(seen, STALLED_MINUTES, "completed", "dead")
    if taken > 0 and not ended and activity["waiting"]:
        text = f"Turns come in, and none was completed in the last {STALLED_MINUTES} minutes: memory stands still."
        yield Point("wrong", text, "/jobs")
    if seen.broker is None:
        return
    events, letters = seen.broker.queues.get(STORE_EVENTS), seen.broker.queues.get(STORE_DEAD)
    minutes = round(STUCK_SECONDS / 60)
    if events and _lies(events, seen.at) and not _in_minutes(seen, minutes, *MOVED):
        depth = events.ready + events.unacknowledged
        text = f"{STORE_EVENTS} holds {counted(depth, 'message')}, and the store took in nothing for {minutes} min."
        yield Point("wrong", f"{text} Read the store's log.")
    elif events and events.ready >= BEHIND_MESSAGES:
        yield Point("warning", f"The store is behind: {counted(events.ready, 'message')} wait in {STORE_EVENTS}.")
    if letters and _lies(letters, seen.at) and not _in_minutes(seen, minutes, "dead"):
        depth = letters.ready + letters.unacknowledged
        yield Point("wrong", f"{counted(depth, 'message')} in {STORE_DEAD} and none is archived: read the store's log.")


def _in_minutes(seen: Snapshot, minutes: int, *names: str) -> int:
    """Add up what happened in the last whole minutes and the one under way."""
    since = seen.counted_at - timedelta(minutes=minutes + 1)
    rows = seen.activity["minutes"] if seen.activity else ()
    return sum(each[name] for each in rows if datetime.fromisoformat(each["minute"]) > since for name in names)


def _lies(queue: QueueState, now: datetime) -> bool:
    """Tell whether a queue was not seen empty for so long that what is in it is not moving."""
    since = now.timestamp() - STUCK_SECONDS
    lately = [messages for at, messages in queue.samples if at > since]
    known = any(at <= since for at, _ in queue.samples)
    return known and queue.ready + queue.unacknowledged > 0 and bool(lately) and all(lately)


def _are(number: int, lane: str) -> str:
    return f"{counted(number, f'{lane} turn')} {'is' if number == 1 else 'are'}"
