"""Known facts lead to known figures over conversations that have questions instead of labels."""

import pytest

from tests.eval.conversations.form import Conversation, Question
from tests.eval.conversations.measure import measure, tell_measured
from tests.unit.eval.heard import fact, heard, turn

TURIN = turn(1, "I live in Turin.")
OLIVE = turn(2, "My cat is Olive.")
ROME = turn(3, "I moved to Rome.")


def ask(answer, *evidence):
    return Question("?", answer, ("p",), tuple(evidence))


def run(*questions, failed=False):
    said = [
        heard(TURIN, fact("home_city", "Turin")),
        heard(OLIVE, failure="refused") if failed else heard(OLIVE),
        heard(ROME, fact("home_city", "Rome", quote="moved to Rome")),
    ]
    return measure([Conversation("talk", [TURIN, OLIVE, ROME], list(questions))], said)


def test_evidence_counts_each_turn_once_however_many_questions_name_it():
    measured = run(ask("Turin", "p-1"), ask("Turin and Olive", "p-1", "p-2"), ask("Olive", "p-2"))

    assert measured.evidence == pytest.approx(1 / 2)
    assert measured.facts_per_turn == pytest.approx(2 / 3)


def test_answers_are_looked_for_in_what_is_current():
    assert run(ask("Rome", "p-3")).answers == 1
    assert run(ask("Turin", "p-1")).answers == 0


def test_words_count_in_part_and_small_ones_not_at_all():
    measured = run(ask("In Rome with Olive", "p-3"))

    assert (measured.answers, measured.words) == (0, 0.5)


def test_nothing_asked_is_nothing_measured():
    measured = run(failed=True)

    assert (measured.evidence, measured.answers, measured.words) == (None, None, None)
    assert measured.failed == 1
    assert "evidence" in tell_measured("talk.json", "fake", measured)
