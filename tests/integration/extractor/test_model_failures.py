"""What the SDK raises for real faults over real HTTP, and the class each one is given."""

import asyncio
import json
import socket
import struct
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from contracts.events import ANSWER_LIMIT, ErrorClass, TurnRecorded
from services.extractor.errors import Blame
from services.extractor.failures import Failure, classify
from services.extractor.model import Model, Reply, open_client
from services.extractor.settings import ExtractorSettings
from services.kit.settings import ModelSettings
from tests.bus import recorded
from tests.integration.extractor import scripted_model as act
from tests.integration.extractor.scripted_model import Act, ScriptedModel, scripted_model

BAD = act.content("I am sorry, here are the facts:")
HTML = act.send(b"<html>Sign in</html>", content_type="text/html")
CASES: list[tuple[str, list[Act], ErrorClass, str]] = [
    ("429", [act.status(429, retry_after="7")], ErrorClass.PROVIDER_OUTAGE, "429"),
    ("quota", [act.status(429, {"code": "insufficient_quota"})], ErrorClass.PROVIDER_OUTAGE, "insufficient_quota"),
    ("500", [act.status(500)], ErrorClass.PROVIDER_OUTAGE, "500"),
    ("503 without JSON", [act.send(b"busy", 503, "text/plain")], ErrorClass.PROVIDER_OUTAGE, "503"),
    ("401", [act.status(401, {"message": "Incorrect API key"})], ErrorClass.PROVIDER_OUTAGE, "Incorrect API key"),
    ("403", [act.status(403)], ErrorClass.PROVIDER_OUTAGE, "403"),
    ("408", [act.status(408)], ErrorClass.PROVIDER_OUTAGE, "408"),
    ("409", [act.status(409)], ErrorClass.PROVIDER_OUTAGE, "409"),
    ("unknown model", [act.status(404, {"code": "model_not_found"})], ErrorClass.PROVIDER_OUTAGE, "404"),
    ("temperature", [act.status(400, {"param": "temperature"})], ErrorClass.PROVIDER_OUTAGE, "temperature"),
    ("context", [act.status(400, {"code": "context_length_exceeded"})], ErrorClass.CONTEXT_TOO_LONG, "400"),
    (
        "context, in vLLM's words",
        [act.status(400, {"message": "This model's maximum context length is 4096 tokens."})],
        ErrorClass.CONTEXT_TOO_LONG,
        "4096",
    ),
    ("too large", [act.status(413)], ErrorClass.CONTEXT_TOO_LONG, "413"),
    (
        "larger than the quota of a minute",
        [act.status(429, {"message": "Request too large for m on tokens per min"})],
        ErrorClass.CONTEXT_TOO_LONG,
        "too large",
    ),
    ("policy", [act.status(400, {"code": "content_filter"})], ErrorClass.REFUSED, "content_filter"),
    (
        "moderation",
        [act.status(403, {"message": "The model requires moderation and your input was flagged"})],
        ErrorClass.REFUSED,
        "flagged",
    ),
    ("400", [act.status(400)], ErrorClass.REQUEST_REJECTED, "400"),
    ("422", [act.status(422)], ErrorClass.REQUEST_REJECTED, "422"),
    ("reset in the body", [act.reset()], ErrorClass.INTERRUPTED, "broke"),
    ("closed without a word", [act.hang_up()], ErrorClass.PROVIDER_OUTAGE, "began"),
    ("half of JSON", [act.send(b'{"choices": [')], ErrorClass.INTERRUPTED, "EOF"),
    ("no choices", [act.send({"choices": []})], ErrorClass.INTERRUPTED, "choices"),
    ("a web page", [HTML], ErrorClass.PROVIDER_OUTAGE, "text/html"),
    ("refusal", [act.content(None, refusal="I cannot")], ErrorClass.REFUSED, "declined"),
    ("filtered", [act.content("", "content_filter")], ErrorClass.REFUSED, "filter"),
    ("damaged twice", [BAD, BAD], ErrorClass.UNPARSABLE, "Invalid JSON"),
    ("cut twice", [act.content('{"fa', "length")] * 2, ErrorClass.UNPARSABLE, "length limit"),
    ("off its schema twice", [act.content('{"facts": [{"slot": 1}]}')] * 2, ErrorClass.UNPARSABLE, "facts.0.slot"),
    ("empty twice", [act.content(None)] * 2, ErrorClass.UNPARSABLE, "Invalid JSON"),
    ("half a surrogate twice", [act.content(r'{"facts": ["\ud83d"]}')] * 2, ErrorClass.UNPARSABLE, "hex escape"),
    ("damaged, then refused", [BAD, act.content(None, refusal="no")], ErrorClass.REFUSED, "declined"),
    ("damaged, then down", [BAD, act.status(502)], ErrorClass.PROVIDER_OUTAGE, "502"),
]


