"""Every error class and every reason of a rejection is explained to the operator."""

from contracts.events import ErrorClass
from services.extractor.guards.reasons import REASONS
from services.ops.explanations import EXPLANATIONS, REJECTIONS, explain_rejection


def test_each_error_class_and_each_reason_has_an_explanation_and_no_other():
    assert set(EXPLANATIONS) == set(ErrorClass)
    assert set(REJECTIONS) == set(REASONS)
    assert all(each.endswith(".") for each in REJECTIONS.values())


def test_a_reason_of_another_version_is_named():
    assert explain_rejection("too_loud") == "It was rejected as too_loud."
