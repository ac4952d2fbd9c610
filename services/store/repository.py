"""The store's writing statements, each a thin method over a file in `sql/`; all of a batch run in one transaction."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg

from contracts.slots import SCOPES
from services.kit.database import COMMAND_SECONDS, Connection, borrow, load_sql, open_pool, transact
from services.store.claims import Claim, Current, Fact, Order, Scope
from services.store.eraser import Eraser, standing_of
from services.store.plan import Turn, TurnKey
from services.store.rules import Rules
from services.store.standing import EVERYTHING_KEPT, Standing, UserKey
from services.store.states import Extraction, Job, Status

SQL: Final = load_sql("services.store")
PLAN_BY_KEY: Final = {
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_material": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
}
"""Rows are looked up by their keys: a plan made while tables were small outlives that. And one plan is as good for any
number of rows, while PostgreSQL by itself would make one for each call with few: that took it longer than the call."""
_STATUS: Final = {status.value: status for status in Status}
_LIFE: Final = len(Job._fields) - 1
_CHANGING: Final = Current._fields.index("confirmed_at")
_NO_EXTRACTION: Final = (None,) * len(Extraction._fields)
_NO_JOBS: Final[list[tuple[Any, ...]]] = [()] * (_LIFE + 1 + len(_NO_EXTRACTION))
_NO_FACTS: Final[list[tuple[Any, ...]]] = [()] * len(Fact._fields)
_NO_CLAIMS: Final[list[tuple[Any, ...]]] = [()] * len(Claim._fields)
_NO_TURNS: Final[list[tuple[Any, ...]]] = [()] * len(Turn._fields)


def open_writers(
    dsn: str, size: int, command_seconds: float = COMMAND_SECONDS
) -> AbstractAsyncContextManager[asyncpg.Pool]:
    """Yield the connections of a `Repository`; nobody else uses them, and nothing is left behind on one."""
    return open_pool(dsn, "store", size, command_seconds, PLAN_BY_KEY)


class Known(NamedTuple):
    """What is stored of some turns: their jobs, and which of them have a letter that their completion would close."""

    jobs: dict[TurnKey, Job]
    lettered: set[TurnKey]


class Head(NamedTuple):
    """Where a scope stands: the order of its last claim, and its current facts."""

    last: Order
    current: list[Current]


class Letter(NamedTuple):
    """A dead letter as it is archived. `headers` is JSON text, `body` the message's bytes as they came."""

    id: UUID
    tenant_id: str | None
    user_id: str | None
    session_id: str | None
    turn_id: UUID | None
    generation: int | None
    attempt: int
    said_at: datetime | None
    error_class: str
    message: str
    fingerprint: str
    origin: str
    routing_key: str
    headers: str
    body: bytes


class StoredLetter(NamedTuple):
    """What is asked of an archived letter when it is replayed or discarded."""

    id: UUID
    tenant_id: str | None
    user_id: str | None
    turn_id: UUID | None
    generation: int | None
    error_class: str
    status: str
    body: bytes


class Audit(NamedTuple):
    """One act of an operator, on a letter or for a user (kept as a digest); `detail` is JSON text, nobody's words."""

    id: UUID
    tenant_id: str
    operator: str
    action: str
    letter_id: UUID | None
    turn_id: UUID | None
    detail: str
    user_id: str | None = None


class Closing(NamedTuple):
    """How a letter is closed, and with it the other open letters of its turn up to a generation."""

    status: str
    operator: str
    reason: str | None = None
    replayed_as: int | None = None
    up_to: int = 0


class Repository:
    """Opens the one transaction of a batch. `rules` are what facts are computed by; the shipped ones unless given."""

    def __init__(self, pool: asyncpg.Pool, rules: Rules | None = None) -> None:
        self._pool = pool
        self._rules = rules or Rules()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["Writer"]:
        """Yield what writes; committed at the end, or not at all."""
        async with transact(self._pool) as connection:
            yield Writer(connection, self._rules)

    async def read_standings(self, users: Iterable[UserKey]) -> dict[UserKey, Standing]:
        """Return what holds for users who were ever heard of; locks nobody."""
        columns = _columns(users)
        if not columns:
            return {}
        async with borrow(self._pool) as connection:
            rows = await connection.fetch(SQL["read_standings"], *columns)
        return {(row[0], row[1]): standing_of(*row[2:]) for row in rows}

    async def list_users(self, after: UserKey, limit: int) -> list[UserKey]:
        """Return some users who said something that is known, those after `after`."""
        async with borrow(self._pool) as connection:
            rows = await connection.fetch(SQL["list_users"], *after, limit)
        return [(row[0], row[1]) for row in rows]


