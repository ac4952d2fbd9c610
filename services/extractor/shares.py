"""From the answer about several turns to each turn's own: its facts, and its share of what the call cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.events import TurnRecorded, Usage
from services.extractor.answer import OfferedFact
from services.extractor.document import alias_of
from services.extractor.model import Reply
from services.extractor.tokens import quarters, share


@dataclass(frozen=True, slots=True)
class Share:
    """What the model offers for one turn, whose message it calls `alias`.

    `calls` is how many calls it took about all of the `turns_in_call` turns.
    """

    turn: TurnRecorded
    alias: str
    facts: list[OfferedFact]
    model: str
    usage: Usage | None
    calls: int
    turns_in_call: int


def share_out(reply: Reply, turns: Sequence[TurnRecorded]) -> list[Share]:
    """Return each turn's share of `reply`, in the order of `turns`.

    A fact belongs to the message that it names. One that names no message goes with the first, to be rejected there
    and counted once. Tokens are shared out in proportion to the estimated length of the messages.
    """
    by_alias: dict[str, list[OfferedFact]] = {alias_of(place): [] for place in range(len(turns))}
    first = by_alias[alias_of(0)]
    for fact in reply.facts:
        by_alias.get(fact.message_id, first).append(fact)
    usages: Sequence[Usage | None] = [None] * len(turns)
    if reply.usage is not None:
        usages = share(reply.usage, [max(quarters(turn.message.content), 1) for turn in turns])
    return [
        Share(turn, alias, facts, reply.model, usage, reply.calls, len(turns))
        for turn, (alias, facts), usage in zip(turns, by_alias.items(), usages, strict=True)
    ]
