"""How the demo shows things: tables and a live line on a terminal, plain lines elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deploy.demo.conversation import Line
from deploy.demo.services import Reply

STATUSES = ("queued", "processing", "retrying", "completed", "dead")
SAY_WIDTH = 58
PLAIN_WIDTH = 120
"""Columns where nobody says how many there are (a pipe, a log file)."""


class Display:
    """Writes to one console."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        if not self._console.is_terminal:
            self._console.width = PLAIN_WIDTH
        self._live = ""

    def title(self, text: str) -> None:
        """Begin a part."""
        self._end_live()
        self._console.print(f"\n[bold]{text}[/bold]")

    def note(self, text: str) -> None:
        """Say something in passing."""
        self._end_live()
        self._console.print(f"[dim]{text}[/dim]")

    def turn(self, line: Line, reply: Reply) -> None:
        """Show one turn: how long the reply took, and the memory header."""
        self._end_live()
        day = f"{line.at:%Y-%m-%d}" if line.at else "now       "
        said = line.say if len(line.say) <= SAY_WIDTH else line.say[: SAY_WIDTH - 1] + "…"
        colour = "green" if reply.memory == "queued" else "yellow"
        text = Text.assemble(
            f"{day}  {line.user:<6.6} {said:<{SAY_WIDTH}} ",
            (f"{reply.milliseconds:5.0f} ms", "cyan"),
            "  ",
            (reply.memory or "-", colour),
        )
        self._console.print(text, soft_wrap=True)

    def jobs(self, counts: Mapping[str, int]) -> None:
        """Show where the jobs are: one line that changes, or a line for each change."""
        line = "jobs   " + "   ".join(f"{status} {counts[status]}" for status in STATUSES if counts.get(status))
        if line == self._live:
            return
        self._live = line
        if self._console.is_terminal:
            self._console.print(f"\r\x1b[2K[magenta]{line}[/magenta]", end="")
        else:
            self._console.print(line)

    def facts(self, user: str, facts: Sequence[Mapping[str, Any]]) -> None:
        """Show a user's facts with their evidence, and what each superseded."""
        self._end_live()
        values = {fact["id"]: fact["value"] for fact in facts}
        table = Table(title=f"What is remembered of {user}", title_justify="left", show_lines=False)
        for name in ("slot", "value", "said on", "the user's own words", ""):
            table.add_column(name, overflow="fold")
        for fact in facts:
            remark = _remark(fact, values)
            style = "dim" if fact["ended"] else ""
            quote = Text(f"“{fact['evidence']['quote']}”")
            table.add_row(fact["slot"], Text(fact["value"]), fact["said_at"][:10], quote, remark, style=style)
        self._console.print(table)

    def answer(self, line: Line, reply: Reply) -> None:
        """Show a question of the later conversation and its answer."""
        self._console.print(Text.assemble((f"{line.user}: ", "bold"), line.say))
        self._console.print(
            Text.assemble(("assistant: ", "bold green"), reply.text, (f"  ({reply.milliseconds:.0f} ms)", "dim"))
        )

    def _end_live(self) -> None:
        if self._live and self._console.is_terminal:
            self._console.print()
        self._live = ""


def _remark(fact: Mapping[str, Any], values: Mapping[str, str]) -> str:
    if fact["ended"]:
        return f"{fact['ended']} on {fact['valid_to'][:10]}"
    parts = [f"superseded {values[fact['supersedes']]}"] if fact.get("supersedes") in values else []
    if fact["confirmations"] > 1:
        parts.append(f"said {fact['confirmations']} times")
    return ", ".join(parts)
