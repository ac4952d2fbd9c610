"""What an operator, a full disk or a lost volume does to the broker and to the outbox."""

import asyncio
import shutil
from typing import Final

import asyncpg

from contracts.events import Lane
from contracts.topology import LANE_QUEUES, STORE_DEAD, STORE_EVENTS
from deploy.local.environment import VHOST
from tests.faults.bench import Bench, Fault
from tests.faults.errors import DidNotHappenError
from tests.faults.faults.kills import RABBITMQ_EXITS
from tests.faults.polling import poll
from tests.faults.rig import EXTRACTORS
from tests.faults.servers import Broker

TURNS: Final = LANE_QUEUES[Lane.LIVE]
LOOK_SECONDS: Final = 15.0
"""The management API tells what it has counted every 5 seconds."""
FEWEST_CONNECTIONS: Final = 6
AT_STAKE: Final = 8
"""Turns that must be in a queue when it goes."""
FILL_OUTBOX: Final = """
    CREATE FUNCTION chat.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON chat.outbox FOR EACH STATEMENT EXECUTE FUNCTION chat.refuse()"""
FREE_OUTBOX: Final = "DROP FUNCTION IF EXISTS chat.refuse() CASCADE"


async def _connections(broker: Broker) -> set[str]:
    return {each["name"] for each in await broker.read("connections")}


async def _close_all(bench: Bench) -> str:
    broker, names = bench.rig.broker, set[str]()

    async def all_listed() -> bool:
        names.update(await _connections(broker))
        return len(names) >= FEWEST_CONNECTIONS

    if not await poll(all_listed, LOOK_SECONDS):
        raise DidNotHappenError(f"There are only {len(names)} connections to close.")
    for name in names:
        await broker.delete("connections", name)

    async def all_gone() -> bool:
        return not names & await _connections(broker)

    if not await poll(all_gone, LOOK_SECONDS):
        raise DidNotHappenError("Connections that were closed are still open.")
    return f"{len(names)} connections closed by the broker"


async def _delete_queue(bench: Bench, queue: str) -> str:
    await bench.rig.broker.delete("queues", VHOST, queue)
    if await bench.rig.broker.read("queues", VHOST, queue) is not None:
        raise DidNotHappenError(f"The queue {queue} is still there.")
    return f"{queue} deleted"


def _lose_queue(queue: str) -> Fault:
    async def inject(bench: Bench) -> str:
        proof = await _delete_queue(bench, queue)
        await asyncio.sleep(2)
        await bench.rig.provision()
        return f"{proof} and provisioned again"

    return Fault(f"delete-{queue}", f"the queue {queue} deleted while it is consumed, then provisioned again", inject)


async def _lose_turns(bench: Bench) -> str:
    driver = bench.driver
    for name in EXTRACTORS:
        await bench.rig.parts[name].kill()
    since = len(driver.ledger)
    if not await driver.wait_answers(since, AT_STAKE, lambda entry: entry.answer == "queued", 20):
        raise DidNotHappenError(f"No {AT_STAKE} turns were queued while nobody consumed.")
    waiting = sum(entry.answer == "queued" for entry in driver.ledger[since:])
    proof = await _delete_queue(bench, TURNS)
    await bench.rig.provision()
    for name in EXTRACTORS:
        bench.rig.parts[name].spawn()
    return f"{proof} with {waiting} turns in it"


async def _wipe(bench: Bench) -> str:
    broker = bench.rig.broker
    proof = await broker.managed.stop(RABBITMQ_EXITS)
    shutil.rmtree(broker.data)
    broker.data.mkdir(mode=0o700)
    await broker.managed.start()
    if await broker.read("queues", VHOST, TURNS) is not None:
        raise DidNotHappenError("The broker still has its queues.")
    await bench.rig.provision()
    return f"{proof}, its data deleted, provisioned again"


def _alarm(kind: str, spoil: tuple[str, ...], mend: tuple[str, ...]) -> Fault:
    async def inject(bench: Bench) -> str:
        broker = bench.rig.broker

        async def is_raised() -> bool:
            # A node that has just started tells nothing of itself at first.
            return bool((await broker.read("nodes"))[0].get(f"{kind}_alarm"))

        await broker.control_node(*spoil)
        try:
            if not await poll(is_raised, LOOK_SECONDS):
                raise DidNotHappenError(f"The broker has raised no alarm {kind}.")
            await asyncio.sleep(3)
        finally:
            await broker.control_node(*mend)
        return f"the node said {kind}_alarm"

    return Fault(f"alarm-{kind}", f"{kind} alarm: the broker takes no publish", inject)


async def _fill_outbox(bench: Bench) -> str:
    database = await asyncpg.connect(bench.rig.database.dsn)
    proxy = bench.rig.proxies["chat-broker"]
    since = len(bench.driver.ledger)
    try:
        await database.execute(FILL_OUTBOX)
        proxy.cut()
        refused = await bench.driver.wait_answers(since, 4, lambda entry: entry.answer == "unavailable", 20)
    finally:
        await database.execute(FREE_OUTBOX)
        await database.close()
        proxy.heal()
    if not refused:
        raise DidNotHappenError("No turn was answered `unavailable`.")
    return "turns answered `unavailable`"


FAULTS: Final = (
    Fault("close-connections", "every connection closed by the broker", _close_all),
    _lose_queue(TURNS),
    _lose_queue(STORE_EVENTS),
    _lose_queue(LANE_QUEUES[Lane.BULK]),
    _lose_queue(STORE_DEAD),
    Fault("lose-turns", f"{TURNS} deleted with the turns in it, while no extractor runs", _lose_turns),
    Fault("wipe-broker", "the broker stopped, its data deleted, started and provisioned", _wipe),
    _alarm("mem", ("set_vm_memory_high_watermark", "absolute", "1MB"), ("set_vm_memory_high_watermark", "0.4")),
    _alarm("disk_free", ("set_disk_free_limit", "100000GB"), ("set_disk_free_limit", "50MB")),
    Fault("full-outbox", "no broker, and the outbox's disk is full: nothing is promised", _fill_outbox, quick=True),
)
