"""One call of the model over the `openai` SDK, asking for the form of the answer in the way that its server knows."""

import asyncio
import re
import time
from collections.abc import Sequence
from typing import Final, Literal

import openai
import structlog
from openai.types.chat import ChatCompletionMessageParam
from openai.types.chat.completion_create_params import ResponseFormat

from services.extractor.answer import SCHEMA_NAME, schema
from services.extractor.completion import Completion, read_completion
from services.extractor.document import Shown
from services.extractor.errors import NoJSONError
from services.extractor.metrics import CALL_SECONDS, CALLS, TOKENS
from services.extractor.pieces import sentences
from services.extractor.settings import ExtractorSettings
from services.kit.tracing import spans

log = structlog.get_logger()

SCHEMA_UNSUPPORTED: Final = "schema_unsupported"
SDK_WAIT_SECONDS: Final = 10.0
"""What the SDK may wait before a retry of its own."""
Form = Literal["json_schema", "json_schema_quotes", "json_object"]
# How servers say that they do not know the form. What they say is only a reason to try the other one.
_REFUSALS: Final = frozenset({400, 404, 422, 501})
_ABOUT_FORM: Final = re.compile(
    r"response_?format|json[_ ]?schema|structured.?output|guided.?(json|decoding)", re.IGNORECASE
)


class Caller:
    """Makes the calls to one model on one server."""

    def __init__(self, client: openai.AsyncOpenAI, settings: ExtractorSettings, name: str) -> None:
        """`name` is the model's, as the server knows it."""
        self._client = client
        self._settings = settings
        self._name = name
        self._form: Form = settings.response_format
        self._marks = {
            "gen_ai.operation.name": "chat",
            # OpenAI's API, whoever answers it.
            "gen_ai.provider.name": "openai",
            "gen_ai.request.model": name,
            "gen_ai.output.type": "json",
            "server.address": client.base_url.host,
        }

    async def call(self, messages: list[ChatCompletionMessageParam], question: Sequence[Shown]) -> Completion:
        """Return the answer to `messages`, which ask about `question`.

        A server that refuses the JSON schema is asked for plain JSON; once it has answered that, it is always asked so.
        Raises the SDK's errors, `TimeoutError` when it takes longer than it may, and `NoJSONError` when it knows
        neither.
        """
        try:
            completion = await self._send(messages, response_format(self._form, question))
        except openai.APIStatusError as error:
            if self._form == "json_object" or not _refuses_form(error):
                raise
            completion = await self._without_schema(messages, error)
        if (spent := completion.spent()) is not None:
            TOKENS.labels("input").inc(spent.input_tokens)
            TOKENS.labels("output").inc(spent.output_tokens)
        return completion

    async def _without_schema(
        self, messages: list[ChatCompletionMessageParam], refusal: openai.APIStatusError
    ) -> Completion:
        try:
            completion = await self._send(messages, response_format("json_object"))
        except openai.APIStatusError as error:
            if _refuses_form(error):
                raise NoJSONError(str(error.status_code)) from error
            # Refused in either form: then it was not the form.
            raise (refusal if error.status_code in _REFUSALS else error) from None
        if self._form != "json_object":
            self._form = "json_object"
            log.warning(
                SCHEMA_UNSUPPORTED, status=refusal.status_code, mend="set EXTRACTOR_RESPONSE_FORMAT=json_object"
            )
        return completion

    async def _send(self, messages: list[ChatCompletionMessageParam], form: ResponseFormat) -> Completion:
        CALLS.inc()
        begun, outcome = time.perf_counter(), "failed"
        try:
            with spans.call(f"chat {self._name}", self._marks) as span:
                completion = await self._post(messages, form)
                spans.note(span, marks_of(completion))
            outcome = "answered"
        finally:
            CALL_SECONDS.labels(outcome).observe(time.perf_counter() - begun)
        return completion

    async def _post(self, messages: list[ChatCompletionMessageParam], form: ResponseFormat) -> Completion:
        retries = self._settings.model_retries
        # The SDK's timeout bounds each silence, not the call: a server that drips would hold a turn for ever.
        async with asyncio.timeout(self._settings.model_timeout * (retries + 1) + SDK_WAIT_SECONDS * retries):
            raw = await self._client.chat.completions.with_raw_response.create(
                model=self._name,
                messages=messages,
                response_format=form,
                temperature=openai.omit if self._settings.temperature is None else self._settings.temperature,
            )
        return read_completion(raw.http_response.content, raw.headers.get("content-type", ""))


def marks_of(completion: Completion) -> dict[str, str | int]:
    """Return what a trace tells of an answer: the model and the tokens, never the text."""
    spent = completion.spent()
    tokens = {"input_tokens": spent.input_tokens, "output_tokens": spent.output_tokens} if spent else {}
    return {
        "gen_ai.response.model": completion.model,
        **{f"gen_ai.usage.{direction}": count for direction, count in tokens.items()},
    }


def response_format(form: Form, question: Sequence[Shown] = ()) -> ResponseFormat:
    """Return how the answer's form is asked for; with `json_schema_quotes`, the sentences of `question` are in it."""
    if form == "json_object":
        return {"type": "json_object"}
    listed = form == "json_schema_quotes"
    quotes = [sentence for message in question for sentence in sentences(message.content)] if listed else ()
    return {"type": "json_schema", "json_schema": {"name": SCHEMA_NAME, "strict": True, "schema": schema(quotes)}}


def _refuses_form(error: openai.APIStatusError) -> bool:
    return error.status_code in _REFUSALS and bool(_ABOUT_FORM.search(f"{error} {error.param or ''}"))
