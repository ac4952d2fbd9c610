"""One trace from the chat request to the transaction, collected from the running services by an OTLP receiver."""

import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio

from contracts.identifiers import new_id
from deploy.local.system import System, start_system
from tests.bus import until
from tests.otlp import Received, Receiver, receiving

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]

SECRET = "Zanzibar"
CLIENT_TRACE, CLIENT_SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


@dataclass(frozen=True)
class Traced:
    """A running system, and where its spans arrive."""

    system: System
    receiver: Receiver
    folder: Path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def traced(tmp_path_factory) -> AsyncIterator[Traced]:
    folder = tmp_path_factory.mktemp("traced")
    with receiving() as receiver:
        settings = dict(os.environ) | {
            "EXTRACTOR_RETRY_DELAYS": "0.5",
            "LOG_FORMAT": "json",
            "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
            "NO_PROXY": "127.0.0.1",
        }
        async with start_system(folder, settings, durable=False, free_ports=True) as system:
            yield Traced(system, receiver, folder)


async def finish(system: System, job_id: str) -> None:
    async with httpx2.AsyncClient(base_url=system.store_url, timeout=10) as store:

        async def ended():
            answer = await store.get(f"/v1/jobs/{job_id}")
            return answer.status_code == 200 and answer.json()["status"] == "completed"

        await until(ended, "the job is completed")


async def misbehave(system: System, match: str, times: int) -> None:
    async with httpx2.AsyncClient(base_url=system.offline_model_url or "", timeout=10) as model:
        fault = {"kind": "truncated", "match": match, "times": times, "only": "extraction"}
        (await model.post("/faults", json=fault)).raise_for_status()


def only(spans: list[Received], service: str, name: str) -> Received:
    found = [span for span in spans if (span.service, span.name) == (service, name)]
    assert len(found) == 1, f"{len(found)} spans {service} {name} among {sorted((s.service, s.name) for s in spans)}"
    return found[0]


async def test_one_trace_spans_chat_extractor_and_store_with_a_retry_and_the_model_calls(traced):
    # An answer and its repair that cannot be read are one failed attempt; the next one is answered.
    await misbehave(traced.system, SECRET, times=2)
    async with httpx2.AsyncClient(base_url=traced.system.chat_url, timeout=30) as chat:
        body = {
            "model": "offline",
            "messages": [{"role": "user", "content": f"I live in {SECRET}."}],
            "user": f"user-{new_id().hex}",
        }
        headers = {"traceparent": f"00-{CLIENT_TRACE}-{CLIENT_SPAN}-01"}
        answer = await chat.post("/v1/chat/completions", json=body, headers=headers)
    assert answer.headers["Afterthought-Memory"] == "queued"
    job = answer.headers["Afterthought-Job"]
    await finish(traced.system, job)

    def stored():
        spans = traced.receiver.trace(CLIENT_TRACE)
        return spans if any(span.name == "process facts.extracted.v1" for span in spans) else None

    def extracted():
        # Each process sends its own, in its own time.
        spans = traced.receiver.trace(CLIENT_TRACE)
        return sum((s.service, s.name) == ("extractor", "process turn.recorded.v1") for s in spans) == 2

    await until(stored, "the store's spans arrive")
    await until(extracted, "the extractor's spans arrive")
    await until(lambda: any(s.name == "transaction" for s in traced.receiver.spans), "the transaction's span arrives")
    spans = traced.receiver.trace(CLIENT_TRACE)

    request = only(spans, "chat", "POST /v1/chat/completions")
    assert (request.parent, request.kind) == (CLIENT_SPAN, "SERVER")
    assert only(spans, "chat", "chat").parent == request.span_id
    published = only(spans, "chat", "send turn.recorded.v1")
    assert (published.parent, published.kind) == (request.span_id, "PRODUCER")

    first, second = [s for s in spans if (s.service, s.name) == ("extractor", "process turn.recorded.v1")]
    assert [s.attributes["afterthought.attempt"] for s in (first, second)] == [1, 2]
    assert [s.attributes["afterthought.outcome"] for s in (first, second)] == ["retried", "done"]
    assert [s.failed for s in (first, second)] == [True, False]
    assert first.attributes["error.type"] == "unparsable"
    for attempt, calls in ((first, 2), (second, 1)):
        assert (attempt.parent, attempt.kind) == (published.span_id, "CONSUMER")
        assert attempt.attributes["afterthought.turn_id"] == job
        assert attempt.attributes["messaging.destination.name"] == "extractor.turns"
        (asked,) = [s for s in spans if s.name == "extract" and s.parent == attempt.span_id]
        made = [s for s in spans if s.name == "chat offline" and s.parent == asked.span_id]
        assert len(made) == calls
        for call in made:
            assert call.kind == "CLIENT"
            assert call.attributes["gen_ai.operation.name"] == "chat"
            assert call.attributes["gen_ai.request.model"] == "offline"
            assert call.attributes["gen_ai.usage.input_tokens"] > 0

    retrying = only(spans, "extractor", "create extraction.retrying.v1")
    assert retrying.parent == first.span_id
    said = only(spans, "extractor", "create facts.extracted.v1")
    assert (said.parent, said.kind) == (second.span_id, "PRODUCER")
    stored_facts = only(spans, "store", "process facts.extracted.v1")
    assert (stored_facts.parent, stored_facts.kind) == (said.span_id, "CONSUMER")
    transactions = [s for s in traced.receiver.spans if (s.service, s.name) == ("store", "transaction")]
    around = [s for s in transactions if stored_facts.span_id in (s.parent, *s.links)]
    assert len(around) == 1
    assert around[0].attributes["db.system.name"] == "postgresql"
    assert all(s.parent in {CLIENT_SPAN, *(each.span_id for each in spans)} for s in spans)


