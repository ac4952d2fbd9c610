"""The extractor's settings, from the environment. How many turns, how long, how often."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.topology import DEFAULT_DELAYS
from services.kit.settings import LOOPBACK, VHOST, Delays, Nice, Port

Most = Annotated[int, Field(ge=1, le=2_000)]
"""RabbitMQ caps the prefetch of a quorum queue at 2,000 ("Consumer Acknowledgements and Publisher Confirms")."""
Seconds = Annotated[float, Field(gt=0, le=600)]
Temperature = Annotated[float, Field(ge=0, le=2)] | None


class ExtractorSettings(BaseSettings):
    """Read with the prefix `EXTRACTOR_`."""

    model_config = SettingsConfigDict(env_prefix="EXTRACTOR_", frozen=True, extra="ignore")

    host: str = LOOPBACK
    port: Port = 0
    """Where the probes answer; 0 takes any free port, so that several extractors share a machine."""
    rabbitmq_url: str = f"amqp://extractor:extractor@127.0.0.1:5672/{VHOST}"

    model: str = ""
    """The model that extracts; needed unless the offline model does."""
    model_timeout: Annotated[float, Field(ge=1, le=300)] = 45.0
    """Seconds that one call may take, far below RabbitMQ's 30 minutes for an ack."""
    model_retries: Annotated[int, Field(ge=0, le=1)] = 0
    """The SDK's own retries within a call: retrying is the queue's job."""
    response_format: Literal["json_schema", "json_schema_quotes", "json_object"] = "json_schema"
    """`json_object` is for servers that know no JSON schema; one that refuses a schema is found out by itself.
    `json_schema_quotes` allows no quotes but the sentences of the messages: for small models, which paraphrase, on
    servers that follow a schema word by word at no cost (llama.cpp, vLLM); elsewhere each schema is a new one."""
    call_turns: Annotated[int, Field(ge=1, le=100)] = 20
    """Turns of a session that are asked about in one call when they wait anyway; 1 asks about each alone. A slow model
    has to answer for all of them within the timeout."""
    call_tokens: Annotated[int, Field(ge=200, le=100_000)] = 4_000
    """Tokens (estimated) of messages and context in one call; instructions (1,500) and answer come on top."""
    temperature: Annotated[Temperature, BeforeValidator(lambda value: None if value == "" else value)] = 0.0
    """Empty leaves it to the model: some take no other than their own."""

    retry_delays: Delays = DEFAULT_DELAYS
    """Seconds before each further attempt; must be those that were provisioned."""
    probe_seconds: Seconds = 5.0
    """How long to wait before trying again while the provider is down and does not say how long it will be."""
    breaker_failures: Annotated[int, Field(ge=1, le=1_000)] = 5
    """Provider errors in a row, of different turns where a turn could be at fault, after which both lanes pause."""
    turn_outages: Annotated[int, Field(ge=0, le=1_000)] = 3
    """How often a turn is held, without spending an attempt, for a failure while others were answered."""
    park_after: Annotated[float, Field(gt=0, le=1_200)] = 600.0
    """Seconds after which a held turn goes back to its lane; RabbitMQ waits 1,800 for an ack."""
    concurrency: Most = 256
    """Live calls of the model at once."""
    prefetch: Most = 500
    """Messages of the live lane in hand; each holds one turn or more. What is in hand can be asked about together."""
    bulk_concurrency: Most = 64
    """The same for the bulk lane."""
    bulk_prefetch: Most = 16
    """Bulk messages hold up to 100 turns each: all that is in hand must be done within RabbitMQ's 30 minutes."""
    nice: Nice = 10
    """How far this process steps back when others want the processors too; 0 is not at all."""
    stop_seconds: Annotated[float, Field(ge=0, le=600)] = 20.0
    """How long a stop lets the calls under way finish before it gives them back."""
