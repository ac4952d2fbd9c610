"""The events as models: what they accept, what they refuse, and that strangers can read them."""

import json
from datetime import UTC, datetime, timedelta, timezone

import jsonschema
import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.envelope import BATCH, BATCH_LIMIT, EVENT_MODELS, ONE, encode, encode_batch, routing_key, wrap
from contracts.events import MESSAGE_LIMIT, Lane, TurnRecorded, UserMessage
from contracts.examples import examples
from contracts.generate import schema
from contracts.identifiers import event_id_for, fact_id_for, new_id, turn_id_for

KINDS = sorted(EVENT_MODELS)


def turn(**changes: object) -> dict[str, object]:
    """A turn's fields as JSON would hold them."""
    return {
        "tenant_id": "default",
        "user_id": "ada",
        "session_id": "s",
        "turn_id": str(new_id()),
        "said_at": "2026-11-22T10:00:00Z",
        "message": {"id": "m", "content": "I live in Lisbon."},
    } | changes


def test_every_event_type_has_an_example():
    assert sorted(examples()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_survives_the_wire(kind):
    event = examples()[kind]
    assert BATCH.validate_json(encode_batch([encode(event)])) == [event]


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_obeys_its_published_schema(kind):
    document = json.loads(encode(examples()[kind]))
    jsonschema.Draft202012Validator(schema(kind)).validate(document)


@pytest.mark.parametrize("kind", KINDS)
def test_an_envelope_round_trips_through_the_cloudevents_sdk(kind):
    ours = examples()[kind]
    theirs = JSONFormat().read(CloudEvent, encode(ours))
    assert theirs.get_type() == kind
    assert theirs.get_id() == str(ours.id)
    assert theirs.get_time() == ours.time
    assert ONE.validate_json(JSONFormat().write(theirs)) == ours


@given(content=st.text(min_size=1, max_size=200).filter(lambda text: "\x00" not in text), lane=st.sampled_from(Lane))
def test_any_turn_survives_the_wire(content, lane):
    data = TurnRecorded.model_validate(turn(message={"id": "m", "content": content}, lane=lane))
    event = wrap(data, "/chat")
    (back,) = BATCH.validate_json(encode_batch([encode(event)]))
    assert back == event


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"user_id": ""}, "user_id"),
        ({"user_id": "a\nb"}, "user_id"),
        ({"session_id": "x" * 257}, "session_id"),
        ({"turn_id": "42"}, "turn_id"),
        ({"said_at": "2026-11-22T10:00:00"}, "said_at"),
        ({"said_at": "1969-12-31T23:59:59Z"}, "said_at"),
        ({"said_at": "9999-12-31T23:59:59-14:00"}, "said_at"),
        ({"generation": 0}, "generation"),
        ({"lane": "fast"}, "lane"),
        ({"message": {"id": "m", "content": ""}}, "content"),
        ({"message": {"id": "m", "content": "a\x00b"}}, "content"),
        ({"message": {"id": "m", "content": "x" * (MESSAGE_LIMIT + 1)}}, "content"),
        ({"context": [{"role": "user", "content": "hi"}] * 21}, "context"),
    ],
)
def test_what_is_off_contract_is_refused_by_field(changes, field):
    with pytest.raises(ValidationError) as caught:
        TurnRecorded.model_validate(turn(**changes))
    assert field in str(caught.value.errors()[0]["loc"])


def test_a_reader_ignores_what_a_newer_producer_added():
    data = TurnRecorded.model_validate(turn(mood="sunny"))
    assert data == TurnRecorded.model_validate(turn(turn_id=str(data.turn_id)))


def test_times_are_kept_in_utc():
    lisbon_summer = timezone(timedelta(hours=1))
    data = TurnRecorded.model_validate(turn(said_at=datetime(2026, 7, 1, 12, tzinfo=lisbon_summer)))
    assert data.said_at == datetime(2026, 7, 1, 11, tzinfo=UTC)
    assert data.said_at.tzinfo is UTC


def test_a_batch_holds_one_to_a_hundred_events():
    event = encode(examples()["turn.recorded.v1"])
    assert len(BATCH.validate_json(encode_batch([event] * BATCH_LIMIT))) == BATCH_LIMIT
    for count in (0, BATCH_LIMIT + 1):
        with pytest.raises(ValidationError):
            BATCH.validate_json(encode_batch([event] * count))


def test_a_repeat_has_the_same_ids_and_anything_else_has_others():
    same = turn_id_for("default", "ada", "m-1")
    assert same == turn_id_for("default", "ada", "m-1")
    others = {
        turn_id_for("default", "ada", "m-2"),
        turn_id_for("default", "bob", "m-1"),
        turn_id_for("acme", "ada", "m-1"),
        event_id_for(same, "facts.extracted.v1", 1, 1),
        event_id_for(same, "facts.extracted.v1", 1, 2),
        event_id_for(same, "facts.extracted.v1", 2, 1),
        fact_id_for(same, 0),
        fact_id_for(same, 1),
    }
    assert len(others) == 8
    assert same not in others


def test_the_ids_of_one_turns_events_follow_from_the_turn():
    data = TurnRecorded.model_validate(turn())
    assert wrap(data, "/chat").id == wrap(data, "/store").id


def test_a_turn_is_routed_by_its_lane_and_all_else_by_its_type():
    for kind, event in examples().items():
        expected = f"{kind}.live" if kind == "turn.recorded.v1" else kind
        assert routing_key(event) == expected
    bulk = TurnRecorded.model_validate(turn(lane="bulk"))
    assert routing_key(wrap(bulk, "/chat")) == "turn.recorded.v1.bulk"


def test_user_words_are_never_changed_on_the_way():
    content = "  I’m “Ada” \u200b— née Ünal\r\n\t"
    assert UserMessage(id="m", content=content).content == content
