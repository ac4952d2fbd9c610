"""Reads ChatGPT's export: conversations.json, as a file of its own or inside the zip. Pure but for the reading.

A conversation is a tree of messages; a message that was edited has the edit beside it. What the user let stand is the
path from the root to `current_node`, and that alone is read.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from contracts.events import MESSAGE_LIMIT
from services.ops.cli.importing.turn import Maker, Turn, Wrong
from services.ops.errors import OpsError

CONTEXT_MESSAGES: Final = 6
CONTEXT_CHARACTERS: Final = 2_000
"""Of an earlier message; what is needed to understand the next one stands at its end."""
NAME: Final = re.compile(r"(^|/)conversations(-\d+)?\.json$")
TEXTS: Final = frozenset({"text", "multimodal_text"})


def read_conversations(path: Path) -> list[Any]:
    """Return the conversations of an export; raises `OpsError` when it holds none."""
    try:
        if not zipfile.is_zipfile(path):
            return _conversations(path.name, path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if NAME.search(name))
            if not names:
                raise OpsError(f"{path} holds no conversations.json: is it ChatGPT's export?")
            return [each for name in names for each in _conversations(name, archive.read(name))]
    except (OSError, zipfile.BadZipFile) as error:
        raise OpsError(f"Cannot read {path}: {error}") from error


def read_chatgpt(conversations: list[Any], maker: Maker, user: str) -> Iterator[Turn | Wrong]:
    """Yield the turns of an export, all of them `user`'s, in the order of the file."""
    for number, conversation in enumerate(conversations, 1):
        place = f"conversation {number}"
        if not isinstance(conversation, dict) or not isinstance(conversation.get("mapping"), dict):
            yield Wrong(place, "is not a conversation of ChatGPT's export: it has no mapping")
            continue
        session = str(conversation.get("conversation_id") or conversation.get("id") or "")
        if not session:
            yield Wrong(place, "has neither conversation_id nor id")
            continue
        yield from _turns(conversation, place, session, maker, user)


def _turns(conversation: dict[str, Any], place: str, session: str, maker: Maker, user: str) -> Iterator[Turn | Wrong]:
    context: list[dict[str, str]] = []
    said_at = conversation.get("create_time")
    for node, message in _path(conversation):
        role = (message.get("author") or {}).get("role")
        text = _text(message)
        said_at = message.get("create_time") or said_at
        if not text or role not in {"user", "assistant"}:
            continue
        if role == "user":
            where = f"{place}, message {node}"
            if isinstance(said_at, bool) or not isinstance(said_at, int | float) or not 0 <= said_at < _LAST:
                yield Wrong(where, "has no create_time, and neither has its conversation")
            elif len(text) > MESSAGE_LIMIT:
                yield Wrong(where, f"has {len(text)} characters; a message can have {MESSAGE_LIMIT}")
            else:
                moment = datetime.fromtimestamp(said_at, UTC).isoformat()
                body = {"id": str(message.get("id") or node), "content": text, "said_at": moment}
                recent = context[-CONTEXT_MESSAGES:]
                found = {"user_id": user, "session_id": session, "message": body, "context": recent}
                yield maker.make(where, found)
        context.append({"role": role, "content": text[-CONTEXT_CHARACTERS:]})


_LAST: Final = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


def _path(conversation: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the messages from the root to the current one."""
    mapping = conversation["mapping"]
    node = conversation.get("current_node") or next(reversed(mapping), None)
    path: list[tuple[str, dict[str, Any]]] = []
    walked: set[str] = set()
    while isinstance(node, str) and node in mapping and node not in walked:
        walked.add(node)
        found = mapping[node]
        if not isinstance(found, dict):
            break
        if isinstance(found.get("message"), dict):
            path.append((node, found["message"]))
        node = found.get("parent")
    return path[::-1]


def _text(message: dict[str, Any]) -> str:
    """Return a message's words: no images, no custom instructions, nothing that the page hides."""
    content = message.get("content")
    metadata = message.get("metadata")
    if isinstance(metadata, dict) and metadata.get("is_visually_hidden_from_conversation"):
        return ""
    if not isinstance(content, dict) or content.get("content_type") not in TEXTS:
        return ""
    parts = content.get("parts")
    texts = [part for part in parts if isinstance(part, str)] if isinstance(parts, list) else []
    return "\n".join(texts).replace("\x00", "").strip()


def _conversations(name: str, content: bytes) -> list[Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise OpsError(f"{name} is not valid JSON: {error}") from error
    if not isinstance(found, list):
        raise OpsError(f"{name} is not a list of conversations: is it ChatGPT's export?")
    return found
