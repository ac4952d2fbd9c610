"""Several turns in one call: each gets what is its own, and a failure that may be one turn's is judged alone."""

from collections.abc import Sequence

import httpx2
import openai
import pytest

from contracts.envelope import FactsExtractedEvent, TurnRecordedEvent, encode, encode_batch
from contracts.events import ErrorClass, FactsExtracted, TurnRecorded, Usage
from services.extractor.breaker import Breaker
from services.extractor.errors import (
    BrokenAnswerError,
    ExtractorError,
    NoModelError,
    RefusedTurnError,
    UnparsableAnswerError,
)
from services.extractor.gathering import session_of
from services.extractor.handler import Extraction
from services.extractor.model import Reply
from services.extractor.policy import Policy
from services.kit.bus.decision import Dead, Decision, Done, Hold, Park, Pause, RetryLater
from services.kit.bus.delivery import Delivery
from tests.bus import recorded
from tests.unit.extractor.test_handler import OFFER, Announcements

POLICY = Policy(delays=(5.0,), probe_seconds=5.0, turn_outages=3, park_after=600.0)


class FakeModel:
    """Fails when `poison` is among what it is asked about, else answers."""

    def __init__(self, error: Exception, reply: Reply | None = None) -> None:
        self.asked: list[list[str]] = []
        self._error = error
        self._reply = reply or Reply([], "m", None)

    async def ask(self, turns: Sequence[TurnRecorded]) -> Reply:
        self.asked.append([turn.message.content for turn in turns])
        if "poison" in self.asked[-1]:
            raise self._error
        return self._reply


def delivery(event: TurnRecordedEvent) -> Delivery:
    return Delivery(event=event, source=encode_batch([encode(event)]))


def deliveries(*contents: str) -> list[Delivery]:
    return [delivery(recorded(content, session="s")) for content in contents]


def again(delivery: Delivery, decision: Decision) -> Delivery:
    """The delivery as the consumer asks about it after a hold or a pause."""
    assert isinstance(decision, Hold | Pause)
    return Delivery(event=delivery.event, source=delivery.source, held=delivery.held + 1, note=decision.note)


def extracted(decision: Decision) -> FactsExtracted:
    assert isinstance(decision, Done)
    [event] = decision.publish
    assert isinstance(event, FactsExtractedEvent)
    return event.data


async def test_each_turn_gets_the_facts_of_its_own_message_and_its_share_of_the_cost():
    asked = deliveries("I live in Lisbon.", "So I live in Lisbon", "Thanks!")
    offers = [
        OFFER.model_copy(update={"message_id": "m2"}),
        OFFER,
        OFFER.model_copy(update={"message_id": "m3"}),
        OFFER.model_copy(update={"message_id": "m4"}),
        OFFER.model_copy(update={"message_id": ""}),
    ]
    reply = Reply(offers, "m", Usage(input_tokens=1_000, output_tokens=101), calls=2)
    handle = Extraction(FakeModel(KeyError(), reply), Announcements(), POLICY, Breaker(5, 5.0), "w")

    data = [extracted(each) for each in await handle(asked)]

    turns = [each.event.data for each in asked if isinstance(each.event, TurnRecordedEvent)]
    assert [each.turn_id for each in data] == [turn.turn_id for turn in turns]
    assert [[fact.message_id for fact in each.facts] for each in data] == [
        [turns[0].message.id],
        [turns[1].message.id],
        [],
    ]
    assert [[rejection.reason for rejection in each.rejected] for each in data] == [
        ["unknown_message", "unknown_message"],
        [],
        ["quote_not_in_message"],
    ]
    usages = [each.usage for each in data if each.usage]
    assert sum(each.input_tokens for each in usages) == 1_000
    assert sum(each.output_tokens for each in usages) == 101
    assert usages[2].input_tokens < usages[0].input_tokens
    assert {(each.calls, each.turns_in_call) for each in data} == {(2, 3)}


