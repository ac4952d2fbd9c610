"""The OpenAI-compatible routes: what happens to a chat, from its request to the last byte of its answer."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any, Final

import httpx2
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from services.chat.answer import Header, pass_on, send_whole
from services.chat.conversation import Conversation, read_conversation
from services.chat.errors import SERVER_ERROR, ModelAway, openai_error
from services.chat.model import Model
from services.chat.prompt import prompt_with
from services.chat.recall import NOTHING, Recall, Recollection
from services.chat.recorder import Receipt, Recorder
from services.chat.speaker import JOB_HEADER, MEMORY_HEADER, OFF
from services.kit.tracing import spans

PATH: Final = "/v1/chat/completions"
_JOB = JOB_HEADER.lower().encode()
_MEMORY = MEMORY_HEADER.lower().encode()
_Receipt = asyncio.Future[Receipt] | None
"""None when nothing is recorded."""


class Completions:
    """`POST /v1/chat/completions`, as an ASGI application of its own: nothing stands between it and the bytes."""

    def __init__(
        self,
        model: Model,
        recorder: Recorder,
        recall: Recall,
        *,
        publish_within: float,
        save_within: float,
        context_messages: int,
    ) -> None:
        """`publish_within` and `save_within` are in seconds (`Recorder.record`)."""
        self._model = model
        self._recorder = recorder
        self._recall = recall
        self._publish_within = publish_within
        self._save_within = save_within
        self._context_messages = context_messages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one chat. What the user said is recorded, even if the client leaves or the model fails."""
        request = Request(scope, receive)
        with spans.serve("POST", PATH, request.headers):
            await self._serve(request, receive, send)

    async def _serve(self, request: Request, receive: Receive, send: Send) -> None:
        conversation = read_conversation(request.headers, await request.body(), self._context_messages)
        known, receipt = await self._recall_and_record(conversation)
        await _while_connected(self._answer(conversation, known, receipt, send), receive)

    async def _recall_and_record(self, conversation: Conversation) -> tuple[Recollection, _Receipt]:
        """Recall, then begin to record what was said, unless its user has opted out (docs/adr/0010).

        The publish runs beside the model call. Recall ends by its own deadline, so a client that leaves meanwhile
        is not looked for; and when this is cancelled, as the process ends, the turn is recorded all the same.
        """
        known = NOTHING
        receipt: _Receipt = None
        try:
            if conversation.user_id is not None:
                known = await self._recall.recall(conversation.user_id, conversation.question)
        finally:
            if conversation.turn is not None and not known.is_off:
                receipt = self._recorder.record(conversation.turn, self._publish_within, self._save_within)
        return known, receipt

    async def _answer(self, conversation: Conversation, known: Recollection, receipt: _Receipt, send: Send) -> None:
        prompt = prompt_with(conversation, known.facts)
        try:
            answer: httpx2.Response | ModelAway = await self._model.complete(prompt, conversation.streams)
        except ModelAway as error:
            answer = error
        headers = _memory_headers(await receipt if receipt is not None else None)
        if isinstance(answer, ModelAway):
            body = json.dumps(openai_error(answer.message, SERVER_ERROR, code=answer.code)).encode()
            await send_whole(answer.status, [(b"content-type", b"application/json"), *headers], body, send)
        else:
            await pass_on(answer, headers, send)


class Models:
    """`GET /v1/models`: the model server's own list."""

    def __init__(self, model: Model) -> None:
        self._model = model

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Pass the list on."""
        await pass_on(await self._model.list_models(), (), send)


def _memory_headers(receipt: Receipt | None) -> list[Header]:
    if receipt is None:
        return [(_MEMORY, OFF.encode())]
    return [(_JOB, str(receipt.job_id).encode()), (_MEMORY, receipt.memory.encode())]


async def _while_connected(work: Coroutine[Any, Any, None], receive: Receive) -> None:
    """Do `work` until it is done or the client leaves: nobody pays for an answer that nobody reads."""
    working = asyncio.create_task(work)
    # The body has been read, so the next thing to receive is the disconnect.
    leaving = asyncio.ensure_future(receive())
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        if not working.done():
            working.cancel()
            await asyncio.wait((working,))
    if not working.cancelled():
        working.result()
