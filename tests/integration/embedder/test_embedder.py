"""The embedder between the offline model and a real store: what waits is embedded, whatever goes wrong on the way."""

import asyncio
from contextlib import asynccontextmanager

import httpx2
import pytest
from structlog.testing import capture_logs

from services.embedder.facts import Facts
from services.embedder.worker import Embedder
from services.kit.metrics import REGISTRY
from services.offline_model.faults import Fault
from services.store.inbox import take_in
from services.store.vectors import create_vectors
from tests.bus import until
from tests.store import Told, fact
from tests.unit.offline_model.server import running

MODEL = "m1"


class Absent(Facts):
    """A store that nobody reaches; counts who tries."""

    def __init__(self):
        self.asked = 0

    async def waiting(self):
        self.asked += 1
        raise httpx2.ConnectError("nobody listens")


@asynccontextmanager
async def embedding(store, model, name=MODEL, within=20.0):
    """Run an embedder until the block ends; `store` is a client of the store, or stands for its facts."""
    stop = asyncio.Event()
    facts = store if isinstance(store, Absent) else Facts(store, name, 64)
    embedder = Embedder(facts, model.openai, name, every=0.02, timeout=within)
    working = asyncio.create_task(embedder.run(stop))
    try:
        yield embedder
    finally:
        stop.set()
        async with asyncio.timeout(30):
            await working


async def store_events(repository, *events):
    await take_in(repository, [(event, None) for event in events])


async def have(pool, **models):
    """Wait until each value's fact was embedded with the model named."""

    async def done():
        rows = await pool.fetch("SELECT value, embedded_with FROM store.facts WHERE valid_to IS NULL")
        return {row[0]: row[1] for row in rows} == models

    await until(done, f"embedded: {models}")


async def test_facts_are_embedded_as_they_come_and_anew_when_the_model_changes(api, repository, pool, database):
    await create_vectors(database)
    async with running() as model:
        async with embedding(api, model):
            await store_events(repository, Told("1").extracted(fact("pet", "dog"), fact("owns", "boat")))
            await have(pool, dog=MODEL, boat=MODEL)
            await store_events(repository, Told("2").extracted(fact("likes", "jazz")))
            await have(pool, dog=MODEL, boat=MODEL, jazz=MODEL)
        async with embedding(api, model, "m2"):
            await have(pool, dog="m2", boat="m2", jazz="m2")
    sizes = await pool.fetch("SELECT DISTINCT cardinality(embedding) AS size FROM store.facts")
    assert [row["size"] for row in sizes] == [256]


FAULTS = [
    Fault(kind="status", status=500, times=2, only="embedding"),
    Fault(kind="status", status=401, times=2, only="embedding"),
    Fault(kind="truncated", times=3, only="embedding"),
    Fault(kind="reset", times=2, only="embedding"),
    Fault(kind="hang", times=1, only="embedding"),
    # Refuses everything for a while, even the harmless text: an outage, and no fact is set aside.
    Fault(kind="status", status=400, times=6, only="embedding"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind} {fault.status}")
async def test_what_fails_is_tried_again_until_it_is_there(api, repository, pool, fault):
    await store_events(repository, Told().extracted(fact("likes", "jazz"), fact("owns", "boat")))
    async with running() as model:
        model.faults.add(fault)
        async with embedding(api, model, within=0.5 if fault.kind == "hang" else 20) as embedder:
            await have(pool, jazz=MODEL, boat=MODEL)
            assert model.faults.shown()[0]["fired"] == fault.times
            await until(lambda: asyncio.sleep(0, not embedder.problem), "nothing is wrong any more")
            assert REGISTRY.get_sample_value("embedder_failing") == 0
    assert await pool.fetchval("SELECT count(embedding) FROM store.facts") == 2


def counted(outcome):
    return REGISTRY.get_sample_value("embedder_facts_total", {"outcome": outcome})


async def test_a_text_that_the_model_refuses_is_set_aside_and_holds_nothing_up(api, repository, pool):
    before = counted("embedded"), counted("refused")
    await store_events(repository, Told().extracted(fact("likes", "poison"), fact("owns", "boat")))
    async with running() as model:
        model.faults.add(Fault(match="poison", kind="status", status=400, times=None, only="embedding"))
        async with embedding(api, model):
            await have(pool, poison=MODEL, boat=MODEL)
    rows = await pool.fetch("SELECT value FROM store.facts WHERE embedding IS NOT NULL")
    assert [row["value"] for row in rows] == ["boat"]
    assert (counted("embedded"), counted("refused")) == (before[0] + 1, before[1] + 1)


async def test_an_absent_store_is_asked_again_and_named_once():
    store = Absent()
    async with running() as model:
        with capture_logs() as logs:
            async with embedding(store, model) as embedder:
                await until(lambda: asyncio.sleep(0, store.asked >= 3), "the store is asked again")
                assert "nobody listens" in embedder.problem
                assert REGISTRY.get_sample_value("embedder_failing") == 1
    assert [log["event"] for log in logs].count("embedding_paused") == 1
