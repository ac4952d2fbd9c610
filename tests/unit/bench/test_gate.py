"""The regression gate: what falls below 0.7 of the baseline, or is not measured any more, fails it."""

from tests.bench.quick import compare


def test_a_ratio_that_is_as_before_passes():
    text, kept = compare({"pipeline": 3.0}, {"pipeline": 3.1})
    assert kept
    assert "| pipeline | 3.00 | 3.10 | 0.97 | ok |" in text


def test_a_ratio_below_seven_tenths_of_the_baseline_fails():
    text, kept = compare({"pipeline": 2.0, "chat": 0.9}, {"pipeline": 3.0, "chat": 0.9})
    assert not kept
    assert "| pipeline | 2.00 | 3.00 | 0.67 | FELL |" in text


def test_a_ratio_that_is_measured_no_more_fails():
    text, kept = compare({}, {"pipeline": 3.0})
    assert not kept
    assert "MISSING" in text


def test_a_new_ratio_needs_no_baseline():
    text, kept = compare({"pipeline": 3.0}, {})
    assert kept
    assert "new" in text
