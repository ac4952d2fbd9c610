"""Asking a model about turns: as many calls as they take, and one repair for an answer that cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import httpx2
import openai
import structlog

from contracts.events import ANSWER_LIMIT, TurnRecorded, Usage
from services.extractor.answer import OfferedFact, parse
from services.extractor.call import Caller
from services.extractor.completion import Completion
from services.extractor.document import Shown, questions
from services.extractor.errors import UnparsableAnswerError
from services.extractor.failures import mark_answering
from services.extractor.metrics import TURNS_PER_CALL
from services.extractor.prompt import Unreadable, build_messages
from services.extractor.salvage import salvage
from services.extractor.settings import ExtractorSettings
from services.extractor.tokens import add
from services.kit.model_client import ModelClient
from services.kit.process import StartError
from services.kit.settings import ModelSettings

log = structlog.get_logger()

ANSWER_UNREADABLE: Final = "answer_unreadable"
REPAIR_MARK: Final = "\n--- the repair: ---\n"
CONNECT_SECONDS: Final = 5.0
OFFLINE_MODEL: Final = "offline"
NAME_LENGTH: Final = 256


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model offers, unchecked, with the model's name for the message it is about.

    `usage` and `calls` are those of all the calls it took.
    """

    facts: list[OfferedFact]
    model: str
    usage: Usage | None
    calls: int = 1


class Model:
    """Asks one model on one server."""

    def __init__(self, client: openai.AsyncOpenAI, settings: ExtractorSettings, name: str) -> None:
        """`name` is the model's, as the server knows it."""
        self._caller = Caller(client, settings, name)
        self._budget = settings.call_tokens
        self._name = name

    async def ask(self, turns: Sequence[TurnRecorded]) -> Reply:
        """Ask for the facts of turns of one session; the messages are called as `document.alias_of` says.

        Raises `ExtractorError` for what is wrong with an answer, the SDK's own errors for what is wrong with a call,
        and `TimeoutError` when a call takes longer than it may. Several turns are one call; a message that is longer
        than the budget takes several, and its facts are those of all its pieces.
        """
        first, *further = questions(turns, self._budget)
        TURNS_PER_CALL.observe(len(turns))
        reply = await self._ask(first)
        for question in further:
            reply = _joined(reply, await self._ask(question))
        return reply

    async def _ask(self, question: Sequence[Shown]) -> Reply:
        """Ask once, and once more if need be; what could be read of the first answer comes first."""
        first = await self._caller.call(build_messages(question), question)
        try:
            return self._read(first)
        except UnparsableAnswerError as error:
            understood = salvage(first.text)
            unreadable = Unreadable(first.text, str(error), understood)
        log.warning(ANSWER_UNREADABLE, reason=unreadable.problem, salvaged=len(understood))
        second = await self._caller.call(build_messages(question, unreadable), question)
        try:
            rest = self._read(second)
        except UnparsableAnswerError as error:
            error.answer = _both(first.text, second.text)
            raise
        return _joined(Reply(understood, rest.model, first.spent()), rest)

    def _read(self, completion: Completion) -> Reply:
        named = completion.model if completion.model.isprintable() else ""
        return Reply(parse(completion.content), named[:NAME_LENGTH] or self._name, completion.spent())


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
        http_client=ModelClient(
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


def _joined(first: Reply, second: Reply) -> Reply:
    """Return both replies as one, without what the second repeats."""
    more = [each for each in second.facts if each not in first.facts]
    return Reply([*first.facts, *more], second.model, add(first.usage, second.usage), first.calls + second.calls)
