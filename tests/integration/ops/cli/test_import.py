"""`afterthought import` on a real chat, broker and store: every turn once, whatever is killed and however often."""

import asyncio
import json
import signal
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import aio_pika
import asyncpg
import pytest
import pytest_asyncio

from contracts.topology import STORE_EVENTS
from tests.bus import depth, until
from tests.integration.ops.cli.conftest import Living, living_on, run, spawn

pytestmark = pytest.mark.asyncio(loop_scope="module")
TURNS = 10_000
STEP = 2_000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
OF_EACH = "SELECT user_id, content, count(*) AS times FROM store.turns WHERE user_id LIKE $1 GROUP BY 1, 2"
OF_USER = "SELECT content, session_id, said_at, context FROM store.turns WHERE user_id = $1 ORDER BY said_at"
LANES = "SELECT DISTINCT lane FROM store.jobs WHERE user_id LIKE $1"
EXPORT = Path(__file__).parent / "chatgpt.json"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def living(module_broker, module_database, tmp_path_factory):
    """Chat and store; the extractor is off, so that what is counted stays as it was sent."""
    folder = tmp_path_factory.mktemp("living")
    async with living_on(module_broker, module_database, folder, ("store", "chat")) as living:
        yield living


@dataclass(frozen=True)
class Jobs:
    """The jobs that the store has got since the test began."""

    living: Living
    before: int

    async def are(self, count: int) -> None:
        """Wait until there are so many, and see that there are no more when nothing is on its way to the store."""
        for step in [*range(STEP, count, STEP), count]:
            await until(partial(self._reach, step), f"the store has {step} jobs")
        async with await aio_pika.connect(self.living.broker.admin_amqp_url) as connection:
            channel = await connection.channel()

            async def nothing_comes() -> bool:
                return await depth(channel, STORE_EVENTS) == 0

            await until(nothing_comes, "the store has read all events")
        assert await count_jobs(self.living) - self.before == count

    async def _reach(self, step: int) -> bool:
        return await count_jobs(self.living) - self.before >= step


async def count_jobs(living: Living) -> int:
    async with living.client("store") as store:
        return int((await store.get("/v1/stats")).json()["totals"]["jobs"])


@pytest_asyncio.fixture(loop_scope="module")
async def jobs(living) -> Jobs:
    return Jobs(living, await count_jobs(living))


@pytest.fixture
def mark() -> str:
    """A name that no other test uses."""
    return uuid4().hex[:8]


def lines(mark: str, count: int, *, named: bool = True) -> list[dict[str, object]]:
    """Turns of fifty users, every third without an id; not `named`, none has an id, and some are the same in all."""
    return [
        {
            "user_id": f"{mark} {number % 50}",
            "session_id": f"session {number % 50}",
            "message": {
                **({"id": f"message {number}"} if named and number % 3 else {}),
                "content": f"I like game {number}." if named else f"I like game {number // 2 % 5}.",
                "said_at": (FIRST + timedelta(minutes=number if named else 0)).isoformat(),
            },
        }
        for number in range(count)
    ]


def write(path: Path, found: list[dict[str, object]]) -> str:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in found))
    return str(path)


