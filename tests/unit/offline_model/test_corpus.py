"""The grammar against its corpus. The corpus is what the grammar was built on; it says nothing about unseen text."""

from collections import Counter

import pytest

from contracts.slots import BY_NAME
from tests.unit.offline_model.labelled import FAMILIES, sentences

SENTENCES = tuple(sentences())
NEGATIVE = tuple(sentence for sentence in SENTENCES if not sentence.wanted)


@pytest.mark.parametrize("family", sorted({sentence.family for sentence in SENTENCES}))
def test_every_sentence_of_a_family_is_read_as_labelled(family):
    wrong = []
    for sentence in (each for each in SENTENCES if each.family == family):
        found = sentence.found()
        if found != sentence.wanted:
            missing, extra = sorted(sentence.wanted - found), sorted(found - sentence.wanted)
            wrong.append(f"{sentence.text!r}\n    missing {missing}\n    extra   {extra}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_corpus_is_as_large_as_it_claims_to_be(record_property):
    sizes = Counter(sentence.family for sentence in SENTENCES)
    record_property("corpus", f"{len(SENTENCES)} sentences, {len(NEGATIVE)} without a fact")
    assert all(sizes[family] >= 30 for family in FAMILIES), sizes
    assert len(SENTENCES) >= 400
    assert len(NEGATIVE) >= 150
    assert len({sentence.text for sentence in SENTENCES}) == len(SENTENCES)


def test_every_slot_is_filled_by_at_least_five_sentences():
    filled = Counter(slot for sentence in SENTENCES for slot in {label[0] for label in sentence.wanted})
    assert {name: filled[name] for name in BY_NAME if filled[name] < 5} == {}
    assert set(filled) <= set(BY_NAME)


def test_both_operations_are_in_the_corpus():
    operations = Counter(label[2] for sentence in SENTENCES for label in sentence.wanted)
    assert set(operations) == {"assert", "retract"}
    assert operations["retract"] >= 30