async def test_no_span_holds_what_was_said_and_logs_carry_the_ids(traced):
    user = f"user-{new_id().hex}"
    async with httpx2.AsyncClient(base_url=traced.system.chat_url, timeout=30) as chat:
        turn = {
            "user_id": user,
            "session_id": "s",
            "message": {"content": f"My sister lives in {SECRET}. I like {SECRET}."},
        }
        answer = await chat.post("/v1/turns", json={"turns": [turn]})
    job = answer.json()["jobs"][0]["job_id"]
    await finish(traced.system, job)

    def logged():
        lines = (traced.folder / "log" / "extractor-1.log").read_text().splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{")]
        return [each for each in events if each.get("turn_id") == job and each["event"] == "facts_extracted"]

    (event,) = await until(logged, "the extraction is logged")

    def processed():
        return [s for s in traced.receiver.trace(event["trace_id"]) if s.span_id == event["span_id"]]

    (span,) = await until(processed, "the span that the log names arrives")
    assert span.attributes["afterthought.turn_id"] == job
    text = repr(traced.receiver.spans)
    assert SECRET not in text
    assert user not in text
    assert {s.events for s in traced.receiver.spans} == {0}


async def test_turns_that_are_asked_about_together_are_linked(traced):
    user = f"user-{new_id().hex}"
    turns = [
        {"user_id": user, "session_id": "s", "message": {"id": f"m{number}", "content": f"I like {fruit}."}}
        for number, fruit in enumerate(("apples", "pears", "plums", "figs", "dates", "limes"))
    ]
    async with httpx2.AsyncClient(base_url=traced.system.chat_url, timeout=30) as chat:
        # Each request is a trace of its own; the lane's first call is under way while the others gather.
        await misbehave_slowly(traced.system)
        answers = [await chat.post("/v1/turns", json={"turns": [turn]}) for turn in turns]
    for answer in answers:
        await finish(traced.system, answer.json()["jobs"][0]["job_id"])

    def mixed():
        return [s for s in traced.receiver.spans if s.name == "extract" and s.links]

    shared = (await until(mixed, "a call about several turns arrives"))[-1]

    def parts():
        found = [s for s in traced.receiver.spans if s.span_id in {shared.parent, *shared.links}]
        return found if len(found) == 1 + len(shared.links) else None

    spans = await until(parts, "the spans of its turns arrive")
    assert len({s.trace_id for s in spans}) == len(spans)
    for span in spans:
        if span.span_id != shared.parent:
            assert shared.span_id in span.links


async def misbehave_slowly(system: System) -> None:
    async with httpx2.AsyncClient(base_url=system.offline_model_url or "", timeout=10) as model:
        fault = {"kind": "slow", "match": "apples", "times": 1, "only": "extraction", "seconds": 2}
        (await model.post("/faults", json=fault)).raise_for_status()
