"""`/readyz` and `/metrics` of a service: its problems in its own words, and its numbers."""

import asyncio
import socket
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from prometheus_client.parser import text_string_to_metric_families

from services.ops.web.errors import AwayError
from services.ops.web.sources.neighbour import Neighbour


class Health(NamedTuple):
    """A service's state. `numbers` are its series without labels; `away` is a sentence, empty while it answers."""

    name: str
    problems: dict[str, str]
    numbers: dict[str, float]
    away: str = ""


async def examine(service: Neighbour) -> Health:
    """Ask a service how it is; one that does not answer is told of, not raised."""
    try:
        ready, metrics = await asyncio.gather(service.look("/readyz"), service.look("/metrics"))
        problems: Any = ready.json().get("problems", {})
        numbers = {
            sample.name: sample.value
            for family in text_string_to_metric_families(metrics.text)
            for sample in family.samples
            if not sample.labels
        }
    except AwayError as error:
        return Health(service.name, {}, {}, str(error))
    except (ValueError, AttributeError):
        return Health(service.name, {}, {}, f"What answers at {service.url} is none of our services.")
    return Health(service.name, {str(name): str(text) for name, text in problems.items()}, numbers)


async def addresses_of(urls: Sequence[str]) -> list[str]:
    """Return each URL once for each address that its host name has now, so that every copy of a service is found."""
    found: list[str] = []
    for url in urls:
        parts = urlsplit(url)
        try:
            places = await asyncio.get_running_loop().getaddrinfo(
                parts.hostname or "", parts.port or 80, type=socket.SOCK_STREAM, family=socket.AF_INET
            )
        except OSError:
            found.append(url)
            continue
        found += [parts._replace(netloc="{}:{}".format(*place[4][:2])).geturl() for place in places]
    return list(dict.fromkeys(found))
