"""HTTP as every service has it: probes, the bound on a body, errors as problem+json, a port in use."""

import asyncio
import socket
from http import HTTPStatus

import httpx2
import pytest
import pytest_asyncio
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.kit.http import BodyLimit, add_probes, listen, serve
from services.kit.metrics import counter
from services.kit.problems import Problem, answer_with_problems
from services.kit.process import StartError, read


class Sum(BaseModel):
    a: int
    b: int


def make_app(checks) -> FastAPI:
    app = FastAPI()
    add_probes(app, checks)
    answer_with_problems(app)
    app.add_middleware(
        BodyLimit,
        limit=1_000,
        refuse=lambda path, limit: JSONResponse({"path": path, "limit": limit}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    )

    @app.post("/sum")
    async def add(body: Sum) -> int:
        return body.a + body.b

    @app.get("/nothing")
    async def nothing() -> None:
        raise Problem(HTTPStatus.NOT_FOUND, "There is nothing here.")

    return app


@pytest_asyncio.fixture
async def client():
    checks = {"broker": lambda: problem.get("broker", "")}
    problem: dict[str, str] = {}
    listener = listen("127.0.0.1", 0, "X_PORT")
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(make_app(checks), listener, stop))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    async with httpx2.AsyncClient(base_url=base) as http:
        http.problem = problem
        yield http
    stop.set()
    await serving


async def test_alive_does_not_depend_on_anything_and_ready_names_what_is_missing(client):
    client.problem["broker"] = "the connection to RabbitMQ is down"
    assert (await client.get("/healthz")).status_code == 200
    answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "problems": {"broker": "the connection to RabbitMQ is down"}}
    client.problem.clear()
    assert (await client.get("/readyz")).status_code == 200


async def test_a_service_that_can_work_in_spite_of_a_problem_is_ready_and_tells_of_it():
    app = FastAPI()
    add_probes(app, {"broker": lambda: "away", "database": lambda: ""}, lambda problems: "database" not in problems)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as http:
        answer = await http.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "problems": {"broker": "away"}})


async def test_metrics_are_there_at_zero_before_anything_happens(client):
    counter("things_total", "Things that happened, by kind.", "kind", ("good", "bad"))
    answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'things_total{kind="bad"} 0.0' in answer.text


async def test_an_error_is_a_problem_that_names_its_fields(client):
    answer = await client.post("/sum", json={"a": 1, "b": "x"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == "b"
    assert answer.json()["instance"] == "/sum"
    assert "b:" in answer.json()["detail"]


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/unknown", 404), ("/sum", 405)])
async def test_every_refusal_has_the_same_shape(client, path, status):
    answer = await client.get(path)
    assert answer.status_code == answer.json()["status"] == status
    assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}


async def test_broken_json_is_a_400(client):
    answer = await client.post("/sum", content=b'{"a": ', headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert "not valid JSON" in answer.json()["detail"]


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_over_the_limit_is_refused(client, declared):
    body = b"x" * 2_000

    async def chunks():
        yield body

    answer = await client.post("/sum", content=body if declared else chunks())
    assert answer.status_code == 413
    assert answer.json() == {"path": "/sum", "limit": 1_000}


def test_a_port_in_use_is_one_sentence_that_names_the_setting():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(StartError, match="CHAT_PORT") as caught:
        listen("127.0.0.1", taken.getsockname()[1], "CHAT_PORT")
    assert "free the port" in str(caught.value)


def test_a_wrong_setting_is_named_by_its_variable(monkeypatch):
    class Settings(BaseSettings):
        model_config = SettingsConfigDict(env_prefix="CHAT_")
        port: int = 1
        url: str

    monkeypatch.setenv("CHAT_PORT", "many")
    with pytest.raises(StartError, match=r"CHAT_PORT: .*CHAT_URL: Field required"):
        read(Settings)
