"""The labelled sentences under `corpus/`, one JSON object per line.

`{"text": "...", "facts": [{"slot": "...", "value": "...", "operation": "assert" or "retract"}]}`
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from services.offline_model.grammar.reader import read

CORPUS = Path(__file__).parent / "corpus"
FAMILIES = ("identity", "places", "work", "people", "pets", "tastes", "body", "learning", "plans", "things")

Label = tuple[str, str, str]


class Sentence(NamedTuple):
    """A labelled sentence. Values are compared without regard to capitals."""

    family: str
    text: str
    wanted: frozenset[Label]

    def found(self) -> frozenset[Label]:
        """What the grammar reads in it."""
        return frozenset((fact.slot, fact.value.lower(), fact.operation) for fact in read(self.text))


def sentences() -> Iterator[Sentence]:
    """All labelled sentences."""
    for file in sorted(CORPUS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            facts = entry["facts"]
            wanted = frozenset((fact["slot"], fact["value"].lower(), fact["operation"]) for fact in facts)
            yield Sentence(file.stem, entry["text"], wanted)
