"""What a chat takes while a part is down: the same requests with everything there and with one part gone, in turn.

Rounds are interleaved, so that a slow moment of the machine falls on all alike. A part is killed as its round begins:
the requests that are under way then, and those that find out, count.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Final

import httpx2

from deploy.local.progress import say
from tests.faults.errors import DidNotHappenError
from tests.faults.faults.kills import begin, end
from tests.faults.processes import Managed
from tests.faults.rig import EXTRACTORS, Rig

MODEL_MS: Final = 300
SETTINGS: Final = {"LOG_FORMAT": "json", "OFFLINE_MODEL_LATENCY_MS": str(MODEL_MS)}
"""The waits are those of production, the model's latency that of a quick one."""
NORMAL: Final = "nothing"
DOWN: Final[dict[str, tuple[str, ...]]] = {
    NORMAL: (),
    "broker": ("rabbitmq",),
    "database": ("postgres",),
    "store": ("store",),
    "extractor": EXTRACTORS,
}
ROUNDS: Final = 4
CLIENTS: Final = 10
REQUESTS: Final = 300
"""Chats in one round with one part down."""
ALLOWED: Final = 1.05
"""The promise: p99 with a part down, as a multiple of the normal one."""
HIGHEST: Final = 98
"""Index of p99 among the 99 cut points of `quantiles`."""


@dataclass
class Times:
    """Seconds that the chats took, and how their memory was answered, with one thing down."""

    down: str
    seconds: list[float] = field(default_factory=list)
    memory: dict[str, int] = field(default_factory=dict)
    failed: int = 0

    @property
    def percentiles(self) -> tuple[float, float]:
        """Return p50 and p99 in milliseconds."""
        cuts = quantiles(self.seconds, n=100)
        return cuts[49] * 1_000, cuts[HIGHEST] * 1_000


async def measure(rig: Rig, rounds: int = ROUNDS) -> list[Times]:
    """Measure chats with each part down in turn; `DidNotHappenError` if a part answered all the same."""
    times = {down: Times(down) for down in DOWN}
    async with httpx2.AsyncClient(base_url=rig.chat_url, timeout=30, trust_env=False) as client:
        await _chat_on(client, Times(NORMAL))
        for number in range(1, rounds + 1):
            for down, parts in DOWN.items():
                say(f"[{number}/{rounds}] without {down}")
                for part in parts:
                    await end(rig, part, Managed.kill)
                await _chat_on(client, times[down])
                if any(rig.parts[part].is_running for part in parts):
                    raise DidNotHappenError(f"{down} was not down.")
                for part in parts:
                    await begin(rig, part)
                await rig.wait_ready()
    return list(times.values())


def report(times: Sequence[Times]) -> tuple[str, bool]:
    """Return the table, and whether every p99 is within what is allowed and every chat was answered."""
    normal = next(each for each in times if each.down == NORMAL).percentiles[1]
    lines = [f"{'down':<10} {'chats':>6} {'failed':>6} {'p50 ms':>8} {'p99 ms':>8} {'p99 ratio':>9}  memory"]
    kept = True
    for each in times:
        p50, p99 = each.percentiles
        kept = kept and not each.failed and p99 <= ALLOWED * normal
        memory = ", ".join(f"{count} {name}" for name, count in sorted(each.memory.items()))
        counts = f"{each.down:<10} {len(each.seconds):>6} {each.failed:>6}"
        lines.append(f"{counts} {p50:>8.1f} {p99:>8.1f} {p99 / normal:>9.3f}  {memory}")
    return "\n".join(lines), kept


async def _chat_on(client: httpx2.AsyncClient, times: Times) -> None:
    numbers = iter(range(REQUESTS))
    await asyncio.gather(*(_chat(client, numbers, times) for _ in range(CLIENTS)))


async def _chat(client: httpx2.AsyncClient, numbers: Iterator[int], times: Times) -> None:
    for number in numbers:
        body = {"model": "offline", "messages": [{"role": "user", "content": f"I like game number {number:06d}."}]}
        begun = time.monotonic()
        answer = await client.post("/v1/chat/completions", json=body, headers={"Afterthought-User": f"u{number % 50}"})
        times.seconds.append(time.monotonic() - begun)
        times.failed += answer.status_code != httpx2.codes.OK
        memory = answer.headers.get("afterthought-memory", "none")
        times.memory[memory] = times.memory.get(memory, 0) + 1
