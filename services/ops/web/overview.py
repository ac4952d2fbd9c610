"""The overview's figures: everything asked at once, each source by itself, so that one which is away hides no other."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from services.ops.web.errors import AwayError, RefusedError
from services.ops.web.sources.broker import Broker, BrokerState
from services.ops.web.sources.chat import Chat
from services.ops.web.sources.neighbour import Neighbour
from services.ops.web.sources.probes import Health, addresses_of, examine
from services.ops.web.sources.store import Store

EXTRACTORS: Final = "OPS_EXTRACTOR_URLS"
PROBE_SECONDS: Final = 3.0
MILLION: Final = 1_000_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment. What is None could not be had; `away` says why, by source."""

    at: datetime
    activity: Json | None
    stats: Json | None
    broker: BrokerState | None
    store: Health
    chat: Health
    extractors: tuple[Health, ...]
    away: dict[str, str] = field(default_factory=dict)
    prices: tuple[float, float] = (0, 0)

    @property
    def breaker_open(self) -> bool | None:
        """Tell whether an extractor has stopped calling the model; None if nobody knows."""
        seen = [each.numbers["extractor_breaker_open"] for each in self.extractors if each.numbers]
        return any(seen) if seen else None

    @property
    def success_rate(self) -> float | None:
        """Completed jobs of all that ended in the hour, from 0 to 1."""
        ended = self.activity["completed"] + self.activity["dead"] if self.activity else 0
        return self.activity["completed"] / ended if self.activity and ended else None

    @property
    def cost(self) -> float | None:
        """What the hour's tokens cost by the prices that are set; None without prices."""
        if self.activity is None or not any(self.prices):
            return None
        models = self.activity["models"]
        paid_in, paid_out = self.prices
        return float(
            sum(each["input_tokens"] * paid_in + each["output_tokens"] * paid_out for each in models) / MILLION
        )

    def waiting(self, lane: str, *statuses: str, attempt: int | None = None) -> tuple[int, float]:
        """Return how many open jobs there are and the age of the oldest in seconds."""
        found = [
            each
            for each in (self.activity or {}).get("waiting", ())
            if each["lane"] == lane and each["status"] in statuses and (attempt is None or each["attempt"] == attempt)
        ]
        return sum(each["count"] for each in found), max((each["oldest_seconds"] for each in found), default=0.0)


class Overview:
    """Takes snapshots; those who look at once, or within `hold` seconds, share one."""

    def __init__(
        self, store: Store, chat: Chat, broker: Broker, extractors: Sequence[str], prices: tuple[float, float]
    ) -> None:
        """`extractors` are base URLs; `prices` are for a million tokens in and out."""
        self._store = store
        self._chat = chat
        self._broker = broker
        self._extractors = extractors
        self._prices = prices
        self._taking = asyncio.Lock()
        self._last: tuple[float, Snapshot] | None = None

    async def current(self, hold: float = 1.5) -> Snapshot:
        """Return a snapshot that is not older than `hold` seconds."""
        async with self._taking:
            if self._last is None or time.monotonic() - self._last[0] > hold:
                self._last = None
                snapshot = await self._take()
                self._last = time.monotonic(), snapshot
            return self._last[1]

    async def _take(self) -> Snapshot:
        away: dict[str, str] = {}

        async def ask(source: str, answer: Any) -> Any:
            try:
                async with asyncio.timeout(PROBE_SECONDS):
                    return await answer
            except (AwayError, RefusedError) as error:
                away[source] = str(error)
            except TimeoutError:
                away[source] = f"The {source} gives no answer within {PROBE_SECONDS:g} s."
            return None

        activity, stats, broker, store, chat, extractors = await asyncio.gather(
            ask("store", self._store.activity()),
            ask("store", self._store.stats()),
            ask("broker", self._broker.state()),
            examine_within(self._store),
            examine_within(self._chat),
            self._examine_extractors(),
        )
        return Snapshot(datetime.now(UTC), activity, stats, broker, store, chat, extractors, away, self._prices)

    async def _examine_extractors(self) -> tuple[Health, ...]:
        urls = await addresses_of(self._extractors)
        async with AsyncExitStack() as stack:
            services = []
            for number, url in enumerate(urls, 1):
                name = "The extractor" if len(urls) == 1 else f"Extractor {number}"
                services.append(await stack.enter_async_context(Neighbour(name, url, EXTRACTORS, PROBE_SECONDS)))
            return tuple(await asyncio.gather(*(examine_within(each) for each in services)))


async def examine_within(service: Neighbour) -> Health:
    """Ask a service how it is, and wait no longer than a page may."""
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await examine(service)
    except TimeoutError:
        return Health(service.name, {}, {}, f"{service.name} gives no answer at {service.url}.")
