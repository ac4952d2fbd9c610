"""The whole way, as its own row beside the pipeline: from the HTTP request of a chat to the facts in PostgreSQL."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final

from deploy.local.errors import CannotRunError
from deploy.local.ports import HOST, pick_free_ports
from deploy.local.progress import say
from deploy.local.system import _is_ready
from tests.bench.figures import figure
from tests.bench.http.client import load, post
from tests.bench.http.processes import READY_SECONDS, start_model
from tests.bench.pipeline.contenders import OURS, Contender
from tests.bench.pipeline.job import make_turns
from tests.bench.pipeline.stage import on_stage
from tests.bench.plan import Plan
from tests.bench.report.section import Section, Table
from tests.bench.resources import Meter
from tests.bench.servers import Servers
from tests.faults.polling import poll

CHATS: Final = 3_000
CLIENTS: Final = 50
ABOUT: Final = (
    f"`POST /v1/chat/completions` from {CLIENTS} clients to facts in PostgreSQL: chat, extractor with the real "
    "`openai` client, store, and a model stub of 0 ms over HTTP for the chat and for the extraction. "
    "Turns/s is from the first "
    "request to the last commit."
)


async def whole_way(servers: Servers, folder: Path, plan: Plan, _: Sequence[Contender]) -> Section:
    """Measure the whole way."""
    port, store = pick_free_ports(2)
    programs = ("services.extractor", "services.store", "services.chat")
    contender = replace(OURS, name="whole", workers=tuple(("{python}", "-m", program) for program in programs))
    rates: list[float] = []
    chats: list[float] = []
    cpu: list[float] = []
    unsafe = 0
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(start_model(folder))
        more = {
            "CHAT_PORT": str(port),
            "STORE_PORT": str(store),
            "CHAT_STORE_URL": f"http://{HOST}:{store}",
            "OPENAI_BASE_URL": f"http://{HOST}:{model}/v1",
            "OPENAI_API_KEY": "none",
        }
        stage = await stack.enter_async_context(
            on_stage(servers, contender, folder, {**more, "EXTRACTOR_MODEL": "stub-0"})
        )
        if not await poll(lambda: asyncio.to_thread(_is_ready, port), READY_SECONDS):
            raise CannotRunError(f"chat is not ready: see the logs in {folder / 'log'}")
        for repetition in range(1, plan.repetitions + 1):
            say(f"  [{repetition}/{plan.repetitions}] whole way")
            count = plan.count(CHATS)
            requests = [
                post(
                    "/v1/chat/completions",
                    {"model": "stub-0", "messages": [{"role": "user", "content": turn.content}]},
                    Afterthought_User=turn.user_id,
                    Afterthought_Session=turn.session_id,
                )
                for turn in make_turns(stage.turns, count)
            ]
            meter, begun = Meter(stage.groups), await stage.now()
            taken = await load(port, requests, CLIENTS)
            await stage.take_in(taken.kept, taken.memory["unavailable"])
            unsafe += taken.memory["unavailable"]
            rates.append(count / (await stage.last_commit() - begun))
            chats.append(taken.rate)
            cpu.append(sum(seconds for name, seconds in meter.read().items() if name != "others") * 1_000 / count)
    section = Section("whole_way", "The whole way: HTTP request to facts", ABOUT)
    row = ["Afterthought, HTTP to facts", figure(rates).show(), figure(chats).show(), figure(cpu).show(2)]
    section.tables.append(Table(["", "turns/s to facts", "chats answered/s", "CPU s per 1,000"], [row]))
    if unsafe:
        section.notes.append(f"{unsafe} turns were answered with `unavailable`: neither broker nor outbox was in time")
    section.data = {"turns_per_second": rates, "chats_per_second": chats, "cpu_seconds_per_1000": cpu}
    return section
