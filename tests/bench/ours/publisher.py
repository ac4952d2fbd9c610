"""The producer of our pipeline: the kit's publisher, called as chat calls it, once for each turn."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from contracts.envelope import LANE_KEYS, encode, wrap
from contracts.events import DEFAULT_TENANT, Lane, TurnRecorded, UserMessage
from contracts.topology import EXCHANGE
from services.kit.bus.publisher import Publisher
from tests.bench.pipeline.job import AMQP_URL, Turn

PATIENCE_SECONDS: Final = 30.0
"""Chat gives a publish 250 ms and then keeps the turn in its outbox; here nothing may be kept elsewhere."""


class Producer:
    """Publishes turns, many calls at once."""

    callers = 200
    batch = 1

    async def open(self) -> None:
        """Connect."""
        self._publisher = Publisher(AMQP_URL, "chat")
        self._publisher.start()
        await self._publisher.connected()

    async def enqueue(self, turns: Sequence[Turn]) -> None:
        """Publish each turn by itself; those that meet share a message, as in chat."""
        await asyncio.gather(*map(self._publish, turns))

    async def close(self) -> None:
        """Disconnect."""
        await self._publisher.close()

    async def _publish(self, turn: Turn) -> None:
        await self._publisher.publish_encoded(encode_turn(turn), EXCHANGE, LANE_KEYS[Lane.LIVE], PATIENCE_SECONDS)


def encode_turn(turn: Turn) -> bytes:
    """Return the turn as the event that chat would publish."""
    recorded = TurnRecorded(
        tenant_id=DEFAULT_TENANT,
        user_id=turn.user_id,
        session_id=turn.session_id,
        turn_id=UUID(turn.turn_id),
        said_at=datetime.fromisoformat(turn.said_at),
        message=UserMessage(id=turn.turn_id, content=turn.content),
    )
    return encode(wrap(recorded, "/chat"))