@pytest.fixture
def turn() -> TurnRecorded:
    return recorded("I live in Lisbon.").data


async def _ask(url: str, turn: TurnRecorded, **settings: object) -> Reply:
    chosen = ExtractorSettings(**settings)  # type: ignore[arg-type]
    async with open_client(chosen, ModelSettings(openai_base_url=url)) as client:
        return await Model(client, chosen, "m").ask([turn])


async def _failure(url: str, turn: TurnRecorded, **settings: object) -> Failure:
    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one it is, is what is tested
        await _ask(url, turn, **settings)
    assert isinstance(raised.value, Exception)
    failure = classify(raised.value)
    assert failure is not None, f"{raised.value!r} is in no table"
    return failure


@pytest.mark.parametrize(
    ("acts", "error_class", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
async def test_a_fault_has_its_class_and_says_what_happened(
    turn: TurnRecorded, acts: list[Act], error_class: ErrorClass, words: str
):
    async with scripted_model() as model:
        model.on("", *acts)
        failure = await _failure(model.url, turn)

    assert failure.error_class is error_class
    assert words in failure.message
    assert len(model.requests) == len(acts)


async def test_a_refused_connection_is_an_outage(turn: TurnRecorded):
    async with scripted_model() as model:
        url = model.url

    failure = await _failure(url, turn)

    assert failure.error_class is ErrorClass.PROVIDER_OUTAGE
    assert "cannot be reached" in failure.message


async def test_a_connection_reset_the_moment_it_is_made_is_never_a_bug_of_ours(turn: TurnRecorded):
    resets = 0

    async def reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal resets
        resets += 1
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    server = await asyncio.start_server(reset, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        failures = [await _failure(url, turn) for _ in range(30)]

    assert resets >= 30, "the fault did not happen"
    assert {failure.error_class for failure in failures} <= {ErrorClass.PROVIDER_OUTAGE, ErrorClass.INTERRUPTED}


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "dripping"])
async def test_an_answer_that_does_not_come_in_time_is_an_outage(turn: TurnRecorded, silent: bool):
    async with scripted_model() as model:
        model.on("", act.hold(asyncio.Event()) if silent else act.drip())
        failure = await _failure(model.url, turn, model_timeout=1)

    assert failure == Failure(ErrorClass.PROVIDER_OUTAGE, "The provider did not answer in time.", Blame.UNCLEAR)


async def test_the_provider_s_own_delay_is_read_in_each_of_its_forms(turn: TurnRecorded):
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    forms = [{"retry_after": "7"}, {"retry_after_ms": "2500"}, {"retry_after": later}, {}, {"retry_after": "soon"}]
    async with scripted_model() as model:
        model.on("", *(act.status(429, {}, **form) for form in forms))
        found = [(await _failure(model.url, turn)).retry_after for _ in forms]

    assert found[:2] == [7.0, 2.5]
    assert found[2] is not None
    assert 0 < found[2] <= 40
    assert found[3:] == [None, None]


async def test_a_damaged_answer_is_given_back_once_with_what_is_wrong(turn: TurnRecorded):
    async with scripted_model() as model:
        model.on("", BAD)
        reply = await _ask(model.url, turn)

    first, second = (each.document for each in model.requests)
    assert second.pop("previous_answer") == "I am sorry, here are the facts:"
    assert "Invalid JSON" in second.pop("problem")
    assert second == first
    assert [each.quote for each in reply.facts] == ["I live in Lisbon."]
    assert reply.usage is not None
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (200, 20)


BLAMES: list[tuple[str, Act, Blame]] = [
    ("429", act.status(429), Blame.LOAD),
    ("quota", act.status(429, {"code": "insufficient_quota"}), Blame.PROVIDER),
    ("401", act.status(401), Blame.PROVIDER),
    ("403", act.status(403), Blame.PROVIDER),
    ("unknown model", act.status(404, {"code": "model_not_found"}), Blame.PROVIDER),
    ("a web page", HTML, Blame.PROVIDER),
    ("500", act.status(500), Blame.UNCLEAR),
    ("408", act.status(408), Blame.UNCLEAR),
    ("reset in the body", act.reset(), Blame.UNCLEAR),
    ("half of JSON", act.send(b'{"choices": ['), Blame.UNCLEAR),
    ("too long", act.status(400, {"code": "context_length_exceeded"}), Blame.TURN),
    ("policy", act.status(403, {"code": "content_filter"}), Blame.TURN),
    ("422", act.status(422), Blame.TURN),
]


@pytest.mark.parametrize(("fault", "blame"), [each[1:] for each in BLAMES], ids=[each[0] for each in BLAMES])
async def test_a_fault_speaks_against_the_provider_or_the_turn(turn: TurnRecorded, fault: Act, blame: Blame):
    async with scripted_model() as model:
        model.on("", fault)
        failure = await _failure(model.url, turn)

    assert failure.blame is blame


async def test_a_refused_connection_is_never_the_turn_s_fault(turn: TurnRecorded):
    async with scripted_model() as model:
        url = model.url

    assert (await _failure(url, turn)).blame is Blame.LOAD


CUT = json.dumps({"facts": [act.fact("I live"), act.fact("in Lisbon")]})


async def test_the_whole_facts_of_a_cut_answer_are_kept_and_the_rest_is_asked_for(turn: TurnRecorded):
    async with scripted_model() as model:
        model.on("", act.content(CUT[:-20], "length"), act.answer([act.fact("in Lisbon"), act.fact("I live")]))
        reply = await _ask(model.url, turn)

    assert [each.quote for each in reply.facts] == ["I live", "in Lisbon"]
    document = model.requests[1].document
    assert document["understood"] == [act.fact("I live")]
    assert document["problem"].endswith("answer with all the others, in the same form.")


async def test_an_answer_that_is_whole_but_was_cut_is_not_believed_to_be_all(turn: TurnRecorded):
    async with scripted_model() as model:
        model.on("", act.content(CUT, "length"), act.answer([act.fact("Lisbon.")]))
        reply = await _ask(model.url, turn)

    assert [each.quote for each in reply.facts] == ["I live", "in Lisbon", "Lisbon."]


async def test_an_answer_that_stays_unreadable_is_kept_with_the_failure(turn: TurnRecorded):
    async with scripted_model() as model:
        model.on("", act.content("first\x00" + "x" * 20_000), act.content("second " + "y" * 20_000))
        failure = await _failure(model.url, turn)

    assert failure.answer is not None
    assert len(failure.answer) <= ANSWER_LIMIT
    assert failure.answer.startswith("firstxxx")
    assert "second" in failure.answer
    assert "\x00" not in failure.answer


async def test_half_a_completion_is_kept_with_the_failure(turn: TurnRecorded):
    async with scripted_model() as model:
        model.on("", act.send(b'{"choices": ['))
        failure = await _failure(model.url, turn)

    assert failure.answer == '{"choices": ['


async def test_the_request_asks_for_the_schema_and_holds_the_turn(turn: TurnRecorded):
    async with scripted_model() as model:
        await _ask(model.url, turn)

    body = model.requests[0].body
    assert body["model"] == "m"
    assert body["temperature"] == 0
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "afterthought-prompt: facts-2" in body["messages"][0]["content"].splitlines()
    assert model.requests[0].document["messages"] == [{"id": "m1", "content": "I live in Lisbon."}]


async def test_json_mode_and_no_temperature_are_a_matter_of_settings(turn: TurnRecorded):
    async with scripted_model() as model:
        await _ask(model.url, turn, response_format="json_object", temperature="")

    body = model.requests[0].body
    assert body["response_format"] == {"type": "json_object"}
    assert "temperature" not in body


async def test_the_sdk_tries_again_only_as_often_as_it_is_told(turn: TurnRecorded):
    async with AsyncExitStack() as stack:
        calls: list[ScriptedModel] = []
        for retries in (0, 1):
            model = await stack.enter_async_context(scripted_model())
            model.on("", *[act.status(500, retry_after_ms="1")] * 3)
            await _failure(model.url, turn, model_retries=retries)
            calls.append(model)

    assert [len(model.requests) for model in calls] == [1, 2]
