"""`afterthought facts`: what is known of a user, and the words behind it."""

from datetime import datetime
from typing import Annotated, Any

import typer

from services.ops.cli.display import Display, moment
from services.ops.cli.options import Json, Most
from services.ops.cli.service import open_store
from services.ops.errors import UsageError

COLUMNS = ("slot", "value", "since", "until", "in the user's words", "fact")


def facts(
    user: Annotated[str, typer.Argument(help="Whose facts.")],
    *,
    slot: Annotated[str | None, typer.Option(help="Only of this slot, such as home_city.")] = None,
    at: Annotated[datetime | None, typer.Option(help="What was known at this moment (local time).")] = None,
    history: Annotated[bool, typer.Option("--history", help="Also what holds no more.")] = False,
    limit: Most = 200,
    as_json: Json = False,
) -> None:
    """Show what is known of a user, each fact with the words that it was taken from.

    \b
    Examples:
      afterthought facts ada
      afterthought facts ada --slot home_city --history
      afterthought facts ada --at 2026-01-31
    """
    if at is not None and history:
        raise UsageError("Give either --at or --history, not both.")
    when = None if at is None else at.astimezone().isoformat()
    with open_store() as store:
        found = store.list(
            "v1", "users", user, "facts", most=limit, slot=slot, at=when, history="true" if history else None
        )
    Display(as_json).items(found, COLUMNS, row, f"Nothing is known of {user}.")


def row(fact: dict[str, Any]) -> tuple[Any, ...]:
    """Return a fact's line in the table."""
    quote = fact["evidence"]["quote"]
    return fact["slot"], fact["value"], moment(fact["valid_from"]), moment(fact["valid_to"]), quote, fact["id"]
