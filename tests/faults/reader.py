"""Reads what the store shows of some users: jobs and facts, page by page, over its API."""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2

from tests.faults.ledger import FactRow, Job

PATIENCE = 40.0
"""Seconds that the store has to answer at all, before the bench gives up."""


class Reader:
    """A client of the store's API that waits for a store which is not there yet."""

    def __init__(self, store_url: str) -> None:
        self._client = httpx2.AsyncClient(base_url=store_url, timeout=10, trust_env=False)

    async def close(self) -> None:
        """Close its connections."""
        await self._client.aclose()

    async def jobs(self, users: Iterable[str]) -> dict[UUID, Job]:
        """Return all jobs of the users."""
        found = [_job(item) for user in users for item in await self._pages("/v1/jobs", user_id=user)]
        return {job.id: job for job in found}

    async def facts(self, users: Iterable[str]) -> list[FactRow]:
        """Return all facts of the users, past ones as well."""
        found = []
        for user in users:
            items = await self._pages(f"/v1/users/{user}/facts", history="true")
            found += [_fact(user, item) for item in items]
        return found

    async def _pages(self, path: str, **query: Any) -> list[Any]:
        items: list[Any] = []
        query = {**query, "limit": 200}
        while True:
            page = await self._get(path, query)
            items += page["items"]
            if page["next"] is None:
                return items
            query = {**query, "cursor": page["next"]}

    async def _get(self, path: str, query: dict[str, Any]) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = await self._client.get(path, params=query)
                answer.raise_for_status()
                return answer.json()
            except httpx2.HTTPError:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.2)


def _job(item: Any) -> Job:
    error = item["error"] or {}
    moments = {
        name: datetime.fromisoformat(item[name]) if item[name] else None
        for name in ("said_at", "queued_at", "started_at", "finished_at")
    }
    return Job(UUID(item["id"]), item["user_id"], item["status"], item["attempt"], error.get("class", ""), **moments)


def _fact(user: str, item: Any) -> FactRow:
    valid_to = datetime.fromisoformat(item["valid_to"]) if item["valid_to"] else None
    said_at, turn_id = datetime.fromisoformat(item["said_at"]), UUID(item["evidence"]["turn_id"])
    return FactRow(user, item["value"], item["confirmations"], item["slot"], said_at, turn_id, valid_to)
