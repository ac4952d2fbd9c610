"""Section 1: what memory costs a chat, beside the same chat without it and beside a proxy that does nothing else."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from deploy.local.errors import CannotRunError
from deploy.local.ports import HOST, pick_free_ports
from deploy.local.progress import say
from deploy.local.system import _is_ready
from tests.bench.figures import figure
from tests.bench.http.client import Load, load, post
from tests.bench.http.processes import READY_SECONDS, start_model, start_proxy
from tests.bench.pipeline.contenders import OURS, Contender
from tests.bench.pipeline.job import make_turns
from tests.bench.pipeline.stage import Stage, on_stage
from tests.bench.plan import Plan
from tests.bench.report.section import Section, Table
from tests.bench.servers import Servers
from tests.faults.polling import poll

CLIENTS: Final = 50
REQUESTS: Final = {0: 3_000, 300: 1_000}
"""By the model's latency in ms: some seconds each."""
STREAMED: Final = 500
IN_STEP: Final = 500
BACKLOG: Final = 100_000
PATH: Final = "/v1/chat/completions"
BARE, OFF, ON = "bare proxy", "memory off", "memory on"
DOWN, BEHIND = "on, extractor down", "on, backlog waiting"
EXTRACTOR: Final = 0
TITLES: Final = {
    "0": "Model stub of 0 ms",
    "300": "Model stub of 300 ms",
    "streamed": "300 ms, streamed",
    "in step": "300 ms, all clients in step: each answer meets 49 others",
}
ABOUT: Final = (
    f"{CLIENTS} clients, each with one chat at a time, before the same model stub; they begin one after the other over "
    "the model's latency, as people do, but for the table where all are in step. Memory on: the turn is published "
    "with a confirm and facts are recalled from the store; extractor and store work on the turns meanwhile, on the "
    f"same processors. Backlog: {BACKLOG:,} turns wait in the extractor's queue. First: time to the first byte of a "
    "streamed answer."
)
Loads = dict[tuple[str, str], list[Load]]


async def chat(servers: Servers, folder: Path, plan: Plan, _: Sequence[Contender]) -> Section:
    """Measure the chat."""
    found: Loads = {}
    async with _open(servers, folder) as (stage, port, proxy):
        for repetition in range(1, plan.repetitions + 1):
            say(f"  [{repetition}/{plan.repetitions}] everything there")
            for name in (BARE, OFF, ON):
                await _measure(stage, proxy if name == BARE else port, name, plan, found)
        await stage.stop_worker(EXTRACTOR)
        for name in (DOWN, BEHIND):
            if name == BEHIND:
                await stage.pour_without_waiting(plan.count(BACKLOG))
            for repetition in range(1, plan.repetitions + 1):
                say(f"  [{repetition}/{plan.repetitions}] {name}")
                # The same without memory, at the same time: the machine may have changed its pace since.
                await _measure(stage, port, OFF, plan, found, only="300")
                await _measure(stage, port, name, plan, found, only="300")
    return _section(found)


async def measure_short(servers: Servers, folder: Path, plan: Plan) -> dict[str, list[Load]]:
    """Measure memory on and off before a model of 0 ms, for the regression gate."""
    found: Loads = {}
    async with _open(servers, folder) as (stage, port, _):
        for repetition in range(1, plan.repetitions + 1):
            say(f"  [{repetition}/{plan.repetitions}] chat")
            for name in (OFF, ON):
                await _measure(stage, port, name, plan, found, only="0")
    return {name: found[name, "0"] for name in (OFF, ON)}


@asynccontextmanager
async def _open(servers: Servers, folder: Path) -> AsyncIterator[tuple[Stage, int, int]]:
    """Run the system with chat, a model stub and the bare proxy; yields the stage and the ports of chat and proxy."""
    port, store = pick_free_ports(2)
    contender = replace(OURS, name="chat", workers=(*OURS.workers, ("{python}", "-m", "services.chat")))
    async with start_model(folder) as model, start_proxy(folder, model) as proxy:
        more = {
            "CHAT_PORT": str(port),
            "STORE_PORT": str(store),
            "CHAT_STORE_URL": f"http://{HOST}:{store}",
            "OPENAI_BASE_URL": f"http://{HOST}:{model}/v1",
            "OPENAI_API_KEY": "none",
            "EXTRACTOR_MODEL": "stub-0",
        }
        async with on_stage(servers, contender, folder, more) as stage:
            if not await poll(lambda: asyncio.to_thread(_is_ready, port), READY_SECONDS):
                raise CannotRunError(f"chat is not ready: see the logs in {folder / 'log'}")
            yield stage, port, proxy


