"""The prompts of chat and extractor, as the offline model meets them."""

import json
from typing import Any

from contracts.recall import RECALL_HEADLINE
from contracts.slots import BY_NAME

INSTRUCTIONS = "You extract durable facts about the user.\nafterthought-prompt: facts-1"


def facts_schema(slots: list[str] | None = None) -> dict[str, Any]:
    """The schema of the extractor's answer."""
    properties = {
        "slot": {"type": "string", "enum": slots or sorted(BY_NAME)},
        "value": {"type": "string", "minLength": 1},
        "statement": {"type": "string", "minLength": 1},
        "operation": {"type": "string", "enum": ["assert", "retract"]},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "quote": {"type": "string", "minLength": 1},
        "message_id": {"type": "string"},
    }
    item = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": item}},
        "required": ["facts"],
        "additionalProperties": False,
    }


def response_format(schema: dict[str, Any]) -> Any:
    """A strict `json_schema` response format."""
    return {"type": "json_schema", "json_schema": {"name": "facts", "strict": True, "schema": schema}}


def extraction_messages(*said: str, context: list[dict[str, str]] | None = None) -> Any:
    """System and user message of an extraction prompt."""
    document = {
        "said_at": "2026-11-22T10:00:00Z",
        "context": context or [],
        "messages": [{"id": f"m{number}", "content": text} for number, text in enumerate(said, 1)],
    }
    return [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": json.dumps(document)}]


def chat_messages(question: str, *facts: tuple[str, str, str]) -> Any:
    """A chat prompt with recalled facts (slot, value, statement)."""
    lines = [
        json.dumps({"slot": slot, "value": value, "statement": statement, "said_at": "2026-11-01"})
        for slot, value, statement in facts
    ]
    recall = [{"role": "system", "content": "\n".join([RECALL_HEADLINE, *lines])}] if facts else []
    return [{"role": "system", "content": "You are helpful."}, *recall, {"role": "user", "content": question}]
