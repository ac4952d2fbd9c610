"""Processes that end: killed, or told to stop, and started again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from tests.faults.bench import Bench, Fault
from tests.faults.errors import DidNotHappenError
from tests.faults.processes import Managed
from tests.faults.rig import SERVERS, SERVICES, Rig

DOWN_SECONDS: Final = 2.0
NEVER_BACK: Final = "extractor-2"
MODEL: Final = "offline_model"
RABBITMQ_EXITS: Final = (0, 143)
"""Its start script ends like a shell whose child was told to stop."""
BROKEN_OFF: Final = 2
"""An answer that breaks off may cost its turn an attempt: the design's error table."""


async def end(rig: Rig, name: str, how: Callable[[Managed], Awaitable[str]]) -> str:
    """End a process and have the proxies before it refuse, as the port of a dead process does; returns the proof."""
    for proxy in rig.proxies_to(name):
        # From its first moment: a service that stops closes its port before it has finished what is under way.
        proxy._refuse()
    proof = await how(rig.parts[name])
    for proxy in rig.proxies_to(name):
        proxy.cut()
    return proof


async def begin(rig: Rig, name: str) -> None:
    """Start a process again. It is there once it listens; what it needs to get ready after that counts as recovery."""
    rig.parts[name].spawn()
    await rig.wait_listening(name)
    for proxy in rig.proxies_to(name):
        proxy.heal()


def _kill(name: str) -> Fault:
    async def inject(bench: Bench) -> str:
        proof = await end(bench.rig, name, Managed.kill)
        await asyncio.sleep(DOWN_SECONDS)
        await begin(bench.rig, name)
        return proof

    return Fault(
        f"kill-{name}",
        f"kill -9 of {name}, started again",
        inject,
        most_attempts=BROKEN_OFF if name == MODEL else 1,
        quick=name in {"extractor-1", "store"},
    )


def _restart(name: str) -> Fault:
    async def inject(bench: Bench) -> str:
        proof = await end(bench.rig, name, lambda part: part.stop(RABBITMQ_EXITS))
        await asyncio.sleep(DOWN_SECONDS)
        await begin(bench.rig, name)
        return proof

    return Fault(f"restart-{name}", f"{name} stopped in good order and started again", inject)


async def _restart_all(bench: Bench) -> str:
    proofs = []
    for name in SERVICES:
        proofs.append(await end(bench.rig, name, Managed.stop))
        await begin(bench.rig, name)
        await bench.rig.wait_ready((name,))
    return "; ".join(proofs)


async def _kill_behind_gateway(bench: Bench) -> str:
    """The proxy stays: it accepts, finds nobody behind it, and resets, as a load balancer may."""
    proof = await bench.rig.parts[MODEL].kill()
    await asyncio.sleep(2 * DOWN_SECONDS)
    await begin(bench.rig, MODEL)
    return f"{proof}, its gateway accepted and reset"


async def _kill_for_good(bench: Bench) -> str:
    part = bench.rig.parts[NEVER_BACK]
    proof = await part.kill()
    await asyncio.sleep(DOWN_SECONDS)
    return proof


async def _bring_back(bench: Bench) -> None:
    part = bench.rig.parts[NEVER_BACK]
    if part.is_running:
        raise DidNotHappenError(f"{NEVER_BACK} came back by itself.")
    await part.start()


FAULTS: Final = (
    *(_kill(name) for name in (*SERVICES, *SERVERS) if name != NEVER_BACK),
    Fault(
        "kill-one-of-two",
        "a killed extractor that never comes back while the other runs",
        _kill_for_good,
        _bring_back,
        quick=True,
    ),
    Fault(
        "kill-model-behind-gateway",
        "kill -9 of the model behind a gateway that accepts connections and resets them",
        _kill_behind_gateway,
        most_attempts=BROKEN_OFF,
    ),
    *(_restart(name) for name in SERVERS),
    Fault(
        "rolling-restart",
        "SIGTERM and start of every service, one after the other, under load",
        _restart_all,
        # The model is one of them.
        most_attempts=BROKEN_OFF,
    ),
)
