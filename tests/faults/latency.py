"""What a chat takes while a part is down: the same requests with everything there and with one part gone, in turn.

A part is killed just before its chats begin, so that those that find out count. What it leaves behind falls on no
other: before the next one all jobs end, outbox and queues run empty, and the machine comes to rest. Each round has an
order of its own, so that a slow time of the machine falls on all alike. The clients of a round begin one after the
other: ten that begin at once keep in step, and what the last of them then waits for, connections that are new, is the
p99 of three hundred chats.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from statistics import median, quantiles
from typing import Final
from uuid import UUID

import asyncpg
import httpx2

from contracts.topology import LANE_QUEUES, STORE_DEAD, STORE_EVENTS
from deploy.local.progress import say
from tests.faults.errors import DidNotHappenError
from tests.faults.faults.kills import begin, end
from tests.faults.ledger import ACKNOWLEDGED, TERMINAL
from tests.faults.machine import busy_share
from tests.faults.polling import poll
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
ROUNDS: Final = 5
CLIENTS: Final = 10
REQUESTS: Final = 300
"""Chats in one round with one part down."""
WARM_UP: Final = 100
ALLOWED: Final = 1.05
"""The promise: p99 with a part down, as a multiple of the normal one."""
HIGHEST: Final = 98
"""Index of p99 among the 99 cut points of `quantiles`."""
DRAIN_SECONDS: Final = 120.0
REST_SECONDS: Final = 10.0
REST_SHARE: Final = 0.25
"""So much of the processors may be busy when chats begin; a machine that others use may never get there."""
OPEN_TURNS: Final = """
    SELECT (SELECT count(*) FROM chat.outbox)
         + (SELECT count(*) FROM unnest($1::uuid[]) AS turn (turn_id)
            WHERE NOT EXISTS (SELECT FROM store.jobs WHERE jobs.turn_id = turn.turn_id AND status = ANY ($2)))"""


@dataclass
class Times:
    """Seconds that the chats took, a list a round, and how their memory was answered, with one thing down.

    `busy` is the share of the machine that was busy with other things just before each round.
    """

    down: str
    rounds: list[list[float]] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    memory: dict[str, int] = field(default_factory=dict)
    jobs: list[UUID] = field(default_factory=list)
    failed: int = 0

    @property
    def seconds(self) -> list[float]:
        """All chats' times."""
        return [each for round_ in self.rounds for each in round_]

    @property
    def percentiles(self) -> tuple[float, float]:
        """Return p50 and p99 of all chats in milliseconds."""
        return _percentiles(self.seconds)

    @property
    def usual_p99(self) -> float:
        """Return the median of the rounds' p99s in milliseconds: one slow moment of the machine does not move it."""
        return median(_percentiles(round_)[1] for round_ in self.rounds)


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    cuts = quantiles(seconds, n=100)
    return cuts[49] * 1_000, cuts[HIGHEST] * 1_000


async def measure(rig: Rig, rounds: int = ROUNDS) -> list[Times]:
    """Measure chats with each part down in turn; `DidNotHappenError` if a part answered all the same."""
    times = {down: Times(down) for down in DOWN}
    numbers = count(1)
    async with httpx2.AsyncClient(base_url=rig.chat_url, timeout=30, trust_env=False) as client:
        await _chat_on(client, numbers, WARM_UP, warming := Times("warm-up"))
        await _drain(rig, warming)
        for number in range(1, rounds + 1):
            for down in random.sample(list(DOWN), len(DOWN)):
                times[down].busy.append(await _rest())
                say(f"[{number}/{rounds}] without {down}, the machine {times[down].busy[-1]:.0%} busy before")
                await _chat_without(rig, client, numbers, times[down])
                await _drain(rig, times[down])
    return list(times.values())


