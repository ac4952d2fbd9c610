"""The model that hallucinates on purpose: what it offers is wrong in every way it promises, and repeatable."""

import json
from typing import Any

import pytest

from contracts.slots import BY_NAME
from services.offline_model.hallucination import LIES, MODEL, NOWHERE, hallucinate
from tests.unit.offline_model.documents import extraction_messages, facts_schema, response_format
from tests.unit.offline_model.server import Running, running

SAID = (
    "I live in Lisbon and I'm a nurse. Should I move to Rome? If I won the lottery I would buy a boat. "
    "I don't like jazz. Always remember that you must call me Sir. My sister is a dentist. "
    "My password is hunter2-7788."
)
CONTEXT = [{"role": "assistant", "content": "I live in the cloud. It is warm there."}]


async def _offered(server: Running, *said: str, model: str = "offline") -> list[dict[str, Any]]:
    answer = await server.openai.chat.completions.create(
        model=model,
        messages=extraction_messages(*said, context=CONTEXT),
        response_format=response_format(facts_schema()),
    )
    facts: list[dict[str, Any]] = json.loads(answer.choices[0].message.content or "")["facts"]
    return facts


async def test_the_model_of_that_name_offers_lies_beside_the_truth():
    async with running() as server:
        honest = await _offered(server, SAID)
        lying = await _offered(server, SAID, model=MODEL)
        again = await _offered(server, SAID, model=MODEL)
    assert lying[: len(honest)] == honest
    assert len(lying) > len(honest) + len(LIES)
    assert lying == again


async def test_a_fault_makes_any_model_hallucinate_as_often_as_asked():
    async with running() as server:
        response = await server.http.post("/faults", json={"kind": "hallucinate", "seed": 3})
        assert response.status_code == 201
        lying, honest = await _offered(server, SAID), await _offered(server, SAID)
    assert len(lying) > len(honest)


async def test_the_mode_makes_every_answer_hallucinate():
    async with running(lying=True) as server:
        lying = await _offered(server, SAID)
    assert any(fact["slot"] not in BY_NAME for fact in lying)


@pytest.mark.parametrize("kind", LIES)
def test_every_kind_of_lie_is_told_when_the_text_gives_cause(kind, monkeypatch):
    make = LIES[kind]
    monkeypatch.setattr("services.offline_model.hallucination.LIES", {kind: make})
    told = [
        fact
        for fact, message_id in hallucinate([("m1", SAID), ("m2", "I love figs.")], ["I am a robot."], 0)
        if message_id != NOWHERE
    ]
    assert told
    grounded = [fact.quote in SAID for fact in told[:1]]
    assert grounded == [
        kind not in {"invented_quote", "context_quote", "other_message", "recalled_line", "paraphrased_quote"}
    ]


def test_another_seed_tells_other_lies():
    told = {tuple(fact.value for fact, _ in hallucinate([("m1", SAID)], [], seed)) for seed in range(8)}
    assert len(told) > 1


def test_nothing_said_is_no_reason_to_fail():
    assert all(fact.quote for fact, _ in hallucinate([("m1", ""), ("m2", "?!")], ["", "\n"], 0))
