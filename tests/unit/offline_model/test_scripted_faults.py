"""Every kind of scripted fault, as the official client meets it."""

import asyncio
import json
from typing import Any

import openai
import pytest

from services.offline_model.faults import Fault, FaultTable
from tests.unit.offline_model.documents import extraction_messages, facts_schema, response_format
from tests.unit.offline_model.server import Running, running

HELLO: Any = [{"role": "user", "content": "Hello there"}]


async def _extract(server: Running, said: str) -> str:
    answer = await server.openai.chat.completions.create(
        model="offline", messages=extraction_messages(said), response_format=response_format(facts_schema())
    )
    return answer.choices[0].message.content or ""


async def _script(server: Running, **fault) -> None:
    response = await server.http.post("/faults", json=fault)
    assert response.status_code == 201
    assert response.json()["id"].startswith("fault-")


async def _collect(stream, received: list[Any]) -> None:
    async for chunk in stream:
        received.append(chunk)  # noqa: PERF401 - a comprehension would lose what came before the reset


async def _fired(server: Running) -> list[int]:
    return [item["fired"] for item in (await server.http.get("/faults")).json()["items"]]


async def test_a_truncated_answer_breaks_off_and_the_next_one_is_whole():
    async with running() as server:
        await _script(server, match="Lisbon", kind="truncated")
        broken = await _extract(server, "I live in Lisbon.")
        whole = await _extract(server, "I live in Lisbon.")
        assert await _fired(server) == [1]
    assert whole.startswith(broken)
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken)
    assert json.loads(whole)["facts"]


async def test_a_damaged_answer_is_no_json():
    async with running() as server:
        await _script(server, match="", kind="damaged", times=2)
        answers = [await _extract(server, "I live in Lisbon.") for _ in range(3)]
        assert await _fired(server) == [2]
    for answer in answers[:2]:
        with pytest.raises(json.JSONDecodeError):
            json.loads(answer)
    assert json.loads(answers[2])["facts"]


async def test_an_off_schema_answer_is_json_of_another_shape():
    async with running() as server:
        await _script(server, match="", kind="off_schema")
        answer = json.loads(await _extract(server, "I live in Lisbon."))
    assert not isinstance(answer.get("facts"), list)


async def test_a_status_fault_answers_with_it_and_with_retry_after():
    async with running() as server:
        await _script(server, match="", kind="status", status=429, retry_after=7)
        with pytest.raises(openai.RateLimitError) as caught:
            await server.openai.chat.completions.create(model="offline", messages=HELLO)
        assert await _fired(server) == [1]
    assert caught.value.response.headers["retry-after"] == "7"


async def test_a_500_is_the_default_status():
    async with running() as server:
        await _script(server, match="", kind="status")
        with pytest.raises(openai.InternalServerError):
            await server.openai.chat.completions.create(model="offline", messages=HELLO)


async def test_a_reset_breaks_the_connection_in_the_middle_of_a_plain_answer():
    async with running() as server:
        await _script(server, match="", kind="reset")
        with pytest.raises(openai.APIConnectionError):
            await server.openai.chat.completions.create(model="offline", messages=HELLO)
        assert await _fired(server) == [1]
        answer = await server.openai.chat.completions.create(model="offline", messages=HELLO)
    assert answer.choices[0].message.content == "Hello! How can I help?"


async def test_a_reset_breaks_the_connection_in_the_middle_of_a_stream():
    received: list[Any] = []
    async with running() as server:
        await _script(server, match="", kind="reset")
        stream = await server.openai.chat.completions.create(model="offline", messages=HELLO, stream=True)
        with pytest.raises(openai.APIConnectionError):
            await _collect(stream, received)
    assert received
    assert all(chunk.choices[0].finish_reason is None for chunk in received)


async def test_a_hanging_answer_ends_when_the_client_gives_up():
    async with running() as server:
        await _script(server, match="", kind="hang")
        with pytest.raises(openai.APITimeoutError):
            await server.openai.chat.completions.create(model="offline", messages=HELLO, timeout=0.2)
        assert await _fired(server) == [1]


async def test_a_slow_answer_is_right_and_holds_up_nobody():
    async with running() as server:
        await _script(server, match="slow", kind="slow", seconds=0.5)
        slow = asyncio.create_task(
            server.openai.chat.completions.create(model="offline", messages=[{"role": "user", "content": "slow hello"}])
        )
        for _ in range(1_000):
            if await _fired(server) == [1]:
                break
        quick = await server.openai.chat.completions.create(model="offline", messages=HELLO)
        assert not slow.done()
        assert (await slow).choices[0].message.content
    assert quick.choices[0].message.content


async def test_faults_match_what_the_user_says_now_and_not_the_context():
    async with running() as server:
        await _script(server, match="Lisbon", kind="off_schema", times=None)
        await server.openai.chat.completions.create(
            model="offline",
            messages=extraction_messages("I love jazz.", context=[{"role": "user", "content": "I live in Lisbon."}]),
            response_format=response_format(facts_schema()),
        )
        assert await _fired(server) == [0]


async def test_a_fault_for_extraction_leaves_the_chat_alone():
    async with running() as server:
        await _script(server, match="", kind="status", only="extraction")
        await server.openai.chat.completions.create(model="offline", messages=HELLO)
        with pytest.raises(openai.InternalServerError):
            await _extract(server, "Hello")


async def test_cleared_faults_do_not_fire():
    async with running() as server:
        await _script(server, match="", kind="status", times=None)
        assert (await server.http.delete("/faults")).status_code == 204
        assert (await server.http.get("/faults")).json() == {"items": []}
        await server.openai.chat.completions.create(model="offline", messages=HELLO)


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"kind": "explode"}, "kind"),
        ({"match": "x"}, "kind"),
        ({"kind": "hang", "times": 0}, "times"),
        ({"kind": "status", "status": 200}, "status"),
        ({"kind": "reset", "share": 2}, "share"),
        ({"kind": "reset", "tmes": 2}, "tmes"),
        ({"kind": "reset", "seconds": 2}, "seconds"),
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused_by_name(fault, field):
    async with running() as server:
        response = await server.http.post("/faults", json=fault)
    assert response.status_code == 400
    assert field in response.json()["error"]["message"]


def test_a_share_fires_on_every_tenth_matching_request():
    table = FaultTable()
    table.add(Fault(kind="reset", share=0.1, times=None))
    fired = [place for place in range(1, 41) if table.take("any", "chat")]
    assert fired == [10, 20, 30, 40]


def test_faults_fire_in_the_order_they_were_written():
    table = FaultTable()
    table.add(Fault(kind="truncated", match="a"))
    table.add(Fault(kind="damaged", times=2))
    taken = [table.take("a", "chat") for _ in range(4)]
    assert [fault.kind if fault else None for fault in taken] == ["truncated", "damaged", "damaged", None]
