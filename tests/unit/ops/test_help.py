"""The command line explains itself, speaks JSON everywhere, and documents how it ends."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.ops.exits import Exit
from services.ops.main import app

DOCUMENT = (Path(__file__).parents[3] / "docs" / "cli.md").read_text()
COMMANDS = (
    ("chat",), ("import",), ("jobs",), ("facts",), ("dead", "list"), ("dead", "show"), ("dead", "replay"),
    ("dead", "discard"), ("erase",), ("export",), ("provision",), ("doctor",),
)  # fmt: skip


def ask(*arguments: str, **environment: str) -> str:
    result = CliRunner().invoke(app, arguments, env=environment, prog_name="afterthought")
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_teaches_and_speaks_json_and_is_in_the_manual(command):
    told = ask(*command, "--help")
    assert "--json" in told
    assert "Example" in told or command[-1] in {"show", "provision"}
    assert f"`{' '.join(command)}" in DOCUMENT


def test_every_command_is_tested_here():
    listed = ask("--help").partition("Commands:")[2].splitlines()
    names = {line.split()[0] for line in listed if line.strip()}
    assert names == {command[0] for command in COMMANDS}


def test_every_exit_code_is_in_the_manual():
    for code in Exit:
        assert f"| {code.value} |" in DOCUMENT


def test_a_shell_completes_the_commands():
    told = ask(_AFTERTHOUGHT_COMPLETE="complete_bash", COMP_WORDS="afterthought d", COMP_CWORD="1")
    assert set(told.split()) == {"dead", "doctor"}
