"""The chat service's settings, from the environment."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.events import CONTEXT_LIMIT
from services.kit.settings import LOOPBACK, VHOST, Port

Milliseconds = Annotated[int, Field(ge=1, le=60_000)]


class DatabaseSettings(BaseSettings):
    """Where PostgreSQL is: all that a migration needs."""

    model_config = SettingsConfigDict(env_prefix="CHAT_", frozen=True, extra="ignore")

    database_url: str = "postgresql://afterthought:afterthought@127.0.0.1:5432/afterthought"


class ChatSettings(DatabaseSettings):
    """Read with the prefix `CHAT_`."""

    host: str = LOOPBACK
    port: Port = 8000
    rabbitmq_url: str = f"amqp://chat:chat@127.0.0.1:5672/{VHOST}"
    store_url: str = "http://127.0.0.1:8001"
    recall_timeout_ms: Milliseconds = 150
    """How long a chat waits for what is known about its user, before it goes on without."""
    recall_tokens: Annotated[int, Field(ge=1, le=10_000)] = 400
    """How much of the prompt recalled facts may take, in tokens (estimated)."""
    publish_timeout_ms: Milliseconds = 250
    """How long the broker has to confirm a chat's turn, before it goes to the outbox."""
    outbox_timeout_ms: Milliseconds = 250
    """How long the outbox then has to keep it, before the answer says `unavailable`."""
    turns_timeout_ms: Milliseconds = 5_000
    """Either of them for all the turns of one `POST /v1/turns`, where nobody waits for an answer."""
    context_messages: Annotated[int, Field(ge=0, le=CONTEXT_LIMIT)] = 6
    """How many earlier messages travel with a turn, so that it can be understood."""
    model_timeout_seconds: Annotated[float, Field(gt=0, le=3_600)] = 600.0
    """How long the model may be silent."""
