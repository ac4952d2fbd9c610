"""Ends what a runner started if the runner itself is gone, whatever killed it.

The runner (`deploy.local.process`) starts one keeper and tells it on standard input what to do, a line each:
`hold PID SIGNAL`, `release PID`, `delete FOLDER`. When the pipe closes, the runner has ended: each process still held
gets its signal, and its group is killed if that is not enough; then the folders go. Standard library only, so that it
is small and starts at once.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE = 20.0
"""Seconds that the held processes get, together, to end by themselves."""


def read_until_runner_ends() -> tuple[dict[int, int], list[str]]:
    """Follow the runner's lines; return what is still held at their end (pid to signal, oldest first), and folders."""
    held: dict[int, int] = {}
    folders: list[str] = []
    for line in sys.stdin:
        verb, _, rest = line.strip().partition(" ")
        if verb == "hold":
            pid, number = rest.split()
            held[int(pid)] = int(number)
        elif verb == "release":
            held.pop(int(rest), None)
        else:
            folders.append(rest)
    return held, folders


def is_running(pid: int) -> bool:
    """Tell whether the process lives; one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def send(pid: int, wanted: int) -> None:
    """Signal the process alone, which then ends its children in good order; SIGKILL goes to its whole group."""
    if wanted == signal.SIGKILL:
        os.killpg(pid, wanted)
    else:
        os.kill(pid, wanted)


def end(held: dict[int, int]) -> None:
    """End the processes, the youngest first, within the deadline."""
    deadline = time.monotonic() + PATIENCE
    for pid, wanted in reversed(held.items()):
        if not is_running(pid):
            continue
        send(pid, wanted)
        while is_running(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        if is_running(pid):
            send(pid, signal.SIGKILL)


def main() -> None:
    """Wait for the runner's end and tidy up after it."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    held, folders = read_until_runner_ends()
    end(held)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
