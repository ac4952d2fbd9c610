"""`python -m deploy.local up | down | clean`: the system on this machine, without Docker."""

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from deploy.local.claim import find_claimant
from deploy.local.environment import read_settings
from deploy.local.errors import CannotRunError
from deploy.local.follow import LogFollower
from deploy.local.postgres_files import shared_folder
from deploy.local.progress import say
from deploy.local.system import System, start_system

RUN_FOLDER = Path(".run")
DOTENV = Path(".env")
LOOK_SECONDS = 0.3
DOWN_SECONDS = 90
SERVERS = ("PostgreSQL", "RabbitMQ")
CURL = """\
  curl {url}/v1/chat/completions -H 'Content-Type: application/json' -H 'Afterthought-User: ada' \\
    -d '{{"model": "{model}", "messages": [{{"role": "user", "content": "I live in Lisbon."}}]}}'"""


def main() -> None:
    """Run the command line; what cannot be done is one sentence and exit code 1."""
    arguments = parse_arguments()
    try:
        if arguments.command == "up":
            asyncio.run(run_until_signal(arguments.extractors))
        elif arguments.command == "down":
            end_run()
        else:
            clean()
    except CannotRunError as error:
        sys.exit(f"Error: {error}")


def parse_arguments() -> argparse.Namespace:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="start everything in the foreground; Ctrl-C ends it, the data stays in .run")
    up.add_argument(
        "--extractors",
        type=int,
        default=os.environ.get("EXTRACTORS") or "1",
        help="how many extractor processes (setting EXTRACTORS, default 1)",
    )
    commands.add_parser("down", help="end what `up` started in this folder")
    commands.add_parser("clean", help="delete the data of `up`")
    return parser.parse_args()


async def run_until_signal(extractors: int) -> None:
    """Run the system until a signal asks for its end, or one of its processes dies."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine that runs has a task
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        async with start_system(RUN_FOLDER, read_settings(DOTENV), extractors=extractors) as system:
            print_addresses(system)
            await watch(system)
    say("Stopped. The data is kept in .run.")


async def watch(system: System) -> None:
    """Show the services' logs until a process dies."""
    follower = LogFollower([process for process in system.processes if process.name not in SERVERS])
    while True:
        for line in follower.read_new():
            print(line, flush=True)
        system.check_alive()
        await asyncio.sleep(LOOK_SECONDS)


def print_addresses(system: System) -> None:
    """Say what is where, and what to try first."""
    model = "the real model of OPENAI_API_KEY or OPENAI_BASE_URL"
    if system.offline_model_url:
        model = f"{system.offline_model_url}  offline: a small grammar, no language model (see README)"
    lines = [
        "",
        "Afterthought is ready.",
        f"  chat      {system.chat_url}  OpenAI-compatible: base URL {system.chat_url}/v1",
        f"  store     {system.store_url}  facts and jobs: {system.store_url}/v1/users/ada/facts",
        f"  model     {model}",
        f"  ops       {system.ops_url}  the operator's page: what goes on, dead letters, memory, a chat to try",
    ]
    broker = system.admin_url.rpartition("@")
    lines.append(f"  RabbitMQ  http://{broker[2]}  its management; user and password: .run/rabbitmq.conf")
    lines += ["Try it:", CURL.format(url=system.chat_url, model="offline" if system.offline_model_url else "…")]
    lines += ["Ctrl-C ends it. Logs follow, and are in .run/log.", ""]
    print("\n".join(lines), flush=True)


def end_run() -> None:
    """Ask the run of this folder to end, and wait until its last process has."""
    pid = find_claimant(RUN_FOLDER)
    if pid is None:
        say("Nothing of ours is running here.")
        return
    command = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    if "deploy." in command:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + DOWN_SECONDS
    while find_claimant(RUN_FOLDER) is not None:
        if time.monotonic() > deadline:
            raise CannotRunError(f"Process {pid} does not end: look at .run/log, then end it with `kill -9 {pid}`.")
        time.sleep(LOOK_SECONDS)
    say(f"Ended the run of process {pid}.")


def clean() -> None:
    """Delete the data of past runs in this folder."""
    pid = find_claimant(RUN_FOLDER)
    if pid is not None:
        raise CannotRunError(f"Process {pid} is using .run: run `make down` first.")
    for folder in (RUN_FOLDER, shared_folder(RUN_FOLDER)):
        shutil.rmtree(folder, ignore_errors=True)
