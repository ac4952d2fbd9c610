"""Turns and facts for the tests of the figures."""

from datetime import UTC, datetime, timedelta

from contracts.events import Fact, FactsExtracted, Rejection, Usage
from contracts.identifiers import turn_id_for
from tests.eval.labels import Expected, LabelledTurn, Person
from tests.eval.scoring import Heard

START = datetime(2025, 1, 1, tzinfo=UTC)


def expect(slot, value, operation="assert"):
    return Expected(slot=tuple(slot.split("|")), value=tuple(value.split(" | ")), operation=operation)


def turn(number, text, facts=(), optional=(), category="plain"):
    return LabelledTurn(
        person="p",
        english="any",
        turn=f"p-{number}",
        said_at=START + timedelta(days=number),
        category=category,
        text=text,
        facts=tuple(facts),
        optional=tuple(optional),
    )


def fact(slot, value, quote="", operation="assert", message="p-1"):
    return Fact(
        slot=slot,
        value=value,
        statement=f"The user: {value}.",
        operation=operation,
        quote=quote or value,
        message_id=message,
    )


def heard(said, *facts, rejected=(), usage=None, failure=""):
    """What was stored of a labelled turn; each fact names the turn's message."""
    if failure:
        return Heard(said, said.text, None, failure=failure)
    extracted = FactsExtracted(
        tenant_id="default",
        user_id=said.person,
        session_id=said.person,
        turn_id=turn_id_for("default", said.person, said.turn),
        said_at=said.said_at,
        attempt=1,
        facts=tuple(each.model_copy(update={"message_id": said.turn}) for each in facts),
        rejected=tuple(Rejection(reason=reason) for reason in rejected),
        model="fake",
        prompt_version="facts-0",
        usage=Usage(input_tokens=usage[0], output_tokens=usage[1]) if usage else None,
        duration_ms=1,
    )
    return Heard(said, said.text, extracted)


def person(*turns, current=(), past=()):
    return Person(person="p", turns=turns, current=tuple(current), past=tuple(past))
