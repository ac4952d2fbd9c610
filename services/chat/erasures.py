"""Asks the store whose words must not be sent any more: the outbox is the one place that an erasure cannot reach.

An answer that does not come in time stops nothing: the store drops what it must not keep (docs/adr/0010).
"""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import httpx2
import structlog
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from contracts.envelope import ONE, TurnRecordedEvent
from services.chat.outbox import Deferred

log = structlog.get_logger()

ASK_SECONDS: Final = 0.5
ASKED_AT_ONCE: Final = 1_000
LIMITS: Final = httpx2.Limits(max_connections=10, keepalive_expiry=3.0)
"""Idle connections go before the store's server closes them (5 s), so that no request meets a closing one."""


class Mark(BaseModel):
    """Up to when a user's words are erased, and whether anything new is remembered."""

    user_id: str
    watermark: AwareDatetime | None = None
    memory: Literal["on", "off"] = "on"

    def covers(self, said_at: datetime) -> bool:
        """Tell whether what was said then must not be sent."""
        return self.memory == "off" or (self.watermark is not None and said_at <= self.watermark)


class _Marks(BaseModel):
    items: Annotated[list[Mark], Field(max_length=ASKED_AT_ONCE)]


class Erasures:
    """Knows what the store knows of watermarks and opt-outs, by asking each time."""

    def __init__(self, store: httpx2.AsyncClient) -> None:
        self._store = store

    async def marks_of(self, users: Collection[str]) -> dict[str, Mark]:
        """Return the marks of up to 1,000 users, those that have one; nothing when the store does not answer."""
        if not users:
            return {}
        try:
            async with asyncio.timeout(ASK_SECONDS):
                response = await self._store.post("/v1/watermarks", json={"users": sorted(users)})
            response.raise_for_status()
            return {mark.user_id: mark for mark in _Marks.model_validate_json(response.content).items}
        except (TimeoutError, httpx2.HTTPError, httpx2.InvalidURL, ValidationError) as error:
            log.debug("watermarks_missed", reason=type(error).__name__)
            return {}

    async def covered(self, turns: Sequence[Deferred]) -> set[UUID]:
        """Return those of the turns that must not be sent."""
        marks = await self.marks_of({turn.user_id for turn in turns})
        return covered_by(marks, turns)


def open_store(url: str) -> httpx2.AsyncClient:
    """Return a client for the store at `url`. It is our own neighbour: the environment's proxies are not for it."""
    return httpx2.AsyncClient(base_url=url, limits=LIMITS, trust_env=False)


def covered_by(marks: dict[str, Mark], turns: Sequence[Deferred]) -> set[UUID]:
    """Return the turns that their users' marks cover."""
    return {
        turn.turn_id for turn in turns if (mark := marks.get(turn.user_id)) is not None and mark.covers(_said_at(turn))
    }


def _said_at(turn: Deferred) -> datetime:
    event = ONE.validate_json(turn.event)
    assert isinstance(event, TurnRecordedEvent)  # noqa: S101 - nothing else is deferred
    return event.data.said_at
