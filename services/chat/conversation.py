"""What a chat request says: whose it is, what is new to remember, and what to ask the memory.

Pure: from the request's headers and body to a `Conversation`. Everything is checked before anything is recorded.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from math import isfinite
from typing import Any, Final, NoReturn

from contracts.events import DEFAULT_TENANT, MESSAGE_LIMIT, ContextMessage, TurnRecorded, UserMessage
from contracts.identifiers import new_id
from services.chat.errors import Refused
from services.chat.speaker import NO_USER, remembers, said_at_of, session_of, user_of
from services.kit.redaction.detector import redact

EXCERPT_LENGTH: Final = 2_000
"""Characters kept of an earlier message. Context is never evidence, so cutting it loses no fact."""
QUESTION_LENGTH: Final = 1_000
"""Characters of the message that recall is asked with; a long message would not fit a URL."""
OVERLAP: Final = 4_000
"""Characters that are read beyond a cut: half a secret would not be known for one."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One chat request, understood.

    `raw` is the body as it came (bytes) and `body` the same, parsed. `user_id` is None when nobody's memory is used.
    `turn` is None when there is nothing new to remember. `question` is what recall is asked with.
    """

    raw: bytes
    body: dict[str, Any]
    user_id: str | None = None
    turn: TurnRecorded | None = None
    question: str = ""

    @property
    def streams(self) -> bool:
        """Tell whether the client wants the answer as it is written."""
        return self.body.get("stream") is True


def read_conversation(headers: Mapping[str, str], raw: bytes, context_messages: int) -> Conversation:
    """Understand a request; raises `Refused` naming the field or header that is wrong.

    `headers` are as the server decoded them (Latin-1). Up to `context_messages` earlier messages go with the turn.
    """
    body = _parse(raw)
    messages = _messages_of(body)
    if not remembers(headers):
        return Conversation(raw, body)
    user_id = user_of(headers, body)
    session_id = session_of(headers, body)
    asked = _last_from_user(messages)
    content = _content_of(messages, asked) if asked is not None else None
    if content is None or asked != len(messages) - 1:
        return Conversation(raw, body, user_id, question=_question(content or ""))
    _check_content(content, f"messages.{asked}.content")
    if user_id is None:
        raise Refused(NO_USER, "user")
    turn_id = new_id()
    turn = TurnRecorded(
        tenant_id=DEFAULT_TENANT,
        user_id=user_id,
        session_id=session_id,
        turn_id=turn_id,
        said_at=said_at_of(headers),
        message=UserMessage(id=str(turn_id), content=content),
        context=_context_of(messages, asked, context_messages),
    )
    return Conversation(raw, body, user_id, turn, _question(content))


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw.decode(), parse_constant=_no_number, parse_float=_float)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Refused(f"The body is not valid JSON: {reason}.") from None
    if not isinstance(body, dict):
        raise Refused("The body must be a JSON object with `model` and `messages`.")
    return body


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON can hold")


def _float(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _no_number(text)


def _messages_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    if not isinstance(body.get("model"), str) or not body["model"]:
        raise Refused("model: the name of a model is missing; GET /v1/models lists them.", "model")
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise Refused("messages: a list with at least one message is missing.", "messages")
    for index, message in enumerate(messages):
        if not isinstance(message, dict):
            raise Refused(f"messages.{index}: must be an object.", f"messages.{index}")
        if not isinstance(message.get("role"), str):
            raise Refused(f"messages.{index}.role: must be a string.", f"messages.{index}.role")
    return messages


def _last_from_user(messages: list[dict[str, Any]]) -> int | None:
    return next((i for i in range(len(messages) - 1, -1, -1) if messages[i]["role"] == "user"), None)


def _content_of(messages: list[dict[str, Any]], index: int) -> str | None:
    """Return the text of a user's message, or None when it holds none (an image, a file)."""
    content = messages[index].get("content")
    place = f"messages.{index}.content"
    if isinstance(content, str):
        return content
    if not isinstance(content, list) or not content:
        raise Refused(f"{place}: must be a string or a list of parts, and not empty.", place)
    for number, part in enumerate(content):
        if not isinstance(part, dict):
            raise Refused(f"{place}.{number}: must be an object.", f"{place}.{number}")
        if part.get("type") == "text" and not isinstance(part.get("text"), str):
            raise Refused(f"{place}.{number}.text: must be a string.", f"{place}.{number}.text")
    return _text_of(content)


def _text_of(content: object) -> str | None:
    """Return the text of any content: a string, or the text parts of a list, one per line."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return None
    parts = [part for part in content if isinstance(part, dict) and part.get("type") == "text"]
    texts = [part["text"] for part in parts if isinstance(part.get("text"), str)]
    return "\n".join(texts) if texts else None


def _check_content(content: str, place: str) -> None:
    if not content:
        raise Refused(f"{place}: must not be empty.", place)
    if len(content) > MESSAGE_LIMIT:
        message = f"{place}: has {len(content)} characters, and {MESSAGE_LIMIT} is the most for one message."
        raise Refused(message, place, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if "\x00" in content:
        raise Refused(f"{place}: must not hold the character NUL.", place)
    if not _is_unicode(content):
        raise Refused(f"{place}: holds a lone surrogate, which is not a character.", place)


def _context_of(messages: list[dict[str, Any]], before: int, most: int) -> tuple[ContextMessage, ...]:
    context: list[ContextMessage] = []
    for message in reversed(messages[:before]):
        if len(context) == most:
            break
        text = _text_of(message.get("content")) if message["role"] in {"user", "assistant"} else None
        if text:
            context.append(ContextMessage(role=message["role"], content=_excerpt(text)))
    return tuple(reversed(context))


def _question(content: str) -> str:
    """Return what recall is asked with. It goes into a URL, and so perhaps into somebody's log."""
    return redact(_clean(content, QUESTION_LENGTH + OVERLAP)).text[:QUESTION_LENGTH]


def _excerpt(text: str) -> str:
    return redact(_clean(text, EXCERPT_LENGTH + OVERLAP)).text[:EXCERPT_LENGTH]


def _clean(text: str, length: int) -> str:
    """Return at most `length` characters of `text`, with what PostgreSQL and UTF-8 cannot hold replaced."""
    text = text[:length].replace("\x00", "\ufffd")
    return text if _is_unicode(text) else "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
