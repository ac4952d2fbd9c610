"""Which events of the store may wait a moment for others: those that say no more than that something is under way."""

import pytest

from services.kit.bus.delivery import Delivery
from services.store.handler import SECONDS, patience
from tests.store import Told


def delivery(event) -> Delivery:
    return Delivery(event=event, source=b"")


TURN = Told("turn")
RECORDED, STARTED, ENDED = delivery(TURN.recorded()), delivery(TURN.started()), delivery(TURN.extracted())
UNREADABLE = delivery(None)


@pytest.mark.parametrize(
    ("group", "seconds"),
    [
        ([RECORDED], SECONDS),
        ([RECORDED, STARTED], SECONDS),
        ([RECORDED, ENDED], 0.0),
        ([ENDED], 0.0),
        ([UNREADABLE], 0.0),
    ],
    ids=["recorded", "recorded-and-started", "one-ended", "ended", "unreadable"],
)
def test_only_a_message_of_nothing_but_what_is_under_way_waits_for_company(group, seconds):
    assert patience(group) == seconds
