"""The breaker without I/O: what opens it, what closes it, and whom a failure speaks against."""

from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from contracts.events import ErrorClass
from services.extractor.breaker import LONGEST_WAIT, Breaker, Leave, Tally
from services.extractor.errors import Blame
from services.extractor.failures import Failure

SILENCE = Failure(ErrorClass.PROVIDER_OUTAGE, "silence", Blame.UNCLEAR)
BUSY = Failure(ErrorClass.PROVIDER_OUTAGE, "429", Blame.LOAD)
NO_KEY = Failure(ErrorClass.PROVIDER_OUTAGE, "401", Blame.PROVIDER)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Case:
    """A breaker with its clock and what it told."""

    def __init__(self, failures: int = 5) -> None:
        self.clock = Clock()
        self.told: list[bool] = []
        self.breaker = Breaker(failures, 5.0, changed=self.told.append, clock=self.clock)

    def admit(self) -> Leave:
        leave = self.breaker.admit()
        assert leave is not None
        return leave

    def fail(self, failure: Failure = SILENCE, turn: UUID | None = None, since: Tally | None = None) -> bool:
        """A call begins and fails."""
        leave = self.admit()
        return self.breaker.failed(leave, failure, turn or uuid4(), since or leave.tally)

    def answer(self) -> None:
        """A call begins and is answered."""
        self.breaker.answered(self.admit())


@pytest.fixture
def case() -> Case:
    return Case()


@pytest.mark.parametrize("failure", [SILENCE, BUSY])
def test_it_opens_after_so_many_failures_in_a_row(case: Case, failure: Failure):
    for _ in range(4):
        case.fail(failure)
    assert case.told == []
    case.fail(failure)

    assert case.breaker.open
    assert case.breaker.problem == f"paused: {failure.message}"
    assert case.told == [True]
    assert case.breaker.admit() is None


def test_an_answer_in_between_starts_the_count_again(case: Case):
    for _ in range(3):
        for _ in range(4):
            case.fail()
        case.answer()

    assert not case.breaker.open


def test_what_every_turn_would_meet_opens_it_at_once(case: Case):
    case.fail(NO_KEY)

    assert case.breaker.open


def test_one_turn_that_fails_again_and_again_does_not_open_it_alone(case: Case):
    turn = uuid4()
    for _ in range(50):
        assert not case.fail(SILENCE, turn), "nobody else was answered, so nobody knows"
    assert not case.breaker.open

    for _ in range(4):
        case.fail()
    assert case.breaker.open


def test_a_busy_provider_is_no_turn_s_fault_however_often_others_are_answered(case: Case):
    for _ in range(50):
        case.answer()
        assert not case.fail(BUSY, since=Tally())


def test_a_failure_is_the_turn_s_own_when_more_calls_were_answered_than_failed_meanwhile(case: Case):
    leave = case.admit()
    case.answer()
    case.fail()
    assert not case.breaker.failed(leave, SILENCE, uuid4(), leave.tally), "as many failed as were answered"
    leave = case.admit()
    case.answer()

    assert case.breaker.failed(leave, SILENCE, uuid4(), leave.tally)


def test_failures_of_a_turn_s_own_do_not_open_it(case: Case):
    for _ in range(50):
        leave = case.admit()
        case.answer()
        case.breaker.failed(leave, SILENCE, uuid4(), leave.tally)

    assert not case.breaker.open


def test_one_call_probes_when_it_is_time_and_its_answer_closes(case: Case):
    case.fail(NO_KEY)
    assert case.breaker.wait == 5.0
    case.clock.now += 4.9
    assert case.breaker.admit() is None
    case.clock.now += 0.1
    probe = case.admit()
    assert case.breaker.admit() is None, "one probe at a time"
    case.breaker.answered(probe)

    assert not case.breaker.open
    assert case.breaker.problem == ""
    assert case.told == [True, False]
    case.admit()


def test_a_failed_probe_waits_again_under_its_own_reason(case: Case):
    case.fail(NO_KEY)
    case.clock.now += 5
    case.fail(SILENCE)

    assert case.breaker.reason == "silence"
    assert case.breaker.wait == 5.0
    assert case.told == [True]


def test_an_answer_to_a_call_from_before_the_opening_does_not_close_it(case: Case):
    early = case.admit()
    case.fail(NO_KEY)
    case.breaker.answered(early)

    assert case.breaker.open


def test_an_abandoned_probe_makes_room_and_an_abandoned_call_does_not(case: Case):
    early = case.admit()
    case.fail(NO_KEY)
    case.clock.now += 5
    probe = case.admit()
    case.breaker.abandoned(early)
    assert case.breaker.admit() is None
    case.breaker.abandoned(probe)

    assert case.breaker.admit() is not None


@pytest.mark.parametrize(
    ("asked", "waits"), [(None, 5.0), (0.0, 1.0), (-3.0, 1.0), (7.0, 7.0), (86_400.0, LONGEST_WAIT)]
)
def test_the_provider_s_own_delay_is_honoured_within_bounds(case: Case, asked: float | None, waits: float):
    case.fail(Failure(ErrorClass.PROVIDER_OUTAGE, "quota", Blame.PROVIDER, asked))

    assert case.breaker.wait == waits


def test_a_late_answer_of_a_busy_provider_postpones_the_probe_and_never_advances_it(case: Case):
    early = [case.admit() for _ in range(3)]
    case.fail(NO_KEY)
    for leave, asked in zip(early, (20.0, 2.0, None), strict=True):
        failure = Failure(ErrorClass.PROVIDER_OUTAGE, "429", Blame.LOAD, asked)
        case.breaker.failed(leave, failure, uuid4(), leave.tally)

    assert case.breaker.wait == 20.0


class BreakerMachine(RuleBasedStateMachine):
    """Any order of calls and ends: never two probes, never stuck, never a call that nobody may make."""

    def __init__(self) -> None:
        super().__init__()
        self.case = Case(failures=3)
        self.under_way: list[Leave] = []

    @rule()
    def begin(self) -> None:
        leave = self.case.breaker.admit()
        if leave is not None:
            assert leave.probe == self.case.breaker.open
            self.under_way.append(leave)

    @rule(seconds=st.floats(0, 400))
    def wait(self, seconds: float) -> None:
        self.case.clock.now += seconds

    @precondition(lambda self: self.under_way)
    @rule(data=st.data(), failure=st.sampled_from([SILENCE, BUSY, NO_KEY, None]), dropped=st.booleans())
    def end(self, data: st.DataObject, failure: Failure | None, dropped: bool) -> None:
        leave = self.under_way.pop(data.draw(st.integers(0, len(self.under_way) - 1)))
        if not dropped and failure is None:
            self.case.breaker.answered(leave)
        elif not dropped and failure is not None:
            self.case.breaker.failed(leave, failure, uuid4(), leave.tally)
        self.case.breaker.abandoned(leave)

    @invariant()
    def one_probe_at_most(self) -> None:
        if self.case.breaker.open:
            assert sum(leave is self.case.breaker._probing for leave in self.under_way) <= 1

    @invariant()
    def what_it_told_is_what_it_is(self) -> None:
        assert (self.case.told[-1:] == [True]) == self.case.breaker.open

    @invariant()
    def somebody_may_call_or_is_calling_or_will_be_let(self) -> None:
        breaker = self.case.breaker
        assert not breaker.open or breaker._probing in self.under_way or breaker.wait <= LONGEST_WAIT


BreakerMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestBreakerMachine = BreakerMachine.TestCase
