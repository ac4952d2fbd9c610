"""What the chat service put into the prompt about the user: one JSON object per line, below a fixed first line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.recall import RECALL_HEADLINE


@dataclass(frozen=True, slots=True)
class Recalled:
    """One recalled fact."""

    slot: str
    value: str
    statement: str


def recalled_facts(system_texts: Iterable[str]) -> list[Recalled]:
    """The facts of every recall message, in order; lines that are no fact are passed over."""
    facts = []
    for text in system_texts:
        first, *lines = text.strip().splitlines() or [""]
        if first.strip() == RECALL_HEADLINE:
            facts += [fact for line in lines if (fact := _fact(line))]
    return facts


def _fact(line: str) -> Recalled | None:
    try:
        found = json.loads(line)
        return Recalled(str(found["slot"]), str(found["value"]), str(found["statement"]))
    except (ValueError, KeyError, TypeError):
        return None
