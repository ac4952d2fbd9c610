"""Follows jobs for those who watch them: one query for all watched jobs of a process, not one for each watcher."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, Self

import asyncpg
import structlog

from services.kit.database import borrow
from services.store.api.views import JobView, erased_view, job_view
from services.store.errors import reason_to_wait
from services.store.plan import TurnKey
from services.store.repository import SQL
from services.store.states import TERMINAL

log = structlog.get_logger()

KEEP_ALIVE_SECONDS: Final = 15.0
"""Proxies close a stream that says nothing for long."""
EVENT_STREAM: Final[dict[str, Any]] = {
    "description": "A stream of `event: job`, each with a job as its data.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


@dataclass(slots=True, eq=False)
class _Watcher:
    """One client: the job as it saw it last, and what it has yet to see; None means that the store stops."""

    seen: JobView
    changes: asyncio.Queue[JobView | None] = field(default_factory=asyncio.Queue)


class JobWatch:
    """Polls the watched jobs and tells their watchers what changed."""

    def __init__(self, pool: asyncpg.Pool, every: float, stop: asyncio.Event) -> None:
        """Look every `every` seconds; `stop` ends all streams, so that the server can end too."""
        self._pool = pool
        self._every = every
        self._stop = stop
        self._watchers: dict[TurnKey, set[_Watcher]] = {}
        self._polling: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._polling = asyncio.create_task(self._poll_on())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._polling is not None:
            self._polling.cancel()
            with suppress(asyncio.CancelledError):
                await self._polling

    async def follow(self, tenant: str, job: JobView) -> AsyncIterator[str]:
        """Yield server-sent events for `job`: itself, then each change, until it has ended or the store stops."""
        with self._watching((tenant, job.id), job) as changes:
            yield _event(job)
            while job.status not in TERMINAL:
                try:
                    async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                        change = await changes.get()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if change is None:
                    return
                job = change
                yield _event(job)

    @contextmanager
    def _watching(self, key: TurnKey, seen: JobView) -> Iterator[asyncio.Queue[JobView | None]]:
        watcher = _Watcher(seen)
        self._watchers.setdefault(key, set()).add(watcher)
        if self._stop.is_set():
            watcher.changes.put_nowait(None)
        try:
            yield watcher.changes
        finally:
            self._watchers[key].discard(watcher)
            if not self._watchers[key]:
                del self._watchers[key]

    async def _poll_on(self) -> None:
        while not self._stop.is_set():
            if self._watchers:
                await self._look()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._stop.wait()
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.changes.put_nowait(None)

    async def _look(self) -> None:
        tenants, turns = zip(*self._watchers, strict=True)
        try:
            async with borrow(self._pool) as connection:
                rows = await connection.fetch(SQL["show_jobs"], list(tenants), list(turns))
        except Exception as error:  # noqa: BLE001 - the streams stay open, and go on when the database is back
            log.warning("jobs_not_seen", reason=reason_to_wait(error) or f"{type(error).__name__}: {error}")
            return
        found = {(row["tenant_id"], row["turn_id"]): job_view(row) for row in rows}
        for key in zip(tenants, turns, strict=True):
            for watcher in self._watchers.get(key, ()):
                job = found.get(key) or erased_view(watcher.seen)
                if watcher.seen != job:
                    watcher.seen = job
                    watcher.changes.put_nowait(job)


def _event(job: JobView) -> str:
    return f"event: job\ndata: {job.model_dump_json(by_alias=True)}\n\n"
