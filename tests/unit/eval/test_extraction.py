"""A labelled turn goes the way of a recorded one, and a model that fails is told from a turn that fails."""

import httpx2
import openai
import pytest

from services.extractor.answer import OfferedFact
from services.extractor.errors import NoModelError, UnparsableAnswerError
from services.extractor.model import Reply
from tests.eval.errors import NoAnswerError
from tests.eval.extraction import ATTEMPTS, hear
from tests.unit.eval.heard import turn

SAID = turn(1, "I live in Oslo.")
UNREACHED = openai.APIConnectionError(request=httpx2.Request("POST", "http://model.test/v1/chat/completions"))


class FakeModel:
    """Offers what it was given, or raises its errors first."""

    def __init__(self, *offered, errors=()):
        self.asked = []
        self._offered = offered
        self._errors = list(errors)

    async def ask(self, turns):
        self.asked += turns
        if self._errors:
            raise self._errors.pop(0)
        return Reply(list(self._offered), "fake", None)


def offer(value, quote):
    return OfferedFact(
        slot="home_city",
        value=value,
        statement="The user lives there.",
        operation="assert",
        confidence=0.9,
        quote=quote,
        message_id="m1",
    )


async def hear_one(model, said=SAID):
    [heard] = await hear(model, [said], lambda _: None, waits=(0.0, 0.0))
    return heard


async def test_what_passes_the_extractors_checks_is_heard_and_the_rest_is_counted():
    heard = await hear_one(FakeModel(offer("Oslo", "live in oslo"), offer("Rome", "live in Rome")))

    assert [(fact.value, fact.quote, fact.message_id) for fact in heard.facts] == [("Oslo", "live in Oslo", "p-1")]
    assert heard.extracted is not None
    assert [rejection.value for rejection in heard.extracted.rejected] == ["Rome"]


async def test_the_model_sees_a_turn_as_chat_records_it():
    model = FakeModel()
    heard = await hear_one(model, turn(1, "My card is 4111 1111 1111 1111, why is it declined?", category="secret"))

    assert "4111" not in model.asked[0].message.content
    assert heard.said == model.asked[0].message.content


async def test_a_turn_that_always_fails_is_part_of_the_result():
    model = FakeModel(errors=[UnparsableAnswerError("cut")] * 10)
    heard = await hear_one(model)

    assert heard.failure.startswith("unparsable: ")
    assert heard.facts == ()
    assert len(model.asked) == ATTEMPTS


async def test_a_provider_that_comes_back_is_asked_again():
    heard = await hear_one(FakeModel(offer("Oslo", "live in Oslo"), errors=[UNREACHED] * 2))

    assert [fact.value for fact in heard.facts] == ["Oslo"]


async def test_a_provider_that_stays_away_ends_the_run():
    with pytest.raises(NoAnswerError, match="cannot be asked: The provider cannot be reached"):
        await hear_one(FakeModel(errors=[UNREACHED] * 3))


async def test_what_is_no_model_ends_the_run_at_once():
    model = FakeModel(errors=[NoModelError("it sent text/html")] * 3)

    with pytest.raises(NoAnswerError, match="no chat model"):
        await hear_one(model)
    assert len(model.asked) == 1


async def test_a_bug_of_ours_is_not_taken_for_a_failure_of_the_model():
    with pytest.raises(ExceptionGroup) as raised:
        await hear_one(FakeModel(errors=[KeyError("bug")]))
    assert raised.group_contains(KeyError)


async def test_progress_is_told_for_every_turn_and_the_results_keep_their_order():
    told = []
    turns = [turn(number, f"I live in town {number}.") for number in range(1, 6)]
    heard = await hear(FakeModel(), turns, told.append, at_once=2)

    assert told == [1, 2, 3, 4, 5]
    assert [each.turn for each in heard] == turns
