"""`python -m deploy.demo [FILE]`: plays a conversation on a system of its own, shows what was remembered, and ends."""

import argparse
import asyncio
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from deploy.demo.conversation import Line, questions, read_conversation
from deploy.demo.display import Display
from deploy.demo.services import OPEN, Services
from deploy.local.environment import wants_offline_model
from deploy.local.errors import CannotRunError
from deploy.local.system import start_system

FOLDER = Path(".run") / "demo"
OWN_FILE = Path(__file__).parent / "conversation.jsonl"
SETTINGS = {"EXTRACTOR_RETRY_DELAYS": "1,2,4", "OFFLINE_MODEL_LATENCY_MS": "120", "LOG_LEVEL": "INFO"}
"""Shorter delays and a visible thinking time, so that the demo shows in seconds what takes minutes in production."""
SETTLE_SECONDS = 120
LOOK_SECONDS = 0.15


def main() -> None:
    """Run the command line; what cannot be done is one sentence and exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m deploy.demo", description=__doc__)
    parser.add_argument(
        "conversation", nargs="?", type=Path, default=OWN_FILE, help="a JSONL file (deploy/demo/README.md)"
    )
    parser.add_argument("--extractors", type=int, default=2, help="how many extractor processes (default 2)")
    arguments = parser.parse_args()
    try:
        asyncio.run(_until_signal(arguments.conversation, arguments.extractors))
    except CannotRunError as error:
        sys.exit(f"Error: {error}")
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit("Interrupted; nothing is left running.")


async def _until_signal(path: Path, extractors: int) -> None:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine that runs has a task
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    await play(read_conversation(path), extractors)


async def play(lines: list[Line], extractors: int) -> None:
    """Start everything afresh, play `lines`, show facts and the later conversation, stop everything."""
    display = Display()
    settings = {name: value for name, value in os.environ.items() if value} | SETTINGS
    model = "offline" if wants_offline_model(settings) else settings.get("EXTRACTOR_MODEL", "gpt-4.1-mini")
    shutil.rmtree(FOLDER, ignore_errors=True)
    began = time.monotonic()
    async with start_system(FOLDER, settings, extractors=extractors, durable=False, free_ports=True) as system:
        services = Services(system, model)
        try:
            display.note(f"Ready after {time.monotonic() - began:.0f} s.")
            if system.offline_model_url:
                display.note("The model is the offline one: a small grammar, not a language model. For a real one set")
                display.note("OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.")
            await _chat(display, services, [line for line in lines if not line.later])
            await _settle(display, services, sum(not line.later for line in lines))
            display.title("What is remembered, with the user's own words as evidence")
            for user in dict.fromkeys(line.user for line in lines):
                display.facts(user, await services.facts(user))
            display.title("Later: a new conversation uses it")
            for line in questions(lines):
                display.answer(line, await services.say(line))
        finally:
            await services.close()
        display.note("Stopping everything")
    display.note(f"Done in {time.monotonic() - began:.0f} s; nothing is left running.")


async def _chat(display: Display, services: Services, lines: list[Line]) -> None:
    display.title(f"{len(lines)} turns: the reply never waits for the memory")
    for line in lines:
        if line.fail and await services.make_fail(line):
            display.note(f"(the model will fail {line.fail} times to understand the next turn)")
        display.turn(line, await services.say(line))
        display.jobs(await services.counts())


async def _settle(display: Display, services: Services, turns: int) -> None:
    """Follow the jobs until all `turns` have one and none is open; the store's counts may be a moment old."""
    display.title("What is still being remembered")
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        counts = await services.counts()
        display.jobs(counts)
        if sum(counts.values()) >= turns and not any(counts.get(status) for status in OPEN):
            break
        if time.monotonic() > deadline:
            raise CannotRunError(
                f"After {SETTLE_SECONDS} s jobs are still open: {counts}. The logs are in {FOLDER}/log."
            )
        await asyncio.sleep(LOOK_SECONDS)
    for job in await services.unfinished():
        raise CannotRunError(f"Job {job['id']} was given up: {job['error']}. The logs are in {FOLDER}/log.")


if __name__ == "__main__":
    main()
