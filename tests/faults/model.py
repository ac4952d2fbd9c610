"""The offline model's script of faults, over its own HTTP route `/faults`."""

from contextlib import suppress
from typing import Any

import httpx2

from tests.faults.errors import DidNotHappenError
from tests.faults.polling import poll


class ScriptedModel:
    """Tells the offline model what to do wrong with extractions, and asks how often it did."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def misbehave(self, kind: str, match: str = "", **more: Any) -> str:
        """Add a fault until it is forgotten; returns its id."""
        fault = {"kind": kind, "match": match, "times": None, "only": "extraction", **more}
        answer = await self._ask("POST", fault)
        return str(answer.raise_for_status().json()["id"])

    async def fired(self, fault: str | None = None) -> int:
        """Return how often a fault fired, or all of them together."""
        items = (await self._ask("GET")).raise_for_status().json()["items"]
        return sum(item["fired"] for item in items if fault in {None, item["id"]})

    async def require_fired(self, times: int = 1, within: float = 10.0) -> str:
        """Wait until faults fired at least `times`; returns the proof."""

        async def enough() -> bool:
            return await self.fired() >= times

        happened = await poll(enough, within)
        count = await self.fired()
        if not happened:
            raise DidNotHappenError(f"The model misbehaved {count} times instead of {times}.")
        return f"the model misbehaved {count} times"

    async def forget(self) -> None:
        """Behave from now on; a model that is gone has forgotten already."""
        with suppress(httpx2.TransportError):
            await self._ask("DELETE")

    async def _ask(self, method: str, body: Any = None) -> httpx2.Response:
        async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
            return await client.request(method, f"{self.url}/faults", json=body)
