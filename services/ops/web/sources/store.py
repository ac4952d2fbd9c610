"""The store, as far as the page reads it and acts through it. Everything here is the store's public API."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Final
from urllib.parse import quote

import httpx2

from services.ops.web.errors import RefusedError
from services.ops.web.sources.neighbour import Neighbour

OPERATOR: Final = "Afterthought-Operator"
EVENT: Final = "data: "

Json = dict[str, Any]


class Store(Neighbour):
    """A client of the store; what it returns is JSON as the store documents it."""

    def __init__(self, url: str) -> None:
        super().__init__("The store", url, "OPS_STORE_URL", seconds=20.0)

    async def activity(self) -> Json:
        """Return the last hour in figures."""
        found: Json = await self.read("/v1/activity", {"minutes": 60})
        return found

    async def stats(self) -> Json:
        """Return all jobs by status, and totals."""
        found: Json = await self.read("/v1/stats")
        return found

    async def jobs(self, query: Mapping[str, Any]) -> Json:
        """Return a page of jobs, by `user_id`, `session_id`, `status`, `cursor`."""
        found: Json = await self.read("/v1/jobs", query)
        return found

    async def history(self, job: str) -> Json:
        """Return one job with everything that happened to it."""
        found: Json = await self.read(f"/v1/jobs/{_part(job)}/history")
        return found

    async def follow(self, job: str) -> AsyncIterator[str]:
        """Yield the job as JSON text, now and at each change, until it has ended."""
        async with self.stream(f"/v1/jobs/{_part(job)}/events") as response:
            async for line in response.aiter_lines():
                if line.startswith(EVENT):
                    yield line.removeprefix(EVENT)

    async def groups(self, query: Mapping[str, Any]) -> Json:
        """Return a page of dead letters by cause."""
        found: Json = await self.read("/v1/dead-letters/groups", query)
        return found

    async def letters(self, query: Mapping[str, Any]) -> Json:
        """Return a page of dead letters."""
        found: Json = await self.read("/v1/dead-letters", query)
        return found

    async def letter(self, letter: str) -> Json:
        """Return one dead letter whole."""
        found: Json = await self.read(f"/v1/dead-letters/{_part(letter)}")
        return found

    async def replay(self, what: Mapping[str, Any], operator: str, *, dry_run: bool) -> Json:
        """Replay letters (`ids`, `fingerprint` or `all`), or tell what would become of it."""
        body = {**what, "operator": operator, "dry_run": dry_run}
        found: Json = (await self.ask("POST", "/v1/dead-letters/replay", json=body)).json()
        return found

    async def discard(self, letter: str, operator: str, reason: str) -> None:
        """Give a letter up."""
        body = {"operator": operator, "reason": reason}
        await self.ask("POST", f"/v1/dead-letters/{_part(letter)}/discard", json=body)

    async def discard_group(self, what: Mapping[str, Any], operator: str, reason: str, *, dry_run: bool) -> Json:
        """Give up a cause's open letters, or tell which these are."""
        body = {**what, "operator": operator, "reason": reason, "dry_run": dry_run}
        found: Json = (await self.ask("POST", "/v1/dead-letters/discard", json=body)).json()
        return found

    async def facts(self, user: str, *, history: bool = False, cursor: str = "", limit: int = 200) -> Json:
        """Return a page of a user's facts, by slot and age."""
        query = {"limit": limit, "cursor": cursor, "history": "true" if history else None}
        found: Json = await self.read(f"/v1/users/{_part(user)}/facts", query)
        return found

    async def memory(self, user: str) -> str:
        """Tell whether a user's memory is `on` or `off`."""
        return str((await self.read(f"/v1/users/{_part(user)}/settings"))["memory"])

    async def set_memory(self, user: str, memory: str, operator: str) -> None:
        """Turn a user's memory on or off."""
        path = f"/v1/users/{_part(user)}/settings"
        await self.ask("PUT", path, json={"memory": memory}, headers=_named(operator))

    async def correct(self, user: str, fact: str, value: str, operator: str) -> None:
        """Put another value in the place of a fact's."""
        path = f"/v1/users/{_part(user)}/facts/{_part(fact)}"
        await self.ask("PATCH", path, json={"value": value}, headers=_named(operator))

    async def forget(self, user: str, fact: str, operator: str) -> None:
        """Have a fact forgotten."""
        await self.ask("DELETE", f"/v1/users/{_part(user)}/facts/{_part(fact)}", headers=_named(operator))

    async def erase(self, user: str, operator: str) -> Json:
        """Erase a user for good."""
        found: Json = (await self.ask("DELETE", f"/v1/users/{_part(user)}", headers=_named(operator))).json()
        return found

    def export(self, user: str, form: str) -> AbstractAsyncContextManager[httpx2.Response]:
        """Return everything that is kept of a user, as `json` or `markdown`, yet to be read."""
        return self.stream(f"/v1/users/{_part(user)}/export", {"format": form})

    async def audit(self, query: Mapping[str, Any]) -> Json:
        """Return a page of what operators did."""
        found: Json = await self.read("/v1/audit", query)
        return found


def _part(value: str) -> str:
    if value in {".", ".."}:
        # Clients and servers take these for steps, and another path would be asked.
        raise RefusedError(404, f"There is nothing of the name {value!r}.")
    return quote(value, safe="")


def _named(operator: str) -> dict[str, str]:
    return {OPERATOR: operator}


def chosen(ids: Sequence[str], fingerprint: str, user: str = "") -> Json:
    """Return what an act is about: named letters, or the open ones of a fingerprint, of one user if it says so."""
    if ids:
        return {"ids": list(ids)}
    return {"fingerprint": fingerprint, **({"user_id": user} if user else {})}
