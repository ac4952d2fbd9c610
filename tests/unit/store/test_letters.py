"""What is archived of a dead letter, from each way one can come."""

import json
from datetime import UTC, datetime

import pytest

from contracts.envelope import encode, encode_batch
from contracts.topology import ERROR_CLASS_HEADER, ERROR_HEADER, ORIGIN_HEADER
from services.kit.bus.decision import Done, Pause
from services.kit.bus.delivery import Delivery
from services.store.letters import FINGERPRINT_LENGTH, LetterHandler, fingerprint, letter_of
from tests.store import Told

TURN = Told()
DEATH = {"queue": "extractor.turns", "reason": "delivery_limit", "time": datetime(2026, 11, 2, tzinfo=UTC), "count": 1}


def delivery(event=None, body=b"?", problem="", **given):
    source = body if event is None else encode_batch([encode(event)])
    return Delivery(event, source, problem=problem, **given)


@pytest.mark.parametrize(
    ("given", "error_class", "message"),
    [
        (delivery(TURN.dead()), "refused", "not this"),
        (
            delivery(TURN.started(), headers={ERROR_CLASS_HEADER: "our_fault", ERROR_HEADER: "KeyError: x"}),
            "our_fault",
            "KeyError: x",
        ),
        (
            delivery(TURN.recorded(), headers={"x-death": [DEATH]}),
            "delivery_limit",
            "the broker gave the message up in extractor.turns: delivery_limit",
        ),
        (
            delivery(TURN.recorded(), headers={"x-death": [DEATH | {"reason": "expired"}]}),
            "our_fault",
            "the broker gave the message up in extractor.turns: expired",
        ),
        (delivery(problem="type: missing"), "contract_violation", "type: missing"),
        (delivery(TURN.recorded()), "our_fault", "the message came without a cause"),
        (delivery(TURN.recorded(), headers={"x-death": "odd"}), "our_fault", "the message came without a cause"),
        (delivery(problem="?", headers={"x-death": [None]}), "contract_violation", "?"),
    ],
)
def test_the_cause_is_found_wherever_it_is_noted(given, error_class, message):
    letter = letter_of(given)
    assert (letter.error_class, letter.message) == (error_class, message)


def test_the_same_letter_has_the_same_id_and_others_have_others():
    event = TURN.recorded()
    letters = [
        delivery(event, message_id="m"),
        delivery(event, message_id="m", redelivered=True),
        delivery(event, message_id="n"),
        delivery(event, message_id="m", index=None, headers={ORIGIN_HEADER: "store.events"}),
        delivery(event),
        delivery(body=b"other"),
    ]
    ids = [letter_of(each).id for each in letters]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 5


def test_two_events_of_one_message_are_two_letters():
    body = encode_batch([encode(TURN.recorded()), encode(Told("other").recorded())])
    one, other = (letter_of(Delivery(None, body, index=index, message_id="m")) for index in (0, 1))
    assert one.id != other.id
    assert (one.body, other.body) == tuple(encode_batch([encode(each.recorded())]) for each in (TURN, Told("other")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("attempt 3 failed", "attempt 12 failed"),
        ("no job 0192e4a0-7b1c-7def-8a90-1234567890ab", "no job 0192e4a0-7b1c-7def-8a90-1234567890AC"),
        ("slot 'a' is unknown", "slot 'bcd' is unknown"),
    ],
)
def test_letters_of_one_cause_share_a_fingerprint(one, other):
    assert fingerprint("refused", one) == fingerprint("refused", other)
    assert fingerprint("refused", one) != fingerprint("our_fault", one)


def test_a_fingerprint_is_short_however_long_the_message():
    assert len(fingerprint("refused", "word " * 1_000)) == FINGERPRINT_LENGTH


def test_headers_are_archived_as_postgres_can_hold_them():
    odd = {"a\x00": b"\xff", "n": float("nan"), "when": datetime(2026, 1, 1, tzinfo=UTC), "deep": [{"x": (1, None)}]}
    headers = json.loads(letter_of(delivery(headers=odd)).headers)
    assert headers == {
        "a\ufffd": "base64:/w==",
        "n": "nan",
        "when": "2026-01-01T00:00:00+00:00",
        "deep": [{"x": [1, None]}],
    }


class Broken:
    """A repository that fails as it is told."""

    def __init__(self, *errors):
        self.errors = list(errors)

    def transaction(self):
        raise self.errors.pop(0)


async def test_a_letter_that_cannot_be_archived_is_held_and_never_sent_round():
    broken = Broken(KeyError("a bug"), KeyError("the same bug"))
    (decision,) = await LetterHandler(broken)([delivery(TURN.dead())])
    assert isinstance(decision, Pause)
    assert "cannot be archived" in decision.reason


async def test_letters_wait_while_postgres_is_away():
    decisions = await LetterHandler(Broken(ConnectionRefusedError("no")))([delivery(), delivery()])
    assert [type(each) for each in decisions] == [Pause, Pause]
    assert Done() not in decisions
