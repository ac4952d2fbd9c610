"""A card number said to chat, through the whole pipeline: in no table, queue or log, nor at the extractor's model."""

import asyncio

import asyncpg
from aio_pika.abc import AbstractIncomingMessage
from structlog.testing import capture_logs

from contracts.topology import DEAD_EXCHANGE, EXCHANGE
from services.extractor.main import extract
from tests.bus import until
from tests.integration.chat.conftest import chatting, running
from tests.integration.chat.fake_model import FakeModel
from tests.integration.extractor import scripted_model as act
from tests.integration.extractor.scripted_model import fact, scripted_model
from tests.integration.store.conftest import running as running_store

CARD = "4111 1111 1111 1111"
SECRETS = ("4111 1111", "1111 1111", "4111111111111111")
"""Four digits alone stand in many an id."""
KEPT = "[redacted: card number]"


async def _tables(dsn: str) -> dict[str, str]:
    """All rows of all our tables, as text."""
    connection = await asyncpg.connect(dsn)
    names = await connection.fetch(
        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN ('store', 'chat')"
    )
    found = {}
    for schema, name in names:
        rows = await connection.fetch(f'SELECT * FROM "{schema}"."{name}"')
        cells = [value for row in rows for value in row.values()]
        found[f"{schema}.{name}"] = " ".join(
            cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell) for cell in cells
        )
    await connection.close()
    return found


async def test_a_card_number_is_nowhere_but_with_the_model_that_answers(broker, database, amqp, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_RABBITMQ_URL", broker.url("extractor"))
    bodies: list[str] = []
    spy = await amqp.declare_queue(exclusive=True)
    for exchange in (EXCHANGE, DEAD_EXCHANGE):
        await spy.bind(exchange, "#")

    async def note(message: AbstractIncomingMessage) -> None:
        bodies.append(message.body.decode())

    await spy.consume(note, no_ack=True)
    stop, answering = asyncio.Event(), FakeModel()
    with capture_logs() as logged:
        async with (
            scripted_model() as asked,
            running_store(broker, database) as store,
            running(answering) as model_url,
            chatting(
                model_url, rabbitmq_url=broker.url("chat"), database_url=database, store_url=str(store.base_url)
            ) as chat,
        ):
            monkeypatch.setenv("OFFLINE_MODEL_URL", asked.url)
            asked.on("poison", *[act.status(422)] * 20)
            asked.on(
                "Lisbon",
                act.answer(
                    [
                        fact("I live in Lisbon", slot="home_city", value="Lisbon"),
                        fact(KEPT, slot="other", value=KEPT),
                        fact("I live in Lisbon", slot="other", value=f"has the card {CARD}"),
                    ]
                ),
            )
            extracting = asyncio.create_task(extract(stop))
            jobs = {}
            for said in (f"My card is {CARD}. I live in Lisbon.", f"poison, and {CARD}"):
                answer = await chat.say(said)
                assert answer.headers["afterthought-memory"] == "queued"
                jobs[answer.headers["afterthought-job"]] = "completed" if "Lisbon" in said else "dead"

            async def ended() -> bool:
                found = [(await store.get(f"/v1/jobs/{job}")).json().get("status") for job in jobs]
                return found == list(jobs.values())

            await until(ended, "one job is completed and one is dead")
            stop.set()
            await extracting
            seen_by_extractor = str([each.body for each in asked.requests])
    tables = await _tables(database)
    assert CARD in str(answering.asked), "the model that answers gets the user's own words"
    places = {**tables, "the broker": " ".join(bodies), "the logs": str(logged), "the other model": seen_by_extractor}
    assert {place: secret for place, text in places.items() for secret in SECRETS if secret in text} == {}
    for place in ("store.turns", "store.dead_letters", "the broker", "the other model"):
        assert KEPT in places[place], f"{place} was looked into"
    assert "Lisbon" in tables["store.facts"]
    assert "facts_rejected" in places["the logs"]
