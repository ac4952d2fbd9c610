"""A connection for one question leaves nothing behind, also where nobody answers."""

import gc

import aio_pika
import pytest
from aio_pika.exceptions import CONNECTION_EXCEPTIONS

from deploy.local.ports import HOST, pick_free_ports
from services.kit.bus.connection import visit


async def test_a_visit_that_fails_leaves_nothing_for_the_collector_to_close():
    (port,) = pick_free_ports(1)
    with pytest.raises(CONNECTION_EXCEPTIONS) as failed:
        async with visit(f"amqp://{HOST}:{port}/", "test", 5.0):
            pass
    # The error that is still held holds the connection, as it does in whoever reports it.
    assert failed.traceback
    left = [each for each in gc.get_objects() if isinstance(each, aio_pika.Connection) and each.url.port == port]
    assert left
    assert all(each.is_closed for each in left)
