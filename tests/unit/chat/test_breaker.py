"""The publish breaker by an injected clock: when it opens, whom it lets through, what closes it."""

from services.chat.breaker import FAILURES, QUIET_SECONDS, PublishBreaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[PublishBreaker, Clock]:
    clock = Clock()
    breaker = PublishBreaker(clock)
    for _ in range(FAILURES):
        breaker.failed()
    assert breaker.is_open
    return breaker, clock


def test_it_opens_after_three_failures_in_a_row():
    breaker = PublishBreaker(Clock())
    for expected in (False, False, True):
        assert breaker.admits()
        breaker.failed()
        assert breaker.is_open is expected


def test_a_success_between_failures_keeps_it_closed():
    breaker = PublishBreaker(Clock())
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert not breaker.is_open
    assert breaker.problem == ""


def test_while_open_it_admits_one_turn_each_quiet_time():
    breaker, clock = opened()
    assert not breaker.admits()
    clock.now += QUIET_SECONDS
    assert [breaker.admits() for _ in range(100)] == [True] + [False] * 99
    clock.now += QUIET_SECONDS - 0.01
    assert not breaker.admits()
    clock.now += 0.01
    assert breaker.admits()


def test_while_the_relay_tries_no_turn_is_admitted():
    breaker, clock = opened()
    for _ in range(100):
        clock.now += QUIET_SECONDS * 0.6
        assert not breaker.admits()
        breaker.attempted()
        breaker.failed()


def test_after_a_quiet_time_it_is_no_problem_until_the_next_turn_has_failed():
    breaker, clock = opened()
    assert "outbox" in breaker.problem
    clock.now += QUIET_SECONDS
    assert breaker.problem == ""
    assert breaker.admits()
    assert breaker.problem
    breaker.failed()
    assert breaker.is_open


def test_the_first_success_closes_it_and_it_takes_three_failures_to_open_again():
    breaker, _ = opened()
    breaker.succeeded()
    assert not breaker.is_open
    assert breaker.admits()
    breaker.failed()
    breaker.failed()
    assert not breaker.is_open
