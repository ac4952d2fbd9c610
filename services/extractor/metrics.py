"""What the extractor counts."""

from typing import Final

from contracts.events import ErrorClass, Lane
from services.extractor.guards.reasons import REASONS
from services.kit.bus.decision import Dead, Decision, Done, Hold, Park, Pause, RetryLater
from services.kit.metrics import counter, gauge, histogram

NAMES: Final[dict[type[Decision], str]] = {
    Done: "done",
    RetryLater: "retried",
    Dead: "dead",
    Hold: "held",
    Pause: "paused",
    Park: "parked",
}

OUTCOMES: Final = counter(
    "extractor_outcomes_total", "Decisions about turns in hand.", "outcome", tuple(NAMES.values())
)
OUTCOME_OF: Final = {kind: OUTCOMES.labels(name) for kind, name in NAMES.items()}
"""The series of each decision: to look one up by its label takes longer than to count."""
ERRORS: Final = counter(
    "extractor_errors_total", "Calls that failed, by class.", "error_class", tuple(each.value for each in ErrorClass)
)
REJECTED: Final = counter(
    "extractor_rejected_total", "Facts that were offered and not accepted, by reason.", "reason", REASONS
)
BREAKER_OPEN: Final = gauge("extractor_breaker_open", "1 while the model's provider is down and only probes are sent.")
CONSUMING: Final = gauge(
    "extractor_consuming", "1 while this process takes turns from a lane.", "lane", tuple(each.value for each in Lane)
)
FACTS: Final = counter("extractor_facts_total", "Facts that were offered and accepted.")
CALL_SECONDS: Final = histogram(
    "extractor_call_seconds",
    "How long the calls of the model took.",
    (0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 120, 300),
    "outcome",
    ("answered", "failed"),
)
CALLS: Final = counter("extractor_calls_total", "Calls of the model, repairs and pieces of long messages included.")
TURNS_PER_CALL: Final = histogram(
    "extractor_turns_per_call", "Turns that were asked about together.", (1, 2, 3, 5, 8, 12, 20, 40, 80)
)
TOKENS: Final = counter(
    "extractor_tokens_total",
    "Tokens that the provider counted, of answers used or not.",
    "direction",
    ("input", "output"),
)
