"""How long chats ask a silent store, by an injected clock: when they stop, who finds out, what has them ask again."""

from services.chat.patience import FAILURES, PAUSE_SECONDS, Patience


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def lost() -> tuple[Patience, Clock]:
    clock = Clock()
    patience = Patience(clock)
    for _ in range(FAILURES):
        patience.failed()
    return patience, clock


def test_it_is_lost_by_failures_in_a_row():
    patience = Patience(Clock())
    for _ in range(2):
        patience.failed()
        patience.failed()
        patience.answered()
    assert not patience.is_lost
    assert not patience.may_try(), "everybody asks"
    for expected in (False, False, True):
        patience.failed()
        assert patience.is_lost is expected


def test_one_in_a_while_finds_out():
    patience, clock = lost()
    assert not patience.may_try()
    clock.now += PAUSE_SECONDS
    assert patience.may_try()
    assert not patience.may_try(), "somebody does already"
    clock.now += PAUSE_SECONDS - 0.1
    patience.failed()
    clock.now += PAUSE_SECONDS - 0.1
    assert not patience.may_try(), "it has failed only just"
    clock.now += 0.1
    assert patience.may_try()
    assert patience.is_lost


def test_one_answer_wins_it_back():
    patience, clock = lost()
    clock.now += PAUSE_SECONDS
    assert patience.may_try()
    patience.answered()
    assert not patience.is_lost
