"""Extractors and the embedder: whether they answer, and whether the model's provider keeps them from working."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

import httpx2

from services.ops.doctor.finding import Finding, Grade, broken, fine
from services.ops.settings import DoctorSettings

SECONDS: Final = 10.0
OUTAGE: Final = "extractor.outage"
CONSUMES: Final = "extractor.consumes"


def examine_workers(settings: DoctorSettings) -> list[Finding]:
    """Ask each extractor and the embedder how it is, as far as the settings say where they are."""
    findings: list[Finding] = []
    for url in settings.ops_extractor_urls:
        for address in _addresses(url):
            findings += _examine("extractor", address, "OPS_EXTRACTOR_URLS")
    if settings.ops_embedder_url:
        findings += _examine("embedder", settings.ops_embedder_url, "OPS_EMBEDDER_URL")
    # As many extractors as there are say the same of a provider that is down.
    return list(dict.fromkeys(findings))


def explain_silence(findings: list[Finding]) -> list[Finding]:
    """Take back that nobody consumes the lanes, if extractors say that they wait for the provider."""
    if not any(each.name == OUTAGE for each in findings):
        return findings
    return [
        replace(each, grade=Grade.FINE, says=f"{each.says} The extractors pause on purpose.", mend="")
        if each.name == CONSUMES and each.grade is Grade.BROKEN
        else each
        for each in findings
    ]


def _examine(service: str, url: str, setting: str) -> Iterator[Finding]:
    try:
        with httpx2.Client(base_url=url, timeout=SECONDS, trust_env=False) as client:
            answer = client.get("/readyz")
            problems = answer.json()["problems"]
            problems = {str(name): str(text) for name, text in problems.items()}
    except (httpx2.TransportError, httpx2.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        mend = f"Start it (`python -m services.{service}`), or correct {setting}."
        yield broken(f"{service}.reachable", f"The {service} does not answer at {url} ({reason}).", mend)
        return
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
        yield broken(f"{service}.reachable", f"What answers at {url} is not the {service}.", f"Correct {setting}.")
        return
    yield fine(f"{service}.reachable", f"The {service} answers at {url}.")
    if service == "extractor" and "model" in problems:
        # The lanes pause because of it; that is no trouble of their own.
        says = f"The extractor calls no model, because the provider fails: {problems['model']}."
        mend = (
            "See the provider's status page, the key and its quota. Turns wait, none is lost, and it goes on by itself."
        )
        yield broken(OUTAGE, says, mend)
    elif service == "embedder" and "embedding" in problems:
        says = f"The embedder makes no embeddings: {problems['embedding']}."
        yield broken("embedder.ready", says, "See the server of EMBEDDING_MODEL, and the store. It goes on by itself.")
    elif problems:
        told = "; ".join(f"{name}: {problem}" for name, problem in problems.items())
        yield broken(f"{service}.ready", f"The {service} is not ready: {told}.", "Mend what it names.")
    else:
        yield fine(f"{service}.ready", f"The {service} is ready.")


def _addresses(url: str) -> list[str]:
    """Return the URL once for each address of its host, so that every copy of a service is asked."""
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(
            parts.hostname or "", parts.port or 80, family=socket.AF_INET, type=socket.SOCK_STREAM
        )
    except (OSError, ValueError):
        return [url]
    return [parts._replace(netloc="{}:{}".format(*place[4][:2])).geturl() for place in found]
