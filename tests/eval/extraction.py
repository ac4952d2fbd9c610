"""Labelled turns through the services' own code: chat's redaction, the extractor's prompt, call, checks and event.

Only the queues are left out. A person's turns are one session, asked about one by one: months lie between them.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

import httpx2
import openai

from contracts.envelope import Event, FactsExtractedEvent, encode, encode_batch, wrap
from contracts.events import DEFAULT_TENANT, FactsExtracted, TurnRecorded, UserMessage
from contracts.identifiers import turn_id_for
from services.chat.redaction import redact_turn
from services.extractor.breaker import Breaker
from services.extractor.errors import Blame
from services.extractor.failures import Failure, classify
from services.extractor.handler import AsksModel, Extraction
from services.extractor.model import Reply
from services.extractor.policy import Policy
from services.kit.bus.decision import Done
from services.kit.bus.delivery import Delivery
from tests.eval.errors import NoAnswerError
from tests.eval.labels import LabelledTurn
from tests.eval.scoring import Heard

ATTEMPTS: Final = 3
"""How often a turn is tried whose answer cannot be used; in service it would be retried as well."""
WAITS: Final = (1.0, 3.0, 9.0)
"""Seconds after which a provider that does not answer is asked again, unless it says how long; then the run ends."""
AT_ONCE: Final = 8
POLICY: Final = Policy(delays=(), probe_seconds=1.0, turn_outages=0, park_after=600.0)
WORKER: Final = "eval"


class Calls:
    """Counts the requests that a client really sends."""

    def __init__(self, client: openai.AsyncOpenAI) -> None:
        self.count = 0
        client._client.event_hooks["request"].append(self._sent)

    async def _sent(self, _: httpx2.Request) -> None:
        self.count += 1


async def hear(
    model: AsksModel,
    turns: Sequence[LabelledTurn],
    tell: Callable[[int], None],
    at_once: int = AT_ONCE,
    waits: Sequence[float] = WAITS,
) -> list[Heard]:
    """Extract from all turns; `tell` is given the number of those that are done.

    Raises `NoAnswerError` when the provider cannot be asked; a turn that alone fails is part of the result.
    """
    free = asyncio.Semaphore(at_once)
    done = 0

    async def one(turn: LabelledTurn) -> Heard:
        nonlocal done
        async with free:
            heard = await _hear_one(model, turn, waits)
        done += 1
        tell(done)
        return heard

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(turn)) for turn in turns]
    except* NoAnswerError as errors:
        raise errors.exceptions[0] from None
    return [task.result() for task in tasks]


async def _hear_one(model: AsksModel, turn: LabelledTurn, waits: Sequence[float]) -> Heard:
    """Extract from one turn, as often as it takes within reason."""
    recorded = await redact_turn(record(turn))
    said = recorded.message.content
    spent = 0
    while True:
        try:
            return Heard(turn, said, await extract(model, recorded))
        except Exception as error:
            failure = classify(error)
            if failure is None:
                raise
        spent += 1
        most = ATTEMPTS if failure.blame is Blame.TURN else len(waits) + 1
        if spent >= most or failure.blame is Blame.PROVIDER:
            return _give_up(turn, said, failure)
        if failure.blame is not Blame.TURN:
            await asyncio.sleep(failure.retry_after or waits[spent - 1])


def _give_up(turn: LabelledTurn, said: str, failure: Failure) -> Heard:
    if failure.blame in {Blame.LOAD, Blame.PROVIDER}:
        raise NoAnswerError(f"The model cannot be asked: {failure.message}")
    return Heard(turn, said, None, failure=f"{failure.error_class.value}: {failure.message}")


async def extract(model: AsksModel, turn: TurnRecorded) -> FactsExtracted:
    """Return what the extractor would say about a turn alone; errors are those of `Model.ask`."""
    watched = _Watched(model)
    handler = Extraction(watched, _ignore, POLICY, Breaker(failures=1_000, probe_seconds=1.0), WORKER)
    event = wrap(turn, "/eval")
    [decision] = await handler([Delivery(event=event, source=encode_batch([encode(event)]))])
    if watched.error is not None:
        raise watched.error
    assert isinstance(decision, Done)
    [said] = decision.publish
    assert isinstance(said, FactsExtractedEvent)
    return said.data


class _Watched:
    """A model whose error is remembered: the extractor makes a decision of it, and we ask again ourselves."""

    def __init__(self, model: AsksModel) -> None:
        self.error: Exception | None = None
        self._model = model

    async def ask(self, turns: Sequence[TurnRecorded]) -> Reply:
        try:
            return await self._model.ask(turns)
        except Exception as error:
            self.error = error
            raise


async def _ignore(_: Event) -> None:
    """Take what the extractor announces; nobody listens."""


def record(turn: LabelledTurn) -> TurnRecorded:
    """Return the event's content for a labelled turn; the message's id is the label's, so that it can be compared."""
    return TurnRecorded(
        tenant_id=DEFAULT_TENANT,
        user_id=turn.person,
        session_id=turn.person,
        turn_id=turn_id_for(DEFAULT_TENANT, turn.person, turn.turn),
        said_at=turn.said_at,
        message=UserMessage(id=turn.turn, content=turn.text),
        context=turn.context,
    )
