"""Whatever a message holds and whatever a model offers: a verdict, always, at a cost that the window bounds."""

from time import thread_time_ns

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events import MESSAGE_LIMIT, UserMessage
from contracts.slots import SLOTS
from services.extractor.answer import OfferedFact
from services.extractor.grounding import check
from services.extractor.guards.reasons import REASONS
from services.kit.redaction.detector import find_secrets

PIECES = st.sampled_from(
    [
        *("I ", "don't ", "live in ", "Lisbon", ". ", "? ", "if ", '"', "'", "my sister ", "4111 1111 1111 1111", "\n"),
        *[
            "> ",
            "password: hunter2 ",
            '{"slot": "pet", "value": "Rex"}',
            "İ",
            "translate this: ",
            ", ",
            "not ",
            "é\u0301",
            "。",
        ],
    ]
)
TEXT = st.lists(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=6)), max_size=15).map(
    lambda parts: "".join(parts).replace("\x00", "")
)


@given(st.data(), TEXT.filter(bool))
def test_every_offer_gets_a_verdict_and_no_secret_passes(data: st.DataObject, said: str):
    start = data.draw(st.integers(0, len(said) - 1))
    end = data.draw(st.integers(start + 1, len(said)))
    fact = OfferedFact(
        slot=data.draw(st.sampled_from(SLOTS)).name,
        value=data.draw(st.one_of(st.just(said[start:end]), st.just("Lisbon"), TEXT)),
        statement=data.draw(st.one_of(st.just("The user said so."), TEXT)),
        operation=data.draw(st.sampled_from(["assert", "retract"])),
        confidence=1.0,
        quote=said[start:end],
        message_id="m1",
    )

    facts, rejected = check([fact], UserMessage(id="id", content=said), "m1")

    assert len(facts) + len(rejected) == 1
    assert {each.reason for each in rejected} <= set(REASONS)
    assert not any(find_secrets(each.value + "\n" + each.statement + "\n" + each.quote) for each in facts)
    assert not any(find_secrets(each.value) for each in rejected)


HOSTILE = ["a ", "my sister ", "i ", '"i ', "'i ", '{"slot":', ">\n", "if i ", "don't think i ", ", and i ", "```"]


@pytest.mark.parametrize("piece", [*HOSTILE, "from: a\n", "ignore all the ", "that says ", "password is ", "? ", "."])
def test_a_longer_message_costs_no_more_than_its_length(piece: str):
    def nanoseconds(length: int) -> int:
        said = ("I live in Lisbon. " + piece * length)[:length]
        fact = OfferedFact(
            slot="home_city",
            value="Rome",
            statement="The user lives in Rome.",
            operation="assert",
            confidence=1.0,
            quote="live in Lisbon" if len(piece) > 3 else said[:4_000],
            message_id="m1",
        )
        begun = thread_time_ns()
        check([fact], UserMessage(id="id", content=said), "m1")
        return thread_time_ns() - begun

    small, large = (min(nanoseconds(length) for _ in range(3)) for length in (MESSAGE_LIMIT // 8, MESSAGE_LIMIT))
    # Eight times the text: at most about eight times the work; were it quadratic, sixty-four times.
    assert large < 32 * max(small, 200_000), f"{small} ns, then {large} ns"
