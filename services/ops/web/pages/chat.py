"""`/chat`: try the assistant, with the facts appearing beside it as they are extracted.

The conversation so far is in the page's own form, so that nothing of it is kept here.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Final

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from contracts.identifiers import new_id
from services.ops.errors import OpsError
from services.ops.web.errors import AwayError, RefusedError
from services.ops.web.security import Form, token_of
from services.ops.web.site import Site, event, stream
from services.ops.web.sources.chat import Chat, Message
from services.ops.web.sources.store import Store

MEMORIES: Final = {
    "queued": "queued",
    "deferred": "kept in the outbox",
    "unavailable": "not remembered: neither RabbitMQ nor the outbox took it",
    "off": "not remembered",
}
REMEMBERED_MESSAGES: Final = 40
NOT_YET: Final = 404
LOOK_SECONDS: Final = 0.25
FIRST_LOOKS: Final = 240
ROLES: Final = frozenset({"user", "assistant"})


def routes(site: Site, chat: Chat, store: Store) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/chat")
    async def show(request: Request, user: str = "operator-trial", session: str = "") -> Response:
        problem, facts = "", []
        try:
            facts = (await store.facts(user))["items"]
        except AwayError as error:
            # The chat answers without the store, and so does its page.
            problem = str(error)
        session = session or f"trial-{new_id().hex[-8:]}"
        return site.page(request, "chat.html", user=user, session=session, facts=facts, problem=problem, oob=False)

    @router.post("/chat/say")
    async def say(request: Request, form: Form) -> Response:
        user, session, text = (_text(form, name) for name in ("user", "session", "message"))
        if not user or not session or not text:
            raise RefusedError(422, "Give a user, a session and a message.")
        messages = [*_conversation(form), {"role": "user", "content": text}]
        try:
            answer = await chat.say(user, session, messages)
        except OpsError as error:
            return HTMLResponse(site.fragment("_unsaid.html", text=text, problem=str(error)))
        memory = MEMORIES.get(answer.memory, answer.memory)
        said = site.fragment("_turn.html", text=text, answer=answer, memory=memory, user=user, token=token_of(request))
        return HTMLResponse(said)

    @router.get("/chat/jobs/{job}/live")
    async def follow(job: str, user: str) -> Response:
        async def events() -> AsyncIterator[str]:
            async for text in _lives(store, job):
                seen = json.loads(text)
                yield event("job", site.fragment("_chip.html", job=seen))
                if seen["status"] == "completed":
                    facts = (await store.facts(user))["items"]
                    fresh = {fact["id"] for fact in facts if fact["evidence"]["turn_id"] == job}
                    yield event("facts", site.fragment("_known.html", facts=facts, fresh=fresh, user=user, problem=""))
            yield event("ended", "")

        return stream(_told(events()))

    return router


async def _lives(store: Store, job: str) -> AsyncIterator[str]:
    """Follow a job that may be on its way to the store: its first event is there a moment after the answer."""
    for _ in range(FIRST_LOOKS):
        try:
            async for text in store.follow(job):
                yield text
        except RefusedError as error:
            if error.status != NOT_YET:
                raise
            await asyncio.sleep(LOOK_SECONDS)
        else:
            return


async def _told(events: AsyncIterator[str]) -> AsyncIterator[str]:
    try:
        async for each in events:
            yield each
    except OpsError as error:
        yield event("lost", str(error))


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _conversation(form: FormData) -> list[Message]:
    """Return the messages so far, as the page's form repeats them."""
    roles, contents = form.getlist("role"), form.getlist("content")
    said = [
        {"role": role, "content": content}
        for role, content in zip(roles, contents, strict=False)
        if isinstance(role, str) and isinstance(content, str) and role in ROLES
    ]
    return said[-REMEMBERED_MESSAGES:]
