"""The comparison finds what is lost, repeated or wrong: hand-made rows, no servers."""

from datetime import UTC, datetime, timedelta
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


DAY = datetime(2026, 11, 1, tzinfo=UTC)


def moved(*towns: tuple[str, float, float | None], **changes):
    """Judge moves of one user: (town, hour it was said at, hour that it holds until), in order of arrival."""
    entries, jobs, facts = [], {}, []
    for number, (town, said, until) in enumerate(towns, start=1):
        ident, said_at = UUID(int=number), DAY + timedelta(hours=said)
        fields = {"said_at": said_at, "moves": True, **changes}
        entries.append(entry(marker=town, job_id=ident, **fields))
        jobs[ident] = Job(ident, "ada", "completed", 1, "", said_at=said_at)
        valid_to = None if until is None else DAY + timedelta(hours=until)
        facts.append(FactRow("ada", town, 0, "home_city", said_at, ident, valid_to))
    return compare(entries, jobs, facts)


def test_what_was_said_last_is_current_whatever_arrived_last():
    assert moved(("Porto", 1, 2), ("Lisbon", 2, None)).clean
    assert moved(("Lisbon", 2, None), ("Porto", 1, 2)).clean
    assert moved(("Lisbon", 2, None), ("Porto", 1, 1.5), ("Faro", 1.5, 2)).clean
    assert moved(("Porto", 1, 1), ("Lisbon", 1, None)).clean, "at the same moment the turn's id decides"


@pytest.mark.parametrize(
    "towns",
    [
        [("Porto", 1, None), ("Lisbon", 2, 1)],
        [("Porto", 1, None), ("Lisbon", 2, None)],
        [("Porto", 1, 2), ("Lisbon", 2, 3)],
        [("Porto", 1, 3), ("Lisbon", 2, None)],
        [("Porto", 1, 3), ("Lisbon", 2, 3), ("Faro", 3, None)],
        [("Lisbon", 1, 1), ("Porto", 1, None), ("Faro", 1, None)],
    ],
)
def test_another_one_current_or_an_end_that_is_not_the_next_ones_beginning_is_wrong(towns):
    assert moved(*towns).wrong_status


def test_a_fact_of_another_moment_or_slot_is_wrong():
    assert moved(("Porto", 1, None), said_at=DAY).wrong_status
    assert moved(("Porto", 1, None), moves=False).wrong_status
    assert moved(("Porto", 1, None), said_at=None).clean, "then the chat service's clock has said when"
