"""Chat and store over HTTP: whether they answer, are ready, are who they should be, and what waits for a person."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

import httpx2

from services.ops.doctor.clock import RESOLUTION, compare, read_date
from services.ops.doctor.finding import Finding, broken, doubtful, fine
from services.ops.settings import DoctorSettings

SECONDS: Final = 10.0
PATHS: Final = {"store": "/v1/stats", "chat": "/v1/models"}
"""What only this service has."""


def examine_services(settings: DoctorSettings) -> list[Finding]:
    """Look at both services, and at the store where the chat looks for it."""
    findings = [
        *_examine("store", settings.ops_store_url, "OPS_STORE_URL", settings.store_erase_margin),
        *_examine("chat", settings.ops_chat_url, "OPS_CHAT_URL", settings.store_erase_margin),
    ]
    if settings.chat_store_url != settings.ops_store_url:
        findings.append(_for_chat(settings.chat_store_url))
    return findings


def _examine(service: str, url: str, setting: str, margin: float) -> Iterator[Finding]:
    try:
        with httpx2.Client(base_url=url, timeout=SECONDS, trust_env=False) as client:
            yield from _look(client, service, url, setting, margin)
    except (httpx2.TransportError, httpx2.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        mend = f"Start it (`python -m services.{service}`), or correct {setting}."
        yield broken(f"{service}.reachable", f"The {service} does not answer at {url} ({reason}).", mend)


def _look(client: httpx2.Client, service: str, url: str, setting: str, margin: float) -> Iterator[Finding]:
    sent = datetime.now(UTC)
    ready = client.get("/readyz")
    taken = datetime.now(UTC) - sent
    own = client.get(PATHS[service])
    if "problems" not in _members(ready) or own.status_code == HTTPStatus.NOT_FOUND:
        says = f"What answers at {url} is not the {service}."
        yield broken(f"{service}.reachable", says, f"Correct {setting}.")
        return
    yield fine(f"{service}.reachable", f"The {service} answers at {url}.")
    problems = "; ".join(f"{name}: {problem}" for name, problem in ready.json()["problems"].items())
    if not ready.is_success:
        says = f"The {service} is not ready: {problems}."
        yield broken(
            f"{service}.ready", says, "Mend what it names; it goes on by itself. Its own settings count there."
        )
    elif problems:
        yield doubtful(f"{service}.ready", f"The {service} works, in spite of {problems}.", "Mend what it names.")
    else:
        yield fine(f"{service}.ready", f"The {service} is ready.")
    if theirs := read_date(ready.headers.get("Date")):
        # Its second had begun somewhere between the one before and our receipt.
        yield compare(service, theirs, sent, margin + RESOLUTION + taken.total_seconds())
    if service == "store" and own.is_success:
        yield _letters(_members(own))


def _letters(stats: dict[str, dict[str, dict[str, int]]]) -> Finding:
    dead = stats["statuses"]["dead"]["count"]
    if dead:
        return doubtful("store.dead", f"{dead} jobs are dead.", "`afterthought dead list --groups` says why.")
    return fine("store.dead", "No job is dead.")


def _for_chat(url: str) -> Finding:
    name = "chat.store"
    try:
        with httpx2.Client(base_url=url, timeout=SECONDS, trust_env=False) as client:
            if _members(client.get(PATHS["store"])).get("statuses") is not None:
                return fine(name, "The chat's store answers.")
            reason = "what answers is no store"
    except (httpx2.TransportError, httpx2.InvalidURL) as error:
        reason = str(error) or type(error).__name__
    says = f"CHAT_STORE_URL leads to no store ({url}: {reason}): the chat recalls nothing."
    return broken(name, says, "Correct CHAT_STORE_URL. If that address is right inside a container, look from there.")


def _members(answer: httpx2.Response) -> dict[str, dict[str, dict[str, int]]]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
