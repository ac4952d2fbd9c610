"""Extraction: the JSON document of the extractor's prompt in, facts by its schema out."""

from collections import Counter
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from contracts.slots import BY_NAME
from services.offline_model.grammar.reader import Fact, read
from services.offline_model.schema import resolve


class _Earlier(BaseModel):
    model_config = ConfigDict(extra="ignore")

    role: str
    content: str


class _Said(BaseModel):
    """One message of the user's; what was said before it and after the message before, and when, if that is told."""

    model_config = ConfigDict(extra="ignore")

    id: str
    content: str
    said_at: str | None = None
    context: list[_Earlier] = []


class Document(BaseModel):
    """`messages` are the user's words to read, `context` is what was said before all of them."""

    model_config = ConfigDict(extra="ignore")

    messages: list[_Said]
    said_at: str | None = None
    context: list[_Earlier] = []

    @property
    def earlier(self) -> list[_Earlier]:
        """All that is shown and not the user's words to read."""
        return [*self.context, *(each for message in self.messages for each in message.context)]


def parse_document(text: str) -> Document | None:
    """The document in `text`, or None when it is none."""
    try:
        return Document.model_validate_json(text)
    except ValidationError:
        return None


def extract(document: Document, slots: frozenset[str]) -> list[dict[str, Any]]:
    """The facts of all messages, limited to `slots`, each with its message and verbatim quote."""
    known = _known(document.context)
    answered = []
    asked = _asked(document.context)
    for message in document.messages:
        known += _known(message.context)
        facts = read(message.content, _asked(message.context) or asked)
        asked = ""
        answered += [shown(_named_in_full(fact, known), message.id) for fact in facts if fact.slot in slots]
        known += facts
    return answered


def reasoning(document: Document, facts: list[dict[str, Any]]) -> str:
    """What a model would have thought first: how much each message holds."""
    counts = Counter(fact["message_id"] for fact in facts)
    return " ".join(f"{message.id}: {counts[message.id]} facts." for message in document.messages)


def slots_allowed(schema: dict[str, Any] | None) -> frozenset[str]:
    """The slots a schema lists for a fact; all, when it lists none."""
    everything = frozenset(BY_NAME)
    if schema is None:
        return everything
    item = resolve(schema.get("properties", {}).get("facts", {}).get("items", {}), schema)
    slot = resolve(item.get("properties", {}).get("slot", {}), schema)
    listed = slot.get("enum")
    return everything & frozenset(listed) if isinstance(listed, list) else everything


def _known(context: list[_Earlier]) -> list[Fact]:
    return [fact for earlier in context if earlier.role == "user" for fact in read(earlier.content)]


def _asked(context: list[_Earlier]) -> str:
    """What the assistant said last, when nobody spoke after it."""
    return context[-1].content if context and context[-1].role == "assistant" else ""


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
