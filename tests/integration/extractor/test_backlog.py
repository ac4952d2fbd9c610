"""A backlog: a thousand turns of a hundred sessions cost a fraction of the calls, and give the same facts."""

from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

import pytest
from aio_pika.abc import AbstractChannel

from contracts.envelope import ExtractionRetryingEvent, FactsExtractedEvent, TurnRecordedEvent, wrap
from contracts.events import ContextMessage, Fact, TurnRecorded, UserMessage
from contracts.identifiers import new_id
from services.offline_model.faults import Fault
from tests.integration.extractor.conftest import Extractors, Said, say
from tests.unit.offline_model.server import running

SESSIONS = 100
START = datetime(2026, 11, 1, tzinfo=UTC)
SAID = (
    "Hi there! My name is {name}.",
    "I live in {city} and I work as a nurse.",
    "What should I cook tonight?",
    "I have a dog called Rex.",
    "I'm vegetarian, by the way.",
    "Thanks, that helps.",
    "I love jazz. Do you know a good bar?",
    "I gave Rex away.",
    "I moved to {next} last week.",
    "I don't eat meat, but I'm not vegetarian any more. I eat fish now.",
)
NAMES, CITIES = ("Ada", "Tom", "Mia", "Ben", "Eva"), ("Lisbon", "Oslo", "Rome", "Berlin", "Porto", "Paris")


def conversation(number: int) -> list[TurnRecordedEvent]:
    """One session's turns, each with the context that chat sends along."""
    words = {"name": NAMES[number % 5], "city": CITIES[number % 6], "next": CITIES[(number + 1) % 6]}
    history: list[ContextMessage] = []
    events = []
    for place, template in enumerate(SAID):
        ident, content = new_id(), template.format(**words)
        data = TurnRecorded(
            tenant_id="default",
            user_id=f"user {number}",
            session_id=f"session {number}",
            turn_id=ident,
            said_at=START + timedelta(minutes=place, seconds=number),
            message=UserMessage(id=str(ident), content=content),
            context=tuple(history[-10:]),
        )
        event = wrap(data, "/chat")
        assert isinstance(event, TurnRecordedEvent)
        events.append(event)
        history += [
            ContextMessage(role="user", content=content),
            ContextMessage(role="assistant", content=f"Answer {place}."),
        ]
    return events


async def extract(
    said: Said, extractors: Extractors, monkeypatch: pytest.MonkeyPatch, latency_ms: int, turns: int, **settings: Any
) -> tuple[dict[UUID, tuple[Fact, ...]], int]:
    """Work off what waits; return the facts of each turn, and how many calls it took."""
    said.events.clear()
    async with running(latency_ms=latency_ms) as offline:
        # A fault that takes no time counts the calls, as they arrive over HTTP.
        offline.faults.add(Fault(kind="slow", seconds=0, times=None))
        monkeypatch.setenv("OFFLINE_MODEL_URL", f"{offline.url}/v1")
        extractors.start(**settings)
        found: dict[UUID, tuple[Fact, ...]] = {}
        # A busy machine may lose its connection: what comes again says the same under the same id.
        while len(found) < turns:
            events = await said.until(FactsExtractedEvent, len(said.of(FactsExtractedEvent)) + 1, within=60)
            found = {event.data.turn_id: event.data.facts for event in events}
        await extractors.stop()
        assert not said.of(ExtractionRetryingEvent)
        return found, offline.faults.shown()[0]["fired"]


@pytest.mark.timeout(300)
async def test_a_thousand_turns_of_a_hundred_sessions_take_a_quarter_of_the_calls_and_give_the_same_facts(
    extractors: Extractors, amqp: AbstractChannel, said: Said, monkeypatch: pytest.MonkeyPatch
):
    sessions = [conversation(number) for number in range(SESSIONS)]
    # As people talk: each says something, then each says something more.
    backlog = list(chain.from_iterable(zip(*sessions, strict=True)))
    await say(amqp, *backlog)
    together, calls = await extract(said, extractors, monkeypatch, 500, len(backlog))
    await say(amqp, *backlog)
    alone, single_calls = await extract(said, extractors, monkeypatch, 0, len(backlog), call_turns=1, concurrency=8)

    assert single_calls >= len(backlog) == 1_000
    assert calls <= 0.25 * len(backlog), f"{calls} calls"
    assert together == alone
    assert sum(map(len, alone.values())) > 5 * SESSIONS
    assert any(fact.operation == "retract" and fact.value == "Rex (dog)" for facts in alone.values() for fact in facts)
