"""Known answers lead to known figures: each rule of docs/evaluation.md is here once."""

import pytest

from tests.eval.history import consolidate_all
from tests.eval.scoring import Verdict, count_ungrounded, judge, score
from tests.unit.eval.heard import expect, fact, heard, person, turn


def verdicts(labelled, *facts):
    return [verdict for _, verdict in judge(heard(labelled, *facts)).verdicts]


def end(current, past, *turns):
    """Score the end of a history."""
    extracted = [each.extracted for each in turns]
    who = person(*(each.turn for each in turns), current=current, past=past)
    return score(turns, [(who, consolidate_all(extracted))])


def test_precision_and_recall_are_counted_over_all_turns():
    first = turn(1, "I live in Oslo and I am a nurse.", [expect("home_city", "Oslo"), expect("occupation", "nurse")])
    second = turn(2, "My dog is Rex.", [expect("pet", "Rex")])
    third = turn(3, "Nice weather.", category="smalltalk")

    result = score(
        [
            heard(first, fact("home_city", "Oslo")),
            heard(second, fact("pet", "Rex (dog)"), fact("likes", "weather")),
            heard(third, fact("likes", "weather")),
        ],
        [],
    )

    assert result.total.expected == 3
    assert result.total.recall == pytest.approx(2 / 3)
    assert result.total.precision == pytest.approx(2 / 4)
    assert result.total.junk_rate == pytest.approx(2 / 4)
    assert result.slots["occupation"].recall == 0
    assert result.slots["pet"].precision == 1
    assert result.slots["likes"].precision == 0
    assert result.categories["smalltalk"].stored == 1
    assert result.categories["smalltalk"].recall is None


def test_optional_facts_count_neither_way():
    labelled = turn(1, "My wife Ana is here.", [expect("partner", "Ana")], [expect("relationship", "married")])

    without = score([heard(labelled, fact("partner", "Ana"))], [])
    with_it = score([heard(labelled, fact("partner", "Ana"), fact("relationship", "married"))], [])

    assert with_it.total.precision == without.total.precision == 1
    assert with_it.total.recall == without.total.recall == 1
    assert with_it.total.junk == 0


def test_one_fact_can_hold_two_that_are_expected():
    labelled = turn(1, "two, Ben and Zoe", [expect("family", "Ben"), expect("family", "Zoe")])
    judged = judge(heard(labelled, fact("family", "Ben and Zoe")))

    assert [verdict for _, verdict in judged.verdicts] == [Verdict.RIGHT]
    assert judged.missed == []


def test_what_the_turn_has_said_already_is_a_duplicate_and_no_second_right_one():
    labelled = turn(1, "I climb a lot.", [expect("hobby|likes", "climbing")])

    assert verdicts(labelled, fact("hobby", "climbing"), fact("likes", "climbing")) == [
        Verdict.RIGHT,
        Verdict.DUPLICATE,
    ]


@pytest.mark.parametrize(
    "stored",
    [
        fact("hometown", "Oslo"),
        fact("home_city", "Bergen"),
        fact("home_city", "Oslo", operation="retract"),
    ],
    ids=["slot", "value", "operation"],
)
def test_a_wrong_slot_value_or_operation_is_a_mistake_and_finds_nothing(stored):
    labelled = turn(1, "I live in Oslo.", [expect("home_city", "Oslo")])
    judged = judge(heard(labelled, stored))

    assert [verdict for _, verdict in judged.verdicts] == [Verdict.MISTAKEN]
    assert judged.missed == list(labelled.facts)


def test_what_is_about_nothing_expected_is_nonsense():
    labelled = turn(1, "I live in Oslo.", [expect("home_city", "Oslo")])

    assert verdicts(labelled, fact("pet", "Rex")) == [Verdict.NONSENSE]


def test_a_turn_that_failed_has_found_nothing():
    result = score([heard(turn(1, "I live in Oslo.", [expect("home_city", "Oslo")]), failure="refused")], [])

    assert result.total.recall == 0
    assert result.total.precision is None


@pytest.mark.parametrize(
    ("stored", "count"),
    [
        (fact("home_city", "Oslo", quote="live in Oslo"), 0),
        (fact("home_city", "Oslo", quote="live in oslo"), 1),
        (fact("home_city", "Oslo", quote="I moved to Oslo"), 1),
        (fact("home_city", "Oslo", quote=" "), 1),
    ],
    ids=["verbatim", "other-spelling", "invented", "blank"],
)
def test_a_quote_that_is_not_in_the_users_words_is_ungrounded(stored, count):
    assert count_ungrounded([heard(turn(1, "I live in Oslo."), stored)]) == count


def test_a_quote_of_another_message_is_ungrounded():
    said = heard(turn(1, "I live in Oslo."), fact("home_city", "Oslo", quote="live in Oslo"))
    assert said.extracted is not None
    moved = said.extracted.facts[0].model_copy(update={"message_id": "p-2"})
    elsewhere = said.extracted.model_copy(update={"facts": (moved,)})

    assert count_ungrounded([heard(said.turn), type(said)(said.turn, said.said, elsewhere)]) == 1


def test_a_current_fact_that_something_closed_is_a_wrong_supersede():
    oslo = expect("home_city", "Oslo")
    lives = heard(turn(1, "I live in Oslo.", [oslo]), fact("home_city", "Oslo"))
    visits = heard(turn(2, "I am in Rome this week.", category="passing"), fact("home_city", "Rome"))

    result = end([oslo], [], lives, visits)

    assert result.known == 1
    assert result.wrong_supersedes == [("p", oslo)]


def test_a_current_fact_that_was_closed_and_said_again_is_no_wrong_supersede():
    oslo = expect("home_city", "Oslo")
    lives = heard(turn(1, "I live in Oslo."), fact("home_city", "Oslo"))
    moved = heard(turn(2, "I moved to Rome."), fact("home_city", "Rome"))
    back = heard(turn(3, "I am back in Oslo."), fact("home_city", "Oslo"))

    assert end([oslo], [], lives, moved, back).wrong_supersedes == []


def test_a_current_fact_that_was_never_known_is_no_wrong_supersede():
    result = end([expect("home_city", "Oslo")], [], heard(turn(1, "I live in Oslo.")))

    assert (result.known, result.wrong_supersedes) == (0, [])


def test_a_past_fact_that_nothing_closed_is_stale():
    acme, rome = expect("employer", "Acme"), expect("home_city", "Rome")
    first = heard(turn(1, "I work at Acme, in Rome."), fact("employer", "Acme"), fact("home_city", "Rome"))
    then = heard(turn(2, "I left Acme."), fact("employer", "Acme", operation="retract"))

    result = end([], [acme, rome], first, then)

    assert result.past == 2
    assert result.stale == [("p", rome)]
