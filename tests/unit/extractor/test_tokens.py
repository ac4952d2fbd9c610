"""The estimate of tokens, and the sharing out of what a call cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events import Usage
from services.extractor.tokens import QUARTERS, estimate, quarters, share


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("I live in Lisbon with my two dogs and a cat.", 10, 14),
        ("Ich wohne in München und möchte später nach Zürich.", 12, 18),
        ("Я живу в Лиссабоне", 5, 10),
        ("أعيش في لشبونة", 12, 16),
        ("我住在里斯本。", 7, 10),
        ("リスボンに住んでいます", 11, 15),
        ("저는 리스본에 살아요", 9, 14),
        ("🎉🎉", 4, 4),
        ("4111-1111-1111-1111", 9, 12),
    ],
)
def test_it_is_on_the_high_side_and_not_absurd(text: str, least: int, most: int):
    assert least <= estimate(text) <= most


@given(st.text(), st.text())
def test_the_sum_of_the_parts_is_the_whole(first: str, second: str):
    assert quarters(first) + quarters(second) == quarters(first + second)
    assert QUARTERS * estimate(first) >= quarters(first) >= len(first)


@given(st.integers(0, 10**7), st.integers(0, 10**5), st.lists(st.integers(1, 10**6), min_size=1, max_size=100))
def test_shares_add_up_and_follow_the_lengths(inputs: int, outputs: int, weights: list[int]):
    shares = share(Usage(input_tokens=inputs, output_tokens=outputs), weights)

    assert sum(each.input_tokens for each in shares if each) == inputs
    assert sum(each.output_tokens for each in shares if each) == outputs
    for weight, each in zip(weights, shares, strict=True):
        assert each is not None
        assert abs(each.input_tokens - inputs * weight / sum(weights)) < 1


def test_what_is_not_known_is_nobody_s():
    assert share(None, [1, 2]) == [None, None]
