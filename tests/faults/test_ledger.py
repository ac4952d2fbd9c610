"""The comparison finds what is lost, repeated or wrong: hand-made rows, no servers."""

from uuid import UUID

import pytest

from tests.faults.ledger import Entry, FactRow, Job, compare, is_open

ID = UUID(int=1)


def entry(**changes) -> Entry:
    fields = {"marker": "game 1", "user": "ada", "sent_at": 0.0, "job_id": ID, "answer": "queued"}
    return Entry(**{**fields, **changes})


def job(status: str = "completed", attempt: int = 1, error_class: str = "", ident: UUID = ID) -> Job:
    return Job(ident, "ada", status, attempt, error_class)


def fact(value: str = "game 1", confirmations: int = 0) -> FactRow:
    return FactRow("ada", value, confirmations)


def judge(said: Entry, jobs: list[Job], facts: list[FactRow], most: dict[str, int] | None = None):
    return compare([said], {each.id: each for each in jobs}, facts, most)


def test_a_kept_promise_is_clean():
    assert judge(entry(), [job()], [fact()]).clean


@pytest.mark.parametrize("answer", ["queued", "deferred"])
def test_an_acknowledged_turn_without_a_job_is_lost(answer):
    verdict = judge(entry(answer=answer), [], [])
    assert (len(verdict.lost), verdict.wrong_status) == (1, [])


def test_completed_without_its_fact_is_lost_and_a_wrong_status():
    verdict = judge(entry(), [job()], [])
    assert (len(verdict.lost), len(verdict.wrong_status)) == (1, 1)


@pytest.mark.parametrize("status", ["queued", "processing", "retrying"])
def test_a_job_that_never_ends_is_a_wrong_status_even_with_its_fact(status):
    verdict = judge(entry(), [job(status)], [fact()])
    assert "stuck" in verdict.wrong_status[0]
    assert verdict.lost == []


def test_dead_though_it_should_not_be():
    verdict = judge(entry(), [job("dead", error_class="unparsable")], [])
    assert (len(verdict.lost), len(verdict.wrong_status)) == (1, 1)


def test_a_poison_turn_must_be_dead_of_its_cause_and_leave_no_fact():
    poison = entry(expected="dead", cause="unparsable")
    assert judge(poison, [job("dead", 4, "unparsable")], []).clean
    assert judge(poison, [job("dead", 4, "refused")], []).wrong_status
    assert judge(poison, [job()], [fact()]).wrong_status
    assert judge(poison, [job("dead", 4, "unparsable")], [fact()]).wrong_status


def test_a_dead_turn_may_be_made_good_once_its_cause_is_gone():
    cured = entry(expected="dead", cause="unparsable", cured=True)
    assert judge(cured, [job()], [fact()]).clean
    assert judge(cured, [job("dead", 4, "unparsable")], []).clean
    assert judge(cured, [job()], []).lost
    assert judge(cured, [job("dead", 4, "unparsable")], [fact()]).wrong_status


def test_two_rows_of_one_marker_are_duplicates():
    assert len(judge(entry(), [job()], [fact(), fact()]).duplicated) == 1


def test_a_confirmation_of_what_was_said_once_is_a_duplicate():
    assert len(judge(entry(), [job()], [fact(confirmations=1)]).duplicated) == 1


def test_a_turn_without_a_promise_may_be_missing_but_not_be_there_twice():
    unknown = entry(answer="unknown", job_id=None)
    assert judge(unknown, [], []).clean
    assert judge(unknown, [job()], [fact()]).clean
    assert judge(unknown, [], [fact(), fact()]).duplicated
    assert judge(unknown, [job(), job(ident=UUID(int=2))], [fact()]).duplicated


def test_half_a_fact_is_a_wrong_status():
    assert len(judge(entry(), [job()], [fact(), fact("gam")]).wrong_status) == 1


def test_an_attempt_is_wrongly_spent_unless_the_fault_may_cost_one():
    assert len(judge(entry(), [job(attempt=2)], [fact()]).attempts) == 1
    assert judge(entry(), [job(attempt=2)], [fact()], {"game 1": 2}).clean
    assert len(judge(entry(), [job(attempt=3)], [fact()], {"game 1": 2}).attempts) == 1


def test_the_same_words_of_another_user_are_not_ours():
    verdict = compare([entry()], {ID: job()}, [FactRow("bob", "game 1", 0)])
    assert verdict.lost


def test_only_acknowledged_turns_are_waited_for():
    assert is_open(entry(), {})
    assert is_open(entry(), {ID: job("processing")})
    assert not is_open(entry(), {ID: job("dead")})
    assert not is_open(entry(answer="unavailable"), {})
