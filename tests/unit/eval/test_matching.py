"""Which values mean the same to the one who reads the labels, and which only share a word."""

import pytest

from tests.eval.matching import agrees, same_value
from tests.unit.eval.heard import expect


@pytest.mark.parametrize(
    ("accepted", "stored"),
    [
        ("Oslo", "oslo."),
        ("The Beatles", "Beatles"),
        ("Rex", "Rex (dog)"),
        ("nurse", "paediatric nurse"),
        ("St James's", "St. James's Hospital"),
        ("Lanzarote", "go to Lanzarote for two weeks in August"),
        ("B.Tech in electronics", "B.Tech in electronics from COEP"),
        ("flat in Tengah", "flat"),
        ("no meat", "eats no meat"),
    ],
)
def test_the_same_value_in_other_words_agrees(accepted, stored):
    assert same_value(accepted, stored)


@pytest.mark.parametrize(
    ("accepted", "stored"),
    [
        ("Oslo", "Bergen"),
        ("Mia", "daughter"),
        ("vegan", "no longer vegan"),
        ("no meat", "meat"),
        ("cat", "category theory"),
        ("Rome", "thinks about weather in Rome while friends plan dinner parties every other Saturday"),
        ("do residency in the UK", "in the"),
        ("paediatric intensive care nurse", "care"),
        ("Oslo", "…"),
    ],
)
def test_values_that_only_look_alike_do_not_agree(accepted, stored):
    assert not same_value(accepted, stored)


def test_slot_value_and_operation_must_all_be_accepted_ones():
    expected = expect("hobby|likes", "jazz | jazz music")

    assert agrees(expected, "likes", "Jazz music", "assert")
    assert not agrees(expected, "dislikes", "jazz", "assert")
    assert not agrees(expected, "likes", "opera", "assert")
    assert not agrees(expected, "likes", "jazz", "retract")