async def test_ten_thousand_turns_killed_in_the_middle_and_started_again_are_each_one_job(living, jobs, mark, tmp_path):
    file = write(tmp_path / "turns.jsonl", lines(mark, TURNS))
    journal = tmp_path / "turns.jsonl.progress"
    process = await spawn("import", file, **living.settings)

    async def in_the_middle() -> bool:
        assert process.returncode is None, "it was not in the middle any more"
        return journal.exists() and bool(json.loads(journal.read_text())["turns"] >= TURNS // 5)

    await until(in_the_middle, "some of it is imported")
    process.send_signal(signal.SIGKILL)
    await process.communicate()
    assert process.returncode == -signal.SIGKILL
    before = json.loads(journal.read_text())["turns"]
    assert TURNS // 5 <= before < TURNS, "the import was killed in the middle"

    again = await living.run("import", file, "--json")

    assert again.code == 0, str(again)
    assert again.document["imported_before"] == before
    assert again.document["sent"] == TURNS - before
    assert sum(again.document["memory"].values()) == TURNS - before
    await jobs.are(TURNS)
    connection = await asyncpg.connect(living.dsn)
    rows = await connection.fetch(OF_EACH, f"{mark} %")
    lanes = await connection.fetch(LANES, f"{mark} %")
    await connection.close()
    assert {(row["user_id"], row["content"]) for row in rows} == {
        (f"{mark} {number % 50}", f"I like game {number}.") for number in range(TURNS)
    }
    assert {row["times"] for row in rows} == {1}
    assert [row["lane"] for row in lanes] == ["bulk"]

    third = await living.run("import", file, "--json")
    assert (third.document["imported_before"], third.document["sent"]) == (TURNS, 0)


async def test_what_has_no_id_is_the_same_job_at_each_run_and_twice_said_is_two(living, jobs, mark, tmp_path):
    file = write(tmp_path / "turns.jsonl", lines(mark, 500, named=False))
    first = await living.run("import", file, "--json")
    assert first.document["turns"] == first.document["sent"] == 500
    assert (await living.run("import", file, "--from-start")).code == 0
    (tmp_path / "turns.jsonl.progress").unlink()
    last = await living.run("import", file, "--json")
    assert (last.document["imported_before"], last.document["sent"]) == (0, 500)
    await jobs.are(500)


async def test_lines_that_are_no_turns_are_named_and_nothing_is_sent(living, jobs, mark, tmp_path):
    good, other = lines(mark, 2)
    file = tmp_path / "turns.jsonl"
    wrong = [
        json.dumps(good), "{", json.dumps({**good, "user_id": ""}), json.dumps({**good, "sesion_id": "s"}),
        json.dumps({**good, "message": {"content": "Hi."}}), "[]", json.dumps({"message": {"content": "Hi."}}),
        json.dumps({**good, "message": {"content": "Hi.", "said_at": "yesterday"}}), json.dumps(other),
    ]  # fmt: skip
    file.write_text("\n".join(wrong))

    ran = await living.run("import", str(file))

    assert ran.code == 3
    said = ran.out.splitlines()
    starts = (
        "line 2: is not valid JSON", "line 3: user_id: ", "line 4: sesion_id: is not a field of a turn",
        "line 5: message.said_at: is missing", "line 6: is not an object", "line 7: user_id: is missing",
        "line 8: message.said_at: must be a date and time with its zone",
    )  # fmt: skip
    for line, start in zip(said, starts, strict=False):
        assert line.startswith(start), ran.out
    assert said[-1] == "7 places are wrong, so nothing was sent: mend them, or add --skip-wrong."
    await jobs.are(0)

    rest = await living.run("import", str(file), "--skip-wrong", "--json")
    assert (rest.code, rest.document["sent"], rest.document["wrong"]) == (3, 2, 7)
    await jobs.are(2)


async def test_a_chatgpt_export_gives_what_the_user_let_stand_inside_its_zip_too(living, jobs, mark, tmp_path):
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(EXPORT, "conversations.json")
        made.writestr("chat.html", "<html></html>")

    dry = await living.run("import", str(archive), "--user", mark, "--dry-run", "--json")
    assert dry.document | {"errors": []} == {
        "turns": 3, "repeats": 0, "imported_before": 0, "users": 1, "sessions": 2, "wrong": 0, "errors": [],
        "first_said_at": "2026-01-05T09:00:00+00:00", "last_said_at": "2026-02-01T08:00:00+00:00",
        "dry_run": True, "sent": 0, "memory": {},
    }  # fmt: skip
    await jobs.are(0)

    assert (await living.run("import", str(archive), "--user", mark)).code == 0
    assert (await living.run("import", str(EXPORT), "--user", mark, "--journal", str(tmp_path / "other"))).code == 0

    await jobs.are(3)
    connection = await asyncpg.connect(living.dsn)
    rows = await connection.fetch(OF_USER, mark)
    await connection.close()
    assert [row["content"] for row in rows] == ["I live in Porto.", "I have a cat called Rex.", "I am a nurse."]
    assert rows[1]["session_id"] == "c-1"
    assert rows[2]["said_at"] == datetime(2026, 2, 1, 8, tzinfo=UTC)
    roles = [each["role"] for each in json.loads(rows[1]["context"])]
    assert roles == ["user", "assistant"]


async def test_an_export_needs_a_user_and_a_file_must_be_there(tmp_path):
    nobody = await run("import", str(EXPORT))
    assert nobody.code == 2
    assert "give --user" in nobody.errors
    missing = await run("import", str(tmp_path / "none.jsonl"))
    assert missing.code == 1
    assert "Cannot read" in missing.errors


async def test_it_waits_for_a_chat_that_is_away_and_gives_up_with_what_to_do(living, jobs, mark, tmp_path):
    file = write(tmp_path / "turns.jsonl", lines(mark, 300))
    await living.parts["chat"].stop()
    gone = await living.run("import", file, "--patience", "0")
    assert gone.code == 4
    assert "the same command goes on from here" in gone.errors

    process = await spawn("import", file, "--json", **living.settings)
    assert process.stderr is not None
    assert b"Trying again" in await asyncio.wait_for(process.stderr.readline(), 60)
    await living.parts["chat"].start()
    out, _ = await process.communicate()
    assert (process.returncode, json.loads(out)["sent"]) == (0, 300)
    await jobs.are(300)
