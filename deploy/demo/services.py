"""What the demo asks of the running system, over HTTP as any client would."""

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import httpx2
from openai import AsyncOpenAI, omit

from deploy.demo.conversation import Line
from deploy.local.system import System

OPEN = ("queued", "processing", "retrying")


@dataclass(frozen=True)
class Reply:
    """What came back for one line: the answer, how long it took (ms), and what became of the memory."""

    text: str
    milliseconds: float
    memory: str
    job: str


class Services:
    """Chat, store and offline model of one running system."""

    def __init__(self, system: System, model: str) -> None:
        """`model` is the name to chat with."""
        self._model = model
        self._chat = AsyncOpenAI(base_url=f"{system.chat_url}/v1", api_key="none", max_retries=0)
        self._store = httpx2.AsyncClient(base_url=system.store_url, timeout=10)
        self._offline = system.offline_model_url

    async def say(self, line: Line, most_tokens: int | None = None) -> Reply:
        """Send one line to the chat; the answer has at most so many tokens."""
        headers = {"Afterthought-User": line.user, "Afterthought-Session": line.session}
        if line.at is not None:
            headers["Afterthought-Said-At"] = line.at.isoformat()
        started = perf_counter()
        response = await self._chat.chat.completions.with_raw_response.create(
            model=self._model,
            messages=[{"role": "user", "content": line.say}],
            max_tokens=most_tokens or omit,
            extra_headers=headers,
        )
        elapsed = (perf_counter() - started) * 1000
        answer = response.parse().choices[0].message.content or ""
        memory, job = (response.headers.get(name, "") for name in ("Afterthought-Memory", "Afterthought-Job"))
        return Reply(answer, elapsed, memory, job)

    async def make_fail(self, line: Line) -> bool:
        """Have the offline model fail on this line; a real model cannot be told to."""
        if self._offline is None:
            return False
        fault = {"match": line.say, "kind": "truncated", "times": 2 * line.fail, "only": "extraction"}
        async with httpx2.AsyncClient(base_url=self._offline) as model:
            (await model.post("/faults", json=fault)).raise_for_status()
        return True

    async def counts(self) -> dict[str, int]:
        """Return the number of jobs by status."""
        stats = (await self._store.get("/v1/stats")).raise_for_status().json()
        return {status: each["count"] for status, each in stats["statuses"].items() if each["count"]}

    async def facts(self, user: str) -> list[dict[str, Any]]:
        """Return a user's facts, those that are no longer current as well."""
        answer = await self._store.get(f"/v1/users/{user}/facts", params={"history": "true", "limit": 200})
        return list(answer.raise_for_status().json()["items"])

    async def job(self, job: str) -> dict[str, Any] | None:
        """Return a job, or None when the store has not heard of it yet."""
        answer = await self._store.get(f"/v1/jobs/{job}")
        if answer.status_code == httpx2.codes.NOT_FOUND:
            return None
        return dict(answer.raise_for_status().json())

    async def unfinished(self) -> list[dict[str, Any]]:
        """Return the jobs that were given up, with their errors."""
        answer = await self._store.get("/v1/jobs", params={"status": "dead", "limit": 50})
        return list(answer.raise_for_status().json()["items"])

    async def close(self) -> None:
        """Close all connections."""
        await self._chat.close()
        await self._store.aclose()
