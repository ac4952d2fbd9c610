"""Settings of the offline model, from the environment."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.kit.settings import LOOPBACK, Port


class Settings(BaseSettings):
    """Where the offline model listens, and how slow it pretends to be."""

    model_config = SettingsConfigDict(env_prefix="OFFLINE_MODEL_", frozen=True, extra="ignore")

    host: str = Field(LOOPBACK, description="address to listen on")
    port: Port = Field(8003, description="port to listen on; 0 takes any free one")
    latency_ms: int = Field(0, ge=0, le=600_000, description="milliseconds to wait before each answer")
    mode: Literal["truthful", "hallucinate"] = Field(
        "truthful", description="hallucinate: offer wrong facts beside the right ones, to test the guards"
    )
    json_schema: bool = Field(True, description="false: refuse JSON schemas, as servers with JSON mode alone do")
    seed: int = Field(0, description="which wrong facts; the same seed gives the same")
