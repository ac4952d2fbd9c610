"""The prompt: the request's body as it came, with what is known about the user as one message of quoted data. Pure."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from contracts.recall import RECALL_HEADLINE
from services.chat.conversation import Conversation

# JSON leaves these as they are, but some readers break lines at them, and each fact is one line.
LINE_BREAKS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


Fact = Mapping[str, str]
"""A recalled fact as the prompt shows it: slot, value, statement, said_at."""


def prompt_with(conversation: Conversation, facts: Sequence[Fact]) -> bytes:
    """Return the body for the model: as it came, but for one message with `facts` after the leading system messages."""
    if not facts:
        return conversation.raw
    lines = [json.dumps(dict(fact), ensure_ascii=False).translate(LINE_BREAKS) for fact in facts]
    recalled = {"role": "system", "content": "\n".join((RECALL_HEADLINE, *lines))}
    messages = conversation.body["messages"]
    leading = next((i for i, each in enumerate(messages) if each["role"] not in {"system", "developer"}), len(messages))
    body = {**conversation.body, "messages": [*messages[:leading], recalled, *messages[leading:]]}
    # As ASCII, so that even a lone surrogate goes on as it came.
    return json.dumps(body, separators=(",", ":")).encode()
