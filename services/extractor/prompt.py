"""The prompt: versioned instructions in a file, the slots from the contract, the turns as one JSON document.

The version travels with every fact. Change what the instructions say, and it is a new file with a new version.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from openai.types.chat import ChatCompletionMessageParam

from contracts.events import FACTS_LIMIT, ContextMessage
from contracts.slots import SLOTS
from services.extractor.answer import OfferedFact
from services.extractor.document import Shown

VERSION: Final = "facts-2"
ANSWER_LENGTH: Final = 4_000
"""How much of an unreadable answer is given back, in characters: one that ran away would fill the context again."""

ASK_FOR_THE_REST: Final = " The facts in `understood` are kept: answer with all the others, in the same form."


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An answer that could not be read, what is wrong with it, and the facts that are whole in it."""

    answer: str
    problem: str
    understood: Sequence[OfferedFact] = ()


def build_messages(shown: Sequence[Shown], unreadable: Unreadable | None = None) -> list[ChatCompletionMessageParam]:
    """Return the prompt that asks for the facts of some messages, or for the repair of an answer to the same."""
    first, *further = shown
    document: dict[str, Any] = {
        "said_at": _time(first.said_at),
        "context": _context(first.context),
        "messages": [{"id": first.alias, "content": first.content}, *map(_further, further)],
    }
    if unreadable is not None:
        document["previous_answer"] = unreadable.answer[:ANSWER_LENGTH]
        document["problem"] = unreadable.problem
        if unreadable.understood:
            document["problem"] += ASK_FOR_THE_REST
            document["understood"] = [fact.model_dump() for fact in unreadable.understood[:FACTS_LIMIT]]
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": json.dumps(document, ensure_ascii=False)},
    ]


@cache
def instructions() -> str:
    """Return the system message: the file of this version with the slots filled in."""
    slots = "\n".join(
        f"- `{slot.name}`{' (can have several values)' if slot.many else ''}: {slot.says}, e.g. {slot.value}"
        for slot in SLOTS
    )
    return files("services.extractor").joinpath(f"prompts/{VERSION}.md").read_text().replace("{slots}", slots).strip()


def _further(message: Shown) -> dict[str, Any]:
    """Return a message after the first: it has its own time, and only what was said since the one before."""
    between = {"context": _context(message.context)} if message.context else {}
    return {"id": message.alias, "said_at": _time(message.said_at), **between, "content": message.content}


def _context(context: Sequence[ContextMessage]) -> list[dict[str, str]]:
    return [{"role": each.role, "content": each.content} for each in context]


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
