"""The form of the answer, with the official SDK over real HTTP: JSON schema, JSON mode, servers that know only one."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from contracts.events import ErrorClass
from services.extractor.call import SCHEMA_UNSUPPORTED
from services.extractor.errors import Blame
from services.extractor.failures import classify
from services.extractor.model import Model, open_client
from services.extractor.settings import ExtractorSettings
from services.kit.settings import ModelSettings
from tests.bus import recorded
from tests.integration.extractor import scripted_model as act
from tests.integration.extractor.scripted_model import Request, scripted_model
from tests.unit.offline_model.server import running

TURNS = [recorded(words).data for words in ("I live in Lisbon.", "What time is it?", "My dog is called Rex.")]
FACTS = [("home_city", "Lisbon", "m1"), ("pet", "Rex (dog)", "m3")]


@asynccontextmanager
async def asking(url: str, **settings: object):
    chosen = ExtractorSettings(**settings)  # type: ignore[arg-type]
    async with open_client(chosen, ModelSettings(openai_base_url=url)) as client:
        yield Model(client, chosen, "m")


def found(reply) -> list[tuple[str, str, str]]:
    return [(each.slot, each.value, each.message_id) for each in reply.facts]


async def refuse_schemas(request: Request, writer: asyncio.StreamWriter) -> None:
    """Do as a server that knows JSON mode alone."""
    if request.body["response_format"]["type"] == "json_schema":
        await act.status(400, {"message": "This response_format type is unavailable now"})(request, writer)
    else:
        await act.answer()(request, writer)


@pytest.mark.parametrize("form", ["json_schema", "json_schema_quotes", "json_object"])
async def test_each_form_gives_the_same_facts(form: str):
    async with running() as offline, asking(f"{offline.url}/v1", response_format=form) as model:
        assert found(await model.ask(TURNS)) == FACTS


async def test_a_server_that_refuses_the_schema_is_asked_for_plain_json_from_then_on():
    async with running(schemas=False) as offline, asking(f"{offline.url}/v1") as model:
        with capture_logs() as logs:
            replies = [await model.ask(TURNS) for _ in range(3)]

    assert [found(reply) for reply in replies] == [FACTS] * 3
    assert [each["event"] for each in logs].count(SCHEMA_UNSUPPORTED) == 1


async def test_the_sentences_of_the_messages_are_the_only_quotes_where_they_are_listed():
    turns = [recorded(words).data for words in ("I live in Lisbon. It's hot!", "It's hot!", "My dog?")]
    async with scripted_model() as server, asking(server.url, response_format="json_schema_quotes") as model:
        await model.ask(turns)

    (request,) = server.requests
    asked = request.body["response_format"]
    fact = asked["json_schema"]["schema"]["properties"]["facts"]["items"]["properties"]
    assert asked["type"] == "json_schema"
    assert fact["quote"]["enum"] == ["I live in Lisbon.", "It's hot!", "My dog?"]


async def test_only_the_first_calls_are_refused():
    async with scripted_model() as server, asking(server.url) as model:
        server.on("", *[refuse_schemas] * 10)
        for _ in range(3):
            await model.ask(TURNS)

    forms = [request.body["response_format"]["type"] for request in server.requests]
    assert forms == ["json_schema", "json_object", "json_object", "json_object"]


async def test_a_turn_that_is_refused_in_either_form_changes_nothing():
    async with scripted_model() as server, asking(server.url) as model:
        server.on("", *[act.status(400, {"message": "bad response_format, says the user's own text"})] * 1)
        server.on("", *[act.status(400, {"message": "cannot read this"})] * 1)
        with pytest.raises(Exception, match="own text") as raised:
            await model.ask(TURNS)
        await model.ask(TURNS)

    assert isinstance(raised.value, Exception)
    failure = classify(raised.value)
    assert failure is not None
    assert failure.error_class is ErrorClass.REQUEST_REJECTED
    forms = [request.body["response_format"]["type"] for request in server.requests]
    assert forms == ["json_schema", "json_object", "json_schema"]


async def test_a_server_that_knows_neither_form_is_the_provider_s_fault_and_no_turn_s():
    async with scripted_model() as server, asking(server.url) as model:
        server.on("", *[act.status(400, {"message": "response_format is not supported"})] * 2)
        with pytest.raises(Exception, match="neither a JSON schema nor JSON mode") as raised:
            await model.ask(TURNS)

    assert isinstance(raised.value, Exception)
    failure = classify(raised.value)
    assert failure is not None
    assert (failure.error_class, failure.blame) == (ErrorClass.PROVIDER_OUTAGE, Blame.PROVIDER)


WRAPPED = {
    "a fence": '```json\n{"facts": []}\n```',
    "a bare fence": '```\n{"reasoning": "none", "facts": []}\n```\n',
    "thoughts": '<think>\nIs {"facts": [1]} right?\n</think>\n\n{"facts": []}',
    "thoughts and a fence": '<think></think>```json\n{"facts": []}```',
}


@pytest.mark.parametrize("answer", WRAPPED.values(), ids=WRAPPED)
async def test_what_models_put_around_their_json_costs_no_repair(answer: str):
    async with scripted_model() as server, asking(server.url, response_format="json_object") as model:
        server.on("", act.content(answer))
        assert (await model.ask(TURNS)).facts == []

    assert len(server.requests) == 1
