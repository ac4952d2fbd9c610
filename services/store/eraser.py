"""The statements of an erasure, within the transaction and under the user locks of a `Writer` (docs/adr/0010)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from contracts.slots import SCOPES
from services.kit.database import Connection, load_sql
from services.store.claims import Scope
from services.store.plan import TurnKey
from services.store.standing import Silence, Standing, UserKey

SQL: Final = load_sql("services.store")


class Eraser:
    """Deletes what watermarks cover, and remembers under digests that it is gone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def choose_watermark(self, tenant: str, user: str, margin: float) -> datetime:
        """Return the moment that covers all that is stored of a user, and what was said until `margin` s from now."""
        chosen: datetime = await self._connection.fetchval(SQL["choose_watermark"], tenant, user, margin)
        return chosen

    async def erase(self, watermarks: Mapping[UserKey, datetime]) -> tuple[int, set[Scope]]:
        """Raise watermarks and delete what they cover; returns the number of jobs, and the scopes that lost claims.

        The facts of those scopes are still to be computed again.
        """
        covered = [list(column) for column in zip(*((*user, at) for user, at in watermarks.items()), strict=True)]
        await self._connection.execute(SQL["raise_watermarks"], *covered)
        turns = [row[0] for row in await self._connection.fetch(SQL["erase_jobs"], *covered)]
        slots = await self._connection.fetch(SQL["erase_claims"], *covered, turns)
        for statement in ("erase_turns", "erase_letters", "erase_audit"):
            await self._connection.execute(SQL[statement], *covered, turns)
        names = [name for _, user in watermarks for name in spellings(user)]
        await self._connection.execute(SQL["erase_unread_letters"], names)
        return len(turns), {(row[0], row[1], SCOPES[row[2]]) for row in slots}

    async def bury(self, turns: Sequence[tuple[str, str, UUID]]) -> None:
        """Delete the jobs of turns (tenant, user, turn) that must not be stored, and remember that they are gone."""
        if turns:
            await self._connection.execute(SQL["bury_turns"], *(list(column) for column in zip(*turns, strict=True)))

    async def read_gone(self, turns: Iterable[TurnKey]) -> set[TurnKey]:
        """Return those of some turns that were erased."""
        columns = [list(column) for column in zip(*turns, strict=True)]
        return {(row[0], row[1]) for row in await self._connection.fetch(SQL["read_gone"], *columns)}

    async def silence(self, tenant: str, user: str) -> None:
        """Remember nothing new of a user from now on."""
        await self._connection.execute(SQL["silence_user"], tenant, user)

    async def hear(self, tenant: str, user: str) -> None:
        """Remember a user again from now on."""
        await self._connection.execute(SQL["hear_user"], tenant, user)


def spellings(user: str) -> list[bytes]:
    """Return the ways in which a message's bytes can hold a user's id: JSON strings, as UTF-8 and as escaped ASCII."""
    return sorted({json.dumps(user, ensure_ascii=ascii_only).encode() for ascii_only in (False, True)})


def standing_of(erased_before: datetime | None, silences: Iterable[Any]) -> Standing:
    """Return the standing in a row of `lock_users` or `read_standings`; `silences` are ranges."""
    return Standing(erased_before, tuple(Silence(each.lower, each.upper) for each in silences))
