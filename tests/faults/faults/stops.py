"""Processes that freeze: SIGSTOP, a while, SIGCONT. Their connections stay open and nobody answers."""

import asyncio
from typing import Final

from tests.faults.bench import Bench, Fault
from tests.faults.rig import SERVERS, SERVICES


def _freeze(name: str) -> Fault:
    async def inject(bench: Bench) -> str:
        part = bench.rig.parts[name]
        proof = await part.freeze()
        await asyncio.sleep(bench.freeze_seconds)
        part.thaw()
        return f"{proof} for {bench.freeze_seconds:g} s"

    return Fault(f"freeze-{name}", f"SIGSTOP of {name} for a while (short run 5 s, --full and soak 20 s)", inject)


FAULTS: Final = tuple(_freeze(name) for name in (*SERVICES, *SERVERS) if name != "extractor-2")
