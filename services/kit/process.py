"""A service as a process: event loop, signals, and a start that fails with a sentence, not a traceback."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Final, TypeVar

import uvloop
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from services.kit.logs import configure_logs
from services.kit.settings import LogSettings, TraceSettings

AUTOGROUP: Final = Path("/proc/self/autogroup")
COLLECT_AFTER: Final = (20_000, 5, 5)
"""New objects before the youngest are looked through; the two numbers after it are in rounds of the one before."""

S = TypeVar("S", bound=BaseSettings)


class StartError(Exception):
    """A service cannot start; the message says why and what to do."""


def run(service: str, main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run `main` until it returns. SIGTERM and SIGINT set the event that it is given."""
    try:
        log_settings = read(LogSettings)
        configure_logs(service, log_settings.log_format, log_settings.log_level)
        endpoint = read(TraceSettings).otel_exporter_otlp_endpoint
        _collect_seldom()
        with tracing(service, endpoint), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_with_signals(main))
    except StartError as error:
        sys.exit(f"{service}: {error}")


def read(settings: type[S]) -> S:
    """Read settings from the environment; what is wrong is named by its variable."""
    try:
        return settings()
    except ValidationError as error:
        prefix = settings.model_config.get("env_prefix", "")
        wrong = "; ".join(
            # Only the first part is a variable; the rest is a place in its value.
            f"{prefix.upper()}{str(each['loc'][0]).upper() if each['loc'] else ''}: {each['msg']}"
            for each in error.errors(include_url=False)
        )
        raise StartError(f"Settings are missing or wrong: {wrong}. See .env.example.") from error


def step_back(nice: int) -> None:
    """Leave the processors to others that want them: this process's work is what nobody waits for.

    `nice` is 0 to 19 (setpriority(2)); a process that is asked for less than it has keeps what it has. Linux weighs
    whole sessions first where autogroups are on (sched(7)), so a session of our own steps back as well.
    """
    if nice <= os.getpriority(os.PRIO_PROCESS, 0):
        return
    os.setpriority(os.PRIO_PROCESS, 0, nice)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):
            AUTOGROUP.write_text(str(nice))


def tracing(service: str, endpoint: str) -> AbstractContextManager[None]:
    """Trace while the block lasts, if there is an endpoint."""
    if not endpoint:
        return nullcontext()
    try:
        from services.kit.tracing.otlp import exporting  # noqa: PLC0415 - not loaded while traces are off
    except ImportError as error:
        missing = f"OTEL_EXPORTER_OTLP_ENDPOINT is set, and the package of {error.name} is missing"
        raise StartError(f"{missing}: install `afterthought[tracing]`, or unset it.") from error
    return exporting(service)


def _collect_seldom() -> None:
    """Let the garbage collector look at what is new alone, and not at every 700 objects.

    What is imported stays for good. What is in hand, thousands of turns, is no garbage either, and is freed by its
    reference counts: looking through all of it again and again took a fifth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


async def _with_signals(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await main(stop)
