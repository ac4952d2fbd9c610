"""Dates become ISO 8601 by the moment at which they were said; what can be read in two ways says when that was."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store.dates import dated
from services.store.iso import covers, date_of

SAID = datetime(2026, 11, 22, 20, tzinfo=UTC)
"""A Sunday."""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("move to Berlin next month", "move to Berlin in 2026-12"),
        ("The user plans to move to Berlin next month.", "The user plans to move to Berlin in 2026-12."),
        ("started last month", "started in 2026-10"),
        ("saw a film yesterday", "saw a film on 2026-11-21"),
        ("by tomorrow", "by 2026-11-23"),
        ("the day after tomorrow", "on 2026-11-24"),
        ("trip to Peru next summer", "trip to Peru in summer 2027"),
        ("trip last winter", "trip in winter 2025/26"),
        ("by the end of next year", "by the end of 2027"),
        ("exam last Sunday", "exam on 2026-11-15"),
        ("exam next week", "exam in the week of 2026-11-23"),
        ("quit smoking two weeks ago", "quit smoking in the week of 2026-11-02"),
        ("a year ago", "in 2025"),
        ("in 2 days", "on 2026-11-24"),
        ("born in 2019", "born in 2019"),
        ("wedding on 5 June 2027", "wedding on 2027-06-05"),
        ("wedding on June 5th, 2027", "wedding on 2027-06-05"),
        ("March 2027", "2027-03"),
    ],
)
def test_a_date_is_shown_so_that_it_stays_true(said, shown):
    assert dated(said, SAID, ahead=True) == dated(said, SAID, ahead=False) == shown
    assert dated(shown, SAID + timedelta(400), ahead=True) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("move to Berlin in March", "move to Berlin in 2027-03"),
        ("in December", "in 2026-12"),
        ("marathon on June 5th", "marathon on 2027-06-05"),
        ("dinner on the 25th of December", "dinner on 2026-12-25"),
        ("exam on Friday", "exam on 2026-11-27"),
    ],
)
def test_what_lies_ahead_is_the_next_one_and_of_other_things_nobody_knows_the_year(said, shown):
    assert dated(said, SAID, ahead=True) == shown
    assert dated(said, SAID, ahead=False) == said


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("exam next Friday", "2026-11-22"),
        ("exam on Sunday", "2026-11-22"),
        ("hike this weekend", "2026-11-22"),
        ("lose 5 kg in a year", "2026-11-22"),
        ("read a lot over the next month", "2026-11-22"),
        ("next winter", "2026-11"),
        ("next December", "2026-11"),
    ],
)
def test_what_can_be_read_in_two_ways_says_when_it_was_said(said, since):
    assert dated(said, SAID, ahead=True) == f"{said}, as of {since}"
    assert dated(f"{said}, as of {since}", SAID + timedelta(400), ahead=True) == f"{said}, as of {since}"


@pytest.mark.parametrize(
    "said",
    [
        "march for peace",
        "watch Next Friday",
        "swim every Friday",
        "party on June 5th every year",
        "run in 4 hours",
        "dinner on June 31st",
        "volunteers at a food bank",
        "cook for the first time since March",
    ],
)
def test_what_is_no_date_stays_as_it_is(said):
    assert dated(said, SAID, ahead=True) == said


def test_a_year_ends_well():
    new_year = datetime(2027, 1, 1, 0, 5, tzinfo=UTC)
    assert dated("yesterday, last month, next month", new_year, ahead=True) == "on 2026-12-31, in 2026-12, in 2027-02"


@pytest.mark.parametrize("year", [1, 9999])
def test_a_wrong_clock_breaks_nothing(year):
    assert dated("yesterday and in 900 years", datetime(year, 1, 1, tzinfo=UTC), ahead=True)


PIECES = (
    "next last this the in on by a two 900 Friday March may 31st 5th of weekend summer winter years month ago from now "
    "tomorrow 2027 , ſeptember every"
)
texts = st.one_of(st.lists(st.sampled_from(PIECES.split()), max_size=8).map(" ".join), st.text(max_size=30))
moments = st.datetimes(timezones=st.just(UTC))


@given(texts, moments, st.booleans())
def test_any_text_can_be_read_at_any_moment(text, moment, ahead):
    assert dated(text, moment, ahead=ahead) or not text


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("May 17, 1990", "1990-05-17"),
        ("17th of May 1990", "1990-05-17"),
        ("born on 17 May 1990.", "1990-05-17"),
        ("1990-5-17", "1990-05-17"),
        ("17/05/1990", "1990-05-17"),
        ("05/17/1990", "1990-05-17"),
        ("17.05.1990", "1990-05-17"),
        ("in 1990", "1990"),
        ("May 1990", "1990-05"),
        ("June 5th", "--06-05"),
        ("Feb 29", "--02-29"),
    ],
)
def test_a_date_has_one_form(value, iso):
    assert date_of(value) == iso


@pytest.mark.parametrize("value", ["5/6/1990", "Feb 30 1990", "13/13/1990", "1990-13", "in May", "mid 1990", ""])
def test_what_is_not_one_date_has_none(value):
    assert date_of(value) == ""


@given(st.text())
def test_any_value_can_be_asked_for_its_date(value):
    assert date_of(value) == "" or value


def test_a_precise_date_covers_a_vague_one_and_not_the_other_way_round():
    for vague in ("1990", "1990-06", "--06-05", "1990-06-05"):
        assert covers("1990-06-05", vague)
    assert not covers("1990", "1990-06-05")
    assert not covers("1990-06-05", "--05-06")
