"""The grounding check: the user's own words are found however the model spells them, and nothing else is."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from contracts.events import FACTS_LIMIT, UserMessage
from services.extractor.answer import OfferedFact
from services.extractor.evidence import Evidence
from services.extractor.folding import fold, fold_words
from services.extractor.grounding import check

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
LETTER = st.characters(categories=["L", "Nd"])


@dataclass(frozen=True)
class Cut:
    """A message, and words cut from it around the letter at `place`."""

    content: str
    quote: str
    place: int


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    before, letter, after = draw(TEXT), draw(LETTER), draw(TEXT)
    start = draw(st.integers(0, len(before)))
    end = draw(st.integers(0, len(after)))
    lead = before[start:].lstrip()
    return Cut(before + letter + after, lead + letter + after[:end].rstrip(), len(lead))


def offer(quote: str, **changes: object) -> OfferedFact:
    fields = {
        "slot": "other",
        "value": "v",
        "statement": "The user said so.",
        "operation": "assert",
        "confidence": 1.0,
        "quote": quote,
        "message_id": "m1",
    }
    return OfferedFact.model_validate({**fields, **changes})


def quoted(quote: str, content: str) -> str | None:
    """The user's own words that a quote stands for, or None if they are not there."""
    places = Evidence(content).find(quote)
    return content[slice(*places[0])].strip() if places else None


@given(cuts())
@example(Cut("I love cafe\u0301s", "cafe", 0))
def test_any_quote_cut_from_the_message_is_found_and_comes_back_verbatim(cut: Cut):
    assert quoted(cut.quote, cut.content) == cut.quote


@given(cuts(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.booleans(), st.sampled_from([" ", "\n  ", "\u00a0"]))
def test_a_quote_in_another_spelling_comes_back_in_the_user_s_own(cut: Cut, form: Form, small: bool, blank: str):
    # Whole words: a mark that is cut from its letter could be taken for another letter's.
    words = " ".join(cut.content.split())
    # Unicode makes a blank with a mark, or two primes, of what people use as a quotation mark; we side with people.
    assume(not {"\u00b4", "\u2033"} & set(words))
    spelled = unicodedata.normalize(form, blank.join(words.split()))
    spelled = spelled.casefold() if small else spelled

    found = quoted(spelled, words)

    assert found is not None
    assert found in words
    assert fold_words(found) == fold_words(spelled)


@given(cuts(), st.data())
def test_a_quote_with_a_changed_letter_is_not_found(cut: Cut, data: st.DataObject):
    missing = [letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789" if letter not in fold(cut.content).text]
    assume(missing)
    changed = cut.quote[: cut.place] + data.draw(st.sampled_from(missing)) + cut.quote[cut.place + 1 :]

    assert quoted(changed, cut.content) is None


@pytest.mark.parametrize(
    ("quote", "content", "stored"),
    [
        ("I'm a nurse", "Well, I\u2019m a nurse.", "I\u2019m a nurse"),
        ('called "Rex"', "a dog called \u201cRex\u201d", "called \u201cRex\u201d"),
        ("well-known", "a well\u2011known singer", "well\u2011known"),
        ("caf\u00e9", "my cafe\u0301 is here", "cafe\u0301"),
        ("cafe\u0301", "my caf\u00e9 is here", "caf\u00e9"),
        ("I live in Lisbon", "I  live\n\tin Lisbon", "I  live\n\tin Lisbon"),
        ("I LIVE", "i live", "i live"),
        ("strasse", "in der Stra\u00dfe", "Stra\u00dfe"),
        ("ABC", "the \uff21\uff22\uff23", "\uff21\uff22\uff23"),
        ("Lisbon", "Lis\u00adbon\u200b", "Lis\u00adbon"),
        ("love it", "I \u2764\ufe0f love\u00a0it \U0001f60a", "love\u00a0it"),
        ("가요", unicodedata.normalize("NFD", "학교에 가요"), unicodedata.normalize("NFD", "가요")),
    ],
)
def test_spellings_that_look_the_same_are_the_same(quote: str, content: str, stored: str):
    assert quoted(quote, content) == stored


@pytest.mark.parametrize("quote", ["", " ", "...", "\u200b", "I live in Porto", "live Lisbon"])
def test_what_is_not_in_the_message_is_no_evidence(quote: str):
    assert quoted(quote, "I live in Lisbon ... really") is None


def test_a_repeated_fact_counts_once():
    offers = [offer("Rex", slot="pet", value=value) for value in ("Rex", "rex ", "REX")]
    offers.append(offer("Rex", slot="pet", value="Rex", operation="retract"))

    facts, rejected = check(offers, UserMessage(id="id", content="Rex"), "m1")

    assert [(each.value, each.operation) for each in facts] == [("Rex", "assert"), ("Rex", "retract")]
    assert rejected == []


def test_each_rejection_says_why_and_what():
    offers = [
        offer("Rex", slot="zodiac", value="lion"),
        offer("Rex", message_id="id"),
        offer("Max"),
        offer("Rex", value="x" * 513),
        offer("Rex", value=" "),
        offer("Rex", statement=""),
        offer("Rex", confidence=1.1),
        offer("Rex", value="a\x00b"),
    ]

    facts, rejected = check(offers, UserMessage(id="id", content="Rex"), "m1")

    assert facts == []
    assert [each.reason for each in rejected] == [
        "unknown_slot",
        "unknown_message",
        "quote_not_in_message",
        "value_too_long",
        *["outside_limits"] * 4,
    ]
    assert (rejected[0].slot, rejected[0].value) == ("zodiac", "lion")
    assert (rejected[3].value, rejected[-1].value) == ("x" * 256, "ab")


def test_more_facts_than_a_turn_can_hold_are_rejected():
    offers = [offer("Rex", value=f"v{number}") for number in range(FACTS_LIMIT * 3)]

    facts, rejected = check(offers, UserMessage(id="id", content="Rex"), "m1")

    assert [each.value for each in facts] == [f"v{number}" for number in range(FACTS_LIMIT)]
    assert {each.reason for each in rejected} == {"too_many"}
    assert len(rejected) == FACTS_LIMIT
