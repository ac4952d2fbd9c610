"""The producer's process: `python -m tests.bench.pipeline.produce NAME`; takes orders as JSON lines, answers each.

An order is `{"first": 0, "count": 100, "rate": null, "burst": 1}`; the answer says when it began (Unix time).
"""

import asyncio
import importlib
import json
import sys
from contextlib import redirect_stdout
from typing import Any

from tests.bench.pipeline.job import make_turns
from tests.bench.pipeline.producing import Producer, drip, pour


async def main(module: str) -> None:
    """Open the producer and follow orders until the input ends."""
    producer: Producer = importlib.import_module(module).Producer()
    await producer.open()
    answer({"ready": True})
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = json.loads(line)
        turns = make_turns(order["first"], order["count"], order["burst"])
        rate = order["rate"]
        begun = await (pour(producer, turns) if rate is None else drip(producer, turns, rate))
        answer({"begun": begun})
    await producer.close()


def answer(said: dict[str, Any]) -> None:
    """Tell the parent process."""
    print(json.dumps(said), file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    import uvloop

    # Standard output is for the answers; whatever a library says goes to the log.
    with redirect_stdout(sys.stderr):
        # The loop that a web application has: uvicorn's default.
        uvloop.run(main(sys.argv[1]))
