"""Whatever the text: facts obey the schema, quote it verbatim, and the work grows linearly with its length."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.offline_model.answers import answer
from services.offline_model.grammar import reader
from services.offline_model.grammar.contractions import expand
from services.offline_model.grammar.sentences import MAX_WORDS, split_sentences
from services.offline_model.grammar.text import mask, scan
from services.offline_model.requests import ChatRequest
from tests.unit.offline_model.documents import extraction_messages, facts_schema, response_format
from tests.unit.offline_model.labelled import sentences

SCHEMA = facts_schema()
LONG = 60_000
TEXTS = [sentence.text for sentence in sentences()]
WORDS = sorted({word for text in TEXTS for word in text.split()})

any_text = st.text(max_size=300)
stirred_text = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
glued_text = st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=10)), max_size=6).map("".join)


def _ask(said: str) -> list[dict[str, Any]]:
    request = ChatRequest.model_validate(
        {"model": "offline", "messages": extraction_messages(said), "response_format": response_format(SCHEMA)}
    )
    facts = json.loads(answer(request))
    jsonschema.validate(facts, SCHEMA)
    return list(facts["facts"])


@given(st.one_of(any_text, stirred_text, glued_text))
def test_any_text_gives_facts_that_obey_the_schema_and_quote_it(said):
    for fact in _ask(said):
        assert fact["quote"] in said
        assert fact["quote"].strip()
        assert fact["message_id"] == "m1"


@given(any_text)
def test_masking_keeps_every_position(said):
    assert len(mask(said)) == len(said)


@given(st.one_of(any_text, glued_text))
def test_every_word_points_into_the_text(said):
    for word in expand(scan(said)):
        assert 0 <= word.start <= word.end <= len(said)


@pytest.mark.parametrize(
    "unit",
    [
        "I live in Lisbon and I love jazz. ", "I am ", "my dog ", ", ", "a", "a'", "' ", '"', "`", "```", "((",
        "I and ", "\n", "a.", "> I ", "if I ", "translate ", "😀I ", "a@", " - ", "not ", "@!#", "I have been ",
    ],
)  # fmt: skip
def test_twice_the_text_is_at_most_twice_the_work(unit, monkeypatch):
    """Work is counted in attempts to match a row of a table; rows cost the same, clauses being bounded in length."""
    attempts = 0
    apply = reader._apply

    def counted(*arguments):
        nonlocal attempts
        attempts += 1
        return apply(*arguments)

    monkeypatch.setattr(reader, "_apply", counted)
    work = []
    for length in (LONG // 8, LONG // 4):
        attempts = 0
        reader.read((unit * length)[:length])
        work.append(attempts)
    assert work[1] <= 2.2 * work[0] + 500


def test_no_clause_is_longer_than_the_bound_even_without_any_full_stop():
    runs = split_sentences(expand(scan("I am very " * LONG)[:LONG]))
    assert max(len(run.words) for run in runs) <= MAX_WORDS + 2


def test_a_very_long_message_is_read_to_its_end():
    filler = "The weather was fine and nothing happened. " * 1_400
    facts = _ask(filler + "I live in Lisbon.")
    assert [(fact["slot"], fact["value"]) for fact in facts] == [("home_city", "Lisbon")]
