"""What becomes of a turn whose call failed, as a table."""

import pytest

from contracts.envelope import ExtractionRetryingEvent
from contracts.events import ErrorClass
from services.extractor.breaker import LONGEST_WAIT, Breaker, Tally
from services.extractor.errors import Blame
from services.extractor.failures import Failure
from services.extractor.policy import ACTIONS, Policy, Record
from services.kit.bus.decision import Dead, Hold, Park, Pause, RetryLater
from services.kit.bus.delivery import Delivery
from tests.bus import recorded

POLICY = Policy(delays=(5.0, 30.0), probe_seconds=5.0, turn_outages=3, park_after=600.0)
SILENCE = Failure(ErrorClass.PROVIDER_OUTAGE, "silence", Blame.UNCLEAR)
NOTHING = Record(0, Tally())


def in_hand(seconds: float = 0.0, *, held: int = 0, attempt: int = 1) -> Delivery:
    return Delivery(event=None, source=b"", in_hand=seconds, held=held, attempt=attempt)


def decide(failure: Failure, delivery: Delivery, own: int = 0):
    return POLICY.decide(failure, recorded().data, delivery, Record(own, Tally()))


def test_every_class_that_an_attempt_can_fail_with_has_an_action():
    # These three never come from a model call: the consumer and the broker give them.
    others = {ErrorClass.CONTRACT_VIOLATION, ErrorClass.DELIVERY_LIMIT, ErrorClass.OUR_FAULT}

    assert set(ACTIONS) == set(ErrorClass) - others


@pytest.mark.parametrize("error_class", [ErrorClass.CONTEXT_TOO_LONG, ErrorClass.REFUSED, ErrorClass.REQUEST_REJECTED])
def test_a_turn_that_can_never_succeed_dies_at_once(error_class: ErrorClass):
    assert decide(Failure(error_class, "no"), in_hand()) == Dead(error_class, "no")


@pytest.mark.parametrize("error_class", [ErrorClass.INTERRUPTED, ErrorClass.UNPARSABLE])
def test_a_passing_fault_waits_longer_each_time_and_then_the_turn_dies_with_the_answer(error_class: ErrorClass):
    failure = Failure(error_class, "x", answer="{")
    decisions = [decide(failure, in_hand(attempt=attempt)) for attempt in (1, 2, 3)]

    assert [each.delay for each in decisions if isinstance(each, RetryLater)] == [5.0, 30.0]
    assert decisions[2] == Dead(error_class, "x", "{")
    assert isinstance(decisions[0], RetryLater)
    [said] = decisions[0].publish
    assert isinstance(said, ExtractionRetryingEvent)
    assert (said.data.attempt, said.data.error_class, said.data.answer) == (1, error_class, "{")


def test_without_delays_the_first_failure_is_the_last():
    policy = Policy((), 5.0, 3, 600.0)

    decision = policy.decide(Failure(ErrorClass.UNPARSABLE, "x"), recorded().data, in_hand(), NOTHING)

    assert decision == Dead(ErrorClass.UNPARSABLE, "x")


@pytest.mark.parametrize(("held", "delay"), [(0, 1.0), (1, 2.0), (2, 4.0), (3, 5.0), (5_000, 5.0)])
def test_a_held_turn_is_asked_again_ever_more_slowly(held: int, delay: float):
    assert decide(SILENCE, in_hand(held=held)) == Hold("silence", delay, NOTHING)


@pytest.mark.parametrize(("asked", "delay"), [(0.0, 1.0), (7.0, 7.0), (86_400.0, LONGEST_WAIT)])
def test_the_provider_s_own_delay_holds_the_turn(asked: float, delay: float):
    busy = Failure(ErrorClass.PROVIDER_OUTAGE, "429", Blame.LOAD, asked)

    assert decide(busy, in_hand(held=9)) == Hold("429", delay, NOTHING)


@pytest.mark.parametrize(
    ("own", "seconds", "expected"),
    [
        (0, 0.0, Hold),
        (3, 599.0, Hold),
        (4, 0.0, RetryLater),
        (0, 600.0, Park),
        (1, 600.0, RetryLater),
    ],
)
def test_a_turn_spends_an_attempt_only_for_failures_of_its_own(own: int, seconds: float, expected: type):
    assert type(decide(SILENCE, in_hand(seconds), own)) is expected


def test_a_turn_that_failed_alone_to_the_end_says_so():
    assert decide(SILENCE, in_hand(attempt=3), own=4) == Dead(
        ErrorClass.INTERRUPTED, "silence Others were answered meanwhile."
    )


def test_an_open_breaker_pauses_until_its_probe_and_no_longer_than_a_turn_may_be_held():
    breaker = Breaker(1, 5.0, clock=lambda: 0.0)
    leave = breaker.admit()
    assert leave is not None
    turn = recorded().data.turn_id
    breaker.failed(leave, Failure(ErrorClass.PROVIDER_OUTAGE, "429", Blame.PROVIDER, 30.0), turn, Tally())

    assert POLICY.wait(in_hand(200.0), breaker, NOTHING) == Pause("429", 30.0, 400.0, NOTHING)
    assert isinstance(POLICY.wait(in_hand(600.0), breaker, NOTHING), Park)
