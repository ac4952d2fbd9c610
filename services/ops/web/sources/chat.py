"""The chat service, as a client of it: one message and its answer, and which job remembers it."""

from typing import NamedTuple

from services.ops.web.errors import AwayError
from services.ops.web.sources.neighbour import Neighbour

ANSWER_SECONDS = 180.0

Message = dict[str, str]


class Answer(NamedTuple):
    """What the assistant said; `job` is empty when the turn is not remembered, `memory` says why."""

    text: str
    memory: str
    job: str


class Chat(Neighbour):
    """A client of the chat service."""

    def __init__(self, url: str, model: str) -> None:
        """Without a `model`, the first that the service lists is asked."""
        super().__init__("The chat service", url, "OPS_CHAT_URL", seconds=ANSWER_SECONDS)
        self._model = model

    async def say(self, user: str, session: str, messages: list[Message]) -> Answer:
        """Return the answer to the last of `messages`."""
        self._model = self._model or await self._first_model()
        headers = {"Afterthought-User": user.encode(), "Afterthought-Session": session.encode()}
        body = {"model": self._model, "messages": messages}
        response = await self.ask("POST", "/v1/chat/completions", json=body, headers=headers)
        try:
            text = response.json()["choices"][0]["message"]["content"] or ""
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise AwayError("The chat service's answer is no chat completion.") from error
        found = response.headers
        return Answer(str(text), found.get("Afterthought-Memory", "off"), found.get("Afterthought-Job", ""))

    async def _first_model(self) -> str:
        try:
            return str((await self.read("/v1/models"))["data"][0]["id"])
        except (KeyError, IndexError, TypeError) as error:
            raise AwayError("The chat service lists no model: set OPS_CHAT_MODEL.") from error
