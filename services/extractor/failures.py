"""From an exception to what it says: the failure's class, and whether the provider or the turn is to blame.

The tables are the examples of the design's "What to do with an error"; `policy` holds its actions. An exception that is
in none of them is a bug of ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx2
import openai

from contracts.events import ANSWER_LIMIT, ErrorClass
from services.extractor.errors import Blame, ExtractorError

MESSAGE_LENGTH: Final = 500


# The connection was made and broke: it may be this turn that breaks the server.
INTERRUPTIONS: Final = (
    httpx2.RemoteProtocolError,
    httpx2.ReadError,
    httpx2.WriteError,
    httpx2.CloseError,
    httpx2.DecodingError,
)
ANSWERING: Final = "answering"
"""Mark on a request (`httpx2.Request.extensions`) whose answer has begun."""
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


# Every other status that counts as an outage says that the next call would fare the same.
UNCLEAR_STATUSES: Final = frozenset({408, 409, 425})
QUOTA: Final = "insufficient_quota"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed.

    `retry_after` is how many seconds the provider asks for, if it does; `answer` what the model said, if it cannot be
    read.
    """

    error_class: ErrorClass
    message: str
    blame: Blame = Blame.TURN
    retry_after: float | None = None
    answer: str | None = None


def classify(error: Exception) -> Failure | None:
    """Return what `error` says about the attempt, or None if it is no failure that we know."""
    match error:
        case ExtractorError():
            return Failure(error.error_class, _plain(str(error)), error.blame, answer=_kept(error.answer))
        case openai.APIStatusError():
            error_class = _class_of(error)
            retry_after = read_retry_after(error.response.headers)
            return Failure(error_class, _describe(error), _blame(error, error_class), retry_after)
        case openai.APITimeoutError() | TimeoutError():
            return Failure(ErrorClass.PROVIDER_OUTAGE, "The provider did not answer in time.", Blame.UNCLEAR)
        case openai.APIConnectionError():
            return _unreached(error)
    return None


def _unreached(error: openai.APIConnectionError) -> Failure:
    """Tell a connection that was never made from one that broke, before or during the answer."""
    cause = error.__cause__
    named = _plain(f"{type(cause).__name__}: {cause}")
    if not isinstance(cause, INTERRUPTIONS):
        return Failure(ErrorClass.PROVIDER_OUTAGE, f"The provider cannot be reached ({named}).", Blame.LOAD)
    if ANSWERING in cause.request.extensions:
        message = f"The connection broke before the answer was whole ({named})."
        return Failure(ErrorClass.INTERRUPTED, message, Blame.UNCLEAR)
    message = f"The connection broke before the answer began ({named})."
    return Failure(ErrorClass.PROVIDER_OUTAGE, message, Blame.UNCLEAR)


async def mark_answering(response: httpx2.Response) -> None:
    """Note, as the client's hook for responses, that the answer to a request has begun to come."""
    response.request.extensions[ANSWERING] = True


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


def _blame(error: openai.APIStatusError, error_class: ErrorClass) -> Blame:
    if error_class is not ErrorClass.PROVIDER_OUTAGE:
        return Blame.TURN
    if error.status_code >= 500 or error.status_code in UNCLEAR_STATUSES:  # noqa: PLR2004 - HTTP's own number
        return Blame.UNCLEAR
    if error.status_code == 429 and QUOTA not in {error.code, error.type}:  # noqa: PLR2004 - HTTP's own number
        return Blame.LOAD
    return Blame.PROVIDER


def _describe(error: openai.APIStatusError) -> str:
    marks = ", ".join(mark for mark in (error.code, error.param) if mark)
    return _plain(f"{error} ({marks})" if marks else str(error))


def _kept(answer: str) -> str | None:
    return _plain(answer, ANSWER_LIMIT) or None


def _plain(text: str, length: int = MESSAGE_LENGTH) -> str:
    """Make text from outside fit for an event: no NUL, no half of a surrogate pair, not too long."""
    return text.replace("\x00", "")[:length].encode("utf-8", "replace").decode()
