"""Turns a decision into publishes: the one place where retries and dead letters leave a service.

Everything here is published and confirmed before the ack. A crash between the two repeats the delivery, never loses
it, and whatever is repeated carries the same event ids.
"""

import asyncio
from collections.abc import Sequence

from contracts.envelope import Event, TurnRecordedEvent, encode, encode_batch, routing_key, wrap
from contracts.events import TurnDead
from contracts.topology import (
    ATTEMPT_HEADER,
    DEAD_EXCHANGE,
    ERROR_CLASS_HEADER,
    ERROR_HEADER,
    ORIGIN_HEADER,
    RETRY_EXCHANGE,
    delay_queue,
)
from services.kit.bus.decision import Dead, Decision, Done, Hold, Park, Pause, RetryLater
from services.kit.bus.delivery import Delivery
from services.kit.bus.publisher import Publisher

ERROR_LENGTH = 1_024
"""Longest error text in a header, in characters."""


class Outcomes:
    """Publishes what follows from the decisions about the deliveries of one queue."""

    def __init__(self, queue: str, source: str, publisher: Publisher) -> None:
        """`source` names the service in the envelopes it writes (`/extractor`)."""
        self._queue = queue
        self._source = source
        self._publisher = publisher

    async def publish(self, delivery: Delivery, decision: Decision) -> None:
        """Publish what `decision` says; raises a `BusError` when that could not be confirmed."""
        match decision:
            case Done(publish=events):
                await self.publish_all(events)
            case RetryLater(delay=delay, publish=events):
                await self._retry(delivery, delay)
                await self.publish_all(events)
            case Dead():
                await self._bury(delivery, decision)
            case Park():
                await self._requeue(delivery)
            case Hold() | Pause():
                pass

    async def publish_all(self, events: Sequence[Event]) -> None:
        """Publish events on `memory`; errors as in `publish`."""
        if len(events) == 1:
            await self._publisher.publish(events[0], within=None)
        else:
            # All of them have ended when this does: what is repeated must not meet what still waits.
            publishes = (self._publisher.publish(event, within=None) for event in events)
            for outcome in await asyncio.gather(*publishes, return_exceptions=True):
                if outcome is not None:
                    raise outcome

    async def split(self, deliveries: list[Delivery]) -> None:
        """Send each event of a message back to its queue in a message of its own, with its attempt unchanged."""
        for delivery in deliveries:
            await self._requeue(delivery)

    async def _requeue(self, delivery: Delivery) -> None:
        """Send an event to the end of its queue. As a new message it has its whole delivery limit before it."""
        headers = {ATTEMPT_HEADER: delivery.attempt}
        await self._publisher.publish_body(delivery.body, RETRY_EXCHANGE, self._queue, headers)

    async def _retry(self, delivery: Delivery, delay: float) -> None:
        headers = {ATTEMPT_HEADER: delivery.attempt + 1}
        await self._publisher.publish_body(delivery.body, RETRY_EXCHANGE, delay_queue(self._queue, delay), headers)

    async def _bury(self, delivery: Delivery, decision: Dead) -> None:
        body, key = delivery.body, delivery.routing_key
        # An exception's text can hold what no event may.
        message = decision.message.replace("\x00", "")
        if isinstance(delivery.event, TurnRecordedEvent):
            turn = delivery.event.data
            place = turn.model_dump(
                include={"tenant_id", "user_id", "session_id", "turn_id", "generation", "lane", "said_at"}
            )
            dead = TurnDead(
                **place,
                attempt=delivery.attempt,
                error_class=decision.error_class,
                message=message,
                answer=decision.answer,
                turn=turn,
            )
            trace = {"traceparent": delivery.event.traceparent, "tracestate": delivery.event.tracestate}
            event = wrap(dead, self._source).model_copy(update=trace)
            body, key = encode_batch([encode(event)]), routing_key(event)
        headers = {
            ATTEMPT_HEADER: delivery.attempt,
            ERROR_CLASS_HEADER: decision.error_class.value,
            ERROR_HEADER: message[:ERROR_LENGTH],
            ORIGIN_HEADER: self._queue,
        }
        await self._publisher.publish_body(body, DEAD_EXCHANGE, key, headers)
