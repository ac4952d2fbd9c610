"""What a producer is, and how it is driven: as fast as it can, or open loop at a rate."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from tests.bench.pipeline.job import Turn


class Producer(Protocol):
    """Enqueues turns durably, as a web application with this queue would.

    `callers` calls are under way at once, each with up to `batch` turns: more than one where the queue has a batch
    enqueue, or where the call is a thread's.
    """

    callers: int
    batch: int

    async def open(self) -> None:
        """Connect."""

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Return when all of them are safe."""

    async def close(self) -> None:
        """Disconnect."""


async def pour(producer: Producer, turns: Sequence[Turn]) -> float:
    """Enqueue as fast as it goes; returns the Unix time at which it began."""
    chunks = iter([turns[place : place + producer.batch] for place in range(0, len(turns), producer.batch)])

    async def call() -> None:
        for chunk in chunks:
            await producer.enqueue(chunk)

    begun = time.time()
    await asyncio.gather(*(call() for _ in range(producer.callers)))
    return begun


async def drip(producer: Producer, turns: Sequence[Turn], rate: float) -> float:
    """Enqueue open loop at `rate` a second: a turn is due whether or not the one before is safe; returns the begin."""
    waiting: asyncio.Queue[Turn | None] = asyncio.Queue()

    async def call() -> None:
        while (turn := await waiting.get()) is not None:
            chunk = [turn]
            # What has become due meanwhile; with one turn a call, others take it.
            while len(chunk) < producer.batch and not waiting.empty():
                more = waiting.get_nowait()
                if more is None:
                    waiting.put_nowait(None)
                    break
                chunk.append(more)
            await producer.enqueue(chunk)
        waiting.put_nowait(None)

    callers = [asyncio.create_task(call()) for _ in range(producer.callers)]
    begun = time.time()
    for number, turn in enumerate(turns):
        ahead = begun + number / rate - time.time()
        if ahead > 0:
            await asyncio.sleep(ahead)
        waiting.put_nowait(turn)
    waiting.put_nowait(None)
    await asyncio.gather(*callers)
    return begun


def in_thread(call: Callable[[Sequence[Turn]], None]) -> Callable[[Sequence[Turn]], "asyncio.Future[None]"]:
    """Return a blocking `call` as one that can be awaited, for libraries that know no asyncio."""
    return lambda turns: asyncio.get_running_loop().run_in_executor(None, call, turns)
