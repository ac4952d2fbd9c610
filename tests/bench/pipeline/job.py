"""The job that all do: a turn in, a stub extraction, one job row and two fact rows in one transaction."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, Final
from uuid import UUID

AMQP_URL: Final = os.environ.get("BENCH_AMQP_URL", "")
DSN: Final = os.environ.get("BENCH_DSN", "")
QUEUE: Final = "turns"
FACTS: Final = 2
"""Facts in each turn."""
STUB_SECONDS: Final = 20e-6
"""What the stub extraction costs: CPU, not waiting."""
TURNS_OF_A_USER: Final = 10
_FIRST: Final = UUID("01900000-0000-7000-8000-000000000000").int
_BEGIN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_THINGS: Final = ("jazz", "tea", "maps", "chess", "rain", "bread", "trains", "novels", "ferns", "clay")
_SKILLS: Final = ("welding", "baking", "sailing", "sewing", "juggling", "drawing", "rowing", "singing")

SAVE: Final = """
WITH job AS (
    INSERT INTO jobs (turn_id, user_id, session_id, said_at, status)
    VALUES ($1::uuid, $2, $3, $4::timestamptz, 'completed')
    ON CONFLICT (turn_id) DO NOTHING
    RETURNING turn_id
)
INSERT INTO facts (turn_id, ordinal, user_id, slot, value, statement, quote)
SELECT job.turn_id, fact.ordinal, $2, fact.slot, fact.value, fact.statement, fact.quote
FROM job, unnest($5::text[], $6::text[], $7::text[], $8::text[])
    WITH ORDINALITY AS fact (slot, value, statement, quote, ordinal)
ON CONFLICT DO NOTHING
"""
"""One statement, one transaction, one round trip: a repeat changes nothing."""
SAVE_NAMED: Final = re.sub(r"\$(\d)", r"%(p\1)s", SAVE)
"""The same with psycopg's placeholders."""
SAVE_MANY: Final = """
WITH turn AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS t (turn_id, user_id, session_id, at)
), job AS (
    INSERT INTO jobs (turn_id, user_id, session_id, said_at, status)
    SELECT turn_id, user_id, session_id, at, 'completed' FROM turn
    ON CONFLICT (turn_id) DO NOTHING
    RETURNING turn_id
)
INSERT INTO facts (turn_id, ordinal, user_id, slot, value, statement, quote)
SELECT fact.turn_id, fact.ordinal, fact.user_id, fact.slot, fact.value, fact.statement, fact.quote
FROM unnest($5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
    AS fact (turn_id, ordinal, user_id, slot, value, statement, quote)
JOIN job USING (turn_id)
ON CONFLICT DO NOTHING
"""
"""The same for many turns: its parameters are `columns`."""
TABLES: Final = """
CREATE TABLE jobs (
    turn_id uuid PRIMARY KEY, user_id text NOT NULL, session_id text NOT NULL, said_at timestamptz NOT NULL,
    status text NOT NULL, finished_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE facts (
    turn_id uuid NOT NULL, ordinal smallint NOT NULL, user_id text NOT NULL, slot text NOT NULL, value text NOT NULL,
    statement text NOT NULL, quote text NOT NULL, PRIMARY KEY (turn_id, ordinal)
);
CREATE INDEX facts_of_user ON facts (user_id, slot);
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is enqueued; texts only, so that any serialiser takes it."""

    turn_id: str
    user_id: str
    session_id: str
    said_at: str
    content: str

    def fields(self) -> dict[str, str]:
        """Return it as a dictionary."""
        return asdict(self)


def turn_id(number: int) -> UUID:
    """Return the id of a turn; ids rise with their number, as UUIDv7 do."""
    return UUID(int=_FIRST + number)


def turn_number(ident: UUID) -> int:
    """Return the number of the turn with this id."""
    return ident.int - _FIRST


def make_turns(first: int, count: int, burst: int = 1) -> list[Turn]:
    """Return turns number `first` and following, each with two facts that no other turn has.

    `burst` turns that follow each other are of one session.
    """
    words: Iterator[tuple[str, str]] = zip(cycle(_THINGS), cycle(_SKILLS))
    turns = []
    for number, (thing, skill) in zip(range(first, first + count), words, strict=False):
        turns.append(
            Turn(
                str(turn_id(number)),
                # The users of one run come in turn, so that neighbours are of different users.
                f"u{number // burst % max(1, count // TURNS_OF_A_USER)}-{first}",
                f"s{number // burst}",
                (_BEGIN + timedelta(milliseconds=number)).isoformat(),
                f"I like {thing} {number:07x}. I am good at {skill} {number:07x}.",
            )
        )
    return turns


def extract(content: str) -> list[tuple[str, str, str, str]]:
    """Return the facts of a message as (slot, value, statement, quote), for 20 microseconds of work."""
    until = time.perf_counter() + STUB_SECONDS
    likes, good_at, _ = content.split(".")
    like, skill = likes.removeprefix("I like "), good_at.strip().removeprefix("I am good at ")
    facts = [
        ("likes", like, f"The user likes {like}.", likes),
        ("skill", skill, f"The user is good at {skill}.", good_at.strip()),
    ]
    while time.perf_counter() < until:
        pass
    return facts


def parameters(turn: dict[str, Any]) -> tuple[Any, ...]:
    """Extract, and return what `SAVE` takes."""
    slots, values, statements, quotes = zip(*extract(turn["content"]), strict=True)
    said_at = datetime.fromisoformat(turn["said_at"])
    ident = UUID(turn["turn_id"])
    return (
        ident,
        turn["user_id"],
        turn["session_id"],
        said_at,
        list(slots),
        list(values),
        list(statements),
        list(quotes),
    )


def named_parameters(turn: dict[str, Any]) -> dict[str, Any]:
    """Extract, and return what `SAVE_NAMED` takes."""
    return {f"p{place}": value for place, value in enumerate(parameters(turn), start=1)}


def columns(jobs: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """Turn jobs, as `parameters` gives them, into the arrays that `SAVE_MANY` takes: jobs first, then facts."""
    facts = [
        (job[0], place, job[1], slot, value, statement, quote)
        for job in jobs
        for place, (slot, value, statement, quote) in enumerate(zip(*job[4:], strict=True), start=1)
    ]
    return [list(column) for rows in ([job[:4] for job in jobs], facts) for column in zip(*rows, strict=True)]
