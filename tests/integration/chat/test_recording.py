"""A turn is recorded beside the chat: confirmed before the answer, and never at its cost."""

import asyncio

from contracts.envelope import BATCH
from contracts.topology import EXCHANGE
from tests.bus import depth, take, until


async def test_queued_means_that_the_broker_has_it(chat, amqp):
    answer = await chat.say()
    assert answer.headers["afterthought-memory"] == "queued"
    for queue in ("extractor.turns", "store.events"):
        (message,) = await take(amqp, queue, 1)
        (event,) = BATCH.validate_json(message.body)
        assert event.subject == answer.headers["afterthought-job"]
        assert event.source == "/chat"
        assert message.delivery_mode == 2, "persistent"


async def test_a_turn_is_published_while_the_model_still_thinks(chat, model, recorded):
    model.hold = True
    saying = asyncio.create_task(chat.say("I live in Lisbon."))
    (turn,) = await recorded()
    assert turn.message.content == "I live in Lisbon."
    assert not saying.done()
    model.release.set()
    assert (await saying).headers["afterthought-job"] == str(turn.turn_id)


async def test_the_text_parts_of_a_message_are_its_content(chat, recorded):
    parts = [
        {"type": "text", "text": "I live in Lisbon."},
        {"type": "image_url", "image_url": {"url": "data:"}},
        {"type": "text", "text": "I am a nurse."},
    ]
    await chat.say(parts)
    (turn,) = await recorded()
    assert turn.message.content == "I live in Lisbon.\nI am a nurse."


async def test_earlier_messages_go_with_a_turn_as_context(start_chat, recorded):
    said = [{"role": "user" if i % 2 == 0 else "assistant", "content": f"message {i} " + "x" * 3_000} for i in range(9)]
    async with start_chat(context_messages=3) as chat:
        await chat.say(messages=[{"role": "system", "content": "Be kind."}, *said])
    (turn,) = await recorded()
    assert turn.message.content == said[8]["content"]
    assert [(each.role, each.content[:9], len(each.content)) for each in turn.context] == [
        ("assistant", "message 5", 2_000),
        ("user", "message 6", 2_000),
        ("assistant", "message 7", 2_000),
    ]


async def test_memory_off_neither_recalls_nor_records_and_needs_no_user(chat, model, store, amqp):
    answer = await chat.say("", user=None, headers={"Afterthought-Memory": "off"})
    assert answer.status_code == 200
    assert answer.headers["afterthought-memory"] == "off"
    assert "afterthought-job" not in answer.headers
    assert not store.asked
    assert len(model.bodies) == 1
    await chat.say("The next turn.")
    (message,) = await take(amqp, "extractor.turns", 1)
    assert b"The next turn." in message.body, "nothing came before it"


async def test_a_tools_result_is_nothing_new_to_remember(chat, store, amqp):
    messages = [{"role": "user", "content": "Hi."}, {"role": "tool", "tool_call_id": "c", "content": "I live in Rome."}]
    answer = await chat.say(user=None, messages=messages)
    assert answer.status_code == 200
    assert answer.headers["afterthought-memory"] == "off"
    assert not store.asked
    assert await depth(amqp, "extractor.turns") == 0


async def test_a_message_without_text_is_nothing_to_remember(chat, amqp):
    answer = await chat.say([{"type": "image_url", "image_url": {"url": "data:"}}])
    assert answer.status_code == 200
    assert answer.headers["afterthought-memory"] == "off"


async def test_chat_starts_and_answers_with_neither_broker_nor_database(start_chat, nowhere):
    async with start_chat(**nowhere) as chat:
        answer = await chat.say()
        alive = await chat.http.get("/healthz")
        ready = await chat.http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["choices"][0]["message"]["content"] == "Hello é"
    assert answer.headers["afterthought-memory"] == "unavailable"
    assert answer.headers["afterthought-job"]
    assert alive.status_code == 200
    assert (ready.status_code, list(ready.json()["problems"])) == (503, ["rabbitmq", "outbox"])


async def test_a_turn_that_no_queue_takes_is_deferred_and_sent_when_one_does(chat, amqp, recorded):
    queues = [await amqp.get_queue(name, ensure=False) for name in ("extractor.turns", "store.events")]
    keys = {"extractor.turns": "turn.recorded.v1.live", "store.events": "#"}
    for queue in queues:
        await queue.unbind(EXCHANGE, keys[queue.name])
    answer = await chat.say()
    assert answer.status_code == 200
    assert answer.headers["afterthought-memory"] == "deferred"
    ready = await chat.http.get("/readyz")
    assert "was refused" in ready.json()["problems"]["rabbitmq"]
    await until(chat.is_ready, "the relay has looked into the outbox")
    for queue in queues:
        await queue.bind(EXCHANGE, keys[queue.name])
    assert str((await recorded())[0].turn_id) == answer.headers["afterthought-job"]
    assert (await chat.say("Again.")).headers["afterthought-memory"] == "queued"
    assert (await recorded())[0].message.content == "Again."
    assert (await chat.http.get("/readyz")).json()["problems"] == {}


async def test_stopping_finishes_the_recording_under_way(start_chat, model, recorded):
    model.hold = True
    async with start_chat() as chat:
        saying = [asyncio.create_task(chat.say(f"turn {number}")) for number in range(20)]
        await until(lambda: len(model.bodies) == 20, "all chats are at the model")
        model.release.set()
        answers = await asyncio.gather(*saying)
    jobs = {answer.headers["afterthought-job"] for answer in answers}
    assert {str(turn.turn_id) for turn in await recorded(20)} == jobs
