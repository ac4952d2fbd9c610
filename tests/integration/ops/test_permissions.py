"""Each service's user can do its work and nothing more."""

from collections.abc import AsyncIterator

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel
from aiormq.exceptions import ChannelAccessRefused

from contracts.topology import (
    DEAD_EXCHANGE,
    EXCHANGE,
    LANE_QUEUES,
    RETRY_EXCHANGE,
    STORE_DEAD,
    STORE_EVENTS,
    delay_queue,
    topology,
)
from tests.integration.ops.conftest import SERVICES, Place

EXCHANGES = (EXCHANGE, RETRY_EXCHANGE, DEAD_EXCHANGE)
QUEUES = (*LANE_QUEUES.values(), STORE_EVENTS, STORE_DEAD, delay_queue("extractor.turns", 5))
GRANTS = {grant.service: grant for grant in topology().grants}
# A key that leads to a queue on each of the exchanges.
KEYS = {EXCHANGE: "anything", RETRY_EXCHANGE: STORE_EVENTS, DEAD_EXCHANGE: ""}


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
async def connection(place: Place, service: str) -> AsyncIterator[aio_pika.abc.AbstractConnection]:
    code, output = await place.provision()
    assert code == 0, output
    async with await aio_pika.connect(place.url(service)) as connection:
        yield connection


async def _may_publish(channel: AbstractChannel, exchange: str) -> bool:
    try:
        found = await channel.get_exchange(exchange, ensure=False)
        await found.publish(aio_pika.Message(b"[]"), KEYS[exchange], mandatory=True)
    except ChannelAccessRefused:
        return False
    return True


async def _may_read(channel: AbstractChannel, queue: str) -> bool:
    try:
        found = await channel.get_queue(queue, ensure=False)
        await found.get(no_ack=False, fail=False)
    except ChannelAccessRefused:
        return False
    return True


async def test_a_service_publishes_where_the_table_says_and_nowhere_else(
    connection: aio_pika.abc.AbstractConnection, service: str
):
    may = {exchange: await _may_publish(await _channel(connection), exchange) for exchange in EXCHANGES}

    assert may == {exchange: exchange in GRANTS[service].publishes for exchange in EXCHANGES}


async def test_a_service_reads_what_the_table_says_and_nothing_else(
    connection: aio_pika.abc.AbstractConnection, service: str
):
    may = {queue: await _may_read(await _channel(connection), queue) for queue in QUEUES}

    assert may == {queue: queue in GRANTS[service].reads for queue in QUEUES}


async def test_a_service_cannot_configure_nor_use_the_default_exchange(
    connection: aio_pika.abc.AbstractConnection, service: str
):
    with pytest.raises(ChannelAccessRefused):
        await (await _channel(connection)).declare_queue("its.own", durable=True)
    with pytest.raises(ChannelAccessRefused):
        await (await _channel(connection)).declare_exchange("its.own")
    with pytest.raises(ChannelAccessRefused):
        await (await _channel(connection)).default_exchange.publish(aio_pika.Message(b"[]"), STORE_EVENTS)


async def test_a_service_finds_passively_what_it_uses(connection: aio_pika.abc.AbstractConnection, service: str):
    channel = await _channel(connection)

    for exchange in GRANTS[service].publishes:
        await channel.declare_exchange(exchange, passive=True)
    for queue in GRANTS[service].reads:
        await channel.declare_queue(queue, passive=True)


async def _channel(connection: aio_pika.abc.AbstractConnection) -> AbstractChannel:
    # A refusal closes the channel, so that each question gets one of its own.
    return await connection.channel(publisher_confirms=True, on_return_raises=True)
