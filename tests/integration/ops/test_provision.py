"""`afterthought provision` on a real broker: makes the table, changes nothing twice, explains what it cannot."""

from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import quote

import pytest

from contracts.topology import topology
from tests.integration.ops.conftest import Place


async def _definitions(place: Place) -> dict[str, list[dict[str, object]]]:
    async with place.api() as api:
        response = await api.get(f"/definitions/{quote(place.vhost, safe='')}")
        response.raise_for_status()
        found: dict[str, list[dict[str, object]]] = response.json()
        return found


def _names(found: Sequence[dict[str, object]]) -> set[object]:
    return {each["name"] for each in found}


async def test_the_whole_table_is_made_and_a_second_run_changes_nothing(place: Place):
    code, output = await place.provision()
    assert (code, "made vhost" in output) == (0, True), output
    first = await _definitions(place)

    code, output = await place.provision()

    assert (code, output.strip()) == (0, f"The vhost {place.vhost} was ready: nothing changed.")
    assert await _definitions(place) == first
    table = topology()
    assert _names(first["queues"]) == {queue.name for queue in table.queues}
    assert _names(first["exchanges"]) == set(table.exchanges)
    assert {(each["source"], each["routing_key"], each["destination"]) for each in first["bindings"]} == {
        (exchange, key, queue.name) for queue in table.queues for exchange, key in queue.bindings
    }
    assert all(each["durable"] for each in first["queues"])
    assert {each["arguments"]["x-queue-type"] for each in first["queues"]} == {"quorum"}  # type: ignore[index]


async def test_what_went_missing_is_made_again_and_the_rest_stays(place: Place):
    await place.provision()
    async with place.api() as api:
        await api.delete(f"/queues/{quote(place.vhost, safe='')}/store.events")
        await api.put(f"/permissions/{quote(place.vhost, safe='')}/{place.user('chat')}", json=_EVERYTHING)

    code, output = await place.provision()

    assert code == 0, output
    assert output.splitlines() == [
        "made queue store.events",
        "made binding memory -> store.events for #",
        "made binding memory.retry -> store.events for store.events",
        f"made permissions of user {place.user('chat')}",
        f"The vhost {place.vhost} is ready (4 made).",
    ]


_EVERYTHING = {"configure": ".*", "write": ".*", "read": ".*"}


async def test_a_changed_password_is_set_and_nothing_else(place: Place):
    await place.provision()

    code, output = await place.provision(CHAT_RABBITMQ_URL=place.url("chat", "another"))

    assert code == 0
    assert output.splitlines()[:-1] == [f"made password of user {place.user('chat')}"]


async def test_other_delays_are_other_queues(place: Place):
    code, _ = await place.provision(EXTRACTOR_RETRY_DELAYS="0.2,7")

    assert code == 0
    found = {each["name"]: each["arguments"] for each in (await _definitions(place))["queues"]}
    assert found["extractor.turns.retry.200ms"]["x-message-ttl"] == 200  # type: ignore[index]
    assert found["extractor.bulk.retry.7s"]["x-message-ttl"] == 7_000  # type: ignore[index]


async def test_a_queue_with_other_arguments_is_named_and_left_alone(place: Place):
    await place.provision()
    vhost = quote(place.vhost, safe="")
    arguments = {"x-queue-type": "quorum", "x-message-ttl": 1_234}
    async with place.api() as api:
        await api.delete(f"/queues/{vhost}/extractor.turns.retry.5s")
        body = {"durable": True, "auto_delete": False, "arguments": arguments}
        await api.put(f"/queues/{vhost}/extractor.turns.retry.5s", json=body)

    code, output = await place.provision()

    assert code == 1
    assert "queue extractor.turns.retry.5s exists with x-dead-letter-exchange=unset" in output
    assert "delete it, and provision again" in output
    found = {each["name"]: each["arguments"] for each in (await _definitions(place))["queues"]}
    assert found["extractor.turns.retry.5s"] == arguments


@pytest.mark.parametrize(
    ("changes", "expected", "sentence"),
    [
        ({"OPS_RABBITMQ_ADMIN_URL": "http://127.0.0.1:1"}, 1, "must look like http://user:password@host:15672"),
        ({"OPS_RABBITMQ_ADMIN_URL": "http://guest:guest@127.0.0.1:1"}, 4, "enable rabbitmq_management"),
        ({"STORE_RABBITMQ_URL": "amqp://127.0.0.1/v"}, 1, "STORE_RABBITMQ_URL must look like"),
        ({"STORE_RABBITMQ_URL": "amqp://s:s@127.0.0.1/v"}, 1, "STORE_RABBITMQ_URL names the vhost 'v'"),
        ({"EXTRACTOR_RETRY_DELAYS": "5,soon"}, 1, "EXTRACTOR_RETRY_DELAYS: Input should be a valid number"),
    ],
)
async def test_wrong_settings_are_one_sentence_that_names_the_setting(
    place: Place, changes: dict[str, str], expected: int, sentence: str
):
    code, output = await place.provision("--wait", "0", **changes)

    assert code == expected
    assert sentence in output.strip().splitlines()[-1]
    assert "Traceback" not in output


async def test_a_wrong_admin_password_is_said_at_once(place: Place):
    user = place.admin_url.split("//")[1].split(":")[0]
    host = place.admin_url.split("@")[1]

    code, output = await place.provision(OPS_RABBITMQ_ADMIN_URL=f"http://{user}:wrong@{host}")

    assert code == 1
    assert output.startswith(f"afterthought: RabbitMQ does not let the user '{user}' of OPS_RABBITMQ_ADMIN_URL in")


async def test_two_services_cannot_share_a_user_and_none_can_be_the_administrator(place: Place):
    admin = place.admin_url.split("//")[1].split(":")[0]
    shared = place.url("chat")
    code, output = await place.provision(STORE_RABBITMQ_URL=shared)
    assert (code, "is the user of chat already" in output) == (1, True)

    as_admin = place.url("store").replace(place.user("store"), admin)
    code, output = await place.provision(STORE_RABBITMQ_URL=as_admin)
    assert (code, "is the administrator" in output) == (1, True)


async def test_a_web_server_that_is_not_rabbitmq_is_recognised(place: Place):
    class Hello(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Hello) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://guest:guest@127.0.0.1:{server.server_port}"
        code, output = await place.provision(OPS_RABBITMQ_ADMIN_URL=url)
        server.shutdown()

    assert code == 1
    assert "is not RabbitMQ's management API" in output
