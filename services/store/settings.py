"""The store's settings, from the environment."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.kit.settings import LOOPBACK, VHOST, Port


class DatabaseSettings(BaseSettings):
    """Where PostgreSQL is: all that a migration needs."""

    model_config = SettingsConfigDict(env_prefix="STORE_", frozen=True, extra="ignore")

    database_url: str = "postgresql://afterthought:afterthought@127.0.0.1:5432/afterthought"


class RulesSettings(DatabaseSettings):
    """What facts are computed by, and where they are."""

    aliases: str = ""
    """Path of a TOML file of other names for values, besides `services/store/aliases.toml`; the same for all stores."""


class StoreSettings(RulesSettings):
    """Read with the prefix `STORE_`."""

    host: str = LOOPBACK
    port: Port = 8001
    rabbitmq_url: str = f"amqp://store:store@127.0.0.1:5672/{VHOST}"
    prefetch: Annotated[int, Field(ge=1, le=2_000)] = 100
    """Messages in hand of each queue; each holds up to 100 events."""
    batch: Annotated[int, Field(ge=1, le=10_000)] = 200
    """Most events that share one transaction."""
    connections: Annotated[int, Field(ge=3, le=100)] = 10
    """Connections to PostgreSQL at most, thrice: to write, to read in a user's name, and for everything else."""
    stream_poll_ms: Annotated[int, Field(ge=10, le=10_000)] = 200
    """How often the jobs are looked at that somebody watches; one query for all of them."""
    stop_seconds: Annotated[float, Field(ge=0, le=600)] = 10.0
    """How long a stop waits for what is in hand."""
    erase_margin: Annotated[float, Field(ge=0, le=3_600)] = 2.0
    """Seconds by which the clocks of chat and database may differ; an erasure covers what is said so much later."""
    sweep_after: Annotated[float, Field(gt=0, le=86_400)] = 900.0
    """Seconds without news after which an open job's turn is sent again; doubled at each time, up to a day."""
    sweep_every: Annotated[float, Field(ge=0.05, le=3_600)] = 30.0
    """Seconds between two looks for such jobs."""
    sweep_rate: Annotated[float, Field(ge=1, le=10_000)] = 50.0
    """Turns a second that this process sends again at most."""
