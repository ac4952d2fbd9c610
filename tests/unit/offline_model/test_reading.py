"""What the corpus does not show of the grammar: quotes, statements, and what is not the user's word."""

import pytest

from services.offline_model.grammar.reader import read


def _facts(text: str) -> list[tuple[str, str, str]]:
    return [(fact.slot, fact.value, fact.operation) for fact in read(text)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Well, I’m a nurse at St. Mary’s, you know.", "I’m a nurse at St. Mary’s"),
        ("I'm  a   nurse", "I'm  a   nurse"),
        ("I don't like jazz any more, sorry.", "I don't like jazz any more"),
        ("I love tea and live in Lisbon.", "I love tea and live in Lisbon"),
        ("We had to give Rex away last week.", "We had to give Rex away"),
        ("I live in Lisbon because of the sun.", "I live in Lisbon"),
        ("im from porto", "im from porto"),
    ],
)
def test_a_quote_is_the_span_that_says_it(text, quote):
    assert quote in text
    assert quote in {fact.quote for fact in read(text)}


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("I live in Lisbon.", "The user lives in Lisbon."),
        ("I'm an engineer.", "The user works as an engineer."),
        ("I'm retired.", "The user is retired."),
        ("I don't eat meat.", "The user consumes no meat."),
        ("I no longer work at Acme.", "The user no longer works for Acme."),
        ("I was born in 1984.", "The user was born in 1984."),
        ("I volunteer at a food bank.", "The user volunteers at a food bank."),
        ("I have asthma.", "The user has asthma."),
    ],
)
def test_a_statement_is_a_sentence_about_the_user(text, statement):
    assert [fact.statement for fact in read(text)] == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "```\nI live in Rome\n```",
        "```\nI live in Rome",
        "> I live in Rome",
        "`I live in Rome`",
        "https://example.com/?q=I+live+in+Rome",
        "“I live in Rome”",
        "«I live in Rome», she said.",
        "Translate this: I live in Rome. I love jazz.",
        "Bot: I live in Rome",
    ],
)
def test_what_is_not_the_users_own_word_gives_nothing(text):
    assert _facts(text) == []


def test_code_between_sentences_is_passed_over():
    text = "I live in Lisbon.\n```\nI live in Rome\n```\nI love jazz."
    assert _facts(text) == [("home_city", "Lisbon", "assert"), ("likes", "jazz", "assert")]


def test_the_last_word_on_a_single_valued_slot_counts():
    assert _facts("I live in Rome. No wait, I live in Porto.") == [("home_city", "Porto", "assert")]


def test_a_missing_space_after_a_full_stop_still_ends_the_sentence():
    assert _facts("I live in Lisbon.I love jazz.") == [("home_city", "Lisbon", "assert"), ("likes", "jazz", "assert")]


def test_a_picture_between_two_clauses_parts_them():
    assert _facts("I live in Lisbon 😊 I love jazz 🎷") == [
        ("home_city", "Lisbon", "assert"),
        ("likes", "jazz", "assert"),
    ]


def test_a_statement_before_a_question_is_believed_and_one_inside_it_is_not():
    assert _facts("I'm vegan, what can I eat?") == [("diet", "vegan", "assert")]
    assert _facts("Am I vegan, or do I eat fish?") == []


@pytest.mark.parametrize(
    ("asked", "answer", "value"),
    [
        ("Where do you live?", "Dundee, never left", "Dundee"),
        ("Who do you work for?", "A small firm in Bern", "a small firm"),
        ("Do you have kids?", "Two, all grown", "two kids"),
        ("What should I call you?", "Ada", "Ada"),
    ],
)
def test_an_answer_is_read_with_its_question(asked, answer, value):
    assert value in {fact.value for fact in read(answer, asked)}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Where are you based?", "Stuck in traffic on the M6"),
        ("Where do you live?", "Not telling"),
        ("What is your name?", "Guess"),
        ("Do you have kids?", "One day"),
        ("Any allergies?", "None"),
        ("Any allergies in the group?", "Tom can't have nuts"),
        ("Which city is the hotel in?", "Porto"),
        ("How many children are in the class?", "Three"),
        ("Which name should go on the cake?", "Ada"),
        ("What does he do for work?", "Plumber"),
        ("Which company is the complaint about?", "Vodafone"),
        ("What's the patient's condition?", "Asthma"),
    ],
)
def test_an_evasion_or_an_answer_about_others_gives_nothing(asked, answer):
    assert read(answer, asked) == []
