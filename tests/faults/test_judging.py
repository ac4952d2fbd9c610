"""What makes a row of the bench, and a soak, fail: hand-made results, no servers."""

import pytest

from tests.faults.bench import RECOVERY_SECONDS, Result
from tests.faults.ledger import Verdict
from tests.faults.report import table
from tests.faults.soak import count_faults


@pytest.mark.parametrize(
    ("changes", "passed"),
    [
        ({}, True),
        ({"recovered": RECOVERY_SECONDS}, True),
        ({"recovered": RECOVERY_SECONDS + 0.1}, False),
        ({"recovered": None}, False),
        ({"problem": "it did not happen"}, False),
        ({"verdict": Verdict(lost=["a turn"])}, False),
        ({"verdict": Verdict(attempts=["a turn"])}, False),
    ],
)
def test_a_row_passes_only_if_it_happened_all_was_kept_and_all_was_done_in_time(changes, passed):
    result = Result(**{"fault": "it", "what": "a fault", "recovered": 1.0, **changes})
    assert result.passed is passed
    assert ("FAILED" in table([result])) is not passed


def test_a_soak_with_too_few_faults_fails():
    happened = [Result("it", "a fault", recovered=1.0)] * 59
    failed = Result("it", "a fault", problem="it did not happen")
    assert not count_faults([*happened, failed], minutes=30).passed
    assert count_faults([*happened, happened[0]], minutes=30).passed
    assert not count_faults([], minutes=0.1).passed
