"""Listens for the outbox's NOTIFY on a connection of its own. Only a wake-up: the relay looks each second anyway."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Self

import asyncpg
import structlog

from services.chat.outbox import CHANNEL, SQL, reason_of
from services.kit.database import ACQUIRE_SECONDS

log = structlog.get_logger()

KEEP_ALIVE_SECONDS: Final = 10.0
"""A listener only reads: without a question now and then it would not notice that nobody is there any more."""
RELISTEN_SECONDS: Final = 2.0


class Wakeup:
    """Calls `wake` at each NOTIFY while the block is open, and whenever it has listened anew."""

    def __init__(self, dsn: str, wake: Callable[[], None]) -> None:
        self._dsn = dsn
        self._wake = wake
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._listening = asyncio.create_task(self._listen_on(), name="outbox wake-up")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _listen_on(self) -> None:
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - whatever it is, the relay goes on by its own clock
                log.debug("outbox_wakeup_missed", reason=reason_of(error))
            await asyncio.sleep(RELISTEN_SECONDS * random.uniform(1.0, 1.5))  # noqa: S311 - jitter, not a secret

    async def _listen(self) -> None:
        connection = await asyncpg.connect(
            self._dsn,
            timeout=ACQUIRE_SECONDS,
            command_timeout=ACQUIRE_SECONDS,
            server_settings={"application_name": "chat.wakeup"},
        )
        try:
            ended = asyncio.Event()
            connection.add_termination_listener(lambda _: ended.set())
            await connection.add_listener(CHANNEL, lambda *_: self._wake())
            self._wake()  # for what came while nobody listened
            while not ended.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                        await ended.wait()
                await connection.execute(SQL["keep_alive"])
        finally:
            # A polite goodbye could wait for a server that is not there.
            connection.terminate()
