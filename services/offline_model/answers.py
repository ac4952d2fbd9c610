"""What the model says: facts, a minimal instance of a schema, or a plain reply, by what the request asks for."""

import json
from typing import Any, Final

from services.offline_model.conversation import reply
from services.offline_model.extraction import (
    Document,
    extract,
    parse_document,
    reasoning,
    shown,
    slots_allowed,
)
from services.offline_model.faults import Purpose
from services.offline_model.hallucination import hallucinate
from services.offline_model.requests import ChatRequest
from services.offline_model.schema import minimal_instance

REASONING_SINCE: Final = "afterthought-prompt: facts-2"


def purpose_of(request: ChatRequest) -> Purpose:
    """Extraction when facts are asked for in JSON, else chat."""
    return "extraction" if _document_of(request) else "chat"


def matched_text(request: ChatRequest) -> str:
    """The text that faults are matched against: the user's own words, without the context sent along."""
    document = _document_of(request)
    return "\n".join(message.content for message in document.messages) if document else request.last_user_text


def answer(request: ChatRequest, lies_by: int | None = None) -> str:
    """The content of the answer to `request`; with a seed in `lies_by`, wrong facts stand beside the right ones."""
    document = _document_of(request)
    if document:
        facts = extract(document, slots_allowed(request.schema_asked_for))
        if lies_by is not None:
            said = [(message.id, message.content) for message in document.messages]
            lies = hallucinate(said, [earlier.content for earlier in document.earlier], lies_by)
            facts += [shown(fact, message_id) for fact, message_id in lies]
        thought = {"reasoning": reasoning(document, facts)} if _wants_reasoning(request) else {}
        return json.dumps({**thought, "facts": facts}, ensure_ascii=False)
    if request.schema_asked_for is not None:
        return json.dumps(minimal_instance(request.schema_asked_for), ensure_ascii=False)
    if request.response_format and request.response_format.type == "json_object":
        return "{}"
    return reply([(message.role, message.text) for message in request.messages])


def _document_of(request: ChatRequest) -> Document | None:
    """The document to extract from, when the request asks for facts in JSON."""
    if request.response_format is None or request.response_format.type == "text":
        return None
    schema = request.schema_asked_for
    if schema is not None and not _wants_facts(schema):
        return None
    return parse_document(request.last_user_text)


def _wants_reasoning(request: ChatRequest) -> bool:
    """Prompts before facts-2 know no reasoning, and nor do their schemas."""
    if request.schema_asked_for is not None:
        return "reasoning" in request.schema_asked_for.get("properties", {})
    return any(REASONING_SINCE in message.text for message in request.messages if message.role == "system")


def _wants_facts(schema: dict[str, Any]) -> bool:
    facts = schema.get("properties", {}).get("facts", {})
    return isinstance(facts, dict) and facts.get("type") == "array"
