"""Offers as a model makes them, judged by the check that the handler uses."""

from typing import Any

from contracts.events import UserMessage
from services.extractor.answer import OfferedFact
from services.extractor.grounding import check


def judge(said: str, slot: str, value: str, quote: str | None = None, **fields: Any) -> str | None:
    """The reason why the fact is rejected, or None; without `quote`, it quotes all that was said."""
    offered = {
        "statement": f"The user's {slot.replace('_', ' ')}: {value}.",
        "operation": "assert",
        "confidence": 0.9,
        "message_id": "m1",
        **fields,
    }
    fact = OfferedFact(slot=slot, value=value, quote=said if quote is None else quote, **offered)
    facts, rejected = check([fact], UserMessage(id="id", content=said), "m1")
    assert len(facts) + len(rejected) == 1
    return rejected[0].reason if rejected else None
