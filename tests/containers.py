"""RabbitMQ 4.x and PostgreSQL 17 in containers, by testcontainers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Read at import: the reaper is an image of its own, and the contexts below end what they start.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import ExecWaitStrategy

RABBITMQ_IMAGE: Final = "rabbitmq:4.0-management"
POSTGRES_IMAGE: Final = "postgres:17"
USER: Final = "afterthought"
PASSWORD: Final = "test"
START_SECONDS: Final = 90


@contextmanager
def rabbitmq_container() -> Iterator[tuple[str, str]]:
    """Yield an administrator's AMQP URL and management URL of a new broker."""
    setup = (
        f"rabbitmqctl await_startup && rabbitmqctl add_user {USER} {PASSWORD} && "
        f"rabbitmqctl set_user_tags {USER} administrator && rabbitmqctl set_permissions -p / {USER} '.*' '.*' '.*'"
    )
    container = DockerContainer(RABBITMQ_IMAGE).with_exposed_ports(5672, 15672)
    container.waiting_for(
        ExecWaitStrategy(["rabbitmq-diagnostics", "-q", "check_port_connectivity"]).with_startup_timeout(START_SECONDS)
    )
    with container as broker:
        result = broker.exec(["sh", "-c", setup])
        assert result.exit_code == 0, result.output
        host = broker.get_container_host_ip()
        amqp, admin = broker.get_exposed_port(5672), broker.get_exposed_port(15672)
        yield f"amqp://{USER}:{PASSWORD}@{host}:{amqp}/", f"http://{USER}:{PASSWORD}@{host}:{admin}"


@contextmanager
def postgres_container() -> Iterator[str]:
    """Yield a superuser's DSN of a new server."""
    container = (
        DockerContainer(POSTGRES_IMAGE)
        .with_exposed_ports(5432)
        .with_envs(POSTGRES_USER=USER, POSTGRES_PASSWORD=PASSWORD, POSTGRES_DB=USER)
        .with_command("postgres -c fsync=off -c max_connections=200")
    )
    # Over TCP: during the first start the server listens on its socket alone.
    container.waiting_for(
        ExecWaitStrategy(["pg_isready", "-h", "127.0.0.1", "-U", USER]).with_startup_timeout(START_SECONDS)
    )
    with container as server:
        yield f"postgresql://{USER}:{PASSWORD}@{server.get_container_host_ip()}:{server.get_exposed_port(5432)}/{USER}"
