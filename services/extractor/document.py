"""What a call shows of its turns: each message once, its context as far as it is not shown already, within a budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from contracts.events import ContextMessage, TurnRecorded
from services.extractor.pieces import last_sentences, split
from services.extractor.tokens import estimate

MESSAGE_FRAME: Final = 24
"""Tokens for the id, the time and the punctuation around a message."""
CONTEXT_FRAME: Final = 12
CUT: Final = 1_000
"""A context message of this many characters or more may be the beginning of a longer one: chat sends excerpts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message of a call, as the model calls it, with what was said before it and is not shown yet."""

    alias: str
    said_at: datetime
    content: str
    context: tuple[ContextMessage, ...] = ()

    @property
    def size(self) -> int:
        """Tokens (estimated) that the message and its context take."""
        return MESSAGE_FRAME + estimate(self.content) + sum(map(_size, self.context))


class Layout:
    """Messages of one call, in the order in which they were said."""

    def __init__(self) -> None:
        self.messages: list[Shown] = []
        self.size = 0
        self._said: list[ContextMessage] = []

    def add(self, turn: TurnRecorded) -> None:
        """Show one more turn, with what its context adds."""
        context = turn.context[_overlap(self._said, turn.context) :]
        message = Shown(alias_of(len(self.messages)), turn.said_at, turn.message.content, context)
        self.messages.append(message)
        self.size += message.size
        self._said += [*context, ContextMessage(role="user", content=turn.message.content)]


def alias_of(place: int) -> str:
    """Return what the model calls the message at `place`: the real id is somebody else's text, and may mislead."""
    return f"m{place + 1}"


def questions(turns: Sequence[TurnRecorded], budget: int) -> list[list[Shown]]:
    """Return the messages of each call that it takes to ask about `turns`: one, unless a lone message is too long.

    `budget` is in tokens (estimated). Context is trimmed before a message is divided, oldest first.
    """
    layout = Layout()
    for turn in turns:
        layout.add(turn)
    first, *rest = layout.messages
    # Several turns are gathered only as far as they fit.
    if rest or layout.size <= budget:
        return [layout.messages]
    if replace(first, context=()).size <= budget:
        return [[_trim(first, budget)]]
    return [[each] for each in _divide(first, budget)]


def _divide(message: Shown, budget: int) -> list[Shown]:
    """Return the pieces of a long message, each with the end of the one before as its context."""
    room = budget - MESSAGE_FRAME
    before_room = room // 4 - CONTEXT_FRAME
    pieces = split(message.content, room - room // 4)
    divided: list[Shown] = []
    for place, piece in enumerate(pieces):
        if not piece.strip():
            continue
        end = last_sentences(pieces[place - 1], before_room) if place else ""
        before = (ContextMessage(role="user", content=end),) if end.strip() else ()
        divided.append(_trim(replace(message, content=piece, context=(*message.context, *before)), budget))
    return divided


def _trim(message: Shown, room: int) -> Shown:
    """Return `message` with the newest part of its context that fits."""
    room -= replace(message, context=()).size
    start = len(message.context)
    while start and (room := room - _size(message.context[start - 1])) >= 0:
        start -= 1
    return replace(message, context=message.context[start:])


def _size(message: ContextMessage) -> int:
    return CONTEXT_FRAME + estimate(message.content)


def _overlap(said: Sequence[ContextMessage], context: Sequence[ContextMessage]) -> int:
    """Return how many messages at the beginning of `context` are the last ones that were `said`."""
    for count in range(min(len(said), len(context)), 0, -1):
        if all(map(_same, said[-count:], context)):
            return count
    return 0


def _same(said: ContextMessage, again: ContextMessage) -> bool:
    if said.role != again.role:
        return False
    return said.content == again.content or (len(again.content) >= CUT and said.content.startswith(again.content))
