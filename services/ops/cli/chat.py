"""`afterthought chat`: talk to the assistant, and see what it remembers of what you said."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

import typer

from services.ops.cli.answers import Exchange, Talk, choose_model
from services.ops.cli.display import Display, plain
from services.ops.cli.options import Json, is_interactive, operator_name
from services.ops.cli.service import open_chat, open_store
from services.ops.errors import AwayError, UsageError

GREETING = "You are {user}. /facts shows what is remembered, /quit or Ctrl-D ends."


def chat(
    message: Annotated[str | None, typer.Argument(help="Say this and end; without it, a conversation.")] = None,
    *,
    user: Annotated[str | None, typer.Option("--user", "-u", help="Who you are; without it your name here.")] = None,
    session: Annotated[str | None, typer.Option(help="The session; without it a new one.")] = None,
    model: Annotated[str | None, typer.Option(help="The model; without it the server's first.")] = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for what is remembered; 0 does not.")] = 10.0,
    as_json: Json = False,
) -> None:
    """Talk to the assistant in the terminal, and see after each answer what is remembered of what you said.

    \b
    Examples:
      afterthought chat
      afterthought chat --user ada 'I live in Lisbon.'
      afterthought chat --user ada 'Where do I live?' --wait 0
    """
    display = Display(as_json)
    name = user or operator_name("")
    with open_chat() as service, open_store() as store:
        spoken = session or f"terminal-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
        talk = Talk(service, store, name, spoken, model or choose_model(service))
        if message is not None:
            _exchange(display, talk, message, wait)
            return
        if is_interactive():
            display.notes.print(GREETING.format(user=plain(name)), markup=False)
        elif as_json:
            raise UsageError("Give the message as an argument: --json prints one exchange.")
        _converse(display, talk, wait)


def _converse(display: Display, talk: Talk, wait: float) -> None:
    prompt = "you> " if is_interactive() else ""
    while True:
        try:
            text = input(prompt).strip()
        except EOFError:
            return
        if text == "/quit":
            return
        if text == "/facts":
            _show(display, talk.facts(), "Nothing is remembered yet.")
        elif text:
            _exchange(display, talk, text, wait)


def _exchange(display: Display, talk: Talk, text: str, wait: float) -> None:
    def hear(piece: str) -> None:
        if not display.as_json:
            typer.echo(plain(piece), nl=False)

    exchange = talk.say(text, hear)
    if not display.as_json:
        typer.echo()
    # Who does not want to wait goes on with Ctrl-C; that the store is away takes nothing from the answer.
    away = ""
    with suppress(KeyboardInterrupt):
        try:
            if wait:
                talk.remember(exchange, wait)
        except AwayError as error:
            away = str(error)
    if display.as_json:
        display.document({"answer": exchange.answer, **{name: getattr(exchange, name) for name in _TOLD}})
    else:
        display.say(_sentence(exchange), style="dim")
        _show(display, exchange.facts)
    if away:
        display.notes.print(away, markup=False)


_TOLD = ("memory", "job", "status", "facts")


def _sentence(exchange: Exchange) -> str:
    if exchange.memory != "queued":
        return f"memory: {exchange.memory}"
    if exchange.status is None:
        return f"memory: queued as job {exchange.job}"
    if exchange.status == "completed":
        return "remembered:" if exchange.facts else "nothing to remember"
    return f"memory: {exchange.status}; see `afterthought jobs {exchange.job}`"


def _show(display: Display, facts: list[dict[str, Any]], nothing: str = "") -> None:
    for fact in facts:
        display.say(f"  {fact['slot']}: {fact['value']}  “{fact['evidence']['quote']}”")
    if not facts and nothing:
        display.say(nothing)
