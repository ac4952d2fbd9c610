"""Bad lines between two parts: cut, slow, half open. The proxies count what they did; that is the proof."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.faults.bench import Bench, Fault
from tests.faults.errors import DidNotHappenError
from tests.faults.rig import LINKS
from tests.proxy import FaultProxy

LATENCY_MS: Final = 200


@dataclass(frozen=True)
class _Line:
    """One way for a line to be bad; `counts` is what the proxy counts of it."""

    name: str
    what: str
    counts: str
    seconds: float
    begin: Callable[[FaultProxy], None]


LINES: Final = (
    _Line("cut", "reset, and refused for 3 s", "cut", 3, FaultProxy.cut),
    _Line("slow", f"{LATENCY_MS} ms later each way for 5 s", "delayed", 5, lambda proxy: proxy.latency(LATENCY_MS)),
    _Line("half-open", "swallows everything for 5 s, its connections for ever", "swallowed", 5, FaultProxy.half_open),
)


def _spoil(link: str, line: _Line) -> Fault:
    async def inject(bench: Bench) -> str:
        proxy = bench.rig.proxies[link]
        before = proxy.faults[line.counts]
        line.begin(proxy)
        await asyncio.sleep(line.seconds)
        proxy.heal()
        count = proxy.faults[line.counts] - before
        if not count:
            raise DidNotHappenError(f"Nothing went between {link}: the proxy has {line.counts} nothing.")
        unit = "connections" if line.counts == "cut" else "chunks"
        return f"the proxy has {line.counts} {count} {unit} of {link}"

    quick = (line.name, link) in {("cut", "chat-broker"), ("cut", "store-postgres")}
    # An answer that breaks off may cost its turn an attempt: the design's error table.
    most = 2 if (line.name, link) == ("cut", "extractor-model") else 1
    return Fault(f"{line.name}-{link}", f"the line {link}: {line.what}", inject, most_attempts=most, quick=quick)


async def _cut_both(bench: Bench) -> str:
    """Take from chat all that could keep a turn; it must answer all the same, and promise nothing."""
    proxies = [bench.rig.proxies[link] for link in ("chat-broker", "chat-postgres")]
    since = len(bench.driver.ledger)
    for proxy in proxies:
        proxy.cut()
    answered = await bench.driver.wait_answers(since, 8, lambda entry: entry.answer == "unavailable", 20)
    for proxy in proxies:
        proxy.heal()
    if not answered:
        raise DidNotHappenError("No 8 turns were answered `unavailable`.")
    return "turns answered, `unavailable`"


FAULTS: Final = (
    *(_spoil(link, line) for line in LINES for link in LINKS),
    Fault("cut-chat-both", "neither broker nor database for chat: it answers and promises nothing", _cut_both),
)
