"""From a chat message to a stored fact to the next conversation, on the running system."""

import json
import os
from typing import Any
from uuid import UUID

import httpx2
import pytest
from openai import AsyncOpenAI, BadRequestError

from contracts.identifiers import new_id
from tests.bus import until

pytestmark = pytest.mark.e2e
ENDED = {"completed", "dead", "discarded", "erased"}


def someone() -> str:
    return f"user-{new_id().hex}"


async def finished(store: httpx2.AsyncClient, job_id: str) -> dict[str, Any]:
    """Wait until the job has ended; return it."""

    async def ended():
        answer = await store.get(f"/v1/jobs/{job_id}")
        return answer.json() if answer.status_code == 200 and answer.json()["status"] in ENDED else None

    job: dict[str, Any] = await until(ended, f"job {job_id} ends")
    return job


async def test_a_chat_message_becomes_a_fact_and_the_next_conversation_uses_it(system, store):
    user = someone()
    async with AsyncOpenAI(base_url=f"{system.chat_url}/v1", api_key="any", max_retries=0) as client:
        raw = await client.chat.completions.with_raw_response.create(
            model="offline",
            messages=[{"role": "user", "content": "I live in Lisbon."}],
            user=user,
            metadata={"session_id": "first"},
        )
        assert raw.parse().choices[0].message.content
        assert raw.headers["Afterthought-Memory"] == "queued"
        job = await finished(store, raw.headers["Afterthought-Job"])
        assert (job["status"], job["facts"], job["session_id"], job["user_id"]) == ("completed", 1, "first", user)

        (fact,) = (await store.get(f"/v1/users/{user}/facts")).json()["items"]
        assert (fact["slot"], fact["value"]) == ("home_city", "Lisbon")
        assert fact["evidence"]["quote"] in "I live in Lisbon."
        assert fact["valid_to"] is None

        async def knows() -> bool:
            # Recall has a deadline, and a busy machine may miss it once.
            answer = await client.chat.completions.create(
                model="offline", messages=[{"role": "user", "content": "Where do I live?"}], user=user
            )
            return "Lisbon" in (answer.choices[0].message.content or "")

        await until(knows, "an answer uses the fact")


async def test_the_official_client_streams(system, store):
    user = someone()
    async with AsyncOpenAI(base_url=f"{system.chat_url}/v1", api_key="any", max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="offline",
            messages=[{"role": "user", "content": "I have a dog called Rex."}],
            stream=True,
            stream_options={"include_usage": True},
            extra_headers={"Afterthought-User": user},
        )
        assert stream.response.headers["Afterthought-Memory"] == "queued"
        chunks = [chunk async for chunk in stream]
        assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) > 1
        assert chunks[-1].usage is not None
        job = await finished(store, stream.response.headers["Afterthought-Job"])
        assert job["facts"] == 1
        assert "offline" in [model.id async for model in client.models.list()]


async def test_the_official_client_gets_its_own_errors(system):
    async with AsyncOpenAI(base_url=f"{system.chat_url}/v1", api_key="any", max_retries=0) as client:
        with pytest.raises(BadRequestError) as caught:
            await client.chat.completions.create(model="offline", messages=[{"role": "user", "content": "hi"}])
    for way in ("Afterthought-User", "user", "safety_identifier"):
        assert way in caught.value.message


async def test_a_changed_mind_supersedes_and_history_remembers(chat, store):
    user = someone()
    said = [("I live in Porto.", "2026-03-02T09:00:00Z"), ("I moved to Lisbon.", "2026-04-20T09:00:00Z")]
    # In the wrong order on purpose: what is current follows from when it was said.
    for content, said_at in reversed(said):
        turn = {"user_id": user, "session_id": "s", "message": {"content": content, "said_at": said_at}}
        answer = await chat.post("/v1/turns", json={"turns": [turn]})
        assert answer.status_code == 202
        assert (await finished(store, answer.json()["jobs"][0]["job_id"]))["status"] == "completed"

    async def values(**parameters):
        items = (await store.get(f"/v1/users/{user}/facts", params={"slot": "home_city", **parameters})).json()["items"]
        return [item["value"] for item in items]

    assert await values() == ["Lisbon"]
    assert await values(at="2026-03-15T00:00:00Z") == ["Porto"]
    assert await values(history="true") == ["Porto", "Lisbon"]


async def test_five_hundred_turns_twice_are_five_hundred_jobs(chat, store):
    user = someone()
    turns = [
        {
            "user_id": user,
            "session_id": "s",
            "message": {"id": f"m-{n}", "content": f"I like game number {n}."},
            "lane": "bulk",
        }
        for n in range(500)
    ]
    first, second = [await chat.post("/v1/turns", json={"turns": turns}) for _ in range(2)]
    assert first.status_code == second.status_code == 202
    jobs = [job["job_id"] for job in first.json()["jobs"]]
    assert jobs == [job["job_id"] for job in second.json()["jobs"]]
    assert len({UUID(job) for job in jobs}) == 500
    for job in jobs:
        assert (await finished(store, job))["status"] == "completed"

    items, cursor = [], None
    while True:
        page = (
            await store.get("/v1/jobs", params={"user_id": user, "limit": 200} | ({"cursor": cursor} if cursor else {}))
        ).json()
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(item["id"] for item in items) == sorted(jobs)


async def test_a_jobs_life_can_be_followed_live(chat, store):
    turn = {"user_id": someone(), "session_id": "s", "message": {"content": "My name is Ada."}}
    job_id = (await chat.post("/v1/turns", json={"turns": [turn]})).json()["jobs"][0]["job_id"]
    await finished(store, job_id)
    async with store.stream("GET", f"/v1/jobs/{job_id}/events") as stream:
        lines = [line async for line in stream.aiter_lines()]
    seen = [json.loads(line.removeprefix("data:")) for line in lines if line.startswith("data:")]
    assert seen[-1]["status"] == "completed"
    assert seen[-1]["id"] == job_id


async def test_the_services_say_that_they_are_ready(chat, store):
    for client in (chat, store):
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/readyz")).json() == {"status": "ready", "problems": {}}


async def test_the_extractors_share_the_work(system, chat, store):
    before = [log.count("facts_extracted") for log in system.extractor_logs()]
    assert len(before) >= int(os.environ.get("AFTERTHOUGHT_EXTRACTORS", "1"))
    for number in range(20 * len(before)):
        turn = {"user_id": someone(), "session_id": "s", "message": {"content": f"I like game number {number}."}}
        answer = await chat.post("/v1/turns", json={"turns": [turn]})
        await finished(store, answer.json()["jobs"][0]["job_id"])
    done = [log.count("facts_extracted") - was for log, was in zip(system.extractor_logs(), before, strict=True)]
    assert sum(done) >= 20 * len(before)
    assert min(done) > 0, f"turns done by each extractor: {done}"
