"""AMQP as each service opens it: whether its URL leads to a broker that lets it in and has what it uses."""

import asyncio
from collections.abc import Iterable
from typing import Final

from aio_pika.exceptions import AMQPError, ProbableAuthenticationError
from aiormq.exceptions import ChannelAccessRefused, ChannelNotFoundEntity, ConnectionNotAllowed

from contracts.topology import Grant, topology
from services.kit.bus.connection import visit
from services.ops.doctor.finding import Finding, broken, fine
from services.ops.errors import OpsError
from services.ops.settings import DoctorSettings

SECONDS: Final = 10.0
PROVISION: Final = "Run `afterthought provision`."


async def examine_lines(settings: DoctorSettings) -> list[Finding]:
    """Connect as each service, one after the other."""
    grants: Iterable[Grant] = topology(settings.extractor_retry_delays).grants
    urls = settings.service_urls
    return [await _examine(grant, urls[grant.service]) for grant in grants]


async def _examine(grant: Grant, url: str) -> Finding:
    name, setting = f"amqp.{grant.service}", f"{grant.service.upper()}_RABBITMQ_URL"
    try:
        async with asyncio.timeout(SECONDS):
            return await _connect(grant, url, name)
    except ProbableAuthenticationError:
        mend = f"Correct user and password in {setting}; or, if they are the new ones: {PROVISION}"
        return broken(name, f"RabbitMQ does not accept user and password of {setting}.", mend)
    except ConnectionNotAllowed as error:
        mend = f"Correct the vhost in {setting}, or make it and its rights: {PROVISION}"
        return broken(name, f"RabbitMQ does not let the {grant.service} into its vhost ({error}).", mend)
    except (ChannelNotFoundEntity, ChannelAccessRefused) as error:
        return broken(name, f"What the {grant.service} uses is not there for it ({error}).", PROVISION)
    except (AMQPError, OSError, TimeoutError, ValueError, OpsError) as error:
        reason = str(error) or type(error).__name__
        mend = f"Start RabbitMQ, or correct host and port in {setting}."
        return broken(name, f"RabbitMQ does not answer where {setting} says ({reason}).", mend)


async def _connect(grant: Grant, url: str, name: str) -> Finding:
    async with visit(url, "doctor", SECONDS) as connection:
        channel = await connection.channel()
        for exchange in grant.publishes:
            await channel.declare_exchange(exchange, passive=True)
        for queue in grant.reads:
            await channel.declare_queue(queue, passive=True)
    return fine(name, f"RabbitMQ lets the {grant.service} in, and has what it uses.")
