"""The broker's topology: the only place that names exchanges, queues, bindings, arguments, and who may do what.

`afterthought provision` applies this table; services declare passively and have no right to configure. Every argument
here is valid on RabbitMQ 3.10 and on 4.x. Quorum queues only; at-least-once dead-lettering needs the overflow
`reject-publish` (RabbitMQ, "Quorum Queues", dead lettering).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from contracts.envelope import LANE_KEYS
from contracts.events import Lane

EXCHANGE: Final = "memory"
RETRY_EXCHANGE: Final = "memory.retry"
DEAD_EXCHANGE: Final = "memory.dead"

STORE_EVENTS: Final = "store.events"
STORE_DEAD: Final = "store.dead"
LANE_QUEUES: Final[Mapping[Lane, str]] = {Lane.LIVE: "extractor.turns", Lane.BULK: "extractor.bulk"}

ATTEMPT_HEADER: Final = "afterthought-attempt"
ERROR_CLASS_HEADER: Final = "afterthought-error-class"
ERROR_HEADER: Final = "afterthought-error"
ORIGIN_HEADER: Final = "afterthought-origin"

DELIVERY_LIMIT: Final = 20
DEFAULT_DELAYS: Final = (5.0, 30.0, 180.0)

Argument = str | int


@dataclass(frozen=True, slots=True)
class Queue:
    """One quorum queue. `bindings` are (exchange, routing key) pairs."""

    name: str
    bindings: tuple[tuple[str, str], ...]
    arguments: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grant:
    """What one service may do: exchanges it may publish to, queues it may read. Nobody may configure."""

    service: str
    publishes: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Everything the provisioner has to make."""

    exchanges: Mapping[str, str]
    queues: tuple[Queue, ...]
    grants: tuple[Grant, ...]


def delay_queue(queue: str, delay: float) -> str:
    """Name the queue in which a message of `queue` waits `delay` seconds for its next attempt."""
    label = f"{delay:g}s" if delay >= 1 else f"{delay * 1000:g}ms"
    return f"{queue}.retry.{label}"


def topology(delays: Sequence[float] = DEFAULT_DELAYS) -> Topology:
    """Return the whole table for the given retry delays (seconds)."""
    return Topology(
        exchanges={EXCHANGE: "topic", RETRY_EXCHANGE: "direct", DEAD_EXCHANGE: "fanout"},
        queues=(
            *(_work_queue(name, LANE_KEYS[lane]) for lane, name in LANE_QUEUES.items()),
            *(_delay_queue(name, delay) for name in LANE_QUEUES.values() for delay in delays),
            _work_queue(STORE_EVENTS, "#"),
            # The last stop: a letter stays until it is archived, however often its consumer dies on it.
            Queue(STORE_DEAD, ((DEAD_EXCHANGE, ""), (RETRY_EXCHANGE, STORE_DEAD)), {"x-delivery-limit": -1}),
        ),
        grants=(
            Grant("chat", publishes=(EXCHANGE,), reads=()),
            Grant(
                "extractor",
                publishes=(EXCHANGE, RETRY_EXCHANGE, DEAD_EXCHANGE),
                reads=tuple(LANE_QUEUES.values()),
            ),
            Grant(
                "store",
                publishes=(EXCHANGE, RETRY_EXCHANGE, DEAD_EXCHANGE),
                reads=(STORE_EVENTS, STORE_DEAD),
            ),
        ),
    )


def _work_queue(name: str, key: str) -> Queue:
    # Bound to the retry exchange by its own name: that is the way back from a delay, and for a split message.
    return Queue(
        name,
        ((EXCHANGE, key), (RETRY_EXCHANGE, name)),
        {
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": DEAD_EXCHANGE,
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        },
    )


def _delay_queue(queue: str, delay: float) -> Queue:
    # One fixed TTL per queue: quorum queues expire at the head only, so mixed delays would block each other.
    name = delay_queue(queue, delay)
    return Queue(
        name,
        ((RETRY_EXCHANGE, name),),
        {
            "x-message-ttl": round(delay * 1000),
            "x-dead-letter-exchange": RETRY_EXCHANGE,
            "x-dead-letter-routing-key": queue,
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        },
    )
