"""`afterthought dead`: what was given up, why, and what to do about it. Nothing happens before it was shown."""

from typing import Annotated, Any, Literal
from uuid import UUID

import typer

from services.ops.cli.display import Display, moment
from services.ops.cli.options import Json, Most, Operator, Yes, is_interactive, operator_name
from services.ops.cli.service import Service, open_store
from services.ops.errors import OpsError, UsageError

Letter = Annotated[UUID, typer.Argument(help="The id of a dead letter (`afterthought dead list`).")]
State = Literal["open", "replayed", "discarded", "resolved", "all"]
COLUMNS = ("letter", "user", "status", "cause", "message", "archived at")
SAME_TURN = "same_turn"
GROUPS = ("cause", "letters", "users", "last", "example", "fingerprint")

dead = typer.Typer(
    name="dead",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="See what was given up, why, and replay or discard it.",
)


@dead.command("list")
def list_letters(
    *,
    groups: Annotated[bool, typer.Option("--groups", "-g", help="Group by cause.")] = False,
    status: Annotated[State, typer.Option("--status", "-s", help="In this state.")] = "open",
    cause: Annotated[str | None, typer.Option(help="Of this error class, such as unparsable.")] = None,
    user: Annotated[str | None, typer.Option("--user", "-u", help="Of this user.")] = None,
    fingerprint: Annotated[str | None, typer.Option(help="Of this cause (`--groups` shows them).")] = None,
    limit: Most = 20,
    as_json: Json = False,
) -> None:
    """List dead letters, the latest first.

    \b
    Examples:
      afterthought dead list --groups
      afterthought dead list --cause unparsable --json
    """
    path = ("v1", "dead-letters", *(("groups",) if groups else ()))
    chosen = None if status == "all" else status
    with open_store() as store:
        found = store.list(*path, most=limit, status=chosen, error_class=cause, user_id=user, fingerprint=fingerprint)
    Display(as_json).items(found, GROUPS if groups else COLUMNS, _group if groups else _row, "There are none.")


@dead.command("show")
def show_letter(letter: Letter, as_json: Json = False) -> None:
    """Show one dead letter whole: the user's words, what the model answered, the error, the job."""
    display = Display(as_json)
    with open_store() as store:
        one = store.get("v1", "dead-letters", str(letter))
    if as_json:
        display.document(one)
        return
    job = one["job"] or {}
    display.fields(
        [
            ("letter", one["id"]),
            ("status", one["status"]),
            ("cause", one["error"]["class"]),
            ("message", one["error"]["message"]),
            ("fingerprint", one["fingerprint"]),
            ("origin", one["origin"]),
            ("user", one["user_id"]),
            ("session", one["session_id"]),
            ("job", one["turn_id"]),
            ("its status", job.get("status")),
            ("attempt", one["attempt"]),
            ("said at", moment(one["said_at"])),
            ("archived at", moment(one["archived_at"])),
            ("closed by", one["closed_by"]),
            ("reason", one["reason"]),
            ("words", one["content"]),
            ("answer", one["answer"]),
            ("body", one["body"] if one["content"] is None else None),
        ]
    )


@dead.command("replay")
def replay(
    letters: Annotated[list[UUID] | None, typer.Argument(help="These letters: all of them, or none.")] = None,
    *,
    fingerprint: Annotated[str | None, typer.Option(help="The open letters of this cause.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All open letters.")] = False,
    user: Annotated[str | None, typer.Option("--user", "-u", help="Of them, this user's alone.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also what a repeat will hardly mend; with ids only.")] = False,
    yes: Yes = False,
    operator: Operator = "",
    as_json: Json = False,
) -> None:
    """Give dead turns another life, after showing what would happen.

    First comes a dry run. Then you are asked; where nobody can be asked, --yes goes on and nothing else does. Letters
    that you name go all or none: if one of them can not be replayed, the command fails.

    \b
    Examples:
      afterthought dead replay --all
      afterthought dead replay --fingerprint 'unparsable: …' --yes --operator grace
    """
    display = Display(as_json)
    if sum((bool(letters), fingerprint is not None, every)) != 1:
        raise UsageError("Say what to replay: ids of letters, --fingerprint, or --all; one of them.")
    chosen: dict[str, Any] = {"operator": operator_name(operator)}
    if letters and user is not None:
        raise UsageError("--user goes with --fingerprint or --all.")
    if letters:
        chosen |= {"ids": [str(letter) for letter in letters], "force": force}
    elif force:
        raise UsageError("--force goes with ids of letters only.")
    else:
        chosen |= ({"all": True} if every else {"fingerprint": fingerprint}) | ({"user_id": user} if user else {})
    with open_store() as store:
        plan = _replay(store, chosen, dry_run=True)
        # Of letters that were named, one that stands against it stops all.
        blocking = [each for each in plan["refused"] if letters and each["reason"] != SAME_TURN]
        _show(display, plan, whole=not (yes and plan["accepted"]) or bool(blocking))
        if blocking:
            raise OpsError(f"Nothing was replayed: letter {blocking[0]['letter_id']}: {blocking[0]['message']}")
        if not (plan["accepted"] and _is_meant(display, plan, yes=yes)):
            return
        done = _replay(store, chosen, dry_run=False)
    if as_json:
        display.document(done)
        return
    display.say(f"{_letters(len(done['accepted']))} replayed, {len(done['refused'])} left.")


