"""Which commands there are; `services.ops.main` adds them to its own."""

import os
from pathlib import Path
from typing import Annotated

import typer
from dotenv import dotenv_values

from services.ops.cli.chat import chat
from services.ops.cli.dead import dead
from services.ops.cli.doctor import doctor
from services.ops.cli.erase import erase, export
from services.ops.cli.facts import facts
from services.ops.cli.importing.command import import_file
from services.ops.cli.jobs import jobs
from services.ops.errors import UsageError

EnvFile = Annotated[
    Path | None, typer.Option(help="Read settings from this file; without it from .env, if it is here.")
]


def add_commands(app: typer.Typer) -> None:
    """Add every command."""
    app.command("chat")(chat)
    app.command("import")(import_file)
    app.command("jobs")(jobs)
    app.command("facts")(facts)
    app.add_typer(dead)
    app.command("erase")(erase)
    app.command("export")(export)
    app.command("doctor")(doctor)


def load_settings(file: Path | None) -> None:
    """Take settings from a file, as `make up` and Compose do; what is in the environment wins."""
    if file is not None and not file.is_file():
        raise UsageError(f"There is no file {file}.")
    for name, value in dotenv_values(file or Path(".env")).items():
        if value:
            os.environ.setdefault(name, value)
