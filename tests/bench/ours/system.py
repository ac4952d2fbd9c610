"""Our services' settings and processes in the bench: production's, except that logs are quiet as everybody's are."""

from typing import Final

from tests.bench.servers import Servers, at_vhost

USERS: Final = ("chat", "extractor", "store")
PASSWORD: Final = "bench"  # of accounts on a private broker that ends with the bench


def settings_of(servers: Servers, vhost: str, dsn: str) -> dict[str, str]:
    """Return the settings of all services on a vhost and a database; ports are free ones."""
    urls = {f"{user.upper()}_RABBITMQ_URL": at_vhost(servers.broker.amqp_url, vhost, user, PASSWORD) for user in USERS}
    return {
        **urls,
        "OPS_RABBITMQ_ADMIN_URL": servers.broker.admin_url,
        "STORE_DATABASE_URL": dsn,
        "CHAT_DATABASE_URL": dsn,
        "STORE_PORT": "0",
        "CHAT_PORT": "0",
        "EXTRACTOR_PORT": "0",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "WARNING",
    }
