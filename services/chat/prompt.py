"""The prompt: the request's body as it came, with what is known about the user as one message of quoted data. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from contracts.recall import RECALL_HEADLINE
from services.chat.conversation import Conversation

UNSEEN: Final = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What JSON leaves as it is, but a reader does not see, or breaks a line at: controls, separators, direction, tags.

Each fact is one line, and holds nothing that a person reading the prompt would not find in it.
"""

Fact = Mapping[str, str]
"""A recalled fact as the prompt shows it: slot, value, statement, said_at."""


def prompt_with(conversation: Conversation, facts: Sequence[Fact]) -> bytes:
    """Return the body for the model: as it came, but for one message with `facts` after the leading system messages."""
    if not facts:
        return conversation.raw
    lines = [UNSEEN.sub(_escaped, json.dumps(dict(fact), ensure_ascii=False)) for fact in facts]
    recalled = {"role": "system", "content": "\n".join((RECALL_HEADLINE, *lines))}
    messages = conversation.body["messages"]
    leading = next((i for i, each in enumerate(messages) if each["role"] not in {"system", "developer"}), len(messages))
    body = {**conversation.body, "messages": [*messages[:leading], recalled, *messages[leading:]]}
    # As ASCII, so that even a lone surrogate goes on as it came.
    return json.dumps(body, separators=(",", ":")).encode()


def _escaped(unseen: re.Match[str]) -> str:
    return json.dumps(unseen.group())[1:-1]
