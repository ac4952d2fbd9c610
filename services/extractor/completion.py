"""A chat completion as the extractor reads it: our own strict reading, because servers send what they please.

The SDK builds its models without checking them and hands on text where it expected JSON; a field that is missing would
come up as a bug of ours instead of a fault of the provider.
"""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contracts.events import ANSWER_LIMIT, Usage
from services.extractor.errors import BrokenAnswerError, NoModelError, RefusedTurnError, UnparsableAnswerError

JSON_TYPE: Final = "json"


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Tokens(BaseModel):
    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)


class Completion(BaseModel):
    """The parts of a chat completion that matter here."""

    model_config = ConfigDict(frozen=True)

    object: Literal["chat.completion"] | None = None
    model: str = ""
    choices: list[_Choice] = Field(min_length=1)
    usage: _Tokens | None = None

    @property
    def content(self) -> str:
        """The model's whole answer.

        Raises `RefusedTurnError` if the model or a filter refused, and `UnparsableAnswerError` if it was cut short.
        """
        choice = self.choices[0]
        if choice.message.refusal:
            raise RefusedTurnError("the model declined")
        if choice.finish_reason == "content_filter":
            raise RefusedTurnError("content filter")
        if choice.finish_reason == "length":
            raise UnparsableAnswerError("cut at the length limit")
        return choice.message.content or ""

    @property
    def text(self) -> str:
        """What there is of the answer, whole or not."""
        return self.choices[0].message.content or ""

    def spent(self) -> Usage | None:
        """Return the tokens that the provider counted, if it did."""
        if self.usage is None:
            return None
        return Usage(input_tokens=self.usage.prompt_tokens, output_tokens=self.usage.completion_tokens)


def read_completion(body: bytes, content_type: str) -> Completion:
    """Read the body of a successful response.

    Raises `NoModelError` when it comes from something else than a model, and `BrokenAnswerError` when it is damaged.
    """
    try:
        return Completion.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        detail = f"{'.'.join(str(part) for part in first['loc'])} {first['msg']}".strip()
    # Another kind of page is another kind of server: every turn would fare the same.
    if not content_type.partition(";")[0].strip().endswith(JSON_TYPE):
        raise NoModelError(f"it sent {content_type or 'a body without a type'}")
    raise BrokenAnswerError(detail, body[:ANSWER_LIMIT].decode(errors="replace"))
