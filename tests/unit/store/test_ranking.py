"""The order of recall, as a pure function: each part of the score moves a fact as it should."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.store.ranking import ALWAYS, LISTED, Candidate, rank, relevances, score
from tests.store import DAY


def candidate(number=1, slot="likes", answers=0.0, days=0.0, confirmations=0):
    said = DAY - timedelta(days=days)
    return Candidate(UUID(int=number), slot, "jazz", "The user likes jazz.", said, None, confirmations, answers)


def order(*candidates, nearest=()):
    return [fact.fact_id.int for fact in rank(candidates, [UUID(int=number) for number in nearest], DAY)]


def test_what_fits_the_question_comes_first_and_what_is_always_needed_before_what_hardly_fits():
    facts = [candidate(1, answers=0.2), candidate(2, "name"), candidate(3), candidate(4, answers=0.9)]
    assert order(*facts) == [4, 2, 1, 3]


def test_of_two_that_fit_equally_the_fresh_and_the_confirmed_come_first():
    assert order(candidate(1, answers=0.5, days=400), candidate(2, answers=0.5)) == [2, 1]
    assert order(candidate(1, answers=0.5), candidate(2, answers=0.5, confirmations=3)) == [2, 1]


def test_a_confirmation_makes_an_old_fact_fresh():
    old = candidate(1, days=500)
    assert score(old._replace(confirmed_at=DAY, confirmations=1), 0.5, DAY) > score(candidate(), 0.5, DAY)


def test_age_halves_towards_a_floor_and_spares_what_is_always_needed():
    new, old, ancient = (score(candidate(days=days), 1.0, DAY) for days in (0, 180, 100_000))
    assert abs(old - 0.75 * new) < 1e-9
    assert abs(ancient - 0.5 * new) < 1e-9
    assert score(candidate(slot="allergy", days=100_000), 0, DAY) == score(candidate(slot="allergy"), 0, DAY)


def test_a_fact_from_the_future_is_as_fresh_as_todays():
    assert score(candidate(days=-30), 0.5, DAY) == score(candidate(), 0.5, DAY)


def test_rankings_are_fused_by_their_ranks():
    facts = [candidate(1, answers=0.9), candidate(2, answers=0.1), candidate(3)]
    fused = relevances(facts, [UUID(int=3), UUID(int=1)])
    assert fused == {
        UUID(int=1): (1 / 61 + 1 / 62) * 61 / 2,
        UUID(int=2): 1 / 62 * 61 / 2,
        UUID(int=3): 1 / 61 * 61 / 2,
    }
    assert relevances(facts, ()) == {UUID(int=1): 0.9, UUID(int=2): 0.1}


def test_what_both_rankings_put_first_beats_what_one_does_and_equal_answers_share_a_rank():
    assert order(candidate(1, answers=0.9), candidate(2, answers=0.8), candidate(3), nearest=[2, 3]) == [2, 1, 3]
    fused = relevances([candidate(1, answers=0.5), candidate(2, answers=0.5)], [UUID(int=9)])
    assert fused[UUID(int=1)] == fused[UUID(int=2)]


def test_only_the_nearest_few_count():
    fused = relevances([], [UUID(int=number) for number in range(50)])
    assert len(fused) == LISTED


candidates = st.builds(
    candidate,
    st.integers(1, 10_000),
    st.sampled_from(("likes", "name", "plan")),
    st.floats(0, 1),
    st.floats(-10, 4_000),
    st.integers(0, 100_000),
)


@given(st.lists(candidates, unique_by=lambda fact: fact.fact_id), st.data())
def test_the_order_depends_on_nothing_but_the_facts(facts, data):
    nearest = data.draw(st.lists(st.sampled_from(facts), unique=True) if facts else st.just([]))
    near = [fact.fact_id for fact in nearest]
    ranked = rank(facts, near, DAY)
    assert ranked == rank(data.draw(st.permutations(facts)), near, DAY)
    assert sorted(ranked) == sorted(facts)
    for fact, value in relevances(facts, near).items():
        assert 0 <= value <= 1, fact


def test_what_is_always_needed_are_slots():
    from contracts.slots import BY_NAME

    assert set(BY_NAME) >= ALWAYS
