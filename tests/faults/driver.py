"""The driver: a client that talks without pause, notes what it was promised, and repeats what it may repeat.

Most turns are chats; the others are recorded over `/v1/turns` with a message id of the client's own, and repeated under
that id until they are acknowledged, as a careful client does.

Most hold one more thing that a user likes. Every fifth has one user move: each supersedes another, and every second of
those is told as of some moment of the day before, so that what was said last is not what arrived last.
"""

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import httpx2

from contracts.events import DEFAULT_TENANT
from contracts.identifiers import turn_id_for
from tests.faults.ledger import ACKNOWLEDGED, Entry, is_open
from tests.faults.polling import poll
from tests.faults.reader import Reader

RATE: Final = 8.0
"""Turns per second of the load."""
USERS: Final = 4
RECORD_EVERY: Final = 4
"""Every so many turns one is recorded instead of said."""
MOVE_EVERY: Final = 5
BEFORE: Final = (7_200.0, 86_400.0)
"""Seconds ago that a move was which is told later: before all that the chat service's clock dates, however wrong."""
LETTERS: Final = "abcdefghij"
ANSWER_SECONDS: Final = 8.0
REPEAT_SECONDS: Final = 40.0


class Driver:
    """Sends turns and keeps the ledger."""

    def __init__(self, chat_url: str, store_url: str) -> None:
        limits = httpx2.Limits(max_connections=400)
        self._client = httpx2.AsyncClient(base_url=chat_url, timeout=ANSWER_SECONDS, trust_env=False, limits=limits)
        self.reader = Reader(store_url)
        self.ledger: list[Entry] = []
        self.label = "load"
        self._numbers = itertools.count(1)
        self._sent = itertools.count(1)
        self._moves = itertools.count(1)
        self._under_way: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Close its connections."""
        await self.reader.close()
        await self._client.aclose()

    def new_entry(self) -> Entry:
        """Write a new turn into the ledger, not sent yet."""
        number = next(self._numbers)
        entry = Entry(f"game number {number:06d}", f"{self.label}-{number % USERS}", time.time())
        self.ledger.append(entry)
        return entry

    def new_move(self) -> Entry:
        """The same with a move of one user's; every second one is told late."""
        number = next(self._numbers)
        # A town's name has no digits in it.
        town = "".join(LETTERS[int(digit)] for digit in f"{number:06d}").title()
        entry = Entry(f"Town {town}", f"{self.label}-0", time.time(), moves=True)
        if next(self._moves) % 2 == 0:
            entry.said_at = datetime.now(UTC) - timedelta(seconds=random.uniform(*BEFORE))
        self.ledger.append(entry)
        return entry

    async def say(self, entry: Entry) -> None:
        """Say the turn in a chat, once: without an answer nobody knows what became of it."""
        body = {"model": "offline", "messages": [{"role": "user", "content": words(entry)}]}
        headers = {"Afterthought-User": entry.user}
        if entry.said_at is not None:
            headers["Afterthought-Said-At"] = entry.said_at.isoformat()
        try:
            answer = await self._client.post("/v1/chat/completions", json=body, headers=headers)
        except httpx2.TransportError:
            return
        entry.answer = answer.headers.get("afterthought-memory", "refused")
        job = answer.headers.get("afterthought-job")
        entry.job_id = UUID(job) if job else None

    async def record(self, entries: Sequence[Entry]) -> None:
        """Record turns in one request and repeat it, under the same ids, until all of them are acknowledged."""
        for entry in entries:
            self.name_job(entry)
        await poll(lambda: self.record_once(entries), REPEAT_SECONDS, every=0.5)

    def name_job(self, entry: Entry) -> None:
        """Note the job that the turn must get, as its message has an id."""
        entry.job_id = turn_id_for(DEFAULT_TENANT, entry.user, entry.marker)

    async def record_once(self, entries: Sequence[Entry]) -> bool:
        """Record turns in one request; tells whether all of them are acknowledged."""
        turns = [{"user_id": entry.user, "session_id": "s", "message": _message(entry)} for entry in entries]
        try:
            answer = await self._client.post("/v1/turns", json={"turns": turns})
            jobs = answer.json().get("jobs", ())
        except (httpx2.TransportError, ValueError):
            return False
        for entry, job in zip(entries, jobs, strict=False):
            assert job["job_id"] == str(entry.job_id), f"{entry.marker}: job {job['job_id']} is not {entry.job_id}"
            # A promise that was made once is not taken back by a later answer.
            entry.answer = entry.answer if entry.acknowledged else job["memory"]
        return len(jobs) == len(entries) and all(job["memory"] in ACKNOWLEDGED for job in jobs)

    async def send(self) -> None:
        """Send one turn of the load."""
        number = next(self._sent)
        entry = self.new_move() if number % MOVE_EVERY == 0 else self.new_entry()
        await (self.record([entry]) if number % RECORD_EVERY == 0 else self.say(entry))

    async def send_many(self, count: int) -> list[Entry]:
        """Say `count` turns at once."""
        entries = [self.new_entry() for _ in range(count)]
        await asyncio.gather(*(self.say(entry) for entry in entries))
        return entries

    @asynccontextmanager
    async def load(self, rate: float = RATE) -> AsyncIterator[None]:
        """Send `rate` turns a second during the block; at its end wait for the last answers."""
        talking = asyncio.create_task(self._talk(rate))
        try:
            yield
        finally:
            talking.cancel()
            ended = await asyncio.gather(talking, *self._under_way, return_exceptions=True)
            # What the driver itself finds wrong must not be lost with its task.
            for error in ended:
                if isinstance(error, Exception):
                    raise error

    async def wait_answers(self, since: int, count: int, wanted: Callable[[Entry], bool], within: float) -> bool:
        """Wait until `count` turns written after the ledger's place `since` are as `wanted`."""
        return await poll(lambda: sum(map(wanted, self.ledger[since:])) >= count, within)

    async def wait_until_ended(self, entries: Sequence[Entry], within: float) -> bool:
        """Wait until every acknowledged turn has ended; tells whether that was before the deadline."""
        left = list(entries)

        async def all_ended() -> bool:
            left[:] = await self.list_open(left)
            return not left

        return await poll(all_ended, within, every=0.25)

    async def list_open(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the acknowledged turns that have not ended."""
        jobs = await self.reader.jobs(sorted({entry.user for entry in entries}))
        return [entry for entry in entries if is_open(entry, jobs)]

    async def _talk(self, rate: float) -> None:
        while True:
            task = asyncio.create_task(self.send())
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            await asyncio.sleep(1 / rate)


def words(entry: Entry) -> str:
    """What the user says, of which the offline model makes one fact with the value `<marker>`."""
    return f"I live in {entry.marker}." if entry.moves else f"I like {entry.marker}."


def _message(entry: Entry) -> dict[str, str]:
    message = {"id": entry.marker, "content": words(entry)}
    return message if entry.said_at is None else {**message, "said_at": entry.said_at.isoformat()}


def count_answers(entries: Sequence[Entry]) -> Counter[str]:
    """Count the entries by what was answered."""
    return Counter(entry.answer for entry in entries)


@asynccontextmanager
async def open_driver(chat_url: str, store_url: str) -> AsyncIterator[Driver]:
    """Yield a driver whose connections are closed at the end of the block."""
    driver = Driver(chat_url, store_url)
    try:
        yield driver
    finally:
        await driver.close()
