"""The commands on the running system: what an operator types, what is printed, and how each ends."""

import json
import os
import pty
import stat
import sys
from typing import Any
from uuid import uuid4

import pytest

from services.ops.explanations import explain_rejection
from tests.bus import until
from tests.integration.ops.cli.conftest import ROOT, Living, clean, run


@pytest.fixture
def user() -> str:
    return f"user/{uuid4().hex[:8]}"


async def talk(living: Living, user: str, text: str) -> Any:
    ran = await living.run("chat", "--user", user, "--json", text)
    assert ran.code == 0, str(ran)
    return ran.document


async def bury(living: Living, user: str, word: str) -> str:
    """Have a turn die; returns its letter's id."""
    fault = {"match": word, "kind": "status", "status": 400, "only": "extraction", "times": 1}
    async with living.client("offline_model") as model:
        assert (await model.post("/faults", json=fault)).status_code == 201
    await talk(living, user, f"I like {word}.")

    async def buried() -> str | None:
        found = (await living.run("dead", "list", "--user", user, "--json")).document["items"]
        return found[0]["id"] if found else None

    return str(await until(buried, "the turn is dead"))


async def audit(living: Living) -> list[dict[str, Any]]:
    async with living.client("store") as store:
        found: list[dict[str, Any]] = (await store.get("/v1/audit")).json()["items"]
        return found


async def test_what_is_said_is_answered_and_what_is_remembered_is_shown(living, user):
    ran = await living.run("chat", "--user", user, "I live in Lisbon.")
    assert ran.code == 0, str(ran)
    assert "remembered:\n  home_city: Lisbon  “I live in Lisbon”" in ran.out

    both = await living.run("chat", "--user", user, said="Where do I live?\n/facts\n/quit\nnever said\n")
    assert both.code == 0
    assert "Lisbon" in both.out.splitlines()[0]
    assert "never said" not in both.out
    assert "  home_city: Lisbon" in both.out

    answer = await talk(living, user, "I have a cat called Rex.")
    assert (answer["memory"], answer["status"]) == ("queued", "completed")
    assert [each["slot"] for each in answer["facts"]] == ["pet"]


async def test_jobs_and_facts_are_listed_filtered_and_shown_whole(living, user):
    job = (await talk(living, user, "I live in Lisbon."))["job"]
    await talk(living, user, "I live in Porto.")

    listed = (await living.run("jobs", "--user", user, "--status", "completed", "--json")).document["items"]
    assert (len(listed), listed[-1]["id"]) == (2, job)
    table = await living.run("jobs", "--user", user, "-n", "1")
    assert table.out.count(user) == 1
    assert job in (await living.run("jobs", job)).out
    shown = (await living.run("jobs", job, "--json")).document
    assert (shown["status"], shown["facts"]) == ("completed", 1)
    assert [each["value"] for each in shown["history"]["facts"]] == ["Lisbon"]
    assert shown["history"]["content"] == "I live in Lisbon."
    assert (await living.run("jobs", "--user", "nobody")).out == "There is no such job.\n"

    current = (await living.run("facts", user, "--json")).document["items"]
    assert [each["value"] for each in current] == ["Porto"]
    history = await living.run("facts", user, "--history", "--slot", "home_city")
    assert "Lisbon" in history.out
    assert "I live in Porto" in history.out
    assert (await living.run("facts", user, "--slot", "shoe_size")).code == 1
    assert (await living.run("facts", user, "--at", "2020-01-01", "--history")).code == 2


async def test_a_job_shows_its_facts_and_why_others_are_none(living, user):
    job = (await talk(living, user, "I live in Lisbon."))["job"]
    text = (await living.run("jobs", job)).out
    assert "home_city" in text
    assert "Lisbon" in text
    assert "Rejected" not in text

    fault = {"match": f"tea {user}", "kind": "hallucinate", "only": "extraction", "times": 1}
    async with living.client("offline_model") as model:
        assert (await model.post("/faults", json=fault)).status_code == 201
    job = (await talk(living, user, f"I like tea {user}."))["job"]
    ran = await living.run("jobs", job)
    rejections = (await living.run("jobs", job, "--json")).document["history"]["rejections"]
    assert sum(rejections.values()) > 0
    for reason in rejections:
        assert f"{reason} " in ran.out
        assert explain_rejection(reason) in ran.out


