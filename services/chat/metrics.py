"""What the chat service counts."""

from typing import Final

from services.kit.metrics import counter, gauge, histogram
from services.kit.redaction.kinds import KINDS, label

MEMORY_OUTCOMES: Final = ("queued", "deferred", "unavailable")

TURNS: Final = counter("chat_turns_total", "Turns by what became of them.", "memory", MEMORY_OUTCOMES)
PUBLISH_BREAKER_OPEN: Final = gauge("chat_publish_breaker_open", "1 while turns go to the outbox unpublished.")
OUTBOX_ROWS: Final = gauge("chat_outbox_rows", "Turns in the outbox, counted up to 100000; NaN if nobody knows.")
OUTBOX_OLDEST: Final = gauge("chat_outbox_oldest_seconds", "How long the oldest turn has waited; NaN if nobody knows.")
MODEL_SECONDS: Final = histogram(
    "chat_model_seconds",
    "From asking the chat's model to the head of its answer.",
    (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 600),
    "outcome",
    ("answered", "failed"),
)
REDACTIONS: Final = counter(
    "chat_redactions_total",
    "Secrets taken out of turns before they are recorded.",
    "kind",
    tuple(label(kind) for kind in KINDS),
)
