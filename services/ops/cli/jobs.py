"""`afterthought jobs`: what became of the turns; of one job everything that is known."""

from typing import Annotated, Any, Literal
from uuid import UUID

import typer

from services.ops.cli.display import Display, moment
from services.ops.cli.options import Json, Most
from services.ops.cli.service import open_store

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
    """Show what became of what users said, the latest first; or one job whole.

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
        one = store.get("v1", "jobs", str(job))
    if as_json:
        display.document(one)
    else:
        display.fields(_fields(one))


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


_MOMENTS = ("said_at", "queued_at", "started_at", "finished_at", "next_attempt_at")
