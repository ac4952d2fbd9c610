"""Metrics: names and label values in one place, zero-initialised, read by Prometheus at `/metrics`.

A missing series means a broken scrape, so each label value exists from the start. Never a user's id in a label.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
REGISTRY: Final = CollectorRegistry()
# What every process tells of itself: CPU time, memory, open files, and when it started.
ProcessCollector(registry=REGISTRY)


def counter(name: str, says: str, label: str = "", values: tuple[str, ...] = ()) -> Counter:
    """Return a counter; with `label`, one series for each of `values`, all at zero."""
    made = Counter(name, says, [label] if label else [], registry=REGISTRY)
    for value in values:
        made.labels(value)
    return made


def gauge(name: str, says: str, label: str = "", values: tuple[str, ...] = ()) -> Gauge:
    """Return a gauge; with `label`, one series for each of `values`, all at zero."""
    made = Gauge(name, says, [label] if label else [], registry=REGISTRY)
    for value in values:
        made.labels(value)
    return made


def histogram(
    name: str, says: str, buckets: tuple[float, ...], label: str = "", values: tuple[str, ...] = ()
) -> Histogram:
    """Return an empty histogram; `buckets` are upper bounds. With `label`, one for each of `values`."""
    made = Histogram(name, says, [label] if label else [], buckets=buckets, registry=REGISTRY)
    for value in values:
        made.labels(value)
    return made


def exposition() -> bytes:
    """Return all series in Prometheus' text format."""
    return generate_latest(REGISTRY)
