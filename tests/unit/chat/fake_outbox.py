"""An outbox in memory that keeps the table's word: all or none, locked while claimed, gone only at the commit.

`tests/integration/chat/test_outbox.py` holds it and the table to the same contract.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from contracts.events import Lane
from services.chat.outbox import Claim, Deferred

Step = Callable[[str], Awaitable[str]]
"""Awaited before each statement, with its name; answers how it ends: `ok`, `fails` or `unknown` (done, untold)."""


async def goes_well(_: str) -> str:
    return "ok"


class FakeOutbox:
    """`rows` are what is committed, in the order of their insert; `locked` those that somebody has in hand."""

    def __init__(self) -> None:
        self.rows: dict[UUID, Deferred] = {}
        self.locked: set[UUID] = set()

    def session(self, step: Step = goes_well) -> "FakeSession":
        """A process's way to it."""
        return FakeSession(self, step)


class FakeSession:
    def __init__(self, outbox: FakeOutbox, step: Step) -> None:
        self._outbox = outbox
        self._step = step

    async def keep(self, turns: Sequence[Deferred]) -> None:
        end = await self._step("keep")
        if end != "fails":
            for turn in turns:
                self._outbox.rows.setdefault(turn.turn_id, turn)
        if end != "ok":
            raise ConnectionResetError(end)

    @asynccontextmanager
    async def claim(self, lane: Lane, most: int) -> AsyncIterator[Claim]:
        if await self._step(f"claim {lane}") != "ok":
            raise ConnectionResetError
        free = [turn for turn in self._outbox.rows.values() if turn.lane is lane]
        turns = [turn for turn in free if turn.turn_id not in self._outbox.locked][:most]
        mine = {turn.turn_id for turn in turns}
        self._outbox.locked |= mine
        claim = FakeClaim(turns, self._step)
        try:
            yield claim
            if claim.deleted:
                end = await self._step("commit")
                if end != "fails":
                    for turn_id in claim.deleted:
                        self._outbox.rows.pop(turn_id, None)
                if end != "ok":
                    raise ConnectionResetError(end)
        finally:
            self._outbox.locked -= mine

    async def measure(self) -> tuple[int, float]:
        return len(self._outbox.rows), 0.0


class FakeClaim:
    def __init__(self, turns: Sequence[Deferred], step: Step) -> None:
        self.turns = turns
        self.deleted: list[UUID] = []
        self._step = step

    async def delete(self, turn_ids: Sequence[UUID]) -> None:
        if await self._step("delete") != "ok":
            raise ConnectionResetError
        self.deleted += turn_ids
