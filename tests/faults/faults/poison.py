"""Turns that harm whoever takes them: they end dead with their cause, and nobody else notices."""

import asyncio
from collections.abc import Sequence
from typing import Final

from contracts.envelope import LANE_KEYS
from contracts.events import Lane
from contracts.topology import DELIVERY_LIMIT
from tests.faults.bench import Bench, Fault
from tests.faults.errors import DidNotHappenError
from tests.faults.ledger import Entry
from tests.faults.polling import poll
from tests.faults.rig import EXTRACTORS
from tests.faults.tap import open_tap

UNPARSABLE: Final = "unparsable"
MANY: Final = 40
"""Turns of one request, which travel in two messages."""
FEWEST_TOGETHER: Final = 10
"""Turns in the message of the poison one."""
KILL_SECONDS: Final = 300.0


async def _poison(bench: Bench, entries: Sequence[Entry]) -> None:
    """Have the model cut every answer about these turns, for as long as it runs."""
    for entry in entries:
        await bench.rig.model.misbehave("truncated", entry.marker)
        entry.expected, entry.cause = "dead", UNPARSABLE


async def _forget(bench: Bench) -> None:
    await bench.rig.model.forget()
    for entry in bench.driver.ledger:
        entry.cured = entry.expected == "dead"


async def _one_percent(bench: Bench) -> str:
    driver = bench.driver
    entries = [driver.new_entry() for _ in range(200)]
    await _poison(bench, entries[50::100])
    await asyncio.gather(*(driver.record(entries[start : start + 20]) for start in range(0, len(entries), 20)))
    return f"2 of {len(entries)} turns poisoned, {await bench.rig.model.require_fired(2)}"


async def _always_truncated(bench: Bench) -> str:
    entries = [bench.driver.new_entry() for _ in range(12)]
    await _poison(bench, entries[::3])
    await asyncio.gather(*(bench.driver.say(entry) for entry in entries))
    return f"4 of {len(entries)} turns poisoned, {await bench.rig.model.require_fired(4)}"


async def _one_of_many(bench: Bench) -> str:
    entries = [bench.driver.new_entry() for _ in range(MANY)]
    poison = entries[MANY // 2]
    await _poison(bench, [poison])
    async with open_tap(bench.rig.broker.amqp_url) as tap:
        await bench.driver.record(entries)

        def travelled_with() -> int:
            sent = [copy.body for copy in tap.copies if copy.routing_key == LANE_KEYS[Lane.LIVE]]
            together = next((body for body in sent if poison.marker.encode() in body), b"[]")
            return sum(entry.marker.encode() in together for entry in entries)

        if not await poll(lambda: travelled_with() >= FEWEST_TOGETHER, 10):
            raise DidNotHappenError(f"The poison turn was in a message of {travelled_with()} turns of its request.")
        together = travelled_with()
    return f"1 of {together} turns of one message poisoned, {await bench.rig.model.require_fired()}"


async def _split(bench: Bench) -> str:
    """Kill the workers while a message of many turns waits for one of them: it comes back and is split."""
    rig, entries = bench.rig, [bench.driver.new_entry() for _ in range(MANY)]
    before = rig.count_logged("extractor")["message_split"]
    hanging = entries[MANY // 2]
    fault = await rig.model.misbehave("hang", hanging.marker)
    await bench.driver.record(entries)
    await rig.model.require_fired()
    for name in EXTRACTORS:
        await rig.parts[name].kill()
    fired = await rig.model.fired(fault)
    await rig.model.forget()
    for name in EXTRACTORS:
        rig.parts[name].spawn()
    if not await poll(lambda: rig.count_logged("extractor")["message_split"] > before, 15):
        raise DidNotHappenError("No message was split.")
    split = rig.count_logged("extractor")["message_split"] - before
    return f"the workers killed while one of {MANY} turns hung ({fired} times), {split} messages split"


async def _kill_every_taker(bench: Bench) -> str:
    """Kill the worker each time it has taken the turn, until the broker gives the turn up."""
    rig, driver = bench.rig, bench.driver
    taker, other = (rig.parts[name] for name in EXTRACTORS)
    await other.stop()
    killer = driver.new_entry()
    killer.expected, killer.cause = "dead", "delivery_limit"
    fault = await rig.model.misbehave("hang", killer.marker)
    await driver.say(killer)
    kills = taken = 0

    async def given_up() -> bool:
        nonlocal kills, taken
        if (fired := await rig.model.fired(fault)) > taken:
            taken, kills = fired, kills + 1
            await taker.kill()
            taker.spawn()
        # Copies that the sweeper sent count their own deliveries, and some of the kills may have met only those.
        return kills > DELIVERY_LIMIT and not await driver.list_open([killer])

    if not await poll(given_up, KILL_SECONDS, every=0.05):
        raise DidNotHappenError(f"The worker was killed {kills} times, and the broker has not given the turn up.")
    return f"the worker killed at {kills} deliveries of one turn"


async def _bring_back(bench: Bench) -> None:
    await _forget(bench)
    await bench.rig.parts[EXTRACTORS[1]].start()


FAULTS: Final = (
    Fault("poison-1-percent", "1 % of 200 turns cannot be read, ever", _one_percent, _forget),
    Fault("always-truncated", "the answers to some turns are cut every time", _always_truncated, _forget),
    Fault("poison-in-message", f"a poison turn in a message of many ({MANY} recorded at once)", _one_of_many, _forget),
    Fault("split-message", "workers killed while they hold a message of many turns", _split),
    Fault("killer-turn", "the worker killed on every delivery of one turn", _kill_every_taker, _bring_back, slow=True),
)
