"""The extractor's own process, with nothing changed but the model: it answers at once, for 20 microseconds of work."""

from collections.abc import Sequence
from typing import Any

import services.extractor.main as extractor
from contracts.events import TurnRecorded
from services.extractor.answer import OfferedFact
from services.extractor.model import Reply
from services.kit.process import run
from tests.bench.pipeline.job import extract


class StubModel:
    """Stands where `services.extractor.model.Model` stands."""

    def __init__(self, *_: Any) -> None: ...

    async def ask(self, turns: TurnRecorded | Sequence[TurnRecorded]) -> Reply:
        """Return the facts of a turn, or of several that are asked about together."""
        asked = [turns] if isinstance(turns, TurnRecorded) else turns
        facts = [fact for place, turn in enumerate(asked, start=1) for fact in _offer(turn, f"m{place}")]
        return Reply(facts, "stub", None)


def _offer(turn: TurnRecorded, alias: str) -> list[OfferedFact]:
    return [
        OfferedFact(
            slot=slot,
            value=value,
            statement=statement,
            operation="assert",
            confidence=0.9,
            quote=quote,
            message_id=alias,
        )
        for slot, value, statement, quote in extract(turn.message.content)
    ]


if __name__ == "__main__":
    setattr(extractor, "Model", StubModel)  # noqa: B010 - the one thing that is not the extractor's own
    run("extractor", extractor.main)
