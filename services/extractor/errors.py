"""What can be wrong with a model's answer; each error knows its class, and the class decides what happens next."""

from typing import ClassVar

from contracts.events import ErrorClass


class ExtractorError(Exception):
    """Something is wrong with the model's answer."""

    error_class: ClassVar[ErrorClass]

    def __init__(self, detail: str = "") -> None:
        """Append `detail` to the sentence that the class stands for."""
        sentence = (self.__doc__ or "").strip()
        super().__init__(f"{sentence} ({detail})" if detail else sentence)


class UnparsableAnswerError(ExtractorError):
    """The model's answer was cut, damaged or off its schema."""

    error_class = ErrorClass.UNPARSABLE


class RefusedTurnError(ExtractorError):
    """The model or its provider refuses to read this turn."""

    error_class = ErrorClass.REFUSED


class BrokenAnswerError(ExtractorError):
    """What the provider sent is not a whole chat completion."""

    error_class = ErrorClass.INTERRUPTED


class NoModelError(ExtractorError):
    """What answers is no chat model: check OPENAI_BASE_URL (or OFFLINE_MODEL_URL)."""

    error_class = ErrorClass.PROVIDER_OUTAGE
