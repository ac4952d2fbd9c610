"""What can be wrong with a model's answer; each error knows its class, and the class decides what happens next."""

from enum import Enum
from typing import ClassVar

from contracts.events import ErrorClass


class Blame(Enum):
    """Whom a failed call speaks against."""

    TURN = "turn"
    """The provider answers; it is this turn."""
    UNCLEAR = "unclear"
    """Either of them: silence, a broken connection, an error of the server's."""
    LOAD = "load"
    """The provider, which is busy or cannot be reached now."""
    PROVIDER = "provider"
    """The provider or our account with it: the next call would fare the same."""


class ExtractorError(Exception):
    """Something is wrong with the model's answer."""

    error_class: ClassVar[ErrorClass]
    blame: ClassVar[Blame] = Blame.TURN

    def __init__(self, detail: str = "", answer: str = "") -> None:
        """Append `detail` to the sentence that the class stands for; `answer` is what came, if it is of use."""
        sentence = (self.__doc__ or "").strip()
        super().__init__(f"{sentence} ({detail})" if detail else sentence)
        self.answer = answer


class UnparsableAnswerError(ExtractorError):
    """The model's answer was cut, damaged or off its schema."""

    error_class = ErrorClass.UNPARSABLE


class RefusedTurnError(ExtractorError):
    """The model or its provider refuses to read this turn."""

    error_class = ErrorClass.REFUSED


class BrokenAnswerError(ExtractorError):
    """What the provider sent is not a whole chat completion."""

    error_class = ErrorClass.INTERRUPTED
    blame = Blame.UNCLEAR


class NoModelError(ExtractorError):
    """What answers is no chat model: check OPENAI_BASE_URL (or OFFLINE_MODEL_URL)."""

    error_class = ErrorClass.PROVIDER_OUTAGE
    blame = Blame.PROVIDER


class NoJSONError(ExtractorError):
    """The provider takes neither a JSON schema nor JSON mode as response_format: another server or model is needed."""

    error_class = ErrorClass.PROVIDER_OUTAGE
    blame = Blame.PROVIDER
