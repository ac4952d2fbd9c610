"""A model that fails: outages (nobody's turn is at fault, no attempt is spent) and bad answers (one may be)."""

import asyncio
from typing import Any, Final

from tests.faults.bench import Bench, Fault
from tests.faults.rig import MODEL_TIMEOUT

BAD_ANSWERS: Final = 8
"""So many in a row, soon over: a turn that met one may meet another at its next attempt, and hardly a third."""
UNLUCKY: Final = 3
"""Attempts that a turn may need then; it has one more."""


def _outage(name: str, what: str, lasts: float, kind: str, **more: Any) -> Fault:
    async def inject(bench: Bench) -> str:
        await bench.rig.model.misbehave(kind, **more)
        await asyncio.sleep(lasts)
        proof = await bench.rig.model.require_fired(2)
        await bench.rig.model.forget()
        return proof

    return Fault(f"model-{name}", what, inject, quick=name == "500")


def _bad_answers(name: str, what: str, kind: str) -> Fault:
    async def inject(bench: Bench) -> str:
        await bench.rig.model.misbehave(kind, times=BAD_ANSWERS)
        proof = await bench.rig.model.require_fired(BAD_ANSWERS, 20)
        await bench.rig.model.forget()
        return proof

    return Fault(f"model-{name}", what, inject, most_attempts=UNLUCKY)


FAULTS: Final = (
    _outage("429", "429 with Retry-After 2 for 5 s", 5, "status", status=429, retry_after=2),
    _outage("500", "500 for 5 s", 5, "status", status=500),
    _outage("silent", f"no answer at all for 8 s (timeout {MODEL_TIMEOUT:g} s; in production 45 s)", 8, "hang"),
    _outage(
        "late",
        f"answers 2 s after the timeout of {MODEL_TIMEOUT:g} s (production's: 45 s), for 8 s",
        8,
        "slow",
        seconds=5,
    ),
    _outage(
        "hangs-for-some",
        f"every tenth call hangs until its timeout of {MODEL_TIMEOUT:g} s (production's: 45 s), for 10 s",
        10,
        "hang",
        share=0.1,
    ),
    _bad_answers("reset", f"{BAD_ANSWERS} answers broken off in the middle", "reset"),
    _bad_answers("truncated", f"{BAD_ANSWERS} answers cut in the middle", "truncated"),
    _bad_answers("damaged", f"{BAD_ANSWERS} answers damaged in the middle", "damaged"),
    _bad_answers("off-schema", f"{BAD_ANSWERS} answers of another shape", "off_schema"),
)
