"""What the extractor counts."""

from typing import Final

from contracts.events import ErrorClass
from services.kit.bus.decision import Dead, Decision, Done, Hold, Park, Pause, RetryLater
from services.kit.metrics import counter, gauge

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
ERRORS: Final = counter(
    "extractor_errors_total", "Calls that failed, by class.", "error_class", tuple(each.value for each in ErrorClass)
)
BREAKER_OPEN: Final = gauge("extractor_breaker_open", "1 while the model's provider is down and only probes are sent.")
