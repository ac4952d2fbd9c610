"""RabbitMQ's management API, as far as the page reads it: depths now and in the last hour, consumers, alarms.

Source: RabbitMQ, "HTTP API Reference" (`lengths_age`, `lengths_incr`). Written for 3.10 and 4.x.
"""

from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from services.ops.web.sources.neighbour import Neighbour

HISTORY: Final = {"lengths_age": 3_600, "lengths_incr": 60}
READ_SECONDS: Final = 5.0


class QueueState(NamedTuple):
    """One queue. `samples` are (seconds since 1970, messages) of the last hour, the oldest first."""

    name: str
    ready: int
    unacknowledged: int
    consumers: int
    samples: tuple[tuple[float, int], ...]


class BrokerState(NamedTuple):
    """The queues by name, and what the broker itself complains of."""

    queues: dict[str, QueueState]
    alarms: tuple[str, ...]


class Broker(Neighbour):
    """A client of the management API."""

    def __init__(self, url: str, vhost: str) -> None:
        """`url` holds user and password."""
        parts = urlsplit(url)
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        super().__init__("RabbitMQ's management", bare, "OPS_RABBITMQ_ADMIN_URL", seconds=READ_SECONDS)
        self._client.auth = (parts.username or "", parts.password or "")
        self._vhost = vhost

    async def state(self) -> BrokerState:
        """Return the queues of the vhost and the nodes' alarms."""
        queues = await self.read(f"/api/queues/{quote(self._vhost, safe='')}", HISTORY)
        nodes = await self.read("/api/nodes", {"columns": "name,mem_alarm,disk_free_alarm,running"})
        alarms = [
            f"{node.get('name', 'a node')}: {text}"
            for node in nodes
            for key, text in (("mem_alarm", "memory alarm"), ("disk_free_alarm", "disk alarm"))
            if node.get(key)
        ]
        return BrokerState({each["name"]: _queue(each) for each in queues}, tuple(alarms))


def _queue(found: dict[str, Any]) -> QueueState:
    samples = (found.get("messages_details") or {}).get("samples") or ()
    return QueueState(
        found["name"],
        found.get("messages_ready") or 0,
        found.get("messages_unacknowledged") or 0,
        found.get("consumers") or 0,
        tuple(sorted((each["timestamp"] / 1_000, each["sample"] or 0) for each in samples)),
    )


def delay_of(queue: str) -> float:
    """Return how many seconds a retry queue holds what is in it, by its name."""
    label = queue.rpartition(".")[2]
    return float(label.removesuffix("ms")) / 1_000 if label.endswith("ms") else float(label.removesuffix("s"))
