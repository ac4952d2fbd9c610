"""Settings of the operator's commands and page: the broker's administration, the accounts, where everything is."""

from typing import Annotated, Final

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.topology import DEFAULT_DELAYS
from services.kit.settings import LOOPBACK, VHOST, Delays, ModelSettings, Names, Port

_BROKER: Final = "127.0.0.1:5672"
_DATABASE: Final = "postgresql://afterthought:afterthought@127.0.0.1:5432/afterthought"


class PlacesSettings(BaseSettings):
    """Where the commands find chat and store, and in whose name they act."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    ops_chat_url: str = "http://127.0.0.1:8000"
    ops_store_url: str = "http://127.0.0.1:8001"
    ops_operator: str = ""
    """Who acts, for the audit trail; empty means the name of the user who runs the command."""


class OpsSettings(BaseSettings):
    """Read without a prefix: most of these are other services' settings, read here to prepare the broker for them."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    ops_rabbitmq_admin_url: str = "http://guest:guest@127.0.0.1:15672"
    """RabbitMQ's management API, with an administrator's user and password."""
    chat_rabbitmq_url: str = f"amqp://chat:chat@{_BROKER}/{VHOST}"
    extractor_rabbitmq_url: str = f"amqp://extractor:extractor@{_BROKER}/{VHOST}"
    store_rabbitmq_url: str = f"amqp://store:store@{_BROKER}/{VHOST}"
    extractor_retry_delays: Delays = DEFAULT_DELAYS
    """Seconds before each further attempt; each delay is a queue."""

    @property
    def service_urls(self) -> dict[str, str]:
        """Return the broker URL of each service that has one."""
        return {
            "chat": self.chat_rabbitmq_url,
            "extractor": self.extractor_rabbitmq_url,
            "store": self.store_rabbitmq_url,
        }


class DoctorSettings(OpsSettings, PlacesSettings, ModelSettings):
    """What `afterthought doctor` looks at: the addresses that each part is given, and what must agree between them."""

    ops_extractor_urls: Names = ()
    """Where extractors answer `/readyz`; empty leaves them out."""
    ops_embedder_url: str = ""
    chat_store_url: str = "http://127.0.0.1:8001"
    chat_database_url: str = _DATABASE
    store_database_url: str = _DATABASE
    store_erase_margin: float = 2.0
    """Seconds by which clocks may differ."""
    extractor_model: str = ""


class PageSettings(BaseSettings):
    """The page: where it listens, and whom it asks."""

    model_config = SettingsConfigDict(env_prefix="ops_", frozen=True, extra="ignore")

    host: str = LOOPBACK
    port: Port = 8002
    allowed_hosts: Names = ("127.0.0.1", "localhost", "[::1]")
    """Names under which the page may be asked for, without ports: nobody's web site can then speak to it by another."""
    store_url: str = "http://127.0.0.1:8001"
    chat_url: str = "http://127.0.0.1:8000"
    extractor_urls: Names = ()
    """Where extractors answer `/metrics`. A name with several addresses is asked at each."""
    embedder_url: str = ""
    """Where the embedder answers `/readyz`; empty where there is none."""
    rabbitmq_admin_url: str = "http://guest:guest@127.0.0.1:15672"
    """RabbitMQ's management API; for the page alone, a user with the tag `monitoring` is enough."""
    rabbitmq_vhost: str = VHOST
    chat_model: str = ""
    """The model that the page's chat asks for; empty for the first that the chat service lists."""
    input_price: Annotated[float, Field(ge=0)] = 0
    output_price: Annotated[float, Field(ge=0)] = 0
    """What a million tokens cost, in any currency; 0 and 0 for no cost on the page."""
