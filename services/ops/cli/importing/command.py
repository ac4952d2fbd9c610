"""`afterthought import`: looks at the whole file first, then sends it, and goes on where an earlier run ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from contracts.events import Name
from services.ops.cli.display import Display
from services.ops.cli.importing.journal import Journal
from services.ops.cli.importing.sending import Sender, Told
from services.ops.cli.importing.source import Form, open_source
from services.ops.cli.importing.survey import Survey, distinct, survey
from services.ops.cli.options import Json
from services.ops.cli.service import open_chat
from services.ops.errors import UsageError
from services.ops.exits import Exit

_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)


def import_file(
    file: Annotated[Path, typer.Argument(help="JSON lines, or ChatGPT's export: the zip or its conversations.json.")],
    *,
    user: Annotated[
        str | None, typer.Option("--user", "-u", help="Whose turns, where the file does not say; ChatGPT's never does.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="What the file is; auto looks.")] = "auto",
    said_at: Annotated[
        datetime | None, typer.Option(help="When it was said, for lines that do not say it (local time).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look at the file and send nothing.")] = False,
    skip_wrong: Annotated[bool, typer.Option("--skip-wrong", help="Import the rest, when something is wrong.")] = False,
    from_start: Annotated[bool, typer.Option("--from-start", help="Send what an earlier run has sent, too.")] = False,
    journal: Annotated[
        Path | None, typer.Option(help="Where to keep the progress; beside the file if not said.")
    ] = None,
    patience: Annotated[float, typer.Option(min=0, help="Seconds to wait while the service is away.")] = 120.0,
    as_json: Json = False,
) -> None:
    """Import what users said before, on the bulk lane: a live chat never waits behind it.

    A line of JSON is a turn as in POST /v1/turns: user_id, session_id, message (id, content, said_at), and earlier
    messages as context. The whole file is checked first; nothing is sent while a line is wrong.

    Killed in the middle? Run the same command again: it goes on where it was. Every message has an id, its own or one
    made of its words, and the same id never makes a second job.

    \b
    Examples:
      afterthought import turns.jsonl --dry-run
      afterthought import turns.jsonl
      afterthought import chatgpt-export.zip --user ada
    """
    display = Display(as_json)
    source = open_source(file, form, _checked(user), None if said_at is None else said_at.astimezone())
    with open_chat() as chat:
        kept = Journal(journal or file.with_name(f"{file.name}.progress"), chat.url)
        kept.load()
        if from_start:
            kept.forget()
        found = survey(source, kept)
        refused = bool(found.wrong) and not skip_wrong
        sender = Sender(chat, kept, patience, lambda text: display.notes.print(text, markup=False))
        if not refused and not dry_run:
            with _progress(display, found) as told:
                sender.send(distinct(source), found.before, told)
    sent = 0 if refused or dry_run else found.turns - found.before
    _tell(display, found, sent, dict(sender.memory), dry_run=dry_run, refused=refused)
    if found.wrong:
        raise typer.Exit(Exit.FOUND)


def _checked(user: str | None) -> str | None:
    try:
        return None if user is None else _NAME.validate_python(user)
    except ValidationError:
        raise UsageError("--user: must be 1 to 256 characters, none of them a control character.") from None


@contextmanager
def _progress(display: Display, found: Survey) -> Iterator[Told]:
    """Show a bar on stderr, where there is a terminal."""
    columns = (TextColumn("importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=display.notes, disable=not display.notes.is_terminal) as bar:
        task = bar.add_task("importing", total=found.turns, completed=found.before)
        yield lambda count: bar.advance(task, count)


def _tell(display: Display, found: Survey, sent: int, memory: dict[str, int], *, dry_run: bool, refused: bool) -> None:
    if display.as_json:
        display.document({**found.document(), "dry_run": dry_run, "sent": sent, "memory": memory})
        return
    for each in found.examples:
        display.say(f"{each.place}: {each.reason}")
    if found.wrong > len(found.examples):
        display.say(f"… and {found.wrong - len(found.examples)} more.")
    span = f", said from {found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}" if found.first and found.last else ""
    people = f"{len(found.users)} users in {len(found.sessions)} sessions"
    display.say(f"The file holds {found.turns} turns of {people}{span}.")
    if found.repeats:
        display.say(f"{found.repeats} are there more than once, and count once.")
    if found.before:
        display.say(f"{found.before} were imported before; --from-start sends them again.")
    if refused:
        display.say(f"{found.wrong} places are wrong, so nothing was sent: mend them, or add --skip-wrong.")
    elif dry_run:
        display.say(f"A dry run: nothing was sent; {found.turns - found.before} would be.")
    else:
        became = ", ".join(f"{count} {name}" for name, count in sorted(memory.items()))
        display.say(
            f"Imported {sent} turns{f' ({became})' if became else ''}. `afterthought jobs` shows what becomes of them."
        )
