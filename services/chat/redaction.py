"""The wall before the recording: a turn goes out without its secrets, whichever way it came in.

The model that answers the chat gets the user's own request; only what is remembered is redacted (docs/adr/0007).
"""

import asyncio
from typing import Final

from contracts.events import MESSAGE_LIMIT, TurnRecorded
from services.chat.metrics import REDACTIONS
from services.kit.redaction.detector import redact
from services.kit.redaction.kinds import label

LONG: Final = 16_000
"""Characters that are searched in about a millisecond."""


async def redact_turn(turn: TurnRecorded) -> TurnRecorded:
    """Return `turn` without its secrets; a long one is searched in a thread, so that other chats go on."""
    if len(turn.message.content) + sum(len(each.content) for each in turn.context) <= LONG:
        return _redact_turn(turn)
    return await asyncio.to_thread(_redact_turn, turn)


def _redact_text(text: str) -> str:
    redacted = redact(text, MESSAGE_LIMIT)
    for kind, count in redacted.kinds.items():
        REDACTIONS.labels(label(kind)).inc(count)
    return redacted.text


def _redact_turn(turn: TurnRecorded) -> TurnRecorded:
    content = _redact_text(turn.message.content)
    context = tuple(_redact_text(each.content) for each in turn.context)
    if content == turn.message.content and all(a == b.content for a, b in zip(context, turn.context, strict=True)):
        return turn
    message = turn.message.model_copy(update={"content": content})
    earlier = tuple(each.model_copy(update={"content": text}) for each, text in zip(turn.context, context, strict=True))
    return turn.model_copy(update={"message": message, "context": earlier})
