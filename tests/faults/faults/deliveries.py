"""Deliveries that come again and in another order, and turns that are submitted twice."""

import asyncio
import random
from typing import Final

import aio_pika

from tests.faults.bench import Bench, Fault
from tests.faults.errors import DidNotHappenError
from tests.faults.polling import poll
from tests.faults.tap import open_tap

FEWEST: Final = 20
PAIRS: Final = 20


async def _repeat(bench: Bench) -> str:
    """Copy everything that goes through `memory`, then publish it again, twice and shuffled."""
    async with open_tap(bench.rig.broker.amqp_url) as tap:
        await poll(lambda: len(tap.copies) >= FEWEST, 15)
        # Also the copies of copies would be tapped.
        await tap.close()
        copies = list(tap.copies)
        repeated = copies * 2
        random.shuffle(repeated)
        for copy in repeated:
            headers = {name: value for name, value in copy.headers.items() if not name.startswith("x-")}
            message = aio_pika.Message(copy.body, headers=headers, delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
            await tap.exchange.publish(message, copy.routing_key or "")
    kinds = {copy.routing_key for copy in copies}
    if len(copies) < FEWEST or len(kinds) < 2:
        raise DidNotHappenError(f"There were only {len(copies)} messages of {len(kinds)} types to repeat.")
    return f"{len(repeated)} messages of {len(kinds)} types published again, shuffled"


async def _submit_twice(bench: Bench) -> str:
    driver = bench.driver
    entries = [driver.new_entry() for _ in range(PAIRS)]
    for entry in entries:
        driver.name_job(entry)
    answers = await asyncio.gather(*(driver.record_once([entry]) for entry in entries for _ in range(2)))
    if not all(answers):
        raise DidNotHappenError(f"Only {sum(answers)} of {len(answers)} submissions were acknowledged.")
    return f"{PAIRS} turns acknowledged twice each, under one job"


FAULTS: Final = (
    Fault("repeat-deliveries", "every message delivered three times, in another order", _repeat),
    Fault("submit-twice", "the same turn submitted twice at once", _submit_twice),
)
