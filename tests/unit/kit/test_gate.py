"""The gate: each cause has its own say, and one held delivery probes for all."""

import asyncio

from services.kit.bus.gate import Gate


def test_a_gate_opens_when_its_last_cause_is_gone():
    gate = Gate()
    assert gate.reason == ""
    assert gate.close("handler", "the provider is down")
    assert not gate.close("publish", "no exchange"), "it was closed already"
    assert gate.reason == "the provider is down; no exchange"
    assert not gate.open("handler")
    assert gate.reason == "no exchange"
    assert not gate.open("handler"), "that cause had nothing to take back"
    assert gate.open("publish")
    assert gate.reason == ""


async def test_the_first_to_wait_probes_and_the_others_wait_for_the_opening():
    gate = Gate()
    gate.close("handler", "down")
    first, second = object(), object()
    waiting = asyncio.create_task(gate.wait_turn(second, 60))
    prober = asyncio.create_task(gate.wait_turn(first, 0))
    await asyncio.sleep(0)
    assert not waiting.done()
    prober.cancel()
    gate.open("handler")
    waiting.cancel()
    gate.close("handler", "down again")
    await gate.wait_turn(first, 0)
    other = asyncio.create_task(gate.wait_turn(second, 0))
    await asyncio.sleep(0.01)
    assert not other.done(), "somebody probes already, so it waits for the gate"
    gate.open("handler")
    await other
