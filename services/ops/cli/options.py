"""The options that several commands share, and who the operator is."""

import getpass
import sys
from typing import Annotated

import typer

from services.kit.process import read
from services.ops.errors import UsageError
from services.ops.settings import PlacesSettings

Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout, for programs.")]
Most = Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, help="Most items to show.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
Operator = Annotated[
    str,
    typer.Option(help="Who does this, for the audit trail. Without it OPS_OPERATOR, else your name on this machine."),
]


def operator_name(given: str) -> str:
    """Return who does this; `UsageError` when nobody can tell."""
    if name := given or read(PlacesSettings).ops_operator:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError("Say who does this: --operator NAME, or set OPS_OPERATOR.") from error


def is_interactive() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty()
