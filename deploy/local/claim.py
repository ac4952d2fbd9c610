"""Says whose a run folder is: one run at a time may use its data.

The claim is a lock on a file that holds the runner's pid. The kernel drops it when the runner and its keeper are gone,
whatever ended them, so that a claim can be neither stale nor mistaken for that of another process.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.errors import CannotRunError

NAME = "run.lock"


@contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process.

    Raises:
        CannotRunError: Another run has it.

    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a+") as lock:
        if not _try_lock(lock.fileno()):
            message = f"{folder} is in use by process {_read_pid(folder)}: end that run first (`make down`)."
            raise CannotRunError(message)
        # The keeper inherits it: the folder stays ours until the last process of this run has ended.
        os.set_inheritable(lock.fileno(), True)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
        lock.truncate(0)


def find_claimant(folder: Path) -> int | None:
    """Return the pid of the run that has `folder`, or None if nobody has it."""
    path = folder / NAME
    if not path.exists():
        return None
    with path.open("a+") as lock:
        return None if _try_lock(lock.fileno()) else _read_pid(folder)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_pid(folder: Path) -> int:
    return int((folder / NAME).read_text() or "0")
