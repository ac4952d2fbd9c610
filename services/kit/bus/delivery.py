"""From an AMQP message to deliveries, and back to one ack: a message is settled when each of its events is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import structlog
from aio_pika.abc import AbstractIncomingMessage
from aio_pika.exceptions import CONNECTION_EXCEPTIONS
from pydantic import ValidationError

from contracts.envelope import BATCH, ONE, Event, encode_batch
from contracts.topology import ATTEMPT_HEADER

log = structlog.get_logger()

MOST_ATTEMPTS: Final = 32_767
"""What the events about an attempt can hold (`contracts.events.Ordinal`); a header with more is not one of ours."""


@dataclass(slots=True, eq=False)
class Delivery:
    """One event in hand; never changed, only copied (a frozen class would take four times as long to make).

    `attempt` counts from 1 and travels in our own header. `event` is None, and `problem` says why, for what cannot be
    decoded. `message_id` is the AMQP message's, shared by all its events. `source` is the whole message body (bytes)
    and `index` the event's place in it, or None for all of it.

    `held` counts how often a handler asked to hold it or to pause, `note` is what the handler wanted to be reminded of
    then, and `in_hand` the seconds since it arrived: the broker waits 30 minutes for an ack, no longer (RabbitMQ,
    "Delivery Acknowledgement Timeout").
    """

    event: Event | None
    source: bytes
    index: int | None = None
    problem: str = ""
    attempt: int = 1
    redelivered: bool = False
    routing_key: str = ""
    message_id: str = ""
    headers: Mapping[str, object] = field(default_factory=dict)
    held: int = 0
    in_hand: float = 0.0
    note: object = None

    @property
    def body(self) -> bytes:
        """The body of a message that holds this event alone, with every field it came with."""
        return self.source if self.index is None else _alone(json.loads(self.source)[self.index])


class LetGo(Exception):  # noqa: N818 - reads as what it is
    """A delivery is not to be settled: its message is given back, or the broker has taken it back already."""


@dataclass(slots=True, eq=False)
class Settlement:
    """Counts the events of one message that are still open; the last one to be settled acks the message.

    `arrived` is when the message came, on the monotonic clock.
    """

    message: AbstractIncomingMessage
    open: int
    arrived: float

    @property
    def lost(self) -> bool:
        """Tell whether the channel is gone that the message came on: the broker has the message again."""
        return is_lost(self.message)

    async def settle(self, count: int = 1) -> None:
        """Settle `count` events. An ack that the broker can not take any more means that the message comes back."""
        self.open -= count
        if count and self.open == 0:
            try:
                await self.message.ack()
            except CONNECTION_EXCEPTIONS as error:
                log.warning("ack_lost", reason=str(error) or type(error).__name__)


def is_lost(message: AbstractIncomingMessage) -> bool:
    """Tell whether the channel is gone that the message came on: the broker has it again."""
    try:
        return bool(message.channel.is_closed)
    except CONNECTION_EXCEPTIONS:
        return True


async def give_back(message: AbstractIncomingMessage) -> None:
    """Return a message to its queue, unless the broker has taken it back already."""
    try:
        await message.nack(requeue=True)
    except CONNECTION_EXCEPTIONS as error:
        log.warning("ack_lost", reason=str(error) or type(error).__name__)


def unpack(message: AbstractIncomingMessage, in_hand: float = 0.0) -> list[Delivery]:
    """Decode a message that came `in_hand` seconds ago; one bad event in a list leaves its neighbours alone."""
    events = _events(message.body)
    headers = dict(message.headers)
    attempt = headers.get(ATTEMPT_HEADER)
    return [
        Delivery(
            event=None if isinstance(event, str) else event,
            problem=event if isinstance(event, str) else "",
            source=message.body,
            index=index if len(events) > 1 else None,
            attempt=attempt if isinstance(attempt, int) and 1 <= attempt <= MOST_ATTEMPTS else 1,
            redelivered=bool(message.redelivered),
            routing_key=message.routing_key or "",
            message_id=message.message_id or "",
            headers=headers,
            in_hand=in_hand,
        )
        for index, event in enumerate(events)
    ]


def _events(body: bytes) -> list[Event | str]:
    """Return the events of a message, or what is wrong with each; or with the whole, as the only one."""
    try:
        return list(BATCH.validate_json(body))
    except ValidationError as error:
        try:
            items = _items(body)
            return [_decode(item) for item in items] if len(items) > 1 else [_describe(error)]
        except Exception as unforeseen:  # noqa: BLE001 - strangers write strange things, and a letter keeps them all
            return [f"{_describe(error)} ({type(unforeseen).__name__})"]


def _items(body: bytes) -> list[object]:
    try:
        found = json.loads(body)
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _alone(item: object) -> bytes:
    # In ASCII: what is escaped may be half a character, which has no bytes of its own.
    return encode_batch([json.dumps(item, separators=(",", ":")).encode()])


def _decode(item: object) -> Event | str:
    try:
        return ONE.validate_json(_alone(item)[1:-1])
    except ValidationError as error:
        return _describe(error)


def _describe(error: ValidationError) -> str:
    """Name the first field that is wrong; the values themselves stay out, they are the user's."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{place}: {first['msg']}{more}" if place else f"{first['msg']}{more}"
