"""Numbers and moments as the page writes them."""

from math import nan

import pytest

from services.ops.web.words import ago, amount, counted, percent, span


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (None, "–"),
        (nan, "–"),
        (0.0421, "42 ms"),
        (1.26, "1.3 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (95, "1 min 35 s"),
        (3_600, "1 h"),
        (7_830, "2 h 10 min"),
        (4 * 86_400, "4 d"),
    ],
)
def test_durations(seconds, written):
    assert ago(seconds) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (None, "–"),
        (nan, "–"),
        (7.0, "7"),
        (12_345, "12\u202f345"),
        (123_456, "123 k"),
        (2_500_000, "2.5 M"),
        (1.5, "1.5"),
    ],
)
def test_numbers(number, written):
    assert amount(number) == written


def test_counts_and_shares():
    assert (counted(1, "turn"), counted(0, "turn")) == ("1 turn", "0 turns")
    assert (percent(None), percent(1.0), percent(0.99999)) == ("–", "100 %", "99.9 %")


def test_a_fact_that_held_within_a_day_shows_the_time():
    fact = {"valid_from": "2026-11-22T10:00:00Z", "valid_to": "2026-11-22T11:30:00Z"}
    assert span(fact) == "2026-11-22 10:00:00 – 11:30:00"
    assert span(fact | {"valid_to": "2026-11-23T00:00:00Z"}) == "2026-11-22 – 2026-11-23"
    assert span(fact | {"valid_to": None}) == "2026-11-22 – now"
