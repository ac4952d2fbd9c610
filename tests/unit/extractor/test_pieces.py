"""Long messages in pieces: nothing is lost, nothing is doubled, sentences stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.pieces import last_sentences, split
from services.extractor.tokens import estimate

TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=" .!?\n\"'aé我。！"),
    st.lists(st.sampled_from(["I live in Lisbon. ", "我住在北京。", "Really?! ", "x" * 50, "\n\n", " ", "3.5 "])).map(
        "".join
    ),
)


@given(TEXTS, st.integers(2, 60))
def test_every_character_is_in_exactly_one_piece_and_no_piece_is_too_long(text: str, most: int):
    pieces = split(text, most)

    assert "".join(pieces) == text
    assert all(estimate(piece) <= most for piece in pieces)


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("I like jazz. I hate rain. I am 3.5 feet.", 5, ["I like jazz. ", "I hate rain. ", "I am 3.5 feet."]),
        ("I nurse at St. Mary's. Mrs. Day and Dr. Roe.", 8, ["I nurse at St. Mary's. ", "Mrs. Day and Dr. Roe."]),
        ('She said "no." I left.', 6, ['She said "no." ', "I left."]),
        ("我住在北京。我喜欢爵士乐！", 10, ["我住在北京。", "我喜欢爵士乐！"]),
        ("a list\n- one\n- two", 2, ["a list\n", "- one\n", "- two"]),
    ],
)
def test_sentences_stay_whole(text: str, most: int, pieces: list[str]):
    assert split(text, most) == pieces


def test_a_sentence_that_is_too_long_is_divided_between_words_and_a_word_between_characters():
    assert split("one two three four", 2) == ["one two ", "three ", "four"]
    assert split("a" * 20, 2) == ["a" * 8, "a" * 8, "a" * 4]


@given(TEXTS, st.integers(2, 60))
def test_the_last_sentences_are_the_end_and_fit(text: str, most: int):
    end = last_sentences(text, most)

    assert text.endswith(end)
    assert estimate(end) <= most


@pytest.mark.parametrize(
    "text", ["." * 65_536, ' "' * 32_768, ".\n" * 32_768, " " * 65_536, "a" * 65_536, "。" * 65_536]
)
def test_hostile_text_is_divided_all_the_same(text: str):
    assert "".join(split(text, 4_000)) == text
