"""The policy of the queue `store.dead`: whatever arrives is archived, byte for byte, and never refused.

A dead turn's job becomes dead in the same transaction. There is nowhere further to send a letter to, so a failure that
is not PostgreSQL's absence is held as well, loudly, instead of going round in a circle.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid5

import structlog

from contracts.envelope import Event, FactsExtractedEvent, TurnDeadEvent, TurnRecordedEvent, UserErasedEvent
from contracts.events import ErrorClass
from contracts.identifiers import NAMESPACE
from contracts.topology import ERROR_CLASS_HEADER, ERROR_HEADER, ORIGIN_HEADER, STORE_DEAD
from services.kit.bus.decision import Decision, Done, Pause
from services.kit.bus.delivery import Delivery
from services.kit.tracing import spans
from services.store import metrics
from services.store.errors import reason_to_wait
from services.store.handler import TRANSACTION
from services.store.inbox import Happening, take_in
from services.store.repository import Letter, Repository
from services.store.steps import Death

log = structlog.get_logger()

FINGERPRINT_LENGTH: Final = 300
ATTEMPT_MOST: Final = 32_767
HELD_SECONDS: Final = 10.0
"""How long a letter rests that even archiving fails on."""

_UUID: Final = re.compile(r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`")
_DIGITS: Final = re.compile(r"\d+")


class LetterHandler:
    """Decides about deliveries of `store.dead`, undecodable ones included."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    async def __call__(self, deliveries: Sequence[Delivery]) -> Sequence[Decision]:
        """Archive the deliveries; one decision for each."""
        letters = [letter_of(delivery) for delivery in deliveries]
        happenings = [each for each in map(_happening, deliveries, letters) if each is not None]
        try:
            with (
                spans.process(deliveries, STORE_DEAD) as marked,
                spans.together("transaction", marked, "CLIENT", TRANSACTION),
            ):
                await take_in(self._repository, happenings, letters)
        except Exception as error:
            if reason := reason_to_wait(error):
                return [Pause(reason)] * len(deliveries)
            if len(deliveries) > 1:
                raise
            return [await self._archive_alone(letters[0], error)]
        metrics.count_letters(each.error_class for each in letters)
        log.warning(
            "letters_archived", count=len(letters), error_classes=sorted({each.error_class for each in letters})
        )
        return [Done()] * len(deliveries)

    async def _archive_alone(self, letter: Letter, cause: Exception) -> Decision:
        """Archive a letter whose job can not take its death, for whatever reason."""
        log.error("letter_without_effect", id=str(letter.id), reason=f"{type(cause).__name__}: {cause}")
        try:
            await take_in(self._repository, (), [letter])
        except Exception as error:  # noqa: BLE001 - the last stop may neither drop a letter nor send it round
            reason = reason_to_wait(error) or f"a dead letter cannot be archived: {type(error).__name__}: {error}"
            return Pause(reason, HELD_SECONDS)
        return Done()


def letter_of(delivery: Delivery) -> Letter:
    """Return what is archived of a delivery."""
    headers, event = delivery.headers, delivery.event
    death = _first_death(headers)
    origin = _text(headers.get(ORIGIN_HEADER) or death.get("queue") or "")
    error_class, message = _cause(delivery, death)
    about = None if event is None or isinstance(event, UserErasedEvent) else event.data
    whose = None if event is None else event.data
    # The broker may give up two copies of one message, in two queues; the same letter again is archived once.
    name = delivery.message_id or hashlib.blake2b(delivery.body, digest_size=16).hexdigest()
    return Letter(
        id=uuid5(NAMESPACE, "\x1f".join(("letter", name, str(delivery.index or 0), origin))),
        tenant_id=whose.tenant_id if whose else None,
        user_id=whose.user_id if whose else None,
        session_id=about.session_id if about else None,
        turn_id=about.turn_id if about else None,
        generation=about.generation if about else None,
        attempt=min(delivery.attempt, ATTEMPT_MOST),
        said_at=about.said_at if about else None,
        error_class=error_class,
        message=message,
        fingerprint=fingerprint(error_class, message),
        origin=origin,
        routing_key=_text(delivery.routing_key),
        headers=json.dumps(_plain(headers), ensure_ascii=False),
        body=delivery.body,
    )


def fingerprint(error_class: str, message: str) -> str:
    """Return what letters with the same cause have in common: ids, numbers and quoted parts are folded away."""
    folded = _DIGITS.sub("#", _QUOTED.sub("…", _UUID.sub("#", message)))
    return f"{error_class}: {folded}"[:FINGERPRINT_LENGTH]


def _happening(delivery: Delivery, letter: Letter) -> Happening | None:
    """Return what a letter does to its job: nothing, unless the turn or its facts are lost with it."""
    event = delivery.event
    if isinstance(event, TurnDeadEvent):
        return event, None
    if isinstance(event, TurnRecordedEvent | FactsExtractedEvent):
        at = _first_death(delivery.headers).get("time")
        died_at = _utc(at) if isinstance(at, datetime) else event.time
        return event, Death(letter.error_class, letter.message, letter.attempt, died_at)
    return None


def _cause(delivery: Delivery, death: Mapping[str, Any]) -> tuple[str, str]:
    """Return error class and message: the event's own, else what the bus or the broker noted, else the problem."""
    event: Event | None = delivery.event
    if isinstance(event, TurnDeadEvent):
        return event.data.error_class.value, event.data.message
    noted = delivery.headers.get(ERROR_CLASS_HEADER)
    if noted:
        return _text(noted), _text(delivery.headers.get(ERROR_HEADER) or delivery.problem)
    if death:
        reason, queue = _text(death.get("reason", "")), _text(death.get("queue", ""))
        known = reason == ErrorClass.DELIVERY_LIMIT.value
        return (reason if known else ErrorClass.OUR_FAULT.value), f"the broker gave the message up in {queue}: {reason}"
    if event is None:
        return ErrorClass.CONTRACT_VIOLATION.value, delivery.problem
    return ErrorClass.OUR_FAULT.value, "the message came without a cause"


def _first_death(headers: Mapping[str, Any]) -> Mapping[str, Any]:
    deaths = headers.get("x-death")
    return deaths[0] if isinstance(deaths, list) and deaths and isinstance(deaths[0], Mapping) else {}


def _plain(value: object) -> object:
    """Return an AMQP header value as JSON can hold it and PostgreSQL will take it."""
    match value:
        case None | bool() | int():
            return value
        case Mapping():
            return {_text(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case datetime():
            return _utc(value).isoformat()
        case bytes() | bytearray():
            return _decoded(bytes(value))
        case _:
            return _text(value)


def _decoded(value: bytes) -> str:
    try:
        return _text(value.decode())
    except UnicodeDecodeError:
        return "base64:" + b64encode(value).decode()


def _text(value: object) -> str:
    """Return `value` as text without what PostgreSQL's text can not hold."""
    return str(value).replace("\x00", "\ufffd").encode(errors="replace").decode()


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
