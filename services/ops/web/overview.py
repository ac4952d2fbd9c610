"""The overview's figures: everything asked at once, each source by itself, so that one which is away hides no other."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from services.ops.web.errors import AwayError, RefusedError
from services.ops.web.sources.broker import Broker, BrokerState
from services.ops.web.sources.chat import Chat
from services.ops.web.sources.neighbour import Neighbour
from services.ops.web.sources.probes import Health, addresses_of, examine
from services.ops.web.sources.store import Store

EXTRACTORS: Final = "OPS_EXTRACTOR_URLS"
EMBEDDER: Final = "OPS_EMBEDDER_URL"
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
    embedder: Health | None = None
    """None when the page is told of none: recall then goes by words."""

    @property
    def counted_at(self) -> datetime:
        """When the store counted its figures: it may have kept them for some seconds."""
        # A store of an earlier version does not tell.
        told = (self.activity or {}).get("as_of")
        return datetime.fromisoformat(told) if told else self.at

    @property
    def last_minute(self) -> int:
        """Turns taken on in the last minute that was whole when the store counted; the one under way is too short."""
        minute = self.counted_at.replace(second=0, microsecond=0) - timedelta(minutes=1)
        rows = self.activity["minutes"] if self.activity else ()
        return sum(each["queued"] for each in rows if datetime.fromisoformat(each["minute"]) == minute)

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


class Places(NamedTuple):
    """Base URLs: the extractors', and the embedder's if there is one."""

    extractors: Sequence[str] = ()
    embedder: str = ""


class Overview:
    """Takes snapshots; those who look at once, or within `hold` seconds, share one."""

    def __init__(self, store: Store, chat: Chat, broker: Broker, places: Places, prices: tuple[float, float]) -> None:
        """`prices` are for a million tokens in and out."""
        self._store = store
        self._chat = chat
        self._broker = broker
        self._places = places
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

        activity, stats, broker, store, chat, extractors, embedder = await asyncio.gather(
            ask("store", self._store.activity()),
            ask("store", self._store.stats()),
            ask("broker", self._broker.state()),
            examine_within(self._store),
            examine_within(self._chat),
            self._examine_extractors(),
            self._examine_embedder(),
        )
        at = datetime.now(UTC)
        return Snapshot(at, activity, stats, broker, store, chat, extractors, away, self._prices, embedder)

    async def _examine_embedder(self) -> Health | None:
        if not self._places.embedder:
            return None
        async with Neighbour("The embedder", self._places.embedder, EMBEDDER, PROBE_SECONDS) as embedder:
            return await examine_within(embedder)

    async def _examine_extractors(self) -> tuple[Health, ...]:
        urls = await addresses_of(self._places.extractors)
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