async def test_a_dead_job_shows_its_attempts_and_letters(living, user):
    letter = await bury(living, user, f"zorb{uuid4().hex[:6]}")
    job = (await living.run("dead", "show", letter, "--json")).document["turn_id"]
    text = (await living.run("jobs", job)).out
    assert letter in text
    assert "Failed attempts" in text
    assert "request_rejected" in text
    assert "words" in text


async def test_dead_letters_are_explained_and_replayed_after_a_dry_run(living, user):
    word = f"zorb{uuid4().hex[:6]}"
    letter = await bury(living, user, word)
    groups = (await living.run("dead", "list", "--groups", "--user", user, "--json")).document["items"]
    assert [each["count"] for each in groups] == [1]
    shown = (await living.run("dead", "show", letter)).out
    assert word in shown
    assert "request_rejected" in shown

    dry = await living.run("dead", "replay", letter, "--force")
    assert dry.code == 0, str(dry)
    assert dry.out.splitlines() == [
        "Dry run: 1 letter would be replayed, 0 would not:",
        "Nothing was replayed: add --yes to do it.",
    ]
    assert (await living.run("dead", "list", "--user", user, "--json")).document["items"]

    done = await living.run("dead", "replay", letter, "--force", "--yes", "--operator", "grace", "--json")
    assert done.code == 0, str(done)
    assert [each["letter_id"] for each in done.document["accepted"]] == [letter]

    async def completed() -> bool:
        jobs = (await living.run("jobs", "--user", user, "--json")).document["items"]
        return bool(jobs[0]["status"] == "completed" and jobs[0]["generation"] == 2)

    await until(completed, "the replayed turn is completed")
    assert ("grace", "replay", letter) in [(e["operator"], e["action"], e["letter_id"]) for e in await audit(living)]
    again = await living.run("dead", "replay", letter, "--force", "--yes")
    assert again.code == 1, str(again)
    assert "0 letters would be replayed, 1 would not" in again.out
    assert "Nothing was replayed" in again.errors
    assert "resolved already" in again.errors


@pytest.mark.parametrize("more", [(), ("--yes",)])
async def test_a_replay_of_what_is_not_there_fails_and_says_so_as_a_document_too(living, user, more):
    letter, unknown = await bury(living, user, f"zorb{uuid4().hex[:6]}"), str(uuid4())
    ran = await living.run("dead", "replay", letter, unknown, "--force", "--json", *more)
    assert ran.code == 1, str(ran)
    assert [each["letter_id"] for each in ran.document["accepted"]] == [letter]
    assert [(each["letter_id"], each["reason"]) for each in ran.document["refused"]] == [(unknown, "unknown")]
    assert f"Nothing was replayed: letter {unknown}" in ran.errors
    assert (await living.run("dead", "show", letter, "--json")).document["status"] == "open"


async def test_a_replay_of_nothing_is_a_document(living, user):
    ran = await living.run("dead", "replay", "--all", "--user", user, "--yes", "--json")
    assert ran.code == 0, str(ran)
    assert ran.document == {"dry_run": True, "accepted": [], "refused": []}
    assert (await living.run("dead", "replay", str(uuid4()), "--user", user)).code == 2


async def test_one_users_letters_of_a_cause_are_replayed_or_discarded(living, user):
    mine, other = await bury(living, user, f"zorb{uuid4().hex[:6]}"), f"other-{user}"
    theirs = await bury(living, other, f"zorb{uuid4().hex[:6]}")
    cause = (await living.run("dead", "show", mine, "--json")).document["fingerprint"]
    assert (await living.run("dead", "show", theirs, "--json")).document["fingerprint"] == cause

    about = ("dead", "discard", "--fingerprint", cause, "--user", user, "--reason", "a test")
    asked = await living.run(*about)
    assert (asked.code, "Add --yes" in asked.errors) == (2, True)
    discarded = await living.run(*about, "--yes", "--json")
    assert discarded.code == 0, str(discarded)
    assert discarded.document == {"dry_run": False, "discarded": [mine], "refused": []}
    assert (await living.run(*about, "--yes")).code == 1, "there are none of this user any more"

    replayed = await living.run("dead", "replay", "--fingerprint", cause, "--user", other, "--yes", "--json")
    assert [each["letter_id"] for each in replayed.document["accepted"]] == [theirs]
    assert (await living.run("dead", "show", mine, "--json")).document["status"] == "discarded"
    assert (await living.run("dead", "discard", mine, "--fingerprint", cause, "--reason", "x")).code == 2