class Writer:
    """Reads and writes within one transaction. Lock the users first: that makes the rest safe from other writers."""

    def __init__(self, connection: Connection, rules: Rules) -> None:
        self._connection = connection
        self.rules: Final = rules
        self.eraser: Final = Eraser(connection)
        self.outdated: Final[set[UserKey]] = set()
        """The locked users whose facts were computed by other rules."""

    async def lock_users(self, users: Iterable[UserKey]) -> dict[UserKey, Standing]:
        """Lock users, known or new, and return what holds for each. Before anything is written."""
        standings = dict.fromkeys(users, EVERYTHING_KEPT)
        columns = _columns(standings)
        while len(rows := await self._connection.fetch(SQL["lock_users"], *columns, self.rules.fingerprint)) < len(
            standings
        ):
            # Somebody else has added a user since the statement began. Locked now, that user would be out of order.
            await self._connection.execute(SQL["start_over"])
        for tenant, user, erased_before, silences, rules in rows:
            if user is None:
                continue
            if erased_before is not None or silences:
                standings[tenant, user] = standing_of(erased_before, silences)
            if rules != self.rules.fingerprint:
                self.outdated.add((tenant, user))
        return standings

    async def read_jobs(self, turns: Iterable[TurnKey]) -> Known:
        """Return the jobs of turns, as far as there are any, and who of them has letters."""
        known = Known({}, set())
        for tenant, turn_id, waiting, *row in await self._connection.fetch(SQL["read_jobs"], *_columns(turns)):
            if waiting:
                known.lettered.add((tenant, turn_id))
            if row[0] is not None:
                known.jobs[tenant, turn_id] = _job(row)
        return known

    async def write_jobs(self, jobs: Sequence[Job], turns: Sequence[Turn] = ()) -> None:
        """Insert or overwrite jobs, and keep turns that are not there yet."""
        if jobs or turns:
            rows = [(*job[:12], job.finished_at, *job[12:_LIFE], *(job.extraction or _NO_EXTRACTION)) for job in jobs]
            columns = _columns(rows) or _NO_JOBS
            await self._connection.execute(SQL["write_jobs"], *columns, *(_columns(turns) or _NO_TURNS))

    async def delete_turns(self, jobs: Sequence[Job]) -> None:
        """Forget the turns of jobs."""
        await self._write("delete_turns", [job[:3] for job in jobs])

    async def delete_claims(self, jobs: Sequence[Job]) -> set[Scope]:
        """Drop the claims of jobs' turns; returns the scopes they were in."""
        if not jobs:
            return set()
        rows = await self._connection.fetch(SQL["delete_claims"], *_columns([job[:3] for job in jobs]))
        return {(row[0], row[1], SCOPES[row[2]]) for row in rows}

    async def move_claims(self, jobs: Sequence[Job]) -> set[Scope]:
        """Date the claims of jobs' turns as their jobs are dated; returns the scopes they are in."""
        if not jobs:
            return set()
        rows = await self._connection.fetch(SQL["move_claims"], *_columns([(*job[:3], job.said_at) for job in jobs]))
        return {(row[0], row[1], SCOPES[row[2]]) for row in rows}

    async def read_heads(self, scopes: Iterable[Scope]) -> dict[Scope, Head]:
        """Return where scopes stand that have claims."""
        heads: dict[Scope, Head] = {}
        for row in map(tuple, await self._connection.fetch(SQL["read_heads"], *_slots(scopes))):
            tenant, user, slot = row[:3]
            last: Order = row[3:6]
            scope = tenant, user, SCOPES[slot]
            head = heads.get(scope)
            if head is None:
                head = heads[scope] = Head(last, [])
            elif head.last < last:
                head = heads[scope] = Head(last, head.current)
            if row[6] is not None:
                head.current.append(Current(tenant, user, row[6], slot, *row[7:]))
        return heads

    async def write_claims(self, claims: Sequence[Claim]) -> None:
        """Insert claims. Claims in force before were deleted, so a conflict is a mistake and must fail."""
        await self._copy("claims", Claim._fields, claims)

    async def read_claims(self, scopes: Iterable[Scope]) -> list[Claim]:
        """Return all claims of scopes, in their order."""
        rows = await self._connection.fetch(SQL["read_claims"], *_slots(scopes))
        return [Claim._make(row) for row in rows]

    async def redact_claims(self, claims: Sequence[Claim]) -> None:
        """Take the words from claims that were forgotten."""
        rows = [(*each[:4], each.value, each.statement, each.quote, each.target) for each in claims]
        await self._write("redact_claims", rows)

    async def read_facts(self, scopes: Iterable[Scope]) -> list[Fact]:
        """Return all facts of scopes, those that have ended too."""
        rows = await self._connection.fetch(SQL["read_facts"], *_slots(scopes))
        return [Fact._make(row) for row in rows]

    async def delete_facts(self, facts: Sequence[Fact]) -> None:
        """Drop facts."""
        await self._write("delete_facts", [fact[:3] for fact in facts])

    async def write_rules(self, users: Iterable[UserKey]) -> None:
        """Remember that users' facts are computed by our rules now."""
        await self._connection.execute(SQL["write_rules"], *_columns(users), self.rules.fingerprint)

    async def read_fact(self, tenant: str, user: str, fact_id: UUID) -> Fact | None:
        """Return a fact, current or not, as long as it is there."""
        row = await self._connection.fetchrow(SQL["read_fact"], tenant, user, fact_id)
        return None if row is None else Fact(*row)

    async def read_next_moment(self, scope: Scope) -> datetime:
        """Return the database's now, or if that is not later than all claims of a scope, what just is."""
        moment: datetime = await self._connection.fetchval(SQL["read_next_moment"], scope[0], scope[1], list(scope[2]))
        return moment

    async def change_facts(self, facts: Sequence[Current]) -> None:
        """End or confirm facts that are there."""
        await self._write("change_facts", [(*fact[:3], *fact[_CHANGING:]) for fact in facts])

    async def write_facts(self, facts: Sequence[Fact], claims: Sequence[Claim] = ()) -> None:
        """Insert or overwrite facts, and insert a few claims."""
        if facts or claims:
            columns = _columns(_ended_first(facts)) or _NO_FACTS
            await self._connection.execute(SQL["write_facts"], *columns, *(_columns(claims) or _NO_CLAIMS))

    async def add_facts(self, facts: Sequence[Fact]) -> None:
        """Insert facts that are not there."""
        await self._copy("facts", Fact._fields, facts)

    async def archive_letters(self, letters: Sequence[Letter]) -> None:
        """Archive dead letters that were not archived before."""
        await self._write("archive_letters", letters)

    async def resolve_letters(self, jobs: Sequence[Job]) -> None:
        """Close the letters of jobs that were completed after all."""
        await self._write("resolve_letters", [(*job[:3], job.generation) for job in jobs])

    async def read_letter(self, tenant: str, letter_id: UUID) -> StoredLetter | None:
        """Return a letter, as long as it is there."""
        row = await self._connection.fetchrow(SQL["read_letter"], tenant, letter_id)
        return None if row is None else StoredLetter(*row)

    async def lock_letter(self, tenant: str, letter_id: UUID) -> StoredLetter | None:
        """Return a letter and keep it from others. Its user is locked before, as everywhere."""
        row = await self._connection.fetchrow(SQL["lock_letter"], tenant, letter_id)
        return None if row is None else StoredLetter(*row)

    async def close_letter(self, letter: StoredLetter, closing: Closing) -> list[UUID]:
        """Close an open letter and the others of its turn; returns the ids of all that were closed."""
        rows = await self._connection.fetch(SQL["close_letter"], letter.id, letter.tenant_id, letter.turn_id, *closing)
        return [row[0] for row in rows]

    async def write_audit(self, acts: Sequence[Audit]) -> None:
        """Remember what an operator did."""
        await self._write("write_audit", acts)

    async def read_turn(self, tenant: str, user: str, turn_id: UUID) -> Turn | None:
        """Return a turn as it was recorded."""
        row = await self._connection.fetchrow(SQL["read_turn"], tenant, user, turn_id)
        return None if row is None else Turn(*row)

    async def lease_jobs(self, jobs: Sequence[tuple[str, UUID, int]], seconds: float) -> None:
        """Note that jobs (tenant, turn, generation) are about to be sent; after `seconds` a sweeper sends them."""
        await self._connection.execute(SQL["lease_jobs"], *_columns(jobs), seconds)

    async def _copy(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows, the quickest way if they are many: encoded row by row, without an array for each column."""
        if rows:
            await self._connection.copy_records_to_table(table, schema_name="store", records=rows, columns=columns)

    async def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            await self._connection.execute(SQL[statement], *_columns(rows))


def _ended_first(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: fact.valid_to is None)


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...] | None]:
    """Turn rows into one array for each column, as `unnest` takes them: for one in which there is nothing, none."""
    return [
        None if column[0] is None and column.count(None) == len(column) else column
        for column in zip(*rows, strict=True)
    ]


def _slots(scopes: Iterable[Scope]) -> list[tuple[Any, ...] | None]:
    """Turn scopes into columns of tenant, user and slot."""
    return _columns((tenant, user, slot) for tenant, user, slots in scopes for slot in slots)


def _job(row: Any) -> Job:
    extraction = None if row[_LIFE] is None else Extraction(*row[_LIFE:])
    return Job._make((*row[:9], _STATUS[row[9]], *row[10:_LIFE], extraction))
