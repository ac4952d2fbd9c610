"""`python -m deploy.small_model --check`: the demo conversation against a real small language model.

Every job must be completed, the model must have offered facts, and no stored fact may lack its quote: the words must
stand in what that user said. How good the facts are is not asked here (`make eval` does): so small a model makes most
of them up, and the guards refuse them.
"""

import asyncio
import os
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import httpx2

from deploy.demo.__main__ import OWN_FILE
from deploy.demo.conversation import Line, read_conversation
from deploy.demo.services import OPEN, Services
from deploy.local.errors import CannotRunError
from deploy.local.ports import pick_free_ports
from deploy.local.process import Process
from deploy.local.system import start_system
from deploy.small_model.server import NAME

FOLDER = Path(".run") / "small-model"
LOAD_SECONDS = 120
SETTLE_SECONDS = 1_800
LOOK_SECONDS = 0.5
COMPLETED = "completed"
CHAT_TOKENS = 4
"""What the model answers in the chat is of no interest here."""
SETTINGS = {
    "OPENAI_API_KEY": "none",
    "EXTRACTOR_MODEL": NAME,
    "EXTRACTOR_RESPONSE_FORMAT": "json_schema_quotes",
    "EXTRACTOR_MODEL_TIMEOUT": "300",
    "EXTRACTOR_CALL_TOKENS": "1000",
    "EXTRACTOR_CALL_TURNS": "4",
    "EXTRACTOR_CONCURRENCY": "2",
    "EXTRACTOR_RETRY_DELAYS": "1,2,4",
    # An answer that never ends would never end again; with some chance in it, the next attempt is another one.
    "EXTRACTOR_TEMPERATURE": "0.6",
}
"""One small model on the cores of this machine: few calls at once, short ones, and time to answer them."""


def run() -> int:
    """Run the check and return the exit code: 0 when nothing is wrong."""
    try:
        problems = asyncio.run(check(read_conversation(OWN_FILE)))
    except CannotRunError as error:
        problems = [f"Error: {error}"]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


async def check(lines: list[Line]) -> list[str]:
    """Play `lines` and return what is wrong: jobs that did not complete, no facts, or some whose quote nobody said."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    port = pick_free_ports(1)[0]
    command = [sys.executable, "-m", "deploy.small_model", "--port", str(port)]
    model = Process.start("small-model", command, log=FOLDER.with_suffix(".log"), environment=os.environ)
    try:
        await _loaded(port)
        settings = dict(os.environ) | SETTINGS | {"OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1"}
        async with start_system(FOLDER, settings, extractors=1, durable=False, free_ports=True) as system:
            services = Services(system, NAME)
            try:
                return await _play(services, lines)
            finally:
                await services.close()
    finally:
        await model.stop()


async def _loaded(port: int) -> None:
    """Wait until the model is in memory."""
    deadline = time.monotonic() + LOAD_SECONDS
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=5) as client:
        while time.monotonic() < deadline:
            try:
                if (await client.get("/health")).is_success:
                    return
            except httpx2.TransportError:
                pass
            await asyncio.sleep(LOOK_SECONDS)
    raise CannotRunError(f"The small model was not ready within {LOAD_SECONDS} s; its log is beside {FOLDER}.")


async def _play(services: Services, lines: list[Line]) -> list[str]:
    began = time.monotonic()
    asked = [(await services.say(line, most_tokens=CHAT_TOKENS)).job for line in lines]
    problems, ended, refused = [], Counter[str](), 0
    for job in asked:
        status, error, rejected = await _end_of(services, job, began + SETTLE_SECONDS)
        ended[status] += 1
        refused += rejected
        if status != COMPLETED:
            problems.append(f"Job {job} is {status} after {time.monotonic() - began:.0f} s{error}.")
    stored = 0
    for user in dict.fromkeys(line.user for line in lines):
        said = [line.say for line in lines if line.user == user]
        for fact in await services.facts(user):
            stored += 1
            quote = fact["evidence"]["quote"]
            print(f"{user}: {fact['slot']} = {fact['value']} (“{quote}”)")
            if not quote or not any(quote in words for words in said):
                problems.append(f"A fact of {user} lacks its quote: {fact['slot']} = {fact['value']}.")
    if not stored + refused:
        problems.append(f"The model offered nothing about {len(lines)} turns, so nothing was checked.")
    took = time.monotonic() - began
    print(f"{len(lines)} turns in {took:.0f} s: jobs {dict(ended)}, {stored} facts stored, {refused} refused.")
    return problems


async def _end_of(services: Services, job: str, deadline: float) -> tuple[str, str, int]:
    """Wait until a job, asked for by its own id, has ended; returns its status, its error in words, and the refused."""
    while True:
        found = await services.job(job)
        status = found["status"] if found else "unknown to the store"
        if status not in (*OPEN, "unknown to the store") or time.monotonic() > deadline:
            error = found["error"] if found else None
            return status, f": {error}" if error else "", found["rejected"] if found else 0
        await asyncio.sleep(LOOK_SECONDS)
