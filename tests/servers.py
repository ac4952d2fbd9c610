"""Where the tests find RabbitMQ and PostgreSQL: given URLs, else containers, else private local instances.

AFTERTHOUGHT_TEST_SERVERS=auto|local|containers chooses; given URLs (AFTERTHOUGHT_TEST_AMQP_URL,
AFTERTHOUGHT_TEST_RABBITMQ_ADMIN_URL, AFTERTHOUGHT_TEST_DATABASE_URL, each with an administrator's credentials) win.
"""

import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local import start_postgres, start_rabbitmq
from tests.containers import POSTGRES_IMAGE, RABBITMQ_IMAGE, postgres_container, rabbitmq_container

GIVEN = ("AFTERTHOUGHT_TEST_AMQP_URL", "AFTERTHOUGHT_TEST_RABBITMQ_ADMIN_URL", "AFTERTHOUGHT_TEST_DATABASE_URL")


@dataclass(frozen=True)
class Servers:
    """Administrators' URLs of the two servers, and a word on what they are."""

    amqp_url: str
    admin_url: str
    dsn: str
    kind: str


@asynccontextmanager
async def find_servers(folder: Path) -> AsyncIterator[Servers]:
    """Yield the servers to test on; those started here end with the block."""
    choice = os.environ.get("AFTERTHOUGHT_TEST_SERVERS", "auto")
    assert choice in {"auto", "local", "containers"}, (
        f"AFTERTHOUGHT_TEST_SERVERS={choice}: say auto, local or containers"
    )
    urls = [os.environ.get(name, "") for name in GIVEN]
    assert all(urls) or not any(urls), f"set all of {', '.join(GIVEN)}, or none of them"
    if all(urls):
        yield Servers(urls[0], urls[1], urls[2], kind="the given URLs")
    elif choice == "containers" or (choice == "auto" and images_are_here()):
        with rabbitmq_container() as (amqp_url, admin_url), postgres_container() as dsn:
            yield Servers(amqp_url, admin_url, dsn, kind=f"containers of {RABBITMQ_IMAGE} and {POSTGRES_IMAGE}")
    else:
        async with (
            start_rabbitmq(folder / "rabbitmq") as broker,
            start_postgres(folder / "postgres", durable=False) as db,
        ):
            yield Servers(broker.amqp_url, broker.admin_url, db.dsn, kind="private local instances")


def images_are_here() -> bool:
    """Tell whether a Docker engine answers and has both images."""
    command = ["docker", "image", "inspect", RABBITMQ_IMAGE, POSTGRES_IMAGE]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
