"""`afterthought erase` and `afterthought export`: a person's rights, at an operator's hand."""

import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

from services.ops.cli.display import Display, moment
from services.ops.cli.options import Json, Operator, Yes, is_interactive, operator_name
from services.ops.cli.service import open_store
from services.ops.errors import OpsError, UsageError

User = Annotated[str, typer.Argument(help="Whose memory.")]


def erase(user: User, yes: Yes = False, operator: Operator = "", as_json: Json = False) -> None:
    """Erase everything that is kept of a user, for good, copies on their way included.

    You are asked to type the user's id; --yes does without. There is no way back: `afterthought export` first, if in
    doubt.

    \b
    Examples:
      afterthought erase ada
      afterthought erase ada --yes --operator grace
    """
    display = Display(as_json)
    name = operator_name(operator)
    if not yes:
        _confirm(user)
    with open_store() as store:
        done = store.call("DELETE", ("v1", "users", user), headers={"Afterthought-Operator": _header(name)})
    if as_json:
        display.document(done)
        return
    display.say(f"Erased: {done['jobs']} jobs of {user} and all that came of them, up to {moment(done['watermark'])}.")
    if not done["announced"]:
        display.say("The event about it was not published yet; what arrives late is refused all the same.")


def export(
    user: User,
    form: Annotated[Literal["json", "markdown"], typer.Option("--format", "-f", help="In which form.")] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write it there; without it, it is printed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Give out everything that is kept of a user: facts, claims, turns, jobs, dead letters.

    A file is there whole or not at all, and only you can read it.

    \b
    Examples:
      afterthought export ada -o ada.json
      afterthought export ada --format markdown | less
    """
    wanted = "json" if as_json else form
    with open_store() as store, store.open("GET", ("v1", "users", user, "export"), None, {"format": wanted}) as answer:
        if output is None:
            stream = typer.get_binary_stream("stdout")
            for chunk in answer.iter_bytes():
                stream.write(chunk)
            stream.flush()
            return
        try:
            # Made by mkstemp, so that nobody else can read it from the first byte on.
            number, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
        except OSError as error:
            raise OpsError(f"Cannot write {output}: {error.strerror or error}") from error
        try:
            with os.fdopen(number, "wb") as file:
                for chunk in answer.iter_bytes():
                    file.write(chunk)
            Path(name).replace(output)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    Display(as_json).notes.print(f"Wrote {output}.", markup=False)


def _confirm(user: str) -> None:
    if not is_interactive():
        raise UsageError(f"Nothing was erased: nobody can be asked here. Add --yes to erase {user!r}.")
    typed = typer.prompt(f"This erases all that is kept of {user}. Type the user's id to go on", default="")
    if typed != user:
        raise OpsError("Nothing was erased: that was another id.")


def _header(name: str) -> bytes:
    try:
        return name.encode("latin-1")
    except UnicodeEncodeError:
        raise UsageError(f"The operator {name!r} does not go into an HTTP header: write the name in Latin-1.") from None
