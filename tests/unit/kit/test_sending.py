"""Who sends what, and when: no broker, and confirms that come in any order at any time."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.envelope import BATCH
from services.kit.bus.errors import BrokerUnavailable
from services.kit.bus.publisher import Publisher
from tests.bus import recorded

SAY, CONFIRM_FIRST, CONFIRM_LAST, FAIL, GIVE_UP, PASS = range(6)
STEP = st.sampled_from((SAY, SAY, CONFIRM_FIRST, CONFIRM_LAST, FAIL, GIVE_UP, PASS, PASS, PASS))


class Line(Publisher):
    """A publisher whose messages are confirmed by hand."""

    def __init__(self):
        super().__init__("amqp://nobody", "test")
        self.under_way = []
        self.sent = []
        self.most = 0

    async def _send(self, body, exchange, key, headers):
        confirmed = asyncio.get_running_loop().create_future()
        self.under_way.append(confirmed)
        self.sent.append(BATCH.validate_json(body))
        self.most = max(self.most, len(self.under_way))
        try:
            await confirmed
        finally:
            self.under_way.remove(confirmed)


def settle(line, step):
    waiting = [each for each in line.under_way if not each.done()]
    if waiting:
        confirmed = waiting[-1 if step == CONFIRM_LAST else 0]
        if step == FAIL:
            confirmed.set_exception(BrokerUnavailable("by hand"))
        else:
            confirmed.set_result(None)


async def play(steps):
    line, calls = Line(), []
    for step in steps:
        if step == SAY:
            calls.append(asyncio.create_task(line.publish(recorded(), within=None)))
        elif step == GIVE_UP and calls:
            calls[-1].cancel()
        elif step == PASS:
            await asyncio.sleep(0)
        else:
            settle(line, step)
    for _ in range(20 * len(steps) + 20):
        settle(line, CONFIRM_FIRST)
        await asyncio.sleep(0)
    assert all(call.done() for call in calls), "an event waits for nobody"
    return line, calls


@settings(max_examples=300)
@given(st.lists(STEP, min_size=20, max_size=60))
def test_every_event_goes_out_once_and_one_message_at_a_time(steps):
    line, calls = asyncio.run(play(steps))
    assert line.most <= 1
    sent = [event.id for batch in line.sent for event in batch]
    assert len(sent) == len(set(sent)), "an event went out twice"
    assert len(sent) >= sum(not call.cancelled() for call in calls)


async def test_what_comes_while_a_message_is_under_way_shares_the_next():
    line = Line()
    calls = []
    for count in (1, 3):
        calls += [asyncio.create_task(line.publish(recorded(), within=None)) for _ in range(count)]
        for _ in range(3):
            await asyncio.sleep(0)
    assert [len(batch) for batch in line.sent] == [1]
    settle(line, CONFIRM_FIRST)
    for _ in range(5):
        await asyncio.sleep(0)
    assert [len(batch) for batch in line.sent] == [1, 3]
    for call in calls:
        call.cancel()
    await line.close()
