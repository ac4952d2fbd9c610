"""One process that we own: started with its log in a file, ended by its pid, never outliving the runner.

Every process gets a session of its own, so that Ctrl-C in a terminal reaches the runner alone, which then stops things
in order. A keeper (`deploy.local.keeper`) ends them should the runner be killed.
"""

import asyncio
import atexit
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deploy.local import keeper
from deploy.local.errors import CannotRunError, StoppedEarlyError

POLL = 0.05
"""Seconds between two looks at something we wait for."""


@cache
def _start_keeper(runner: int) -> "subprocess.Popen[str]":
    """Start the keeper of this process; `runner` is its pid, so that a forked copy of us gets a keeper of its own."""
    started = subprocess.Popen(
        [sys.executable, "-I", "-S", keeper.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        # The lock of `deploy.local.claim` is handed on: the folder is ours until the last process has ended.
        close_fds=False,
    )
    atexit.register(_wait_for_keeper, started, runner)
    return started


def _wait_for_keeper(started: "subprocess.Popen[str]", runner: int) -> None:
    if os.getpid() == runner:
        started.communicate()


def _tell_keeper(line: str) -> None:
    pipe = _start_keeper(os.getpid()).stdin
    if pipe is not None:
        pipe.write(line + "\n")
        pipe.flush()


def delete_at_end(folder: Path) -> None:
    """Have a temporary folder deleted when this program ends, however it ends."""
    _tell_keeper(f"delete {folder}")


@dataclass(frozen=True)
class Account:
    """The unprivileged user that a server runs as when we are root."""

    uid: int
    gid: int


class Process:
    """A running child, its log file and the signal that ends it in good order."""

    def __init__(self, name: str, popen: "subprocess.Popen[bytes]", log: Path, stop_signal: signal.Signals) -> None:
        self.name = name
        self.log = log
        self.pid = popen.pid
        self._popen = popen
        self._stop_signal = stop_signal

    @classmethod
    def start(
        cls,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        environment: Mapping[str, str],
        stop_signal: signal.Signals = signal.SIGTERM,
        account: Account | None = None,
    ) -> "Process":
        """Start `command` with exactly this environment; its output of the last run is kept as `*.previous`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            log.replace(log.with_suffix(log.suffix + ".previous"))
        with log.open("wb") as output:
            popen = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                start_new_session=True,
                user=None if account is None else account.uid,
                group=None if account is None else account.gid,
                extra_groups=None if account is None else [],
            )
        _tell_keeper(f"hold {popen.pid} {int(stop_signal)}")
        return cls(name, popen, log, stop_signal)

    @property
    def exit_code(self) -> int | None:
        """The exit code, negative for a signal, or None while it runs."""
        return self._popen.poll()

    async def wait_until(self, is_ready: Callable[[], bool], seconds: float) -> None:
        """Poll `is_ready` (it may block shortly; it runs in a thread) until it is true.

        Raises:
            StoppedEarlyError: The process ended first.
            CannotRunError: It runs but is not ready in time.

        """
        deadline = time.monotonic() + seconds
        while not await asyncio.to_thread(is_ready):
            if self.exit_code is not None:
                raise self.died()
            if time.monotonic() > deadline:
                message = f"{self.name} is not ready after {seconds:.0f} s: see {self.log}.\n{self.last_lines()}"
                raise CannotRunError(message)
            await asyncio.sleep(POLL)

    async def finish(self, seconds: float) -> None:
        """Wait for the process to end by itself, with success.

        Raises:
            StoppedEarlyError: It ended with an exit code other than 0.
            CannotRunError: It still runs after `seconds`.

        """
        try:
            await asyncio.to_thread(self._popen.wait, seconds)
        except subprocess.TimeoutExpired as error:
            message = f"{self.name} still runs after {seconds:.0f} s: see {self.log}.\n{self.last_lines()}"
            raise CannotRunError(message) from error
        if self.exit_code:
            raise self.died()

    def died(self) -> StoppedEarlyError:
        """Describe the end of a process that should still run."""
        return StoppedEarlyError(
            f"{self.name} ended with exit code {self.exit_code}; its log is {self.log}.\n{self.last_lines()}"
        )

    def last_lines(self, count: int = 15) -> str:
        """Return the end of the log, indented."""
        lines = self.log.read_text(errors="replace").splitlines()[-count:]
        return "\n".join(f"    {line}" for line in lines)

    async def stop(self, seconds: float = 20.0) -> None:
        """End the process with its signal, and kill its group if it takes longer than `seconds`."""
        if self.exit_code is None:
            keeper.send(self.pid, self._stop_signal)
        try:
            await asyncio.to_thread(self._popen.wait, seconds)
        except subprocess.TimeoutExpired:
            keeper.send(self.pid, signal.SIGKILL)
            self._popen.wait()
        _tell_keeper(f"release {self.pid}")
