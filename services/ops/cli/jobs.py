"""`afterthought jobs`: what became of the turns; of one job everything that is known."""

from typing import Annotated, Any, Literal
from uuid import UUID

import typer

from services.ops.cli.display import Display, moment
from services.ops.cli.options import Json, Most
from services.ops.cli.service import open_store
from services.ops.explanations import explain_rejection

Status = Literal["queued", "processing", "retrying", "completed", "dead", "discarded", "erased"]
COLUMNS = ("job", "user", "status", "attempt", "lane", "said at", "facts", "error")


def jobs(
    job: Annotated[UUID | None, typer.Argument(help="Show this job alone, with all that is known of it.")] = None,
    *,
    user: Annotated[str | None, typer.Option("--user", "-u", help="Only this user's.")] = None,
    session: Annotated[str | None, typer.Option(help="Only of this session.")] = None,
    status: Annotated[Status | None, typer.Option("--status", "-s", help="Only in this state.")] = None,
    limit: Most = 20,
    as_json: Json = False,
) -> None:
    """Show what became of what users said, the latest first; or one job whole, with why it has no facts.

    A job is one message of a user on its way to facts: queued, processing, retrying, then completed or dead. A dead
    one waits for you: see `afterthought dead list`.

    \b
    Examples:
      afterthought jobs --user ada
      afterthought jobs --status dead --json
      afterthought jobs 01a20401-9a10-7c11-8f00-3b1d52e0c7bb
    """
    display = Display(as_json)
    with open_store() as store:
        if job is None:
            found = store.list("v1", "jobs", most=limit, user_id=user, session_id=session, status=status)
            display.items(found, COLUMNS, _row, "There is no such job.")
            return
        story = store.get("v1", "jobs", str(job), "history")
    if as_json:
        display.document(story["job"] | {"history": {name: each for name, each in story.items() if name != "job"}})
        return
    display.fields(_fields(story["job"]) + _answer(story))
    for title, columns, rows in _parts(story):
        if rows:
            display.say(f"\n{title}")
            display.table(columns, rows)


def _row(job: dict[str, Any]) -> tuple[Any, ...]:
    error = (job["error"] or {}).get("class")
    return (
        job["id"],
        job["user_id"],
        job["status"],
        job["attempt"],
        job["lane"],
        moment(job["said_at"]),
        job["facts"],
        error,
    )


def _fields(job: dict[str, Any]) -> list[tuple[str, Any]]:
    error, usage = job["error"] or {}, job["usage"] or {}
    return [
        ("job", job["id"]),
        ("user", job["user_id"]),
        ("session", job["session_id"]),
        ("message", job["message_id"]),
        ("status", job["status"]),
        ("generation", job["generation"]),
        ("attempt", job["attempt"]),
        ("lane", job["lane"]),
        *((name.removesuffix("_at").replace("_", " "), moment(job[name])) for name in _MOMENTS),
        ("error", f"{error['class']}: {error['message']}" if error else None),
        ("facts", job["facts"]),
        ("rejected", job["rejected"]),
        ("model", job["model"]),
        ("tokens", f"{usage['input_tokens']} in, {usage['output_tokens']} out" if usage else None),
    ]


def _answer(story: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return what was said, and what the extraction took."""
    took = story["duration_ms"]
    return [
        ("prompt", story["prompt_version"]),
        ("extraction", f"{took / 1_000:.2f} s" if took is not None else None),
        ("words", story["content"]),
    ]


def _parts(story: dict[str, Any]) -> list[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    """Return the tables of a job's story: each has a title, columns and rows."""
    facts = [
        (each["slot"], each["value"], each["ended"] or "", each["evidence"]["quote"], moment(each["valid_from"]))
        for each in story["facts"]
    ]
    rejections = [(reason, count, explain_rejection(reason)) for reason, count in story.get("rejections", {}).items()]
    failures = [
        (each["generation"], each["attempt"], each["status"], moment(each["failed_at"]), *_error(each))
        for each in story["failures"]
    ]
    letters = [
        (each["id"], each["generation"], each["status"], moment(each["archived_at"]), *_error(each))
        for each in story["letters"]
    ]
    return [
        ("Facts", ("slot", "value", "ended", "quote", "valid from"), facts),
        ("Rejected", ("reason", "count", "why"), rejections),
        ("Failed attempts", ("generation", "attempt", "then", "failed at", "cause", "message"), failures),
        ("Dead letters", ("letter", "generation", "status", "archived at", "cause", "message"), letters),
    ]


def _error(found: dict[str, Any]) -> tuple[str, str]:
    return found["error"]["class"], found["error"]["message"]


_MOMENTS = ("said_at", "queued_at", "started_at", "finished_at", "next_attempt_at")
