"""What the embedder counts."""

from typing import Final

from services.kit.metrics import counter, gauge

OUTCOMES: Final = ("embedded", "refused")

FACTS: Final = counter(
    "embedder_facts_total", "Facts that were given an embedding, or whose text the model refuses.", "outcome", OUTCOMES
)
FAILING: Final = gauge("embedder_failing", "1 while the store or the model keeps the embedder waiting.")
