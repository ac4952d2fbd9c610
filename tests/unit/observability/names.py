"""The names of all metrics that the services expose, and those that a text uses."""

import re
from pathlib import Path
from typing import Final

import services.chat.metrics
import services.embedder.metrics
import services.extractor.metrics
import services.store.metrics
from services.kit.metrics import REGISTRY

ROOT: Final = Path(__file__).parents[3]
DEPLOYED: Final = ROOT / "deploy" / "observability"
OURS: Final = (
    services.chat.metrics,
    services.embedder.metrics,
    services.extractor.metrics,
    services.store.metrics,
)
RABBITMQS: Final = {"rabbitmq_detailed_queue_messages_ready", "rabbitmq_detailed_queue_consumers"}
"""What the rules and the dashboard use of the broker's own."""
_NAME: Final = re.compile(r"\b(?:chat|embedder|extractor|store|process|rabbitmq)_[a-z_]+\b")


def exposed() -> dict[str, tuple[str, ...]]:
    """Every metric by the name that the documentation calls it, with its labels."""
    assert OURS
    found = {}
    for collector in list(REGISTRY._collector_to_names):
        for metric in collector.collect():
            name = f"{metric.name}_total" if metric.type == "counter" else metric.name
            if _NAME.fullmatch(name):
                found[name] = getattr(collector, "_labelnames", ())
    return found


def series() -> set[str]:
    """Every name that a query may use: a histogram has three."""
    metrics = {metric.name for metric in REGISTRY.collect() if metric.type == "histogram"}
    return set(exposed()) | {f"{name}_{part}" for name in metrics for part in ("bucket", "sum", "count")} | RABBITMQS


def used(query: str) -> set[str]:
    """The names of metrics in a query; label names and values have other shapes."""
    return set(_NAME.findall(re.sub(r'"[^"]*"', '""', query)))
