"""What may be asked: the parts of OpenAI's chat completion request that this server reads. Other fields are ignored."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.offline_model.errors import BadRequestError

MAX_BODY_BYTES = 8_000_000


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow")

    type: str
    text: str = ""


class Message(BaseModel):
    """One message; its content is a string, a list of parts, or missing beside tool calls."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[_Part] | None = None

    @property
    def text(self) -> str:
        """The text of the message, text parts joined by line breaks."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class _JsonSchema(BaseModel):
    model_config = ConfigDict(extra="allow", populate_by_name=True)

    name: str = "schema"
    schema_: dict[str, Any] = Field(default_factory=dict, alias="schema")


class ResponseFormat(BaseModel):
    """`text`, `json_object`, or `json_schema` with its schema."""

    model_config = ConfigDict(extra="allow")

    type: Literal["text", "json_object", "json_schema"]
    json_schema: _JsonSchema | None = None


class StreamOptions(BaseModel):
    """`include_usage` asks for a last chunk that holds the token counts."""

    model_config = ConfigDict(extra="allow")

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A chat completion request. Any model name will do."""

    model_config = ConfigDict(extra="allow")

    model: Annotated[str, Field(min_length=1)]
    messages: Annotated[list[Message], Field(min_length=1)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    response_format: ResponseFormat | None = None
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    n: Annotated[int, Field(ge=1, le=1)] | None = None

    @property
    def last_user_text(self) -> str:
        """The text of the last user message; empty when there is none."""
        return next((message.text for message in reversed(self.messages) if message.role == "user"), "")

    @property
    def token_limit(self) -> int | None:
        """The most tokens the answer may have."""
        return self.max_completion_tokens or self.max_tokens

    @property
    def schema_asked_for(self) -> dict[str, Any] | None:
        """The JSON schema the answer must obey, if one is given."""
        asked = self.response_format.json_schema if self.response_format else None
        return asked.schema_ if asked else None


def parse_request(body: bytes, *, schemas: bool = True) -> ChatRequest:
    """The request in `body`; `BadRequestError` names the first field that is wrong.

    Without `schemas`, a JSON schema as response format is.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequestError("The body is not valid JSON.") from None
    if not isinstance(document, dict):
        raise BadRequestError("The body must be a JSON object.")
    try:
        asked = ChatRequest.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadRequestError(f"{field}: {first['msg']}", param=field) from None
    if not schemas and asked.response_format and asked.response_format.type == "json_schema":
        raise BadRequestError("response_format: the type json_schema is not supported, use json_object.")
    return asked
