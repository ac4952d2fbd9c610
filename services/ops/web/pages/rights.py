"""What is done in a person's name on `/memory`: correct, forget, opt out, erase. Each act leads back to the person."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.ops.web.errors import RefusedError
from services.ops.web.security import Acting
from services.ops.web.site import Site, done, link
from services.ops.web.sources.store import Store


def routes(site: Site, store: Store) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.post("/memory/correct")
    async def correct(request: Request, act: Acting) -> Response:
        user, value = act.require("user", "The user"), act.require("value", "The new value")
        await store.correct(user, act.require("fact", "The fact"), value, act.operator)
        return done(request, act, _home(user), f"Corrected to “{value}”. What was there stays in the history.")

    @router.post("/memory/forget")
    async def forget(request: Request, act: Acting) -> Response:
        user = act.require("user", "The user")
        await store.forget(user, act.require("fact", "The fact"), act.operator)
        return done(request, act, _home(user), "Forgotten, with the words in which it was said.")

    @router.post("/memory/settings")
    async def change_settings(request: Request, act: Acting) -> Response:
        user, memory = act.require("user", "The user"), act.require("memory", "The setting")
        await store.set_memory(user, memory, act.operator)
        said = "Memory is on." if memory == "on" else "Memory is off: nothing new is remembered. What is known stays."
        return done(request, act, _home(user), said)

    @router.get("/memory/erase")
    async def ask_to_erase(request: Request, user: str) -> Response:
        return site.page(request, "erase.html", user=user)

    @router.post("/memory/erase")
    async def erase(request: Request, act: Acting) -> Response:
        user = act.require("user", "The user")
        if act.field("confirmation") != user:
            raise RefusedError(422, "Nothing was erased: the name that was typed is not the user's id.")
        erased = await store.erase(user, act.operator)
        turns = erased["jobs"]
        said = f"Erased for good: everything said up to {erased['watermark']}, {turns} turn{'' if turns == 1 else 's'}."
        return done(request, act, _home(user), said)

    return router


def _home(user: str) -> str:
    return link("/memory", user=user)
