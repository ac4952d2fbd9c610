"""Snapshots for tests: one in which all is well, to be changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.topology import topology
from services.ops.web.overview import Snapshot
from services.ops.web.sources.broker import BrokerState, QueueState
from services.ops.web.sources.probes import Health

NOW = datetime(2026, 11, 22, 21, 30, 40, tzinfo=UTC)


def minute(ago: int, **figures: Any) -> dict[str, Any]:
    """A minute's figures, so many minutes ago."""
    at = NOW.replace(second=0) - timedelta(minutes=ago)
    missing = {"queued": 0, "completed": 0, "dead": 0, "facts": 0, "visible_p50": None, "visible_p99": None}
    return {"minute": at.isoformat(), **missing, **figures}


def activity(**figures: Any) -> dict[str, Any]:
    """An hour in which nothing happened."""
    nothing = {"p50": None, "p99": None}
    hour = {"minutes": [], "completed": 0, "dead": 0, "visible": nothing, "extraction": nothing}
    hour["as_of"] = NOW.isoformat()
    return {**hour, "models": [], "waiting": [], "dead_letters": 0, **figures}


def queues(**changed: QueueState) -> dict[str, QueueState]:
    """Every queue, empty and consumed."""
    found = {each.name: QueueState(each.name, 0, 0, 1, ()) for each in topology().queues}
    return found | {name.replace("_", "."): queue for name, queue in changed.items()}


def well(**changed: Any) -> Snapshot:
    """A moment in which all is well."""
    moment = Snapshot(
        NOW,
        activity(),
        {"as_of": NOW.isoformat(), "statuses": {}, "totals": {}},
        BrokerState(queues(), ()),
        Health("The store", {}, {}),
        Health("The chat service", {}, {"chat_outbox_rows": 0.0, "chat_outbox_oldest_seconds": 0.0}),
        (Health("The extractor", {}, {"extractor_breaker_open": 0.0}),),
    )
    return replace(moment, **changed)
