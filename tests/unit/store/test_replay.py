"""Which letters may be replayed, decided without a database, and the turn that a letter or a row holds."""

import pytest

from contracts.envelope import encode, encode_batch
from contracts.events import ContextMessage
from contracts.identifiers import new_id
from services.store.plan import Plan
from services.store.replay import LAST_GENERATION, Reason, verdict
from services.store.repository import StoredLetter
from services.store.standing import Silence, Standing, UserKey
from services.store.states import discard
from services.store.steps import step_of
from services.store.turns import event_of, turn_of_body, turn_of_row
from tests.store import Told, fact, moment

TURN = Told(said=1)
DEAD = step_of(TURN.dead())
WORDS = TURN.recorded().data
ADA: UserKey = ("default", "ada")


def letter(error_class="unparsable", user="ada"):
    return StoredLetter(new_id(), "default", user, TURN.turn_id, 1, error_class, "open", b"")


def reason(found=None, job=DEAD, turn=WORDS, generation=2, standing=None, *, force=False):
    refused = verdict(found or letter(), job, turn, generation, {ADA: standing} if standing else {}, force=force)
    return refused and refused.reason


def test_a_dead_job_may_start_again():
    assert reason() is None
    assert reason(job=None) is None, "its letter was archived without effect"
    assert reason(standing=Standing(moment(0))) is None, "it was said after the erasure"
    assert reason(standing=Standing(silences=(Silence(moment(9), None),))) is None, "its job was there before"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"job": step_of(TURN.recorded())}, Reason.NOT_DEAD),
        ({"job": step_of(TURN.extracted(fact("likes", "jazz")))}, Reason.NOT_DEAD),
        ({"job": discard(DEAD, moment(9))}, Reason.NOT_DEAD),
        ({"found": letter(user="mallory")}, Reason.NOT_DEAD),
        ({"standing": Standing(moment(1))}, Reason.ERASED),
        ({"job": None, "standing": Standing(silences=(Silence(moment(9), None),))}, Reason.OPTED_OUT),
        ({"turn": None}, Reason.NO_TURN),
        ({"found": letter("context_too_long")}, Reason.BY_NAME_ONLY),
        ({"found": letter("refused")}, Reason.BY_NAME_ONLY),
        ({"generation": LAST_GENERATION + 1}, Reason.EXHAUSTED),
    ],
)
def test_others_are_refused_with_the_reason(given, expected):
    assert reason(**given) is expected


@pytest.mark.parametrize("error_class", ["context_too_long", "refused"])
def test_what_is_never_replayed_by_itself_is_replayed_by_force(error_class):
    assert reason(letter(error_class), force=True) is None


def test_a_stored_turn_is_the_turn_that_was_recorded():
    event = TURN.recorded()
    data = event.data.model_copy(update={"context": (ContextMessage(role="assistant", content="“Hm?”"),)})
    plan = Plan({}, {})
    plan.take(event.model_copy(update={"data": data}))
    (row,) = plan.turns
    again = event_of(turn_of_row(row), 3)
    assert again.data == data.model_copy(update={"generation": 3})
    assert again.source == "/store"
    assert again.id == TURN.recorded(generation=3).id, "the id follows from turn and generation"


@pytest.mark.parametrize("event", [TURN.recorded(), TURN.dead()])
def test_a_body_holds_its_turn(event):
    body = encode_batch([encode(event)])
    assert turn_of_body(body, "default", "ada", TURN.turn_id) == TURN.recorded().data
    assert turn_of_body(body, "default", "bob", TURN.turn_id) is None


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", encode_batch([encode(TURN.started())])])
def test_another_body_holds_none(body):
    assert turn_of_body(body, "default", "ada", TURN.turn_id) is None