async def _measure(stage: Stage, port: int, name: str, plan: Plan, found: Loads, *, only: str = "") -> None:
    kinds = [(str(latency), latency, count, False) for latency, count in REQUESTS.items()]
    kinds += [("streamed", 300, STREAMED, True), ("in step", 300, IN_STEP, False)]
    for kind, latency, full, streams in kinds:
        if only and kind != only:
            continue
        count = plan.count(full)
        turns = make_turns(stage.turns, count)
        requests = []
        for turn in turns:
            body = {"model": f"stub-{latency}", "messages": [{"role": "user", "content": turn.content}]}
            headers = {"Afterthought-Memory": "off"} if name == OFF else {"Afterthought-User": turn.user_id}
            requests.append(post(PATH, body | ({"stream": True} if streams else {}), **headers))
        taken = await load(port, requests, CLIENTS, 0 if kind == "in step" else latency / 1_000)
        if name == ON:
            await stage.take_in(taken.kept, taken.memory["unavailable"])
        elif name not in {BARE, OFF}:
            # Nobody extracts them: they are given up with the stage.
            stage.turns += count
        found.setdefault((name, kind), []).append(taken)


def _section(found: Loads) -> Section:
    section = Section("chat", "Chat: what memory costs the answer", ABOUT)
    for kind, title in TITLES.items():
        names = [name for name, each in found if each == kind]
        header = [
            "",
            "p50 ms",
            "p99 ms",
            "requests/s",
            *(["first p50 ms", "first p99 ms"] if kind == "streamed" else []),
        ]
        rows = [[name, *_cells(found[name, kind], kind == "streamed")] for name in names]
        section.tables.append(Table(header, rows, title))
    unsafe = sum(each.memory["unavailable"] for loads in found.values() for each in loads)
    if unsafe:
        section.notes.append(f"{unsafe} turns were answered with `unavailable`: neither broker nor outbox was in time")
    failed = sum(each.failed for loads in found.values() for each in loads)
    if failed:
        section.failures.append(f"{failed} chats were not answered with 200")
    throughput = _rate(found[ON, "0"]) / _rate(found[OFF, "0"])
    section.ratios = {"throughput_of_memory_off_at_0_ms": throughput}
    bare = _rate(found[ON, "0"]) / _rate(found[BARE, "0"])
    section.notes.append(f"Throughput with the 0 ms stub: {throughput:.2f} of memory off, {bare:.2f} of the bare proxy")
    in_step = {
        percent: _ms(found[ON, "in step"], percent) - _ms(found[OFF, "in step"], percent) for percent in (50, 99)
    }
    section.notes.append(f"memory on, in step: adds {in_step[50]:.1f} ms to p50 and {in_step[99]:.1f} ms to p99")
    for name in (ON, DOWN, BEHIND):
        added = {percent: _ms(found[name, "300"], percent) - _ms(found[OFF, "300"], percent) for percent in (50, 99)}
        section.notes.append(f"{name}, 300 ms: adds {added[50]:.1f} ms to p50 and {added[99]:.1f} ms to p99")
        section.data.setdefault("added_ms", {})[name] = added
        section.ratios[f"p99_of_memory_off_{name.replace(', ', '_').replace(' ', '_')}"] = _ms(
            found[OFF, "300"], 99
        ) / _ms(found[name, "300"], 99)
    section.data["loads"] = {
        f"{name}, {kind}": [
            {"p50_ms": each.ms(50), "p99_ms": each.ms(99), "rate": each.rate, "first_p50_ms": each.first_ms(50)}
            for each in loads
        ]
        for (name, kind), loads in found.items()
    }
    return section


def _cells(loads: Sequence[Load], streamed: bool) -> list[str]:
    cells = [
        figure([each.ms(50) for each in loads]).show(1),
        figure([each.ms(99) for each in loads]).show(1),
        figure([each.rate for each in loads]).show(),
    ]
    if streamed:
        cells += [figure([each.first_ms(percent) for each in loads]).show(1) for percent in (50, 99)]
    return cells


def _rate(loads: Sequence[Load]) -> float:
    return figure([each.rate for each in loads]).median


def _ms(loads: Sequence[Load], percent: float) -> float:
    return figure([each.ms(percent) for each in loads]).median
