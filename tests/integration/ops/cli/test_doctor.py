"""`afterthought doctor` on set-ups that are really broken: it names what is broken, that alone, and what to do."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import httpx2
import pytest

from contracts.topology import delay_queue, topology
from deploy.local.ports import pick_free_ports
from deploy.local.system import _is_ready
from services.ops.doctor import database as database_of_doctor
from services.ops.settings import DoctorSettings
from tests.bus import until
from tests.conftest import DELAYS, database_dsn
from tests.faults.processes import Managed
from tests.faults.servers import start_broker
from tests.integration.ops.cli.conftest import Living, clean, provision
from tests.servers import Servers

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]
SKEW = Path(__file__).parents[3] / "faults" / "skew"
DELAY = delay_queue("extractor.bulk", DELAYS[1])
NOBODY = "127.0.0.1:1"
KEY = "the-right-key"
MIGRATIONS = sorted(Path(str(files("services.store").joinpath("migrations"))).glob("*.sql"))

Changes = dict[str, str]
Break = Callable[[Living, Servers, Path], AbstractAsyncContextManager[Changes]]


def elsewhere(url: str, **parts: str) -> str:
    """Return a URL with another netloc or path."""
    return urlunsplit(urlsplit(url)._replace(**parts))


def with_password(url: str, password: str) -> str:
    found = urlsplit(url)
    return elsewhere(url, netloc=f"{found.username}:{password}@{found.hostname}:{found.port}")


@asynccontextmanager
async def wrong_broker_password(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"CHAT_RABBITMQ_URL": with_password(living.settings["CHAT_RABBITMQ_URL"], "wrong")}


@asynccontextmanager
async def wrong_administrator_password(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"OPS_RABBITMQ_ADMIN_URL": with_password(living.settings["OPS_RABBITMQ_ADMIN_URL"], "wrong")}


@asynccontextmanager
async def broker_down(living, servers, folder) -> AsyncIterator[Changes]:
    names = [f"{service}_RABBITMQ_URL" for service in ("CHAT", "EXTRACTOR", "STORE")]
    urls = {name: living.settings[name].replace(urlsplit(living.settings[name]).netloc.split("@")[1], NOBODY)
            for name in names}  # fmt: skip
    yield {**urls, "OPS_RABBITMQ_ADMIN_URL": f"http://guest:guest@{NOBODY}"}


@asynccontextmanager
async def wrong_vhost(living, servers, folder) -> AsyncIterator[Changes]:
    names = [f"{service}_RABBITMQ_URL" for service in ("CHAT", "EXTRACTOR", "STORE")]
    yield {name: elsewhere(living.settings[name], path="/nowhere") for name in names}


@asynccontextmanager
async def missing_queue(living, servers, folder) -> AsyncIterator[Changes]:
    api = f"{living.broker.admin_url}/api"
    httpx2.delete(f"{api}/queues/{living.broker.vhost}/{DELAY}", trust_env=False).raise_for_status()
    try:
        yield {}
    finally:
        mend(living)


@asynccontextmanager
async def queue_with_other_arguments(living, servers, folder) -> AsyncIterator[Changes]:
    vhost, api = living.broker.vhost, f"{living.broker.admin_url}/api"
    queue = next(each for each in topology(DELAYS).queues if each.name == DELAY)
    arguments = {"x-queue-type": "quorum", **queue.arguments, "x-message-ttl": 1_234}
    with httpx2.Client(trust_env=False) as client:
        client.delete(f"{api}/queues/{vhost}/{DELAY}").raise_for_status()
        body = {"durable": True, "auto_delete": False, "arguments": arguments}
        client.put(f"{api}/queues/{vhost}/{DELAY}", json=body).raise_for_status()
        ((exchange, key),) = queue.bindings
        client.post(f"{api}/bindings/{vhost}/e/{exchange}/q/{DELAY}", json={"routing_key": key}).raise_for_status()
        try:
            yield {}
        finally:
            client.delete(f"{api}/queues/{vhost}/{DELAY}").raise_for_status()
            mend(living)


@asynccontextmanager
async def taken_rights(living, servers, folder) -> AsyncIterator[Changes]:
    rights = {"configure": "^$", "write": "^$", "read": "^$"}
    url = f"{living.broker.admin_url}/api/permissions/{living.broker.vhost}/chat"
    httpx2.put(url, json=rights, trust_env=False).raise_for_status()
    try:
        yield {}
    finally:
        mend(living)


def mend(living: Living) -> None:
    provision(living.broker.admin_url, living.broker.admin_amqp_url, living.broker.vhost)


@asynccontextmanager
async def no_extractor(living, servers, folder) -> AsyncIterator[Changes]:
    await living.parts["extractor"].stop()
    try:
        yield {}
    finally:
        await living.parts["extractor"].start()


@asynccontextmanager
async def full_disk(living, servers, folder) -> AsyncIterator[Changes]:
    """On a broker of its own: the alarm stops everybody who publishes."""
    async with start_broker(folder) as broker:
        vhost = provision(broker.admin_url, broker.amqp_url, "afterthought")
        await broker.control_node("set_disk_free_limit", "100000GB")

        async def alarmed() -> bool:
            return bool((await broker.read("nodes"))[0].get("disk_free_alarm"))

        await until(alarmed, "the broker says that its disk is full")
        urls = {f"{each.upper()}_RABBITMQ_URL": vhost.url(each) for each in ("chat", "extractor", "store")}
        yield {**urls, "OPS_RABBITMQ_ADMIN_URL": broker.admin_url}


@asynccontextmanager
async def database_down(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"STORE_DATABASE_URL": f"postgresql://afterthought:afterthought@{NOBODY}/afterthought"}


@asynccontextmanager
async def no_such_database(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"CHAT_DATABASE_URL": elsewhere(living.dsn, path="/nowhere")}


@asynccontextmanager
async def other_database(servers: Servers) -> AsyncIterator[str]:
    name = f"test_{uuid4().hex}"
    admin = await asyncpg.connect(servers.dsn)
    await admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield database_dsn(servers, name)
    finally:
        await admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await admin.close()


@asynccontextmanager
async def old_schema(living, servers, folder) -> AsyncIterator[Changes]:
    """All migrations but the last."""
    async with other_database(servers) as dsn:
        connection = await asyncpg.connect(dsn)
        await connection.execute("CREATE SCHEMA store")
        await connection.execute("CREATE TABLE store.migrations (name text PRIMARY KEY)")
        for each in MIGRATIONS[:-1]:
            await connection.execute(each.read_text())
            await connection.execute("INSERT INTO store.migrations VALUES ($1)", each.stem)
        await connection.close()
        yield {"STORE_DATABASE_URL": dsn}


@asynccontextmanager
async def no_schema(living, servers, folder) -> AsyncIterator[Changes]:
    async with other_database(servers) as dsn:
        yield {"STORE_DATABASE_URL": dsn, "CHAT_DATABASE_URL": dsn}


@asynccontextmanager
async def no_vectors(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"EMBEDDING_MODEL": "offline-embedding"}


@asynccontextmanager
async def no_model_server(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"OFFLINE_MODEL_URL": f"http://{NOBODY}/v1"}


@contextmanager
def model_server() -> Iterator[str]:
    """A server that wants its key, and has one model; yields its base URL."""

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["Authorization"] == f"Bearer {KEY}"
            self.answer(200 if known else 401, {"data": [{"id": "small"}]} if known else {"error": {}})

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.answer(200 if asked["model"] == "small" else 404, {"error": {"message": "no such model"}})

        def answer(self, status: int, body: object) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@contextmanager
def worker(problems: dict[str, str]) -> Iterator[str]:
    """An embedder or extractor that says of itself what a real one would; yields its base URL."""

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = json.dumps({"status": "not ready" if problems else "ready", "problems": problems}).encode()
            self.send_response(503 if problems else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@asynccontextmanager
async def open_breaker_by_quota(living, servers, folder) -> AsyncIterator[Changes]:
    """The provider lists its models and refuses to answer: its /models alone says that all is well."""
    fault = {"kind": "status", "status": 429, "times": None, "only": "extraction"}
    async with living.client("offline_model") as model, httpx2.AsyncClient(trust_env=False) as client:
        (await model.post("/faults", json=fault)).raise_for_status()

        async def paused() -> bool:
            await living.run("chat", "I like jazz.", "--user", "quota", "--wait", "0")
            return "model" in (await client.get(living.url("extractor") + "/readyz")).json()["problems"]

        try:
            await until(paused, "the breaker is open")
            yield {"OPS_EXTRACTOR_URLS": living.url("extractor")}
        finally:
            (await model.delete("/faults")).raise_for_status()
            await until(partial(healthy, living), "the extractor consumes again, and the management says so")


@asynccontextmanager
async def extractor_unreachable(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"OPS_EXTRACTOR_URLS": f"{living.url('extractor')},http://{NOBODY}"}


@asynccontextmanager
async def embedder_down(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"OPS_EMBEDDER_URL": f"http://{NOBODY}"}


@asynccontextmanager
async def embedder_cannot_embed(living, servers, folder) -> AsyncIterator[Changes]:
    with worker({"embedding": "NotFoundError: no such model"}) as url:
        yield {"OPS_EMBEDDER_URL": url}


@asynccontextmanager
async def wrong_key(living, servers, folder) -> AsyncIterator[Changes]:
    with model_server() as url:
        yield {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "wrong", "EXTRACTOR_MODEL": "small"}


@asynccontextmanager
async def wrong_model(living, servers, folder) -> AsyncIterator[Changes]:
    with model_server() as url:
        yield {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY, "EXTRACTOR_MODEL": "large"}


@asynccontextmanager
async def no_model_named(living, servers, folder) -> AsyncIterator[Changes]:
    with model_server() as url:
        yield {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY}


@asynccontextmanager
async def store_not_ready(living, servers, folder) -> AsyncIterator[Changes]:
    """A store that runs, without its database and its broker."""
    away = {"STORE_DATABASE_URL": f"postgresql://x:x@{NOBODY}/x", "STORE_RABBITMQ_URL": f"amqp://x:x@{NOBODY}/x"}
    async with another(living, "store", folder, **away) as url:
        yield {"OPS_STORE_URL": url, "CHAT_STORE_URL": living.settings["OPS_STORE_URL"]}


@asynccontextmanager
async def wrong_clock(living, servers, folder) -> AsyncIterator[Changes]:
    """A chat whose clock is an hour late."""
    shift = {"PYTHONPATH": str(SKEW), "AFTERTHOUGHT_TEST_CLOCK_SHIFT": "-3600"}
    async with another(living, "chat", folder, **shift) as url:
        yield {"OPS_CHAT_URL": url}


@asynccontextmanager
async def another(living: Living, name: str, folder: Path, **changes: str) -> AsyncIterator[str]:
    """Run one more process of a service; it may never be ready, but it answers."""
    (port,) = pick_free_ports(1)
    environment = clean() | living.settings | changes | {f"{name.upper()}_PORT": str(port)}
    part = Managed(name, [sys.executable, "-m", f"services.{name}"], environment, folder, partial(_is_ready, port))
    part.spawn()
    try:
        url = f"http://127.0.0.1:{port}"

        async def answers() -> bool:
            async with httpx2.AsyncClient(trust_env=False) as client:
                try:
                    return (await client.get(f"{url}/healthz")).is_success
                except httpx2.TransportError:
                    return False

        await until(answers, f"the {name} answers")
        yield url
    finally:
        await part.end()


@asynccontextmanager
async def store_down(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"OPS_STORE_URL": f"http://{NOBODY}"}


@asynccontextmanager
async def store_unknown_to_chat(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"CHAT_STORE_URL": f"http://{NOBODY}"}


@asynccontextmanager
async def chat_and_store_confused(living, servers, folder) -> AsyncIterator[Changes]:
    yield {"OPS_STORE_URL": living.url("chat"), "OPS_CHAT_URL": living.url("store")}


LINES = {"amqp.chat", "amqp.extractor", "amqp.store"}
CASES: tuple[tuple[Break, set[str], str, str], ...] = (
    (wrong_broker_password, {"amqp.chat", "broker.user.chat"}, "password in CHAT_RABBITMQ_URL is not", "Correct it"),
    (wrong_administrator_password, {"broker.management"}, "OPS_RABBITMQ_ADMIN_URL", "correct its name or password"),
    (broker_down, {"broker.management", *LINES}, "does not answer where STORE_RABBITMQ_URL", "Start RabbitMQ"),
    (wrong_vhost, {"broker.vhost", *LINES}, "no vhost 'nowhere'", "`afterthought provision`"),
    (missing_queue, {"broker.queue"}, f"queue {DELAY} is missing", "`afterthought provision`"),
    (queue_with_other_arguments, {"broker.queue_arguments"}, "x-message-ttl=1234 instead of 400", "delete it"),
    (taken_rights, {"broker.user.chat"}, "other rights", "`afterthought provision`"),
    (no_extractor, {"extractor.consumes"}, "Nobody consumes extractor.turns", "python -m services.extractor"),
    (full_disk, {"broker.disk_alarm", "extractor.consumes", "store.consumes"}, "disk alarm is on", "Free space"),
    (database_down, {"database.store"}, "PostgreSQL does not answer where STORE_DATABASE_URL", "Start PostgreSQL"),
    (no_such_database, {"database.chat"}, "no such database as CHAT_DATABASE_URL", "Create it"),
    (old_schema, {"database.store.schema"}, "older than this code", "python -m services.store migrate"),
    (no_schema, {"database.store.schema", "database.chat.schema"}, "tables are not", "services.chat migrate"),
    (no_vectors, {"database.vectors"}, "has no vectors", "Install pgvector"),
    (no_model_server, {"model.server"}, "No model server answers", "OFFLINE_MODEL_URL"),
    (wrong_key, {"model.key"}, "does not accept OPENAI_API_KEY", "Set OPENAI_API_KEY"),
    (wrong_model, {"model.extractor"}, "'large' of EXTRACTOR_MODEL (404). It has small", "Set EXTRACTOR_MODEL"),
    (no_model_named, {"model.extractor"}, "the extractor does not start", "Set EXTRACTOR_MODEL"),
    (store_not_ready, {"store.ready"}, "postgresql: ", "Mend what it names"),
    (store_down, {"store.reachable"}, "The store does not answer", "OPS_STORE_URL"),
    (store_unknown_to_chat, {"chat.store"}, "the chat recalls nothing", "Correct CHAT_STORE_URL"),
    (chat_and_store_confused, {"store.reachable", "chat.reachable"}, "is not the store", "Correct OPS_STORE_URL"),
    (open_breaker_by_quota, {"extractor.outage"}, "calls no model, because the provider fails", "quota"),
    (extractor_unreachable, {"extractor.reachable"}, f"does not answer at http://{NOBODY}", "OPS_EXTRACTOR_URLS"),
    (embedder_down, {"embedder.reachable"}, "The embedder does not answer", "OPS_EMBEDDER_URL"),
    (embedder_cannot_embed, {"embedder.ready"}, "NotFoundError: no such model", "EMBEDDING_MODEL"),
    (wrong_clock, {"clock.chat"}, "s behind the one here", "chrony"),
)  # fmt: skip


async def test_a_healthy_system_is_said_to_be_healthy(living):
    async def healthy():
        # RabbitMQ's management API tells of a new consumer some seconds late.
        nonlocal ran
        ran = await living.run("doctor", "--json")
        return ran.code == 0

    ran = None
    await until(healthy, "the doctor finds nothing broken")
    found = {each["name"]: each["grade"] for each in ran.document["findings"]}
    assert {name for name, grade in found.items() if grade != "fine"} == {"model.real"}
    assert len(found) > 20
    for_people = await living.run("doctor")
    assert for_people.code == 0
    assert for_people.out.splitlines()[-1].startswith("All is well: ")
    assert "fine: " in (await living.run("doctor", "--all")).out


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0].__name__)
async def test_what_is_broken_is_named_and_nothing_else(living, servers, tmp_path, case):
    spoil, names, says, mends = case
    async with spoil(living, servers, tmp_path) as changes:
        ran = await living.run("doctor", "--json", **changes)
    assert ran.code == 3, str(ran)
    broken = [each for each in ran.document["findings"] if each["grade"] == "broken"]
    assert {each["name"] for each in broken} == names, str(ran)
    assert says in " ".join(each["says"] for each in broken)
    assert mends in " ".join(f"{each['says']} {each['mend']}" for each in broken)
    assert all(each["mend"] for each in broken)


async def test_after_all_that_the_system_is_healthy(living):
    await until(partial(healthy, living), "everything is mended")


async def healthy(living: Living) -> bool:
    return (await living.run("doctor")).code == 0


async def test_for_people_the_first_to_mend_comes_first_and_what_to_do_follows(living):
    ran = await living.run("doctor", STORE_DATABASE_URL=f"postgresql://x:x@{NOBODY}/x", OPS_CHAT_URL=f"http://{NOBODY}")
    assert ran.code == 3
    lines = ran.out.splitlines()
    assert lines[0].startswith("broken: PostgreSQL does not answer where STORE_DATABASE_URL says")
    assert lines[1].startswith("  Start PostgreSQL")
    assert lines[2].startswith("broken: The chat does not answer")
    assert lines[-1].startswith("2 of ")


async def test_a_setting_that_cannot_be_read_is_named(living):
    ran = await living.run("doctor", EXTRACTOR_RETRY_DELAYS="soon")
    assert (ran.code, "EXTRACTOR_RETRY_DELAYS" in ran.errors) == (1, True)


async def test_the_doctor_cannot_write_to_postgresql(living, tmp_path, monkeypatch):
    statement = tmp_path / "write.sql"
    statement.write_text("CREATE TABLE store.written ()")
    monkeypatch.setitem(database_of_doctor.SQL, "look_around", statement)
    settings = DoctorSettings(store_database_url=living.dsn, chat_database_url=living.dsn)
    found = await asyncio.wait_for(database_of_doctor.examine_databases(settings), 30)
    assert "read-only transaction" in found[0].says
