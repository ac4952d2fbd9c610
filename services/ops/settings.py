"""Settings of the operator's commands: the broker's administration, and the accounts that the services use."""

from typing import Final

from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.topology import DEFAULT_DELAYS
from services.kit.settings import VHOST, Delays

_BROKER: Final = "127.0.0.1:5672"


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
