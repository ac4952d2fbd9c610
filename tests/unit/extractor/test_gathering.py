"""What goes into one call, and what a call shows of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import TurnRecordedEvent, wrap
from contracts.events import ContextMessage, TurnRecorded, UserMessage
from contracts.identifiers import new_id
from services.extractor.breaker import Tally
from services.extractor.document import CONTEXT_FRAME, MESSAGE_FRAME, Shown, questions
from services.extractor.gathering import Chooses, session_of
from services.extractor.policy import Record
from services.extractor.tokens import estimate
from services.kit.bus.delivery import Delivery

START = datetime(2026, 11, 22, 10, tzinfo=UTC)


def turn(content: str = "I live in Lisbon.", at: float = 0, context: Sequence[ContextMessage] = ()) -> TurnRecorded:
    ident = new_id()
    return TurnRecorded(
        tenant_id="default",
        user_id="ada",
        session_id="s",
        turn_id=ident,
        said_at=START + timedelta(seconds=at),
        message=UserMessage(id=str(ident), content=content),
        context=tuple(context),
    )


def delivery(data: TurnRecorded) -> Delivery:
    event = wrap(data, "/chat")
    assert isinstance(event, TurnRecordedEvent)
    return Delivery(event=event, source=b"")


def user(content: str) -> ContextMessage:
    return ContextMessage(role="user", content=content)


def assistant(content: str) -> ContextMessage:
    return ContextMessage(role="assistant", content=content)


def session(*said: str, context: int = 20) -> list[TurnRecorded]:
    """Turns of one conversation, each with what chat sends along."""
    history: list[ContextMessage] = []
    turns = []
    for number, words in enumerate(said):
        turns.append(turn(words, number, history[-context:] if context else ()))
        history += [user(words), assistant(f"Answer {number}.")]
    return turns


def contents(question: Sequence[Shown]) -> list[list[str]]:
    return [[*(each.content for each in shown.context), shown.content] for shown in question]


def chosen(turns: Sequence[TurnRecorded], most: int = 20, tokens: int = 4_000) -> list[TurnRecorded]:
    found = Chooses(most, tokens)([delivery(each) for each in turns])
    return [each.event.data for each in found if isinstance(each.event, TurnRecordedEvent)]


def test_turns_go_in_the_order_in_which_they_were_said_whatever_the_order_they_came_in():
    turns = session("one", "two", "three")

    assert chosen([turns[2], turns[0], turns[1]]) == turns


def test_no_more_turns_than_may_and_no_more_than_fit():
    turns = session("one", "two", "three", context=0)

    assert chosen(turns, most=2) == turns[:2]
    size = sum(MESSAGE_FRAME + estimate(each.message.content) for each in turns)
    assert chosen(turns, tokens=size) == turns
    assert chosen(turns, tokens=size - 1) == turns[:2]


def test_one_that_is_too_long_goes_without_others():
    turns = [turn("x " * 5_000), turn("after", 1)]

    assert chosen(turns, tokens=500) == turns[:1]


def test_a_second_copy_of_a_turn_waits_for_the_next_call():
    one, two = session("one", "two")

    assert chosen([one, two, one]) == [one, two]


SUSPECT, BYSTANDER = Record(0, Tally()), Record(0, Tally(), alone=False)


@pytest.mark.parametrize(
    "alone",
    [
        replace(delivery(turn()), redelivered=True),
        replace(delivery(turn()), attempt=2),
        replace(delivery(turn()), note=SUSPECT),
        delivery(turn().model_copy(update={"generation": 2})),
        Delivery(event=None, source=b"not JSON"),
    ],
    ids=["redelivered", "a later attempt", "failed before", "replayed", "no turn"],
)
def test_what_may_be_the_cause_of_a_failure_goes_alone(alone: Delivery):
    assert session_of(alone) is None


def test_tenant_user_and_session_are_never_mixed():
    data = turn()
    others = [data.model_copy(update={name: "other"}) for name in ("tenant_id", "user_id", "session_id")]
    keys = {session_of(delivery(each)) for each in (data, *others)}

    assert len(keys) == 4
    assert session_of(replace(delivery(data), note=BYSTANDER)) == session_of(delivery(data))


def test_each_message_is_shown_once_and_each_answer_before_what_it_was_answered_with():
    turns = session("zero", "one", "two", "three")[1:]

    assert [contents(each) for each in questions(turns, 4_000)] == [
        [["zero", "Answer 0.", "one"], ["Answer 1.", "two"], ["Answer 2.", "three"]]
    ]


def test_a_turn_in_between_that_is_not_asked_about_is_shown_as_context():
    turns = session("zero", "one", "two", "three")

    [question] = questions([turns[1], turns[3]], 4_000)

    assert contents(question)[1] == ["Answer 1.", "two", "Answer 2.", "three"]


def test_an_excerpt_is_recognised_as_the_message_it_is_from():
    long = "word " * 600
    turns = [turn(long), turn("then", 1, [user(long[:2_000]), assistant("Oh.")])]

    assert contents(questions(turns, 40_000)[0])[1] == ["Oh.", "then"]


@given(st.lists(st.sampled_from(["yes", "no", "I live in Lisbon."]), min_size=1, max_size=12), st.data())
def test_a_turn_sees_in_a_batch_no_less_than_alone(said: list[str], data: st.DataObject):
    turns = session(*said, context=data.draw(st.integers(0, 6)))
    asked = data.draw(st.lists(st.sampled_from(range(len(turns))), min_size=1, unique=True).map(sorted))
    [question] = questions([turns[place] for place in asked], 100_000)

    shown: list[str] = []
    for place, message in zip(asked, question, strict=True):
        shown += [each.content for each in message.context]
        own = [each.content for each in turns[place].context]
        assert not own or shown[-len(own) :] == own
        shown.append(message.content)


def test_context_is_trimmed_before_the_message_oldest_first():
    context = [user("the oldest of them"), assistant("a middle one"), user("the newest")]
    data = turn("I live in Lisbon.", context=context)
    whole = (
        MESSAGE_FRAME + sum(estimate(each.content) + CONTEXT_FRAME for each in context) + estimate("I live in Lisbon.")
    )

    assert contents(questions([data], whole)[0]) == [[*(each.content for each in context), "I live in Lisbon."]]
    assert contents(questions([data], whole - 1)[0]) == [["a middle one", "the newest", "I live in Lisbon."]]


def test_a_message_that_is_too_long_is_shown_in_pieces_each_with_the_end_of_the_one_before():
    sentences = [f"In the year {number} I moved to town number {number}. " for number in range(1950, 1990)]
    data = turn("".join(sentences), context=[user("Tell me about your life.")])

    asked = questions([data], 200)

    assert len(asked) > 3
    assert "".join(question[0].content for question in asked) == data.message.content
    assert {question[0].alias for question in asked} == {"m1"}
    assert all(question[0].size <= 200 for question in asked)
    assert asked[0][0].context == data.context
    for before, after in pairwise(asked):
        assert before[0].content.endswith(after[0].context[-1].content)


@given(st.text(alphabet="ab .。我\n", min_size=1, max_size=3_000), st.integers(200, 400))
def test_no_word_of_a_message_is_left_out(content: str, budget: int):
    asked = questions([turn(content)], budget)

    # What is white space alone is not asked about.
    assert "".join("".join(each[0].content.split()) for each in asked) == "".join(content.split())
    assert all(sum(shown.size for shown in each) <= budget for each in asked)
