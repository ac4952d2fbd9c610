"""A private RabbitMQ broker: the machine's own program, with its own ports, names, folders, cookie and epmd.

Nothing of the machine's configuration is read and nothing outside `folder` is written. Used by `make up`, the demo and
tests, several side by side. The brokers of Debian 12 (3.10) and of today (4.x) take the same settings.
"""

import asyncio
import http.client
import os
import shutil
import signal
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from deploy.local import secret
from deploy.local.errors import StoppedEarlyError
from deploy.local.ports import HOST, is_answering, pick_free_ports
from deploy.local.process import Process
from deploy.local.rabbitmq_package import RabbitMQProgram, ensure_rabbitmq

ADMIN = "admin"
DATA = "rabbitmq"
# Not the machine's name, which may change or not resolve: the data belongs to a node of this name.
NODE = "afterthought@localhost"
READY_SECONDS = 120
START_ATTEMPTS = 3
CONFIGURATION = """\
listeners.tcp.1 = {host}:{amqp}
management.tcp.ip = {host}
management.tcp.port = {management}
prometheus.tcp.ip = {host}
prometheus.tcp.port = {prometheus}
default_user = {user}
default_pass = {password}
log.console = true
log.file = false
# The write-ahead log of quorum queues; the default of 512 MB is for brokers with a machine of their own.
raft.wal_max_size_bytes = 67108864
"""


@dataclass(frozen=True)
class RabbitMQBroker:
    """A running broker. Both URLs hold an administrator's credentials; `amqp_url` names the vhost `/`."""

    amqp_url: str
    admin_url: str
    amqp_port: int
    admin_port: int
    prometheus_port: int
    process: Process


@dataclass(frozen=True)
class _Ports:
    amqp: int
    management: int
    prometheus: int
    distribution: int
    epmd: int


@asynccontextmanager
async def start_rabbitmq(folder: Path, *, durable: bool = True) -> AsyncIterator[RabbitMQBroker]:
    """Run a broker whose data, password and log lie in `folder`; it stops at the end of the block.

    With `durable=False` it is killed at the end and its data is deleted: for tests, as an orderly stop takes 6 s.

    Raises:
        CannotRunError: RabbitMQ is missing and cannot be installed, or it did not start.

    """
    folder, program, password = await asyncio.to_thread(_prepare, folder)
    async with AsyncExitStack() as stack:
        if not durable:
            stack.callback(shutil.rmtree, folder / DATA)
        yield await _start(folder, program, password, stack, signal.SIGTERM if durable else signal.SIGKILL)


def _prepare(folder: Path) -> tuple[Path, RabbitMQProgram, str]:
    """Make sure that there is a RabbitMQ, and a password for its administrator."""
    folder = folder.resolve()
    program = ensure_rabbitmq(folder / "log" / "apt.log")
    return folder, program, secret.read_or_make(folder / "rabbitmq.password")


async def _start(
    folder: Path, program: RabbitMQProgram, password: str, stack: AsyncExitStack, stop_signal: signal.Signals
) -> RabbitMQBroker:
    """Start epmd and the broker on free ports, and on others should somebody take one meanwhile."""
    for attempt in range(1, START_ATTEMPTS + 1):
        ports = _Ports(*pick_free_ports(5))
        environment = _configure(folder, ports, password)
        async with AsyncExitStack() as started:
            try:
                # Our own epmd, in the foreground: one that Erlang starts by itself would outlive the broker.
                epmd = Process.start(
                    "epmd", [program.epmd, "-address", HOST], log=folder / "log" / "epmd.log", environment=environment
                )
                started.push_async_callback(epmd.stop)
                await epmd.wait_until(partial(is_answering, ports.epmd), READY_SECONDS)
                process = Process.start(
                    "RabbitMQ",
                    [program.server],
                    log=folder / "log" / "rabbitmq.log",
                    environment=environment,
                    stop_signal=stop_signal,
                )
                started.push_async_callback(process.stop)
                await process.wait_until(partial(_is_ready, ports, password), READY_SECONDS)
            except StoppedEarlyError:
                if attempt == START_ATTEMPTS:
                    raise
                continue
            await stack.enter_async_context(started.pop_all())
        return RabbitMQBroker(
            amqp_url=f"amqp://{ADMIN}:{password}@{HOST}:{ports.amqp}/",
            admin_url=f"http://{ADMIN}:{password}@{HOST}:{ports.management}",
            amqp_port=ports.amqp,
            admin_port=ports.management,
            prometheus_port=ports.prometheus,
            process=process,
        )
    raise AssertionError("the last attempt returns or raises")


def _configure(folder: Path, ports: _Ports, password: str) -> dict[str, str]:
    """Write the broker's configuration; return the environment that points it there and nowhere else."""
    home, data = folder / "rabbitmq-home", folder / DATA
    for made in (home, data):
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
    cookie = home / ".erlang.cookie"
    secret.read_or_make(cookie)
    cookie.chmod(0o400)
    configuration = folder / "rabbitmq.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        CONFIGURATION.format(
            host=HOST,
            amqp=ports.amqp,
            management=ports.management,
            prometheus=ports.prometheus,
            user=ADMIN,
            password=password,
        )
    )
    plugins = folder / "rabbitmq-plugins"
    plugins.write_text("[rabbitmq_management,rabbitmq_prometheus].\n")
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "ERL_EPMD_PORT": str(ports.epmd),
        "ERL_EPMD_ADDRESS": HOST,
        "RABBITMQ_NODENAME": NODE,
        "RABBITMQ_DIST_PORT": str(ports.distribution),
        # Distribution between nodes is not wanted, but Erlang listens for it: on loopback alone.
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        "RABBITMQ_CONF_ENV_FILE": str(folder / "rabbitmq-env.conf"),
        "RABBITMQ_CONFIG_FILE": str(configuration),
        "RABBITMQ_CONFIG_FILES": str(folder / "conf.d"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
        "RABBITMQ_MNESIA_BASE": str(data),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_PID_FILE": str(data / "pid"),
    }


def _is_ready(ports: _Ports, password: str) -> bool:
    """Tell whether AMQP is served and the management API knows our administrator."""
    connection = http.client.HTTPConnection(HOST, ports.management, timeout=5)
    credentials = b64encode(f"{ADMIN}:{password}".encode()).decode()
    try:
        connection.request("GET", "/api/overview", headers={"Authorization": f"Basic {credentials}"})
        return connection.getresponse().status == http.client.OK and is_answering(ports.amqp)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
