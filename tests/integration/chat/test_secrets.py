"""A secret sent to chat reaches the model that answers, and nothing else: no queue, no table, no log, no recall."""

import asyncpg
import pytest
from structlog.testing import capture_logs

from tests.bus import take

CARD = "4111 1111 1111 1111"
IBAN = "DE89 3704 0044 0532 0130 00"
WORDS = f"My card is {CARD}, my iban {IBAN}, and my password is hunter2. I live in Lisbon."
KEPT = (
    "My card is [redacted: card number], my iban [redacted: IBAN], and my password is [redacted: password]. "
    "I live in Lisbon."
)
SECRETS = ("4111", "1111 1111", "3704", "0532", "hunter2")


def holds_secret(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def logged():
    """All that is logged, before the wall in `services.kit.logs`."""
    with capture_logs() as events:
        yield lambda: str(events)


async def test_a_chats_secret_is_in_no_queue_and_the_model_gets_it_whole(chat, model, store, amqp, logged):
    said = [{"role": "user", "content": WORDS}, {"role": "assistant", "content": f"Noted: {CARD}"}]
    answer = await chat.say(messages=[*said, {"role": "user", "content": WORDS}])
    assert answer.headers["afterthought-memory"] == "queued"
    for queue in ("extractor.turns", "store.events"):
        (message,) = await take(amqp, queue, 1)
        body = message.body.decode()
        assert not holds_secret(body)
        assert KEPT in body
    assert [each["content"] for each in model.asked[0]["messages"]][-1] == WORDS
    assert store.asked
    assert not holds_secret(str(store.asked))
    assert not holds_secret(logged())


async def test_a_turns_secret_is_in_no_queue(chat, recorded, logged):
    context = [{"role": "user", "content": WORDS}]
    turn = {"user_id": "ada", "session_id": "s", "message": {"content": WORDS}, "context": context}
    answer = await chat.http.post("/v1/turns", json={"turns": [turn]})
    assert answer.status_code == 202
    (kept,) = await recorded()
    assert kept.message.content == kept.context[0].content == KEPT
    assert not holds_secret(logged())


async def test_a_deferred_turns_secret_is_in_no_row(start_chat, database, nowhere, logged):
    away = {"rabbitmq_url": nowhere["rabbitmq_url"], "publish_timeout_ms": 50}
    async with start_chat(**away) as chat:
        answer = await chat.say(WORDS)
    assert answer.headers["afterthought-memory"] == "deferred"
    connection = await asyncpg.connect(database)
    (row,) = await connection.fetch("SELECT * FROM chat.outbox")
    await connection.close()
    assert not holds_secret(row["event"].decode())
    assert KEPT in row["event"].decode()
    assert "turn_deferred" in logged(), "the logs are seen"
    assert not holds_secret(logged())


async def test_redactions_are_counted_by_kind(chat):
    async def count(kind: str) -> float:
        lines = (await chat.http.get("/metrics")).text.splitlines()
        return next(
            float(line.split()[1]) for line in lines if line.startswith(f'chat_redactions_total{{kind="{kind}"}}')
        )

    kinds = ("card_number", "iban", "password", "pin")
    before = [await count(kind) for kind in kinds]
    await chat.say(WORDS)
    assert [await count(kind) - was for kind, was in zip(kinds, before, strict=True)] == [1, 1, 1, 0]
