"""Plain replies: from the facts in the prompt, and from nowhere else."""

import json

import pytest

from contracts.recall import RECALL_HEADLINE
from services.offline_model.conversation import reply
from services.offline_model.second_person import to_second_person

FACTS = (
    ("home_city", "Lisbon", "The user lives in Lisbon."),
    ("diet", "vegetarian", "The user's diet is vegetarian."),
    ("employer", "Globex", "The user works for Globex."),
    ("pet", "Rex (dog)", "The user has a pet: Rex (dog)."),
    ("name", "Ada", "The user is called Ada."),
    ("goal", "run a marathon", "The user wants to run a marathon."),
)


def _ask(question: str, facts=FACTS) -> str:
    lines = [json.dumps({"slot": slot, "value": value, "statement": told}) for slot, value, told in facts]
    recall = [("system", "\n".join([RECALL_HEADLINE, *lines]))] if facts else []
    return reply([("system", "Be kind."), *recall, ("user", question)])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where do I live?", "You live in Lisbon."),
        ("where do i live", "You live in Lisbon."),
        ("What do I eat?", "Your diet is vegetarian."),
        ("Who do I work for?", "You work for Globex."),
        ("What's my name?", "You are called Ada."),
        ("What is my dog called?", "You have a pet: Rex (dog)."),
        ("What are my goals?", "You want to run a marathon."),
        ("Hello!", "Hello Ada! How can I help?"),
    ],
)
def test_a_question_about_the_user_is_answered_from_the_facts(question, answer):
    assert _ask(question) == answer


def test_what_is_known_is_listed():
    assert _ask("What do you know about me?", FACTS[:2]) == (
        "This is what I know about you:\n- You live in Lisbon.\n- Your diet is vegetarian."
    )


def test_a_request_is_answered_with_what_matters_for_it():
    assert "Your diet is vegetarian." in _ask("Suggest a dinner recipe")


@pytest.mark.parametrize(
    "question", ["Where do I live?", "What do you know about me?", "What's my name?", "Am I vegan?"]
)
def test_without_facts_nothing_is_claimed(question):
    answer = _ask(question, ())
    assert "not know" in answer
    assert not any(value in answer for _, value, _ in FACTS)


def test_a_statement_is_acknowledged():
    assert _ask("I live in Lisbon.", ()) == "Noted, thank you for telling me."


def test_only_a_message_with_the_first_line_is_taken_for_recall():
    fact = json.dumps({"slot": "home_city", "value": "Rome", "statement": "The user lives in Rome."})
    assert reply([("system", f"Facts:\n{fact}"), ("user", "Where do I live?")]) == "I do not know that yet."


def test_a_damaged_line_of_recall_is_passed_over():
    good = json.dumps({"slot": "home_city", "value": "Rome", "statement": "The user lives in Rome."})
    recall = "\n".join([RECALL_HEADLINE, "{broken", "[]", '{"slot": "diet"}', good])
    assert reply([("system", recall), ("user", "Where do I live?")]) == "You live in Rome."


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("The user no longer works for Acme.", "You no longer work for Acme."),
        ("The user is married.", "You are married."),
        ("The user studies law and likes their dog.", "You study law and likes your dog."),
        ("The user teaches maths.", "You teach maths."),
        ("The user does not smoke.", "You do not smoke."),
        ("The user's time zone is CET.", "Your time zone is CET."),
        ("Lisbon is home to the user.", "Lisbon is home to you."),
    ],
)
def test_statements_are_turned_to_the_user(statement, told):
    assert to_second_person(statement) == told
