"""What to do with an error: from an exception to its class, and from the class to a decision.

The tables are the design's "What to do with an error". An exception that is in none of them is a bug of ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Final

import httpx2
import openai

from contracts.events import ErrorClass, TurnRecorded
from services.extractor.errors import ExtractorError
from services.extractor.events import retrying
from services.kit.bus.decision import Dead, Decision, Pause, RetryLater

SHORTEST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
MESSAGE_LENGTH: Final = 500


class Action(Enum):
    """What becomes of a turn whose extraction failed."""

    PAUSE = "pause"
    RETRY = "retry"
    BURY = "bury"


ACTIONS: Final[Mapping[ErrorClass, Action]] = {
    ErrorClass.PROVIDER_OUTAGE: Action.PAUSE,
    ErrorClass.INTERRUPTED: Action.RETRY,
    ErrorClass.UNPARSABLE: Action.RETRY,
    ErrorClass.CONTEXT_TOO_LONG: Action.BURY,
    ErrorClass.REFUSED: Action.BURY,
    ErrorClass.REQUEST_REJECTED: Action.BURY,
}

# The connection was made and the answer under way: it may be this turn that breaks the server.
INTERRUPTIONS: Final = (
    httpx2.RemoteProtocolError,
    httpx2.ReadError,
    httpx2.WriteError,
    httpx2.CloseError,
    httpx2.DecodingError,
)
BY_CODE: Final[Mapping[str, ErrorClass]] = {
    "context_length_exceeded": ErrorClass.CONTEXT_TOO_LONG,
    "string_above_max_length": ErrorClass.CONTEXT_TOO_LONG,
    "exceed_context_size_error": ErrorClass.CONTEXT_TOO_LONG,
    "content_filter": ErrorClass.REFUSED,
    "content_policy_violation": ErrorClass.REFUSED,
    "model_not_found": ErrorClass.PROVIDER_OUTAGE,
}
# How servers without codes say it (vLLM, llama.cpp, Azure, OpenRouter and others), by status. A turn that is larger
# than a whole minute's quota is told so with a 429, and would hold up all others for ever.
_TOO_LONG: Final = re.compile(
    r"context (length|window|size)|prompt is too long|too many tokens|reduce the length", re.IGNORECASE
)
_TOO_LARGE: Final = re.compile(r"request too large", re.IGNORECASE)
_REFUSED: Final = re.compile(r"content (management )?(policy|filter)|requires moderation|was flagged", re.IGNORECASE)
BY_WORDS: Final[tuple[tuple[frozenset[int], re.Pattern[str], ErrorClass], ...]] = (
    (frozenset({400, 422}), _TOO_LONG, ErrorClass.CONTEXT_TOO_LONG),
    (frozenset({429}), _TOO_LARGE, ErrorClass.CONTEXT_TOO_LONG),
    (frozenset({400, 403}), _REFUSED, ErrorClass.REFUSED),
)
# A complaint about what we chose, not about the turn: every turn would meet it.
OUR_CHOICES: Final = frozenset({"model", "temperature", "response_format"})
BY_STATUS: Final[Mapping[int, ErrorClass]] = {
    401: ErrorClass.PROVIDER_OUTAGE,
    402: ErrorClass.PROVIDER_OUTAGE,
    403: ErrorClass.PROVIDER_OUTAGE,
    # No such path, or no such model.
    404: ErrorClass.PROVIDER_OUTAGE,
    405: ErrorClass.PROVIDER_OUTAGE,
    407: ErrorClass.PROVIDER_OUTAGE,
    408: ErrorClass.PROVIDER_OUTAGE,
    409: ErrorClass.PROVIDER_OUTAGE,
    413: ErrorClass.CONTEXT_TOO_LONG,
    425: ErrorClass.PROVIDER_OUTAGE,
    429: ErrorClass.PROVIDER_OUTAGE,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed. `retry_after` is how many seconds the provider asks for, if it does."""

    error_class: ErrorClass
    message: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a turn is tried (seconds before each further attempt), and how long a pause lasts by itself."""

    delays: tuple[float, ...]
    probe_seconds: float

    def decide(self, failure: Failure, turn: TurnRecorded, attempt: int) -> Decision:
        """Return what becomes of `turn` after `attempt` failed."""
        match ACTIONS[failure.error_class]:
            case Action.PAUSE:
                asked = self.probe_seconds if failure.retry_after is None else failure.retry_after
                return Pause(failure.message, min(max(asked, SHORTEST_PAUSE), LONGEST_PAUSE))
            case Action.RETRY if attempt <= len(self.delays):
                delay = self.delays[attempt - 1]
                return RetryLater(delay, (retrying(turn, attempt, failure.error_class, failure.message, delay),))
            case _:
                return Dead(failure.error_class, failure.message)


def classify(error: Exception) -> Failure | None:
    """Return what `error` says about the attempt, or None if it is no failure that we know."""
    match error:
        case ExtractorError():
            return Failure(error.error_class, _plain(str(error)))
        case openai.APIStatusError():
            return Failure(_class_of(error), _describe(error), read_retry_after(error.response.headers))
        case openai.APITimeoutError() | TimeoutError():
            return Failure(ErrorClass.PROVIDER_OUTAGE, "The provider did not answer in time.")
        case openai.APIConnectionError():
            broken = isinstance(error.__cause__, INTERRUPTIONS)
            cause = _plain(f"{type(error.__cause__).__name__}: {error.__cause__}")
            if broken:
                return Failure(ErrorClass.INTERRUPTED, f"The connection broke before the answer was whole ({cause}).")
            return Failure(ErrorClass.PROVIDER_OUTAGE, f"The provider cannot be reached ({cause}).")
    return None


def read_retry_after(headers: httpx2.Headers) -> float | None:
    """Return the seconds that the headers ask to wait, whichever of the three forms they use (RFC 9110, 10.2.3)."""
    for name, factor in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * factor
        except ValueError:
            continue
        # NaN and infinity are no time to wait.
        return seconds if 0 <= seconds < float("inf") else None
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    return (at - datetime.now(UTC)).total_seconds() if at.tzinfo else None


def _class_of(error: openai.APIStatusError) -> ErrorClass:
    for mark in (error.code or "", error.type or ""):
        if mark in BY_CODE:
            return BY_CODE[mark]
    status = error.status_code
    if status >= 500 or status < 400:  # noqa: PLR2004 - HTTP's own numbers
        return ErrorClass.PROVIDER_OUTAGE
    for statuses, words, error_class in BY_WORDS:
        if status in statuses and words.search(str(error)):
            return error_class
    if error.param in OUR_CHOICES:
        return ErrorClass.PROVIDER_OUTAGE
    return BY_STATUS.get(status, ErrorClass.REQUEST_REJECTED)


def _describe(error: openai.APIStatusError) -> str:
    marks = ", ".join(mark for mark in (error.code, error.param) if mark)
    return _plain(f"{error} ({marks})" if marks else str(error))


def _plain(text: str) -> str:
    """Make text from outside fit for an event: no NUL, no half of a surrogate pair, not too long."""
    return text.replace("\x00", "")[:MESSAGE_LENGTH].encode("utf-8", "replace").decode()
