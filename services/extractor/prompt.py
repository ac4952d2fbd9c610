"""The prompt: versioned instructions in a file, the slots from the contract, the turn as one JSON document.

The version travels with every fact. Change what the instructions say, and it is a new file with a new version.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from openai.types.chat import ChatCompletionMessageParam

from contracts.events import FACTS_LIMIT, TurnRecorded
from contracts.slots import SLOTS
from services.extractor.answer import OfferedFact

VERSION: Final = "facts-1"
MESSAGE_ALIAS: Final = "m1"
"""What the model calls the turn's message: the real id is somebody else's text, and may be long or misleading."""
ANSWER_LENGTH: Final = 4_000
"""How much of an unreadable answer is given back, in characters: one that ran away would fill the context again."""

ASK_FOR_THE_REST: Final = " The facts in `understood` are kept: answer with all the others, in the same form."


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An answer that could not be read, what is wrong with it, and the facts that are whole in it."""

    answer: str
    problem: str
    understood: Sequence[OfferedFact] = ()


def build_messages(turn: TurnRecorded, unreadable: Unreadable | None = None) -> list[ChatCompletionMessageParam]:
    """Return the messages that ask for the facts of `turn`, or for the repair of an answer to the same."""
    document: dict[str, Any] = {
        "said_at": turn.said_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "context": [{"role": each.role, "content": each.content} for each in turn.context],
        "messages": [{"id": MESSAGE_ALIAS, "content": turn.message.content}],
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