async def test_a_letter_is_discarded_with_a_reason_and_not_unasked(living, user):
    letter = await bury(living, user, f"zorb{uuid4().hex[:6]}")
    asked = await living.run("dead", "discard", letter, "--reason", "a test")
    assert asked.code == 2
    assert "Add --yes" in asked.errors
    assert (await living.run("dead", "discard", letter, "--yes")).code == 2, "a reason is needed"
    done = await living.run("dead", "discard", letter, "--reason", "a test", "--yes", "--operator", "grace")
    assert (done.code, done.out) == (0, f"Discarded the letter {letter}.\n")
    assert (await living.run("dead", "list", "--user", user)).out == "There are none.\n"
    again = await living.run("dead", "discard", letter, "--reason", "a test", "--yes")
    assert again.code == 1


async def test_a_user_is_exported_and_erased_only_when_it_is_meant(living, user, tmp_path):
    await talk(living, user, "I live in Lisbon.")
    file = tmp_path / "export.json"
    assert (await living.run("export", user, "-o", str(file))).code == 0
    assert json.loads(file.read_text())["facts"][0]["value"] == "Lisbon"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (await living.run("export", user, "--format", "markdown")).out.startswith("# ")
    nowhere = await living.run("export", user, "-o", str(tmp_path / "no" / "export.json"))
    assert (nowhere.code, "Cannot write" in nowhere.errors) == (1, True)

    unasked = await living.run("erase", user)
    assert (unasked.code, "Add --yes" in unasked.errors) == (2, True)
    code, out = in_a_terminal(living, ["erase", user], "somebody else\n")
    assert (code, "Nothing was erased: that was another id." in out) == (1, True)
    assert (await living.run("facts", user, "--json")).document["items"]

    code, out = in_a_terminal(living, ["erase", user, "--operator", "grace"], f"{user}\n")
    assert code == 0, out
    assert (await living.run("facts", user, "--json")).document["items"] == []
    assert ("grace", "erase") in [(each["operator"], each["action"]) for each in await audit(living)]
    assert (await living.run("erase", user, "--yes", "--json")).document["user_id"] == user


def in_a_terminal(living: Living, arguments: list[str], typed: str) -> tuple[int, str]:
    """Run a command on a terminal of its own and type into it."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "services.ops", *arguments], clean() | living.settings)
    os.write(terminal, typed.encode())
    said = b""
    try:
        while piece := os.read(terminal, 4_096):
            said += piece
    except OSError:  # Linux says so when the other end has closed
        pass
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode()


async def test_what_would_steer_a_terminal_is_not_printed(living, user):
    await living.run("chat", "--user", user, "--wait", "0", "I live in Lisbon. \x1b[2J\x1b]0;owned\x07")

    async def known() -> bool:
        return bool((await living.run("facts", user, "--json")).document["items"])

    await until(known, "the fact is there")
    job = (await living.run("jobs", "--user", user, "--json")).document["items"][0]["id"]
    for command in (("facts", user), ("jobs", job), ("jobs", "--user", user)):
        assert "\x1b" not in (await living.run(*command)).out


async def test_a_part_that_is_away_is_exit_code_4_and_one_sentence():
    nobody = {"OPS_CHAT_URL": "http://127.0.0.1:1", "OPS_STORE_URL": "http://127.0.0.1:1"}
    for command in (("jobs",), ("facts", "ada"), ("erase", "ada", "--yes"), ("chat", "Hello."), ("dead", "list")):
        ran = await run(*command, **nobody)
        assert ran.code == 4, str(ran)
        assert ran.errors.startswith("afterthought: The ")
        assert len(ran.errors.splitlines()) == 1
        assert "OPS_" in ran.errors


async def test_what_answers_but_is_something_else_is_said(living):
    ran = await living.run("jobs", OPS_STORE_URL=living.url("offline_model"))
    assert ran.code == 1
    wrong = await living.run("jobs", OPS_STORE_URL="ftp://127.0.0.1")
    assert wrong.code != 0
    unknown = await living.run("jobs", str(uuid4()))
    assert (unknown.code, "There is no job" in unknown.errors) == (1, True)


async def test_settings_come_from_a_file(living, tmp_path):
    file = tmp_path / "settings"
    file.write_text(f"OPS_STORE_URL={living.url('store')}\n")
    assert (await run("--env-file", str(file), "jobs", "--user", "nobody")).code == 0
    assert (await run("--env-file", str(tmp_path / "none"), "jobs")).code == 2
