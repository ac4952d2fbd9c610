"""Settings that several services have. Each service adds its own, with its own prefix, in its `settings.py`."""

from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from services.kit.logs import LogFormat

LOOPBACK: Final = "127.0.0.1"
VHOST: Final = "afterthought"

Port = Annotated[int, Field(ge=0, le=65_535)]
Nice = Annotated[int, Field(ge=0, le=19)]


def _split(value: object) -> object:
    return [part for part in value.replace(" ", "").split(",") if part] if isinstance(value, str) else value


Delays = Annotated[
    tuple[Annotated[float, Field(ge=0.001, le=86_400)], ...], Field(max_length=20), NoDecode, BeforeValidator(_split)
]
"""Seconds, comma-separated in the environment: `5,30,180`. Empty means none."""


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Names or addresses, comma-separated in the environment."""


class LogSettings(BaseSettings):
    """How every service logs."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    log_format: LogFormat = "console"
    log_level: str = "INFO"


class TraceSettings(BaseSettings):
    """Whether traces are made; OpenTelemetry reads this variable and its others itself."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    otel_exporter_otlp_endpoint: str = ""


class EmbeddingSettings(BaseSettings):
    """Whether facts are recalled by meaning as well (docs/adr/0011)."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    embedding_model: str = ""
    """The model that makes embeddings, on the same server as the others; empty for none."""


class ModelSettings(EmbeddingSettings):
    """Where the model is: one code path, the `openai` SDK and a base URL."""

    openai_api_key: str = ""
    openai_base_url: str = ""
    offline_model_url: str = "http://127.0.0.1:8003/v1"

    @property
    def offline(self) -> bool:
        """Tell whether the offline model stands in, because no real one was named."""
        return not (self.openai_api_key or self.openai_base_url)

    @property
    def base_url(self) -> str | None:
        """The model's base URL; None leaves it to the SDK."""
        return self.offline_model_url if self.offline else self.openai_base_url or None

    @property
    def api_key(self) -> str:
        """The key to send. Servers of one's own mostly take any, but the SDK wants one."""
        return self.openai_api_key or "none"