@dead.command("discard")
def discard(
    letter: Annotated[UUID | None, typer.Argument(help="The id of a dead letter (`afterthought dead list`).")] = None,
    *,
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why, for the audit trail.")],
    fingerprint: Annotated[str | None, typer.Option(help="Instead of one: the open letters of this cause.")] = None,
    user: Annotated[str | None, typer.Option("--user", "-u", help="Of them, this user's alone.")] = None,
    yes: Yes = False,
    operator: Operator = "",
    as_json: Json = False,
) -> None:
    """Give up a dead letter, or all of one cause, and their jobs.

    They stay in the archive, with your name and the reason.

    \b
    Examples:
      afterthought dead discard 01a2… --reason 'a test of ours'
      afterthought dead discard --fingerprint 'refused: …' --user eve --reason spam --yes
    """
    display = Display(as_json)
    if (letter is None) == (fingerprint is None) or (letter is not None and user is not None):
        raise UsageError("Say what to discard: the id of a letter, or --fingerprint, if need be with --user.")
    said = {"operator": operator_name(operator), "reason": reason}
    with open_store() as store:
        if letter is None:
            _discard_cause(store, display, said | {"fingerprint": fingerprint, "user_id": user}, yes=yes)
            return
        one = store.get("v1", "dead-letters", str(letter))
        if not yes:
            _require(display, f"Discard the letter {letter} ({one['error']['class']}, of {one['user_id']})")
        store.call("POST", ("v1", "dead-letters", str(letter), "discard"), said)
    if as_json:
        display.document({"discarded": str(letter), **said})
    else:
        display.say(f"Discarded the letter {letter}.")


def _discard_cause(store: Service, display: Display, chosen: dict[str, Any], *, yes: bool) -> None:
    """Discard the letters of a cause, page by page, after saying how many there are."""
    path = "v1", "dead-letters", "discard"
    if not yes:
        plan = _all_pages(store, path, chosen | {"dry_run": True}, ("discarded", "refused"))
        _require(display, f"Discard {_letters(len(plan['discarded']))}")
    done = _all_pages(store, path, chosen | {"dry_run": False}, ("discarded", "refused"))
    if display.as_json:
        display.document(done)
    else:
        display.say(f"{_letters(len(done['discarded']))} discarded, {len(done['refused'])} left.")


def _replay(store: Service, chosen: dict[str, Any], *, dry_run: bool) -> dict[str, Any]:
    """Replay, or tell what would happen."""
    body = chosen | {"dry_run": dry_run}
    return _all_pages(store, ("v1", "dead-letters", "replay"), body, ("accepted", "refused"))


def _all_pages(store: Service, path: tuple[str, ...], body: dict[str, Any], lists: tuple[str, ...]) -> dict[str, Any]:
    """Ask for a group's letters page by page, and put the lists of all answers together."""
    whole: dict[str, Any] = {"dry_run": body["dry_run"], **{name: [] for name in lists}}
    cursor: dict[str, str] = {}
    while True:
        part = store.call("POST", path, body | cursor)
        for name in lists:
            whole[name] += part[name]
        if part["next"] is None:
            return whole
        cursor = {"cursor": part["next"]}


def _show(display: Display, plan: dict[str, Any], *, whole: bool) -> None:
    """Show what would happen; as a document only when it is the `whole` answer, because nothing follows."""
    if display.as_json and whole:
        display.document(plan)
        return
    count = len(plan["accepted"])
    display.say(f"Dry run: {_letters(count)} would be replayed, {len(plan['refused'])} would not:")
    for each in plan["refused"]:
        display.say(f"  {each['letter_id']}: {each['message']}")


def _is_meant(display: Display, plan: dict[str, Any], *, yes: bool) -> bool:
    """Tell whether what was shown shall be done, asking if somebody can be asked."""
    if not yes and is_interactive() and not display.as_json:
        return typer.confirm(f"Replay {_letters(len(plan['accepted']))}?")
    if not yes:
        display.say("Nothing was replayed: add --yes to do it.")
    return yes


def _require(display: Display, question: str) -> None:
    if not is_interactive() or display.as_json:
        raise UsageError("Nothing was discarded: nobody can be asked here. Add --yes to do it.")
    if not typer.confirm(f"{question}?"):
        raise OpsError("Nothing was discarded.")


def _letters(count: int) -> str:
    return f"{count} letter" if count == 1 else f"{count} letters"


def _row(letter: dict[str, Any]) -> tuple[Any, ...]:
    error = letter["error"]
    archived = moment(letter["archived_at"])
    return letter["id"], letter["user_id"], letter["status"], error["class"], error["message"], archived


def _group(group: dict[str, Any]) -> tuple[Any, ...]:
    last = moment(group["last_at"])
    return group["error_class"], group["count"], group["users"], last, group["example"], group["fingerprint"]
