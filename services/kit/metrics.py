"""Metrics: names and label values in one place, zero-initialised, read by Prometheus at `/metrics`.

A missing series means a broken scrape, so each label value exists from the start. Never a user's id in a label.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
REGISTRY: Final = CollectorRegistry()


def counter(name: str, says: str, label: str = "", values: tuple[str, ...] = ()) -> Counter:
    """Return a counter; with `label`, one series for each of `values`, all at zero."""
    made = Counter(name, says, [label] if label else [], registry=REGISTRY)
    for value in values:
        made.labels(value)
    return made


def gauge(name: str, says: str) -> Gauge:
    """Return a gauge at zero."""
    return Gauge(name, says, registry=REGISTRY)


def histogram(name: str, says: str, buckets: tuple[float, ...]) -> Histogram:
    """Return an empty histogram; `buckets` are upper bounds."""
    return Histogram(name, says, buckets=buckets, registry=REGISTRY)


def exposition() -> bytes:
    """Return all series in Prometheus' text format."""
    return generate_latest(REGISTRY)
