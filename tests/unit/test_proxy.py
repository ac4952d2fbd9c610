"""The fault proxy does what its faults are called: the tests that use it rely on that."""

import asyncio

import pytest

from tests.bus import PATIENCE, until
from tests.proxy import FaultProxy


@pytest.fixture
async def echo():
    """A server that sends back what it is sent; yields its port and the writers of its connections."""
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader, writer):
        writers.append(writer)
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], writers
    server.close()
    for writer in writers:
        writer.close()


@pytest.fixture
async def proxy(echo):
    async with FaultProxy("127.0.0.1", echo[0]) as proxy:
        yield proxy


async def connect(proxy):
    return await asyncio.open_connection("127.0.0.1", proxy.port)


async def says_back(connection, text=b"hello"):
    reader, writer = connection
    writer.write(text)
    async with asyncio.timeout(PATIENCE):
        return await reader.readexactly(len(text))


async def test_without_a_fault_bytes_and_the_end_go_through(proxy, echo):
    connection = await connect(proxy)
    assert await says_back(connection) == b"hello"
    assert proxy.connections == 1
    connection[1].close()
    await until(lambda: proxy.connections == 0, "the close goes through")
    await until(echo[1][0].is_closing, "the server is told")
    assert not proxy.faults


async def test_cut_resets_refuses_and_heals(proxy):
    reader, writer = await connect(proxy)
    assert await says_back((reader, writer))
    proxy.cut()
    with pytest.raises(ConnectionResetError):
        await reader.read(1)
    with pytest.raises(ConnectionRefusedError):
        await connect(proxy)
    assert proxy.faults["cut"] == 1
    proxy.heal()
    healed = await connect(proxy)
    assert await says_back(healed) == b"hello"
    for each in (writer, healed[1]):
        each.close()


async def test_what_is_held_arrives_when_healed(proxy):
    connection = await connect(proxy)
    assert await says_back(connection)
    proxy.hold()
    waiting = asyncio.create_task(says_back(connection, b"later"))
    await until(lambda: proxy.faults["held"], "something is held")
    assert not waiting.done()
    proxy.heal()
    assert await waiting == b"later"
    connection[1].close()


async def test_half_open_swallows_all_and_tells_nobody_and_only_new_connections_heal(proxy, echo):
    old = await connect(proxy)
    assert await says_back(old)
    proxy.half_open()
    new = await connect(proxy)
    for _, writer in (old, new):
        writer.write(b"lost")
    await until(lambda: proxy.faults["swallowed"] == 2, "both are swallowed")
    proxy.heal()
    healed = await connect(proxy)
    assert await says_back(healed) == b"hello"
    old[1].write(b"lost too")
    await until(lambda: proxy.faults["swallowed"] == 3, "the old one stays lost")
    old[1].close()
    assert await says_back(healed) == b"hello"
    assert not echo[1][0].is_closing(), "the server is not told of the close"
    for each in (new[1], healed[1]):
        each.close()


async def test_latency_delays_and_keeps_the_bytes(proxy):
    connection = await connect(proxy)
    proxy.latency(5)
    assert await says_back(connection, b"slowly") == b"slowly"
    assert proxy.faults["delayed"] == 2
    connection[1].close()