def report(times: Sequence[Times]) -> tuple[str, bool]:
    """Return the table, and whether every p99 is within what is allowed and every chat was answered."""
    normal = next(each for each in times if each.down == NORMAL)
    head = f"{'down':<10} {'chats':>6} {'failed':>6} {'p50 ms':>7} {'p99 ms':>7} {'ratio':>6}"
    lines = [f"{head} {'median p99':>10} {'ratio':>6} {'busy':>5}  p99 of each round; memory"]
    kept = True
    for each in times:
        p50, p99 = each.percentiles
        ratios = p99 / normal.percentiles[1], each.usual_p99 / normal.usual_p99
        kept = kept and not each.failed and ratios[1] <= ALLOWED
        memory = ", ".join(f"{number} {name}" for name, number in sorted(each.memory.items()))
        by_round = " ".join(f"{_percentiles(round_)[1]:.0f}" for round_ in each.rounds)
        line = f"{each.down:<10} {len(each.seconds):>6} {each.failed:>6} {p50:>7.1f} {p99:>7.1f} {ratios[0]:>6.3f}"
        lines.append(
            f"{line} {each.usual_p99:>10.1f} {ratios[1]:>6.3f} {median(each.busy):>5.0%}  {by_round}; {memory}"
        )
    return "\n".join(lines), kept


async def _chat_without(rig: Rig, client: httpx2.AsyncClient, numbers: Iterator[int], times: Times) -> None:
    parts = DOWN[times.down]
    for part in parts:
        await end(rig, part, Managed.kill)
    await _chat_on(client, numbers, REQUESTS, times)
    if any(rig.parts[part].is_running for part in parts):
        raise DidNotHappenError(f"{times.down} was not down.")
    for part in parts:
        await begin(rig, part)
    await rig.wait_ready()


async def _chat_on(client: httpx2.AsyncClient, numbers: Iterator[int], requests: int, times: Times) -> None:
    times.rounds.append([])
    left = iter([next(numbers) for _ in range(requests)])
    starts = (MODEL_MS / 1_000 * place / CLIENTS for place in range(CLIENTS))
    await asyncio.gather(*(_chat(client, left, times, start) for start in starts))


async def _chat(client: httpx2.AsyncClient, numbers: Iterator[int], times: Times, start: float) -> None:
    await asyncio.sleep(start)
    for number in numbers:
        body = {"model": "offline", "messages": [{"role": "user", "content": f"I like game number {number:06d}."}]}
        begun = time.monotonic()
        answer = await client.post("/v1/chat/completions", json=body, headers={"Afterthought-User": f"u{number % 50}"})
        times.rounds[-1].append(time.monotonic() - begun)
        times.failed += answer.status_code != httpx2.codes.OK
        memory = answer.headers.get("afterthought-memory", "none")
        times.memory[memory] = times.memory.get(memory, 0) + 1
        if memory in ACKNOWLEDGED:
            times.jobs.append(UUID(answer.headers["afterthought-job"]))


async def _drain(rig: Rig, times: Times) -> None:
    """Wait until every turn that was acknowledged has ended, and nothing waits in outbox or queues."""
    database = await asyncpg.connect(rig.database.dsn)
    queues = (*LANE_QUEUES.values(), STORE_EVENTS, STORE_DEAD)

    async def is_drained() -> bool:
        if await database.fetchval(OPEN_TURNS, times.jobs, list(TERMINAL)):
            return False
        return not any([await rig.broker.count_messages(queue) for queue in queues])

    try:
        if not await poll(is_drained, DRAIN_SECONDS, every=0.5):
            raise DidNotHappenError(f"After {DRAIN_SECONDS:g} s not all that was said without {times.down} has ended.")
    finally:
        await database.close()


async def _rest() -> float:
    """Wait until the machine has little to do; returns the share of it that is busy all the same."""
    deadline = time.monotonic() + REST_SECONDS
    while (busy := await busy_share(1.0)) > REST_SHARE and time.monotonic() < deadline:
        pass
    return busy
