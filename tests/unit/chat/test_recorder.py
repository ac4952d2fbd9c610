"""The recorder's last resort: with the breaker open and the database away, a turn is still offered to the broker."""

import pytest

from services.chat.breaker import FAILURES, PublishBreaker
from services.chat.recorder import Memory, Recorder
from services.chat.saver import Saver
from services.kit.bus.errors import BrokerUnavailable
from tests.bus import recorded

SECONDS = 5.0


def open_breaker() -> PublishBreaker:
    breaker = PublishBreaker(clock=lambda: 0.0)
    for _ in range(FAILURES):
        breaker.failed()
    assert breaker.is_open
    assert not breaker.admits()
    return breaker


class Ways:
    """Broker and database: what was offered to each, in order; each is well or not."""

    def __init__(self, *, broker: bool, database: bool) -> None:
        self.well = {"broker": broker, "database": database}
        self.offered: list[str] = []

    async def publish(self, *_: object) -> None:
        self._offer("broker", BrokerUnavailable())

    async def keep(self, _: object) -> None:
        self._offer("database", ConnectionResetError())

    def _offer(self, way: str, error: Exception) -> None:
        if self.offered[-1:] != [way]:
            self.offered.append(way)
        if not self.well[way]:
            raise error


@pytest.mark.parametrize(
    ("broker", "database", "memory", "offered"),
    [
        (True, True, Memory.DEFERRED, ["database"]),
        (True, False, Memory.QUEUED, ["database", "broker"]),
        (False, False, Memory.UNAVAILABLE, ["database", "broker"]),
    ],
)
async def test_while_the_breaker_is_open_the_broker_is_asked_only_when_the_outbox_has_failed(
    broker, database, memory, offered
):
    ways, breaker = Ways(broker=broker, database=database), open_breaker()
    recorder = Recorder(ways.publish, breaker, Saver(ways.keep))
    receipt = await recorder.record(recorded().data, SECONDS, SECONDS)
    assert receipt.memory is memory
    assert ways.offered == offered
    assert breaker.is_open is (memory is not Memory.QUEUED)


async def test_a_publish_that_has_failed_is_not_tried_again():
    ways, breaker = Ways(broker=False, database=False), PublishBreaker(clock=lambda: 0.0)
    recorder = Recorder(ways.publish, breaker, Saver(ways.keep))
    receipt = await recorder.record(recorded().data, SECONDS, SECONDS)
    assert receipt.memory is Memory.UNAVAILABLE
    assert ways.offered == ["broker", "database"]
