"""The answer that the model is asked for: its JSON schema for the provider, and the strict reading of what came."""

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from contracts.slots import SLOTS
from services.extractor.errors import UnparsableAnswerError

SCHEMA_NAME: Final = "facts"
NAMED_ERRORS: Final = 5
"""How many errors of an answer are named to the model that is to repair it."""

# What models that know no schema put around their JSON: thoughts in a tag of their own, and the fence of a code block.
_WRAPPING: Final = re.compile(r"\A\s*(?:<think>.*?</think>\s*)?(?:```(?:json)?\s*)?|(?<=\})\s*```\s*\Z", re.DOTALL)


class OfferedFact(BaseModel):
    """A fact as the model offers it. Types are checked here, content by `grounding`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    slot: str
    value: str
    statement: str
    operation: Literal["assert", "retract"]
    confidence: float
    quote: str
    message_id: str


class Answer(BaseModel):
    """All that the model offers. What it thought comes first, helps it to answer, and is not kept."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    reasoning: str = ""
    facts: list[OfferedFact]


def schema(quotes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the JSON schema of an answer, in the subset that every provider of strict output knows.

    With `quotes`, no others are allowed. No bounds and no lengths: some providers refuse a schema that has them, and
    `grounding` checks them anyway.
    """
    text = {"type": "string"}
    properties = {
        "slot": {"type": "string", "enum": [slot.name for slot in SLOTS]},
        "value": text,
        "statement": text,
        "operation": {"type": "string", "enum": ["assert", "retract"]},
        "confidence": {"type": "number"},
        "quote": {"type": "string", "enum": list(dict.fromkeys(quotes))} if quotes else text,
        "message_id": text,
    }
    fact = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {
        "type": "object",
        # Models write properties in this order: thoughts that come after the answer would be of no use.
        "properties": {"reasoning": text, "facts": {"type": "array", "items": fact}},
        "required": ["reasoning", "facts"],
        "additionalProperties": False,
    }


def parse(content: str) -> list[OfferedFact]:
    """Read a whole answer; raises `UnparsableAnswerError` that names what is wrong, without the user's words."""
    try:
        return Answer.model_validate_json(_WRAPPING.sub("", content)).facts
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        named = "; ".join(f"{_place(each['loc'])}{each['msg']}" for each in found[:NAMED_ERRORS])
        raise UnparsableAnswerError(named) from None


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) + ": " if location else ""
