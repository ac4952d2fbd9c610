"""Extraction: the JSON document of the extractor's prompt in, facts by its schema out."""

from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from contracts.slots import BY_NAME
from services.offline_model.grammar.reader import Fact, read
from services.offline_model.schema import resolve


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str
    content: str


class _Earlier(BaseModel):
    model_config = ConfigDict(extra="ignore")

    role: str
    content: str


class Document(BaseModel):
    """`messages` are the user's words to read, `context` is what was said before them."""

    model_config = ConfigDict(extra="ignore")

    messages: list[_Said]
    context: list[_Earlier] = []


def parse_document(text: str) -> Document | None:
    """The document in `text`, or None when it is none."""
    try:
        return Document.model_validate_json(text)
    except ValidationError:
        return None


def extract(document: Document, slots: frozenset[str]) -> list[dict[str, Any]]:
    """The facts of all messages, limited to `slots`, each with its message and verbatim quote."""
    known = [fact for earlier in document.context if earlier.role == "user" for fact in read(earlier.content)]
    answered = []
    for message in document.messages:
        facts = read(message.content)
        answered += [shown(_named_in_full(fact, known), message.id) for fact in facts if fact.slot in slots]
        known += facts
    return answered


def slots_allowed(schema: dict[str, Any] | None) -> frozenset[str]:
    """The slots a schema lists for a fact; all, when it lists none."""
    everything = frozenset(BY_NAME)
    if schema is None:
        return everything
    item = resolve(schema.get("properties", {}).get("facts", {}).get("items", {}), schema)
    slot = resolve(item.get("properties", {}).get("slot", {}), schema)
    listed = slot.get("enum")
    return everything & frozenset(listed) if isinstance(listed, list) else everything


def _named_in_full(fact: Fact, known: list[Fact]) -> Fact:
    """The fact; `Rex` is taken back as `Rex (dog)` when that is how it was said before."""
    if fact.operation == "retract":
        for earlier in known:
            if earlier.slot == fact.slot and earlier.value.startswith(f"{fact.value} ("):
                return replace(fact, value=earlier.value)
    return fact


def shown(fact: Fact, message_id: str) -> dict[str, Any]:
    """The fact as the answer holds it."""
    return {
        "slot": fact.slot,
        "value": fact.value,
        "statement": fact.statement,
        "operation": fact.operation,
        "confidence": fact.confidence,
        "quote": fact.quote,
        "message_id": message_id,
    }
