"""The model call: the `openai` SDK, one answer per turn, and one repair if the answer cannot be read."""

import asyncio
from dataclasses import dataclass, replace
from typing import Final

import httpx2
import openai
import structlog
from openai.types.chat import ChatCompletionMessageParam
from openai.types.chat.completion_create_params import ResponseFormat

from contracts.events import ANSWER_LIMIT, TurnRecorded, Usage
from services.extractor.answer import SCHEMA_NAME, OfferedFact, parse, schema
from services.extractor.completion import Completion, read_completion
from services.extractor.errors import LostConnectionError, UnparsableAnswerError
from services.extractor.failures import mark_answering
from services.extractor.prompt import Unreadable, build_messages
from services.extractor.salvage import salvage
from services.extractor.settings import ExtractorSettings
from services.kit.process import StartError
from services.kit.settings import ModelSettings

log = structlog.get_logger()

ANSWER_UNREADABLE: Final = "answer_unreadable"
REPAIR_MARK: Final = "\n--- the repair: ---\n"
CONNECT_SECONDS: Final = 5.0
SDK_WAIT_SECONDS: Final = 10.0
"""What the SDK may wait before a retry of its own."""
OFFLINE_MODEL: Final = "offline"
NAME_LENGTH: Final = 256


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model offers for one turn, unchecked; `usage` is that of all calls it took."""

    facts: list[OfferedFact]
    model: str
    usage: Usage | None


class Model:
    """Asks one model on one server."""

    def __init__(self, client: openai.AsyncOpenAI, settings: ExtractorSettings, name: str) -> None:
        """`name` is the model's, as the server knows it."""
        self._client = client
        self._settings = settings
        self._name = name

    async def ask(self, turn: TurnRecorded) -> Reply:
        """Ask for the facts of `turn`.

        Raises `ExtractorError` for what is wrong with the answer, the SDK's own errors for what is wrong with the call,
        and `TimeoutError` when a call takes longer than it may. What could be read of an answer that had to be repaired
        comes first.
        """
        first = await self._call(build_messages(turn))
        try:
            return self._read(first, first.spent())
        except UnparsableAnswerError as error:
            understood = salvage(first.text)
            unreadable = Unreadable(first.text, str(error), understood)
        log.warning(ANSWER_UNREADABLE, reason=unreadable.problem, salvaged=len(understood))
        second = await self._call(build_messages(turn, unreadable))
        try:
            rest = self._read(second, _add(first.spent(), second.spent()))
        except UnparsableAnswerError as error:
            error.answer = _both(first.text, second.text)
            raise
        return replace(rest, facts=[*understood, *(each for each in rest.facts if each not in understood)])

    async def _call(self, messages: list[ChatCompletionMessageParam]) -> Completion:
        retries = self._settings.model_retries
        # The SDK's timeout bounds each silence, not the call: a server that drips would hold a turn for ever.
        async with asyncio.timeout(self._settings.model_timeout * (retries + 1) + SDK_WAIT_SECONDS * retries):
            try:
                raw = await self._client.chat.completions.with_raw_response.create(
                    model=self._name,
                    messages=messages,
                    response_format=response_format(self._settings),
                    temperature=openai.omit if self._settings.temperature is None else self._settings.temperature,
                )
            except (AttributeError, RuntimeError) as error:
                # A connection that is reset the moment it is made is an internal error of the HTTP library (anyio
                # asks a closed socket for its peer), and no exception of the SDK's.
                raise LostConnectionError(f"{type(error).__name__}: {error}") from error
        return read_completion(raw.http_response.content, raw.headers.get("content-type", ""))

    def _read(self, completion: Completion, usage: Usage | None) -> Reply:
        named = completion.model if completion.model.isprintable() else ""
        return Reply(parse(completion.content), named[:NAME_LENGTH] or self._name, usage)


def response_format(settings: ExtractorSettings) -> ResponseFormat:
    """Return how the answer's form is asked for."""
    if settings.response_format == "json_object":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": SCHEMA_NAME, "strict": True, "schema": schema()}}


def choose_model(settings: ExtractorSettings, place: ModelSettings) -> str:
    """Return the name of the model to ask; raises `StartError` when a real one is to be asked and none is named."""
    if settings.model:
        return settings.model
    if place.offline:
        return OFFLINE_MODEL
    raise StartError("EXTRACTOR_MODEL is not set: name the model that is to extract facts.")


def open_client(settings: ExtractorSettings, place: ModelSettings) -> openai.AsyncOpenAI:
    """Return a client with a connection for every call that may be under way."""
    most = settings.concurrency + settings.bulk_concurrency
    limits = httpx2.Limits(max_connections=most, max_keepalive_connections=most)
    timeout = openai.Timeout(settings.model_timeout, connect=CONNECT_SECONDS)
    return openai.AsyncOpenAI(
        api_key=place.api_key,
        base_url=place.base_url,
        timeout=timeout,
        max_retries=settings.model_retries,
        # The offline model is on this machine or beside it; a proxy is for the outside.
        http_client=openai.DefaultAsyncHttpx2Client(
            limits=limits,
            timeout=timeout,
            trust_env=not place.offline,
            event_hooks={"response": [mark_answering]},
        ),
    )


def _both(first: str, second: str) -> str:
    """Put the two unreadable answers together, as much of each as can be kept."""
    half = (ANSWER_LIMIT - len(REPAIR_MARK)) // 2
    return f"{first[:half]}{REPAIR_MARK}{second[:half]}"


def _add(first: Usage | None, second: Usage | None) -> Usage | None:
    if first is None or second is None:
        return first or second
    return Usage(
        input_tokens=first.input_tokens + second.input_tokens,
        output_tokens=first.output_tokens + second.output_tokens,
    )
