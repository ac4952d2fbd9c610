"""`/dead-letters`: grouped by cause, one whole, and the decisions: dry run, replay, discard, of one or of a cause."""

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.ops.explanations import explain
from services.ops.web.errors import RefusedError
from services.ops.web.security import Acting, remember_operator
from services.ops.web.site import Site, done, link
from services.ops.web.sources.store import Store, chosen
from services.ops.web.words import counted

PAGE: Final = 25
STATUSES: Final = ("open", "replayed", "discarded", "resolved")


def routes(site: Site, store: Store) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/dead-letters")
    async def list_letters(
        request: Request, status: str = "open", fingerprint: str = "", user: str = "", cursor: str = ""
    ) -> Response:
        wanted = {"status": status, "user_id": user, "fingerprint": fingerprint, "cursor": cursor, "limit": PAGE}
        values: dict[str, Any] = {"status": status, "statuses": STATUSES, "user": user, "cursor": cursor}
        if fingerprint:
            page = await store.letters(wanted)
            return site.page(request, "letters.html", page=page, fingerprint=fingerprint, explain=explain, **values)
        page = await store.groups(wanted)
        return site.page(request, "groups.html", page=page, explain=explain, **values)

    @router.get("/dead-letters/{letter}")
    async def show_letter(request: Request, letter: str) -> Response:
        return site.page(request, "letter.html", letter=await store.letter(letter), explain=explain)

    @router.post("/dead-letters/dry-run")
    async def dry_run(request: Request, act: Acting) -> Response:
        what, values = _chosen(act)
        plan = await store.replay(what, act.operator, dry_run=True)
        back = values["back"]
        response = site.page(request, "replay.html", plan=plan, letters=values, where=back)
        remember_operator(request, response, act)
        return response

    @router.post("/dead-letters/replay")
    async def replay(request: Request, act: Acting) -> Response:
        what, values = _chosen(act)
        plan = await store.replay(what, act.operator, dry_run=False)
        said = f"{counted(len(plan['accepted']), 'letter')} replayed."
        if plan["refused"]:
            said += f" {len(plan['refused'])} refused: {plan['refused'][0]['message']}"
        if plan["next"]:
            said += " There are more: replay again."
        return done(request, act, values["back"], said)

    _add_discards(router, site, store)
    return router


def _add_discards(router: APIRouter, site: Site, store: Store) -> None:
    @router.post("/dead-letters/discard")
    async def discard(request: Request, act: Acting) -> Response:
        letter, reason = act.require("id", "The letter"), act.require("reason", "The reason")
        await store.discard(letter, act.operator, reason)
        return done(request, act, f"/dead-letters/{letter}", "Discarded.")

    @router.post("/dead-letters/discard-cause")
    async def discard_cause(request: Request, act: Acting) -> Response:
        """Show what would be discarded and, when that was seen, do it."""
        fingerprint, reason = act.require("fingerprint", "The cause"), act.require("reason", "The reason")
        user, sure = act.field("user"), bool(act.field("sure"))
        plan = await store.discard_group(chosen([], fingerprint, user), act.operator, reason, dry_run=not sure)
        back = link("/dead-letters", fingerprint=fingerprint, user=user)
        if not sure:
            values = {"fingerprint": fingerprint, "user": user, "reason": reason}
            response = site.page(request, "discard.html", plan=plan, letters=values, where=back)
            remember_operator(request, response, act)
            return response
        said = f"{counted(len(plan['discarded']), 'letter')} discarded."
        if plan["refused"]:
            said += f" {len(plan['refused'])} left: {plan['refused'][0]['message']}"
        if plan["next"]:
            said += " There are more: discard again."
        return done(request, act, back, said)


def _chosen(act: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return which letters an act is about, for the store and for the form that repeats it."""
    letter, fingerprint, force = act.field("id"), act.field("fingerprint"), act.field("force")
    user = act.field("user")
    if bool(letter) == bool(fingerprint):
        raise RefusedError(422, "Choose one letter, or one cause.")
    what = chosen([letter] if letter else [], fingerprint, user)
    if force and letter:
        what["force"] = True
    back = f"/dead-letters/{letter}" if letter else link("/dead-letters", fingerprint=fingerprint, user=user)
    return what, {"id": letter, "fingerprint": fingerprint, "user": user, "force": force, "back": back}
