"""Processes that can be killed, stopped, frozen and started again under the same name, port and data.

A server is a tree of processes, and PostgreSQL's children have sessions of their own, so that a signal goes to each of
them by its id.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.process import Account, Process
from tests.faults.errors import DidNotHappenError
from tests.faults.polling import poll

STOP_SECONDS = 40
READY_SECONDS = 90


def find_tree(pid: int) -> list[int]:
    """Return the process and all its descendants, parents first."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    children: dict[int, list[int]] = {}
    for line in listed.splitlines():
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    tree = [pid]
    for each in tree:
        tree += children.get(each, [])
    return tree


def read_states(pids: Sequence[int]) -> list[str]:
    """Return the state letter of each process that lives (T: stopped, Z: waits to be reaped)."""
    command = ["ps", "-o", "state=", "-p", ",".join(map(str, pids))]
    return subprocess.run(command, capture_output=True, text=True).stdout.split()


@dataclass
class Managed:
    """One part of the system: how it is started, and its process while it runs.

    `port` is a service's, which listens before it is ready.
    """

    name: str
    command: Sequence[str | Path]
    environment: dict[str, str]
    logs: Path
    is_ready: Callable[[], bool]
    stop_signal: signal.Signals = signal.SIGTERM
    account: Account | None = None
    port: int | None = None
    process: Process | None = None
    starts: int = 0
    _frozen: list[int] = field(default_factory=list)

    @property
    def pid(self) -> int:
        """The pid while it runs."""
        assert self.process is not None, f"{self.name} was never started"
        return self.process.pid

    @property
    def is_running(self) -> bool:
        """Tell whether its process lives."""
        return self.process is not None and self.process.exit_code is None

    def spawn(self, more: Mapping[str, str] | None = None) -> None:
        """Start the process and do not wait for it; `more` is added to its environment, this time only."""
        assert not self.is_running, f"{self.name} runs already"
        self.starts += 1
        self.process = Process.start(
            self.name,
            self.command,
            log=self.logs / f"{self.name}.{self.starts}.log",
            environment={**self.environment, **(more or {})},
            stop_signal=self.stop_signal,
            account=self.account,
        )

    async def start(self, more: Mapping[str, str] | None = None) -> None:
        """Start it and wait until it is ready."""
        self.spawn(more)
        await self.wait_ready()

    async def wait_ready(self) -> None:
        """Wait until it says that it is ready."""
        await self.wait_until(self.is_ready)

    async def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that the process must live for; `CannotRunError` when it does not come."""
        assert self.process is not None
        await self.process.wait_until(is_so, READY_SECONDS)

    async def kill(self) -> str:
        """End the whole tree with SIGKILL; returns the proof."""
        process, pids = self._running(), find_tree(self.pid)
        self._signal(pids, signal.SIGKILL)
        self._frozen.clear()
        await process.stop()
        # The kernel takes its time with the rest of the tree.
        ended = await poll(lambda: set(read_states(pids)) <= {"Z"}, 5)
        if process.exit_code != -signal.SIGKILL or not ended:
            left = len(read_states(pids))
            raise DidNotHappenError(f"{self.name} ended with {process.exit_code}, {left} of its processes live.")
        return f"{self.name} {self.pid} ended by SIGKILL"

    async def stop(self, allowed: Sequence[int] = (0,)) -> str:
        """End it in good order; returns the proof."""
        process = self._running()
        await process.stop(STOP_SECONDS)
        if process.exit_code not in allowed:
            raise DidNotHappenError(f"{self.name} was told to stop and ended with {process.exit_code}.")
        return f"{self.name} {self.pid} ended in good order"

    async def freeze(self) -> str:
        """Stop the whole tree with SIGSTOP; returns the proof."""
        self._running()
        self._frozen = find_tree(self.pid)
        self._signal(self._frozen, signal.SIGSTOP)
        if not await poll(lambda: set(read_states(self._frozen)) <= {"T", "Z"}, 5):
            raise DidNotHappenError(f"{self.name} goes on after SIGSTOP.")
        return f"{self.name}: {len(self._frozen)} processes in state T"

    def thaw(self) -> None:
        """Let a frozen tree go on, children first."""
        if self.is_running:
            self._signal(self._frozen[::-1], signal.SIGCONT)
        self._frozen.clear()

    async def end(self) -> None:
        """End it whatever state it is in."""
        if self._frozen:
            self.thaw()
        if self.process is not None:
            await self.process.stop(STOP_SECONDS)

    def count_logged(self) -> Counter[str]:
        """Count the events in all its logs of this run, by name (JSON lines only)."""
        counted: Counter[str] = Counter()
        for number in range(1, self.starts + 1):
            for line in (self.logs / f"{self.name}.{number}.log").read_text(errors="replace").splitlines():
                if line.startswith("{"):
                    with suppress(ValueError):
                        counted[str(json.loads(line).get("event"))] += 1
        return counted

    def _running(self) -> Process:
        if self.process is None or self.process.exit_code is not None:
            raise DidNotHappenError(f"{self.name} does not run.")
        return self.process

    @staticmethod
    def _signal(pids: Sequence[int], wanted: signal.Signals) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, wanted)


async def run_module(module: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    """Run `python -m …` to its end, with success."""
    process = Process.start(" ".join(module), [sys.executable, "-m", *module], log=log, environment=environment)
    try:
        await process.finish(60)
    finally:
        await process.stop()
