"""On the running system, with a real Prometheus and the shipped rules: alerts fire within two minutes, and clear.

Takes about four minutes, so it runs in `.ci/run`, and else only when it is asked for:
`make test ARGS="-m alerts -s tests/faults/test_alerts.py"`.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx2
import pytest
import pytest_asyncio

from contracts.identifiers import new_id
from deploy.local.progress import say
from tests.faults.polling import poll
from tests.faults.prometheus import Prometheus, start_prometheus
from tests.faults.rig import EXTRACTORS, Rig, start_rig
from tests.programs import need

pytestmark = [
    pytest.mark.alerts,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(900),
]

TWO_MINUTES = 120.0
TARGETS = 5


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched(tmp_path_factory) -> AsyncIterator[tuple[Rig, Prometheus]]:
    program = need("prometheus")
    async with start_rig(tmp_path_factory.mktemp("alerts")) as rig, start_prometheus(rig, program) as prometheus:
        assert await poll(lambda: prometheus.are_up(TARGETS), 60), "not every target answers"
        yield rig, prometheus


@asynccontextmanager
async def talking(rig: Rig) -> AsyncIterator[None]:
    """Somebody says something every second."""

    async def talk() -> None:
        async with httpx2.AsyncClient(base_url=rig.chat_url, timeout=10, trust_env=False) as client:
            while True:
                turn = {"user_id": new_id().hex, "session_id": "s", "message": {"content": "I live in Lisbon."}}
                with suppress(httpx2.HTTPError):
                    await client.post("/v1/turns", json={"turns": [turn]})
                await asyncio.sleep(1)

    task = asyncio.create_task(talk())
    try:
        yield
    finally:
        task.cancel()


async def fires_and_clears(prometheus: Prometheus, alert: str, mend) -> set[str]:
    """Wait for the alert, mend what it is about, wait until it is gone; returns what else fired meanwhile."""
    begun = time.monotonic()

    async def fires() -> bool:
        return alert in await prometheus.firing()

    async def is_quiet() -> bool:
        return not await fires()

    assert await poll(fires, TWO_MINUTES, 0.5), f"{alert} did not fire within two minutes"
    fired, others = time.monotonic() - begun, await prometheus.firing() - {alert}
    say(f"{alert} fired {fired:.0f} s after the fault")
    await mend()
    mended = time.monotonic()
    assert await poll(is_quiet, TWO_MINUTES, 0.5), f"{alert} still fires"
    say(f"{alert} cleared {time.monotonic() - mended:.0f} s after it was mended")
    return others


async def test_no_consumer_fires_and_clears(watched):
    rig, prometheus = watched
    async with talking(rig):
        assert await poll(lambda: prometheus.count_series("rabbitmq_detailed_queue_consumers"), 60)
        assert await prometheus.firing() == set()
        for name in EXTRACTORS:
            await rig.parts[name].kill()

        async def mend() -> None:
            for name in EXTRACTORS:
                await rig.parts[name].start()

        others = await fires_and_clears(prometheus, "NoConsumer", mend)
    assert others <= {"ServiceDown"}


async def test_a_model_outage_fires_alone_and_clears(watched):
    rig, prometheus = watched

    async def is_quiet() -> bool:
        return not await prometheus.firing()

    async with talking(rig):
        assert await poll(is_quiet, TWO_MINUTES, 0.5)
        await rig.model.misbehave("status", status=503)

        async def mend() -> None:
            await rig.model.require_fired()
            await rig.model.forget()

        others = await fires_and_clears(prometheus, "ModelOutage", mend)
    # The extractors stop consuming on purpose: that is explained by this alert and is not another.
    assert others == set()
