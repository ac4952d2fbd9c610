"""The embedder's settings, from the environment."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.kit.settings import LOOPBACK, Port


class EmbedderSettings(BaseSettings):
    """Read with the prefix `EMBEDDER_`."""

    model_config = SettingsConfigDict(env_prefix="EMBEDDER_", frozen=True, extra="ignore")

    host: str = LOOPBACK
    port: Port = 0
    """Where the probes answer; 0 takes any free port."""
    store_url: str = "http://127.0.0.1:8001"
    every: Annotated[float, Field(ge=0.01, le=3_600)] = 2.0
    """Seconds between two looks for facts without an embedding."""
    batch: Annotated[int, Field(ge=1, le=500)] = 64
    """Facts in one request to the model."""
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    """Seconds that one request may take."""
