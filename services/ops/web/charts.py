"""The last hour as drawings: points for an SVG of fixed size, and the same in words for those who do not see it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from contracts.events import Lane
from contracts.topology import LANE_QUEUES, STORE_EVENTS
from services.ops.web.overview import Snapshot
from services.ops.web.sources.broker import BrokerState
from services.ops.web.words import ago, amount

WIDTH: Final = 560
HEIGHT: Final = 150
MINUTES: Final = 60
TICKS: Final = 6
ROOM: Final = 3
"""Minutes at the right edge that have no room for a label."""
NICE: Final = (1, 2, 2.5, 5, 10)

Values = Sequence[float | None]


class Series(NamedTuple):
    """One line; None is a gap. `path` is SVG's, `latest` the last value, written."""

    name: str
    path: str
    latest: str


class Chart(NamedTuple):
    """A drawing of some series over the same minutes; `says` is its content in a sentence."""

    key: str
    title: str
    series: tuple[Series, ...]
    grid: tuple[tuple[float, str], ...]
    hours: tuple[tuple[float, str], ...]
    says: str
    empty: bool


def charts_of(seen: Snapshot) -> tuple[Chart, ...]:
    """Draw a snapshot's hour, as far as its figures are there."""
    drawn = []
    # The store may have counted some seconds ago, in the minute before this one.
    end = seen.counted_at.replace(second=0, microsecond=0)
    minutes = [end - timedelta(minutes=MINUTES - 1 - number) for number in range(MINUTES)]
    if seen.activity is not None:
        rows = {datetime.fromisoformat(each["minute"]): each for each in seen.activity["minutes"]}

        def values(name: str, missing: float | None = 0) -> Values:
            return [rows[at][name] if at in rows else missing for at in minutes]

        turns = {"taken on": values("queued"), "completed": values("completed"), "dead": values("dead")}
        drawn.append(_chart("turns", "Turns a minute", turns, end, amount))
        visible = {"half within": values("visible_p50", None), "99 % within": values("visible_p99", None)}
        drawn.append(_chart("visible", "Time until facts are visible", visible, end, ago))
        drawn.append(_chart("facts", "Facts extracted a minute", {"facts": values("facts")}, end, amount))
    if seen.broker is not None:
        drawn.append(_chart("depth", "Messages in queues", _depths(seen.broker, minutes), end, amount))
    return tuple(drawn)


def _depths(broker: BrokerState, minutes: Sequence[datetime]) -> dict[str, Values]:
    live, bulk = LANE_QUEUES[Lane.LIVE], LANE_QUEUES[Lane.BULK]
    groups = {
        "live": [live],
        "bulk": [bulk],
        "delays": [name for name in broker.queues if ".retry." in name],
        "to the store": [STORE_EVENTS],
    }
    return {name: _sampled(broker, queues, minutes) for name, queues in groups.items()}


def _sampled(broker: BrokerState, names: Iterable[str], minutes: Sequence[datetime]) -> Values:
    """Add up queues by the minute. A minute without a sample has none: the broker had no figure then."""
    sums: dict[int, float] = {}
    for name in names:
        queue = broker.queues.get(name)
        for at, value in queue.samples if queue else ():
            minute = int(at // 60)
            sums[minute] = sums.get(minute, 0) + value
    return [sums.get(int(minute.timestamp() // 60)) for minute in minutes]


def _chart(key: str, title: str, lines: dict[str, Values], end: datetime, write: Callable[[float], str]) -> Chart:
    known = [value for values in lines.values() for value in values if value is not None]
    top = _nice(max(known, default=0))
    series = tuple(Series(name, _path(values, top), _latest(values, write)) for name, values in lines.items())
    grid = tuple((round(HEIGHT * (1 - share), 1), write(top * share)) for share in (0, 0.5, 1))
    step = MINUTES // TICKS
    start = end - timedelta(minutes=MINUTES - 1)
    first = (-start.minute) % step
    hours = tuple(
        (_x(number), (start + timedelta(minutes=number)).strftime("%H:%M"))
        for number in range(first, MINUTES - ROOM, step)
    )
    return Chart(key, title, series, grid, hours, _describe(title, lines, write), not any(known))


def _describe(title: str, lines: dict[str, Values], write: Callable[[float], str]) -> str:
    parts = []
    for name, values in lines.items():
        known = [value for value in values if value is not None]
        if known:
            parts.append(f"{name}: now {write(known[-1])}, between {write(min(known))} and {write(max(known))}")
    return f"{title}, last hour. " + ("; ".join(parts) or "No figures yet") + "."


def _latest(values: Values, write: Callable[[float], str]) -> str:
    known = [value for value in values if value is not None]
    return write(known[-1]) if known else "–"


def _path(values: Values, top: float) -> str:
    """Return a path with a gap where there is no value; a lone point is drawn as a short line."""
    parts: list[str] = []
    pen_down = False
    for number, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        place = f"{_x(number)} {round(HEIGHT * (1 - value / top), 1)}"
        parts.append(f"L{place}" if pen_down else f"M{place}h0.01L{place}")
        pen_down = True
    return "".join(parts)


def _x(number: int) -> float:
    return round(number * WIDTH / (MINUTES - 1), 1)


def _nice(highest: float) -> float:
    """Return a round number that is not below `highest`."""
    if highest <= 0:
        return 1
    size = 1.0
    while size > highest:
        size /= 10
    while size * 10 < highest:
        size *= 10
    return next(size * step for step in NICE if size * step >= highest)