@pytest.mark.parametrize(
    "error", [UnparsableAnswerError(), RefusedTurnError(), BrokenAnswerError()], ids=lambda each: type(each).__name__
)
async def test_a_poison_turn_harms_only_itself(error: ExtractorError):
    model, breaker = FakeModel(error), Breaker(5, 5.0)
    handle = Extraction(model, Announcements(), POLICY, breaker, "w")
    asked = deliveries("innocent", "poison", "bystander")

    parted = await handle(asked)

    assert all(isinstance(each, Hold) and each.delay == 0 for each in parted), "asked again at once, nothing spent"
    alone = [again(each, decision) for each, decision in zip(asked, parted, strict=True)]
    assert [session_of(each) for each in alone] == [None] * 3
    innocent, poison, bystander = [(await handle([each]))[0] for each in alone]
    assert isinstance(innocent, Done)
    assert isinstance(bystander, Done)
    assert isinstance(poison, Dead if error.error_class is ErrorClass.REFUSED else RetryLater)
    assert not breaker.open


async def test_a_batch_that_gets_no_answer_waits_and_is_never_asked_about_together_again():
    breaker = Breaker(5, 5.0)
    handle = Extraction(FakeModel(TimeoutError()), Announcements(), POLICY, breaker, "w")
    asked = deliveries("innocent", "poison")

    decisions = await handle(asked)

    assert all(isinstance(each, Hold) and each.delay >= 1 for each in decisions)
    assert [session_of(again(*each)) for each in zip(asked, decisions, strict=True)] == [None, None]
    assert breaker.tally.failed == 1, "one call failed, not two"


async def test_a_batch_is_one_suspect_however_many_turns_it_had():
    breaker = Breaker(2, 5.0)
    handle = Extraction(FakeModel(TimeoutError()), Announcements(), POLICY, breaker, "w")

    await handle(deliveries("poison", "a", "b", "c"))
    assert not breaker.open
    decisions = await handle(deliveries("poison", "d"))

    assert breaker.open
    assert all(isinstance(each, Pause) for each in decisions)


UNREACHED = openai.APIConnectionError(request=httpx2.Request("POST", "http://model.test/v1/chat/completions"))


@pytest.mark.parametrize("error", [UNREACHED, NoModelError()], ids=lambda each: type(each).__name__)
async def test_an_outage_that_no_turn_can_cause_lets_them_gather_again(error: Exception):
    handle = Extraction(FakeModel(error), Announcements(), POLICY, Breaker(5, 5.0), "w")
    asked = deliveries("poison", "innocent")

    decisions = await handle(asked)

    keys = {session_of(again(*each)) for each in zip(asked, decisions, strict=True)}
    assert keys == {("default", "ada", "s")}


async def test_while_the_breaker_is_open_each_waits_for_itself_and_as_long_as_itself_may():
    breaker = Breaker(1, 5.0)
    model = FakeModel(NoModelError())
    handle = Extraction(model, Announcements(), POLICY, breaker, "w")
    await handle(deliveries("poison"))
    young, old = deliveries("young", "old")
    old = Delivery(event=old.event, source=old.source, in_hand=601)

    decisions = await handle([young, old])

    assert isinstance(decisions[0], Pause)
    assert isinstance(decisions[1], Park)
    assert len(model.asked) == 1


async def test_the_probe_that_was_a_batch_closes_the_breaker_for_all():
    now = 0.0
    breaker = Breaker(1, 5.0, clock=lambda: now)
    handle = Extraction(FakeModel(NoModelError()), Announcements(), POLICY, breaker, "w")
    await handle(deliveries("poison"))
    now = 6.0

    assert all(isinstance(each, Done) for each in await handle(deliveries("a", "b")))
    assert not breaker.open


async def test_a_bug_of_ours_is_raised_so_that_the_line_asks_one_by_one():
    handle = Extraction(FakeModel(KeyError("bug")), Announcements(), POLICY, Breaker(5, 5.0), "w")

    with pytest.raises(KeyError):
        await handle(deliveries("innocent", "poison"))
